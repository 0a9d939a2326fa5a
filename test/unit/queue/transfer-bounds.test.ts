import { createHash, scryptSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { openTransfer } from '../../../electron/queue/job-transfer.ts';
import { sealLongBytes } from '../../../electron/sealing/authenticated-encryption.ts';

const passphrase = 'long enough';
const photo = Buffer.from('a photo');

/** A file that is sealed as the other station seals it, around a list that no station would write. */
async function fileWith(beside: string): Promise<Uint8Array> {
  const magic = Buffer.from('PhotoKiosk parked 2\n', 'latin1');
  const salt = Buffer.alloc(16, 7);
  const derived = scryptSync(passphrase, salt, 48, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 });
  const head = Buffer.concat([magic, salt, derived.subarray(32)]);
  const item = {
    target: 'user:anna@contoso.example',
    personName: 'Anna Example',
    photoSha256: createHash('sha256').update(photo).digest('hex'),
    noticeVersion: '1',
    savedAtMs: 1_790_000_000_000,
    sizeBytes: photo.byteLength,
  };
  const list = Buffer.from(`[${JSON.stringify(item).slice(0, -1)}${beside}}]`, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(list.length);
  return sealLongBytes({ key: derived.subarray(0, 32), head, associatedData: magic }, length, list, photo);
}

test('what a newer station adds to an item is passed over', async () => {
  const opened = await openTransfer(passphrase, await fileWith(',"newer":1'));
  expect(opened).toMatchObject({ kind: 'ok', value: [{ personName: 'Anna Example', photo: new Uint8Array(photo) }] });
});

test.each([
  ['one level more than an item has', ',"more":{}'],
  ['a hundred thousand levels', `,"more":${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['more keys than all items together', Array.from({ length: 190_000 }, (_, key) => `,"k${key}":0`).join('')],
])('a list with %s is damaged: nothing of it is taken in', async (_what, beside) => {
  expect(await openTransfer(passphrase, await fileWith(beside))).toEqual({ kind: 'error', error: 'damaged' });
});
