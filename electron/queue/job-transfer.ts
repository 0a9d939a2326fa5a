import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';

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
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + saltBytes + nonceBytes + tagBytes;
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

/** Seals photos with a passphrase (scrypt, AES-256-GCM) into one file for another station. */
export async function sealTransfer(passphrase: string, items: readonly TransferItem[]): Promise<Uint8Array> {
  const list = Buffer.from(
    JSON.stringify(items.map(({ photo, ...item }) => ({ ...item, sizeBytes: photo.byteLength }))),
    'utf8',
  );
  const length = Buffer.alloc(4);
  length.writeUInt32BE(list.length);
  const salt = randomBytes(saltBytes);
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(passphrase, salt), nonce).setAAD(magic);
  const body = [length, list, ...items.map(({ photo }) => photo)].map((part) => cipher.update(part));
  cipher.final();
  return Buffer.concat([magic, salt, nonce, cipher.getAuthTag(), ...body]);
}

function readItems(plain: Buffer): TransferItem[] | undefined {
  if (plain.length < 4) return undefined;
  const listEnd = 4 + plain.readUInt32BE(0);
  const parsed = listSchema.safeParse(JSON.parse(plain.toString('utf8', 4, listEnd)));
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
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < headBytes || !bytes.subarray(0, magic.length).equals(magic)) return err('unreadable');
  const salt = bytes.subarray(magic.length, magic.length + saltBytes);
  const nonce = bytes.subarray(magic.length + saltBytes, magic.length + saltBytes + nonceBytes);
  const tag = bytes.subarray(headBytes - tagBytes, headBytes);
  const key = await keyFrom(passphrase, salt);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(magic).setAuthTag(tag);
    const plain = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
    const items = readItems(plain);
    return items === undefined ? err('unreadable') : ok(items);
  } catch {
    return err('unreadable');
  }
}
