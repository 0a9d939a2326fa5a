import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { loopTurn } from '../process/loop-turn.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** A key and what sealed bytes are tied to: they open only with all three the same. */
export interface Seal {
  /** 32 bytes. Whoever seals or opens many texts hands over a `KeyObject`: Node takes ten times as long over plain bytes. */
  readonly key: Uint8Array | KeyObject;
  /** Stands in clear in front of the sealed bytes: a mark or version of the format, a salt. */
  readonly head: Uint8Array;
  /** Authenticated, not kept: what the format is, or the place where the bytes belong. */
  readonly associatedData: Uint8Array;
}

const textAtOf = ({ head }: Seal) => head.byteLength + nonceBytes + tagBytes;

/** What a text is sealed with; `frame` writes what stands in front of it, once it is whole. */
function beginSealing({ key, head, associatedData }: Seal) {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(associatedData);
  const frame = (sealed: Uint8Array) => {
    cipher.final();
    sealed.set(head);
    sealed.set(nonce, head.byteLength);
    sealed.set(cipher.getAuthTag(), head.byteLength + nonceBytes);
  };
  return { cipher, frame };
}

/**
 * Seals the parts as one text with AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce. The one layout of everything
 * sealed on this station: head, nonce (12 bytes), tag (16 bytes), ciphertext.
 */
export function sealBytes(seal: Seal, ...plain: readonly Uint8Array[]): Buffer {
  const { cipher, frame } = beginSealing(seal);
  const sealed = Buffer.concat([Buffer.alloc(textAtOf(seal)), ...plain.map((part) => cipher.update(part))]);
  frame(sealed);
  return sealed;
}

/** What is sealed to be copied away at once shares this memory: fresh pages for every photo cost more than the sealing. */
let lent = new Uint8Array(0);
/** Ciphertext comes in pieces of this size, which the allocator has at hand. */
const pieceBytes = 16 * 1024;

/** As {@link sealBytes}, for bytes that `use` copies before it returns: afterwards they are somebody else's. */
export function withSealedBytes<Value>(seal: Seal, plain: Uint8Array, use: (sealed: Uint8Array) => Value): Value {
  const { cipher, frame } = beginSealing(seal);
  const textAt = textAtOf(seal);
  const sizeBytes = textAt + plain.byteLength;
  // Taken while in use: whoever seals inside of `use` gets memory of their own.
  const memory = lent.byteLength >= sizeBytes ? lent : new Uint8Array(sizeBytes);
  lent = new Uint8Array(0);
  try {
    for (let at = 0; at < plain.byteLength; at += pieceBytes) {
      memory.set(cipher.update(plain.subarray(at, at + pieceBytes)), textAt + at);
    }
    frame(memory);
    return use(memory.subarray(0, sizeBytes));
  } finally {
    lent = memory;
  }
}

function beginOpening(seal: Seal, sealed: Uint8Array) {
  const { key, head, associatedData } = seal;
  const textAt = textAtOf(seal);
  if (sealed.byteLength < textAt || Buffer.compare(sealed.subarray(0, head.byteLength), head) !== 0) return undefined;
  const nonce = sealed.subarray(head.byteLength, head.byteLength + nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData).setAuthTag(sealed.subarray(textAt - tagBytes, textAt));
  /** What was opened, once nothing of it is another. */
  const proven = (plain: Uint8Array): Uint8Array | undefined => {
    try {
      decipher.final();
      return plain;
    } catch {
      return undefined;
    }
  };
  return { decipher, proven, text: sealed.subarray(textAt) };
}

/** What was sealed; `undefined` when a single bit, the head, the key or the associated data is another. Never throws. */
export function openBytes(seal: Seal, sealed: Uint8Array): Uint8Array | undefined {
  const opening = beginOpening(seal, sealed);
  if (opening === undefined) return undefined;
  const plain = opening.decipher.update(opening.text);
  return opening.proven(new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength));
}

/** So many bytes are sealed or opened before the loop turns. */
const stretchBytes = 512 * 1024;

function* stretches(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += stretchBytes) yield bytes.subarray(at, at + stretchBytes);
}

/** As {@link sealBytes}, for long texts: the loop turns in between. */
export async function sealLongBytes(seal: Seal, ...plain: readonly Uint8Array[]): Promise<Uint8Array> {
  const { cipher, frame } = beginSealing(seal);
  const textAt = textAtOf(seal);
  const sealed = new Uint8Array(plain.reduce((sum, part) => sum + part.byteLength, textAt));
  let at = textAt;
  let turnAt = at + stretchBytes;
  for (const part of plain) {
    for (const stretch of stretches(part)) {
      sealed.set(cipher.update(stretch), at);
      at += stretch.byteLength;
      if (at < turnAt) continue;
      turnAt = at + stretchBytes;
      await loopTurn();
    }
  }
  frame(sealed);
  return sealed;
}

/** As {@link openBytes}, for long texts: the loop turns in between. */
export async function openLongBytes(seal: Seal, sealed: Uint8Array): Promise<Uint8Array | undefined> {
  const opening = beginOpening(seal, sealed);
  if (opening === undefined) return undefined;
  const { decipher, proven, text } = opening;
  const plain = new Uint8Array(text.byteLength);
  let at = 0;
  for (const stretch of stretches(text)) {
    plain.set(decipher.update(stretch), at);
    at += stretch.byteLength;
    await loopTurn();
  }
  return proven(plain);
}
