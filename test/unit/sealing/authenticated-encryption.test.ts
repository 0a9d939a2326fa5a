import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  openBytes,
  openLongBytes,
  type Seal,
  sealBytes,
  sealLongBytes,
  withSealedBytes,
} from '../../../electron/sealing/authenticated-encryption.ts';

const seal: Seal = {
  key: new Uint8Array(32).fill(1),
  head: Buffer.from('KIND1\n'),
  associatedData: Buffer.from('the row where it belongs'),
};

test('what was sealed in parts opens as one, and is another text each time', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 4 }), (parts) => {
      const sealed = sealBytes(seal, ...parts);
      expect(Buffer.from(openBytes(seal, sealed) ?? [0])).toEqual(Buffer.concat(parts));
      expect(sealed.equals(sealBytes(seal, ...parts))).toBe(false);
    }),
  );
});

test('a single bit turned over anywhere, a byte more or less: nothing opens', () => {
  const sealed = sealBytes(seal, Buffer.from('a photo'));
  expect(sealed.subarray(0, 6)).toEqual(seal.head);
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const hit = Uint8Array.from(sealed);
    hit[bit >> 3] = (hit[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(openBytes(seal, hit), `bit ${bit}`).toBeUndefined();
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(openBytes(seal, sealed.subarray(0, length)), `${length} bytes`).toBeUndefined();
  }
  expect(openBytes(seal, Buffer.concat([sealed, Buffer.of(0)]))).toBeUndefined();
});

test('another key, another head and other associated data refuse', () => {
  const sealed = sealBytes(seal, Buffer.from('a photo'));
  const others: Partial<Seal>[] = [
    { key: new Uint8Array(32).fill(2) },
    { head: Buffer.from('KIND2\n') },
    { head: new Uint8Array() },
    { associatedData: Buffer.from('another row') },
  ];
  for (const other of others) expect(openBytes({ ...seal, ...other }, sealed)).toBeUndefined();
});

test('the plain text is nowhere in the sealed one', () => {
  const canary = Buffer.from('CANARY-7f3a91c2d4e8');
  expect(sealBytes(seal, canary).includes(canary)).toBe(false);
});

test('all ways of sealing make the same, for each way of opening, at every length', async () => {
  for (const sizeBytes of [0, 1, 16_384, 16_385, 524_288, 524_289, 1_200_000]) {
    const plain = new Uint8Array(randomBytes(sizeBytes));
    const parts = [plain.subarray(0, sizeBytes / 3), plain.subarray(sizeBytes / 3)];
    const sealed = [
      sealBytes(seal, ...parts),
      await sealLongBytes(seal, ...parts),
      withSealedBytes(seal, plain, (lent) => Uint8Array.from(lent)),
    ];
    for (const one of sealed) {
      expect(Buffer.compare(openBytes(seal, one) ?? Buffer.of(1), plain)).toBe(0);
      expect(Buffer.compare((await openLongBytes(seal, one)) ?? Buffer.of(1), plain)).toBe(0);
      const turned = Uint8Array.from(one);
      turned[turned.length - 1] = (turned.at(-1) ?? 0) ^ 1;
      expect(openBytes(seal, turned)).toBeUndefined();
      expect(await openLongBytes(seal, turned)).toBeUndefined();
    }
  }
});

test('what is sealed while sealed bytes are in use has memory of its own', () => {
  const [outer, inner] = [new Uint8Array(randomBytes(50_000)), new Uint8Array(randomBytes(40_000))];
  withSealedBytes(seal, outer, (sealed) => {
    withSealedBytes(seal, inner, (other) => expect(Buffer.compare(openBytes(seal, other) ?? outer, inner)).toBe(0));
    expect(Buffer.compare(openBytes(seal, sealed) ?? inner, outer)).toBe(0);
  });
});
