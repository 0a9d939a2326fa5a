import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');

test('the map of the project shows every room, and no room that is gone', () => {
  const rooms = readdirSync(path.join(root, 'electron'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const table = page.slice(page.indexOf('## Rooms'), page.indexOf('## Who may import whom'));
  const shown = [...table.matchAll(/^\|[^|]*\| `([a-z-]+)\/` \|/gm)].map((row) => row[1]);
  expect(shown.toSorted()).toEqual(rooms.toSorted());
});
