import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowCipher } from '../../../electron/storage/row-cipher.ts';

const cipher = createRowCipher(new Uint8Array(32).fill(1));
const place = { table: 'photo', column: 'sealed', row: 'a' };

test('what was sealed opens, and is another text each time', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), (plain) => {
      const sealed = cipher.seal(place, plain);
      expect(cipher.open(place, sealed)).toEqual(plain);
      expect(Buffer.compare(sealed, cipher.seal(place, plain))).not.toBe(0);
    }),
  );
});
test('every single bit turned over is noticed, and so is every shorter or longer text', () => {
  const sealed = cipher.seal(place, Buffer.from('a photo'));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const hit = Uint8Array.from(sealed);
    hit[bit >> 3] = (hit[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(cipher.open(place, hit)).toBeUndefined();
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(cipher.open(place, sealed.subarray(0, length))).toBeUndefined();
  }
  expect(cipher.open(place, Buffer.concat([sealed, Buffer.of(0)]))).toBeUndefined();
});
test('bytes moved to another row, column or table do not open, nor with another key', () => {
  const sealed = cipher.seal(place, Buffer.from('a photo'));
  for (const other of [{ row: 'b' }, { column: 'record' }, { table: 'job' }]) {
    expect(cipher.open({ ...place, ...other }, sealed)).toBeUndefined();
  }
  expect(createRowCipher(new Uint8Array(32).fill(2)).open(place, sealed)).toBeUndefined();
});
test('keyed hashes are equal for equal texts, and differ by purpose and key', () => {
  const other = createRowCipher(new Uint8Array(32).fill(2));
  expect(cipher.keyedHash('person', 'anna')).toBe(cipher.keyedHash('person', 'anna'));
  const hashes = [
    cipher.keyedHash('person', 'anna'),
    cipher.keyedHash('slot', 'anna'),
    other.keyedHash('person', 'anna'),
  ];
  expect(new Set(hashes).size).toBe(3);
});
