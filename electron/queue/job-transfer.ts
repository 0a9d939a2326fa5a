import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseBoundedJson } from '../../shared/bounded-json.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { loopTurn } from '../process/loop-turn.ts';
import { openLongBytes, sealLongBytes } from '../sealing/authenticated-encryption.ts';

/** A parked photo on its way to another station. */
export interface TransferItem {
  readonly target: string;
  readonly personName: string;
  readonly personId?: string;
  readonly photoSha256: string;
  readonly noticeVersion: string;
  readonly savedAtMs: number;
  /** Staff of the other station have not let it go. */
  readonly isUnapproved?: boolean;
  readonly photo: Uint8Array;
}

/**
 * The first line of a file, by version. Version 2 has a value beside the salt that tells a wrong passphrase from a damaged
 * file; it comes out of the same costly derivation as the key, so that a guess costs what it did.
 */
const magics = {
  1: Buffer.from('PhotoKiosk parked 1\n', 'latin1'),
  2: Buffer.from('PhotoKiosk parked 2\n', 'latin1'),
} as const;
const magicBytes = magics[2].length;
const saltBytes = 16;
const checkBytes = 16;
const keyBytes = 32;
/** Beside list and photos: head, length, nonce and tag, generously. */
const frameBytes = 256;
/** 64 MiB of memory for one guess. */
const scryptCost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 } as const;

const itemSchema = z.object({
  target: z.string().min(1).max(4096),
  personName: z.string().max(512),
  personId: z.string().min(1).max(200).optional(),
  photoSha256: z.string().regex(/^[0-9a-f]{64}$/),
  noticeVersion: z.string().max(100),
  savedAtMs: z.number().finite(),
  isUnapproved: z.boolean().optional(),
  sizeBytes: z.number().int().positive(),
});
/** More photos than a file of the contract's size holds of any real kind. */
export const itemLimit = 20_000;
/** An item has eight fields at most and stands in a list. */
const listBounds = { depth: 2, values: 9 * itemLimit + 1 };

interface Derived {
  readonly key: Uint8Array;
  readonly check: Buffer;
}

function derive(passphrase: string, salt: Uint8Array): Promise<Derived> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, keyBytes + checkBytes, scryptCost, (error, both) =>
      error ? reject(error) : resolve({ key: both.subarray(0, keyBytes), check: both.subarray(keyBytes) }),
    );
  });
}

function entryOf({ photo, ...item }: TransferItem): string {
  return JSON.stringify({ ...item, sizeBytes: photo.byteLength });
}

/**
 * As many of the items, from the first, as a file of `limitBytes` holds; at least one, at most `itemLimit`. The loop turns
 * between them.
 */
export async function firstThatFit<Item extends TransferItem>(
  items: Iterable<Item>,
  limitBytes: number,
): Promise<Item[]> {
  const taken: Item[] = [];
  let sizeBytes = frameBytes;
  for (const item of items) {
    await loopTurn();
    sizeBytes += Buffer.byteLength(entryOf(item)) + 1 + item.photo.byteLength;
    if (taken.length > 0 && (sizeBytes > limitBytes || taken.length === itemLimit)) break;
    taken.push(item);
  }
  return taken;
}

/** Seals photos with a passphrase (scrypt, AES-256-GCM) into one file for another station. */
export async function sealTransfer(passphrase: string, items: readonly TransferItem[]): Promise<Uint8Array> {
  const list = Buffer.from(`[${items.map(entryOf).join(',')}]`, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(list.length);
  const salt = randomBytes(saltBytes);
  const { key, check } = await derive(passphrase, salt);
  const head = Buffer.concat([magics[2], salt, check]);
  return sealLongBytes({ key, head, associatedData: magics[2] }, length, list, ...items.map(({ photo }) => photo));
}

function parseJson(text: string): unknown {
  try {
    return parseBoundedJson(text, listBounds);
  } catch {
    return undefined;
  }
}

/** So many items are read before the loop turns. */
const itemsAtOnce = 200;

async function readItems(plain: Buffer): Promise<TransferItem[] | undefined> {
  if (plain.length < 4) return undefined;
  const listEnd = 4 + plain.readUInt32BE(0);
  const list = parseJson(plain.toString('utf8', 4, listEnd));
  if (!Array.isArray(list)) return undefined;
  const items: TransferItem[] = [];
  let offset = listEnd;
  for (const entry of list) {
    const parsed = itemSchema.safeParse(entry);
    if (!parsed.success) return undefined;
    const { sizeBytes, personId, isUnapproved, ...item } = parsed.data;
    if (offset + sizeBytes > plain.length) return undefined;
    const photo = new Uint8Array(plain.buffer, plain.byteOffset + offset, sizeBytes);
    const unapproved = isUnapproved === true ? { isUnapproved } : {};
    items.push({ ...item, ...(personId === undefined ? {} : { personId }), ...unapproved, photo });
    offset += sizeBytes;
    if (items.length % itemsAtOnce === 0) await loopTurn();
  }
  return offset === plain.length ? items : undefined;
}

/**
 * Why a file was not opened: it is none of ours, the passphrase is another, or it is damaged. Of a file of version 1 nobody can
 * tell the last two apart.
 */
export type TransferProblem = 'another-file' | 'wrong-passphrase' | 'damaged' | 'damaged-or-wrong-passphrase';

/** Opens a transfer file of either version. */
export async function openTransfer(
  passphrase: string,
  file: Uint8Array,
): Promise<Result<readonly TransferItem[], TransferProblem>> {
  const isOf = (version: 1 | 2) => Buffer.compare(file.subarray(0, magicBytes), magics[version]) === 0;
  const version = isOf(2) ? 2 : isOf(1) ? 1 : undefined;
  if (version === undefined) return err('another-file');
  const headBytes = magicBytes + saltBytes + (version === 2 ? checkBytes : 0);
  if (file.byteLength < headBytes) return err('damaged');
  const head = file.subarray(0, headBytes);
  const { key, check } = await derive(passphrase, head.subarray(magicBytes, magicBytes + saltBytes));
  if (version === 2 && !timingSafeEqual(check, head.subarray(magicBytes + saltBytes))) return err('wrong-passphrase');
  const plain = await openLongBytes({ key, head, associatedData: magics[version] }, file);
  if (plain === undefined) return err(version === 1 ? 'damaged-or-wrong-passphrase' : 'damaged');
  const items = await readItems(Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength));
  return items === undefined ? err('damaged') : ok(items);
}
