import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { openBytes, type Seal, sealBytes } from '../sealing/authenticated-encryption.ts';

/** A parked photo on its way to another station. */
export interface TransferItem {
  readonly target: string;
  readonly personName: string;
  readonly personId?: string;
  readonly photoSha256: string;
  readonly noticeVersion: string;
  readonly savedAtMs: number;
  readonly photo: Uint8Array;
}

const magic = Buffer.from('PhotoKiosk parked 1\n', 'latin1');
const saltBytes = 16;
const headBytes = magic.length + saltBytes;
/** 64 MiB of memory for one guess. */
const scryptCost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;

const itemSchema = z.object({
  target: z.string().min(1).max(4096),
  personName: z.string().max(512),
  personId: z.string().min(1).max(200).optional(),
  photoSha256: z.string().regex(/^[0-9a-f]{64}$/),
  noticeVersion: z.string().max(100),
  savedAtMs: z.number().finite(),
  sizeBytes: z.number().int().positive(),
});
const listSchema = z.array(itemSchema);

function keyFrom(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, scryptCost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** The magic and the salt stand in front; the salt is bound by the key that comes of it. */
async function sealWith(passphrase: string, head: Uint8Array): Promise<Seal> {
  return { key: await keyFrom(passphrase, head.subarray(magic.length)), head, associatedData: magic };
}

/** Seals photos with a passphrase (scrypt, AES-256-GCM) into one file for another station. */
export async function sealTransfer(passphrase: string, items: readonly TransferItem[]): Promise<Uint8Array> {
  const list = Buffer.from(
    JSON.stringify(items.map(({ photo, ...item }) => ({ ...item, sizeBytes: photo.byteLength }))),
    'utf8',
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(list.length);
  const seal = await sealWith(passphrase, Buffer.concat([magic, randomBytes(saltBytes)]));
  return sealBytes(seal, length, list, ...items.map(({ photo }) => photo));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readItems(plain: Buffer): TransferItem[] | undefined {
  if (plain.length < 4) return undefined;
  const listEnd = 4 + plain.readUInt32BE(0);
  const parsed = listSchema.safeParse(parseJson(plain.toString('utf8', 4, listEnd)));
  if (!parsed.success) return undefined;
  let offset = listEnd;
  const items = parsed.data.map(({ sizeBytes, personId, ...item }) => {
    const photo = Uint8Array.from(plain.subarray(offset, offset + sizeBytes));
    offset += sizeBytes;
    return { ...item, ...(personId === undefined ? {} : { personId }), photo };
  });
  return offset === plain.length ? items : undefined;
}

/** Opens a transfer file; `unreadable` when it is not one, was changed, or the passphrase is another. */
export async function openTransfer(
  passphrase: string,
  file: Uint8Array,
): Promise<Result<readonly TransferItem[], 'unreadable'>> {
  const head = file.subarray(0, headBytes);
  if (head.byteLength < headBytes || Buffer.compare(head.subarray(0, magic.length), magic) !== 0) {
    return err('unreadable');
  }
  const plain = openBytes(await sealWith(passphrase, head), file);
  const items = plain && readItems(Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength));
  return items === undefined ? err('unreadable') : ok(items);
}
