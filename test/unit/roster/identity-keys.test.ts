import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldIdentifier, foldName, nameKeys } from '../../../electron/roster/identity-keys.ts';

test.each([
  ['ANN  Lee ', 'ann lee'],
  ['Ａｎｎ　Ｌｅｅ', 'ann lee'],
  ['O’Brien', "o'brien"],
  ['Anne‑Marie', 'anne-marie'],
  ['ｴﾏ･ﾛｯｼ', 'エマロッシ'],
  ['김 서연', '김서연'],
  ['Zoe\u0308', 'zoë'],
])('the name %s is %s', (written, folded) => {
  expect(foldName(written)).toBe(folded);
});

test.each([
  ['Zoë', 'Zoe'],
  ['さくら', 'サクラ'],
  ['Müller', 'Mueller'],
  ['渡邉', '渡辺'],
])('%s and %s are two names: a likeness is not a name', (one, other) => {
  expect(foldName(one)).not.toBe(foldName(other));
});

test('plain text is folded as Unicode would fold it: what is folded once stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.oneof(fc.constantFrom('A', 'z', ' ', '-', '0', '\t'), fc.constant('Ｂ')) }),
      (text) => {
        const wide = text.replaceAll('A', 'Ａ').replaceAll('0', '０');
        expect(foldName(wide)).toBe(foldName(text));
        expect(foldIdentifier(wide)).toBe(foldIdentifier(text));
        expect(foldName(foldName(text))).toBe(foldName(text));
      },
    ),
    { numRuns: 500 },
  );
});

test('every order of a name shares a key with every other', () => {
  const forms = [
    { displayName: 'Ann Lee' },
    { displayName: 'Lee Ann' },
    { displayName: 'Lee, Ann' },
    { givenName: 'Ann', surname: 'Lee' },
    { givenName: 'Lee', surname: 'Ann' },
  ].map((form) => nameKeys(form));
  for (const one of forms) for (const other of forms) expect(one.some((key) => other.includes(key))).toBe(true);
});
