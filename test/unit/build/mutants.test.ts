import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from '../../mutants/mutants.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const isThere = (file: string) => existsSync(path.join(root, file));

test('every mutant can still be made: its text stands exactly once, and its tests are there', () => {
  const stale = mutants.filter(({ file, find, tests }) => {
    const pieces = isThere(file) ? readFileSync(path.join(root, file), 'utf8').split(find) : [];
    return pieces.length !== 2 || !tests.every((name) => isThere(`test/${name}`));
  });
  expect(stale.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

test('no two mutants have one name', () => {
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
