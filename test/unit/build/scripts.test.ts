import { expect, test } from 'vitest';
import { smallNursery } from '../../../electron/process/fork-node.ts';
import { scripts } from '../../../package.json' with { type: 'json' };

test.each(['start', 'kiosk'] as const)(
  'npm run %s imports pictures with as small a nursery as was measured',
  (script) => {
    expect(scripts[script].split(' ').slice(0, 2)).toEqual(['node', smallNursery]);
  },
);
