import { expect, test } from 'vitest';
import { createHandedLog } from '../../../electron/host/handed-log.ts';
import type { Log } from '../../../electron/ports.ts';

test('lines go where the log was handed to last', () => {
  const said: unknown[] = [];
  const place = (name: string): Log => {
    const say =
      (level: string) =>
      (...words: unknown[]) =>
        void said.push([name, level, ...words]);
    return { info: say('info'), warn: say('warn'), error: say('error') };
  };
  const log = createHandedLog(place('terminal'));
  log.info('one', { a: 1 });
  log.handTo(place('file'));
  log.warn('two', { b: 2 });
  log.error('three', { c: 3 });
  expect(said).toEqual([
    ['terminal', 'info', 'one', { a: 1 }],
    ['file', 'warn', 'two', { b: 2 }],
    ['file', 'error', 'three', { c: 3 }],
  ]);
});
