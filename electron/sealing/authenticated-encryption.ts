import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

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

/**
 * Seals the parts as one text with AES-256-GCM (NIST SP 800-38D) under a random 96-bit nonce. The one layout of everything
 * sealed on this station: head, nonce (12 bytes), tag (16 bytes), ciphertext.
 */
export function sealBytes({ key, head, associatedData }: Seal, ...plain: readonly Uint8Array[]): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(associatedData);
  const sealed = plain.map((part) => cipher.update(part));
  cipher.final();
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ...sealed]);
}

/** What was sealed; `undefined` when a single bit, the head, the key or the associated data is another. Never throws. */
export function openBytes({ key, head, associatedData }: Seal, sealed: Uint8Array): Uint8Array | undefined {
  const textAt = head.byteLength + nonceBytes + tagBytes;
  if (sealed.byteLength < textAt || Buffer.compare(sealed.subarray(0, head.byteLength), head) !== 0) return undefined;
  const nonce = sealed.subarray(head.byteLength, head.byteLength + nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData).setAuthTag(sealed.subarray(textAt - tagBytes, textAt));
  try {
    const plain = decipher.update(sealed.subarray(textAt));
    decipher.final();
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength);
  } catch {
    return undefined;
  }
}
