import { chmodSync, cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openTransfer } from '../../../electron/queue/job-transfer.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { createRowCipher } from '../../../electron/storage/row-cipher.ts';
import { sha256 } from '../../queue-station.ts';

/** Bytes that the first released version wrote, before the three ciphers became one. */
const golden = (name: string) => readFileSync(path.join(import.meta.dirname, 'golden', name));

function withBitTurned(bytes: Uint8Array, bit: number): Uint8Array {
  const hit = Uint8Array.from(bytes);
  hit[bit >> 3] = (hit[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return hit;
}

/** Every bit of a format's bytes turned over, one at a time. */
const hits = (bytes: Uint8Array) => Array.from({ length: bytes.length * 8 }, (_, bit) => withBitTurned(bytes, bit));

test('a released key file opens what it sealed, and nothing that was changed', async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'released-key-')), 'station.key');
  cpSync(path.join(import.meta.dirname, 'golden', 'station.key'), file);
  chmodSync(file, 0o600);
  const cipher = await openKeyFileCipher(file);
  if (cipher.kind === 'error') throw new Error(cipher.error.kind);
  const sealed = golden('key-file-sealed.bin');
  const plain = await cipher.value.open(sealed);
  expect(Buffer.from(plain).toString()).toBe('a token cache of the released version');
  for (const hit of hits(sealed)) await expect(cipher.value.open(hit)).rejects.toThrow('not sealed by this cipher');
});

test('a released row opens in its place, and neither changed nor moved', () => {
  const cipher = createRowCipher(new Uint8Array(32).fill(1));
  const place = { table: 'photo', column: 'sealed', row: 'job-1' };
  const sealed = golden('row-sealed.bin');
  expect(Buffer.from(cipher.open(place, sealed) ?? []).toString()).toBe('a photo of the released version');
  for (const hit of hits(sealed)) expect(cipher.open(place, hit)).toBeUndefined();
  for (const moved of [{ row: 'job-2' }, { column: 'record' }, { table: 'job' }]) {
    expect(cipher.open({ ...place, ...moved }, sealed)).toBeUndefined();
  }
});

test('a released file of parked photos opens with its passphrase, and not when it was changed', async () => {
  const sealed = golden('parked.bin');
  const photo = Buffer.from('a parked photo of the released version');
  const opened = await openTransfer('long enough', sealed);
  expect(opened).toEqual({
    kind: 'ok',
    value: [
      {
        target: 'user:anna@example.com',
        personName: 'Anna Example',
        personId: 'id-1',
        photoSha256: sha256(photo),
        noticeVersion: '1',
        savedAtMs: 1_767_600_000_000,
        photo: new Uint8Array(photo),
      },
    ],
  });
  expect((await openTransfer('long enougH', sealed)).kind).toBe('error');
  // Each guess costs scrypt's time: the last bit of magic, salt, nonce, tag and text.
  for (const end of [20, 36, 48, 64, sealed.length]) {
    const hit = withBitTurned(sealed, end * 8 - 1);
    expect(await openTransfer('long enough', hit), `byte ${end}`).toMatchObject({ kind: 'error' });
  }
});
