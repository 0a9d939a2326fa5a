import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pastedProblem } from '../../../renderer/screens/operator/rosters/pasted-list.ts';
import { lengthProblem, readCopy } from '../../../renderer/screens/operator/settings/settings-copy.ts';
import { contract } from '../../../shared/contract.ts';
import { pastedListLimit } from '../../../shared/roster-contract.ts';
import { failureWords } from '../../../shared/roster-table-words.ts';
import { documentLimit } from '../../../shared/settings-editing.ts';

test('a pasted list is handed over up to what the contract takes, and a longer one is said to be too long, with numbers', () => {
  const longest = 'x'.repeat(pastedListLimit);
  expect(pastedProblem(longest)).toBeUndefined();
  expect(contract.commands['rosters.openText'].request.safeParse({ text: longest }).success).toBe(true);
  expect(pastedProblem(`${longest}x`)).toEqual({
    code: 'list-unreadable',
    detail: { what: 'text-too-long', expected: '≤ 2000000', actual: 2_000_001 },
  });
  expect(contract.commands['rosters.openText'].request.safeParse({ text: `${longest}x` }).success).toBe(false);
  expect(Object.keys(failureWords)).toContain('text-too-long');
});

test('settings are checked up to what the contract takes, and longer ones are said to be too long, with numbers', () => {
  const longest = '語'.repeat(documentLimit);
  expect(lengthProblem(longest)).toBeUndefined();
  expect(contract.commands['settings.write'].request.safeParse({ revision: '', document: longest }).success).toBe(true);
  expect(lengthProblem(`${longest}語`)).toMatchObject({
    ...{ at: '', expected: { en: 'at most 60000 character(s)' }, actual: { en: '60001' } },
  });
});

test('a copy of settings is measured in characters, as the contract counts, not in bytes', async () => {
  const longest = '語'.repeat(documentLimit);
  expect(await readCopy(new Blob([longest]) as File)).toBe(longest);
  expect(await readCopy(new Blob(['x'.repeat(documentLimit + 1)]) as File)).toEqual({ tooLong: '60001' });
  expect(await readCopy(new Blob([`${longest}語`]) as File)).toEqual({ tooLong: '≥ 60001' });
  expect(await readCopy({ size: 1, text: () => Promise.reject(new Error('gone')) })).toBeUndefined();
});

test('no field of the screens that takes several lines cuts what is pasted', () => {
  const folder = path.resolve(import.meta.dirname, '../../../renderer');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  const long = /<textarea\b[\s\S]*?\/>|<TextField\b[^>]*\bisLong\b[\s\S]*?\/>/g;
  const found = files.flatMap((name) => readFileSync(path.join(folder, name), 'utf8').match(long) ?? []);
  expect(found).toHaveLength(3);
  expect(found.filter((field) => /maxLength=\{/.test(field))).toEqual([]);
});

test('no field of the settings cuts what is pasted', () => {
  const control = '../../../renderer/screens/operator/settings/setting-control.tsx';
  const fields = readFileSync(path.resolve(import.meta.dirname, control), 'utf8').match(/<TextField\b[\s\S]*?\/>/g);
  expect(fields).toHaveLength(3);
  for (const field of fields ?? []) expect(field).toContain('maxLength="whole"');
});
