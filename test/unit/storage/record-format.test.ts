import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createRecordFormat, type RecordUpgrade } from '../../../electron/storage/record-format.ts';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const schema = z.object({ fullName: z.string(), isHere: z.boolean() });
/** 1: `name`; 2: `fullName`; 3: `isHere` as well. */
const upgrades: RecordUpgrade[] = [
  ({ name, ...rest }) => ({ ...rest, fullName: name }),
  (old) => ({ ...old, isHere: false }),
];
const format = createRecordFormat(schema, upgrades);

test('what was written is read, and says its version', () => {
  const value = { fullName: 'Anna', isHere: true };
  expect(format.read(format.write(value))).toEqual({ kind: 'ok', value });
  expect(JSON.parse(Buffer.from(format.write(value)).toString())).toEqual({ ...value, version: 3 });
});
test('each older version is brought forward step by step; the first had no number', () => {
  const value = { fullName: 'Anna', isHere: false };
  expect(format.read(bytes({ name: 'Anna' }))).toEqual({ kind: 'ok', value });
  expect(format.read(bytes({ version: 2, fullName: 'Anna' }))).toEqual({ kind: 'ok', value });
});
test('a newer version is newer, not damaged, whatever it holds', () => {
  expect(format.read(bytes({ version: 4, other: [] }))).toEqual({ kind: 'newer', version: 4 });
});
test('what is no record of any version is damaged, and nothing throws', () => {
  const damaged: unknown[] = [null, 7, [], {}, { version: 0 }, { version: 1.5 }, { version: '3' }, { version: 3 }];
  for (const value of damaged) expect(format.read(bytes(value)), JSON.stringify(value)).toEqual({ kind: 'damaged' });
  expect(format.read(undefined)).toEqual({ kind: 'damaged' });
  expect(format.read(Buffer.from('{"version":3'))).toEqual({ kind: 'damaged' });
  const throwing = createRecordFormat(schema, [() => JSON.parse('no')]);
  expect(throwing.read(bytes({ name: 'Anna' }))).toEqual({ kind: 'damaged' });
  fc.assert(fc.property(fc.json(), (text) => void format.read(Buffer.from(text))));
});
