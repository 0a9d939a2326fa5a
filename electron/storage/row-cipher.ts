import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Where sealed bytes live. Bound into the seal: bytes moved to another row or column do not open. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string | number;
}

/** Seals columns with AES-256-GCM. The tag is the checksum: SQLite has none of its own. */
export interface RowCipher {
  seal(place: SealedPlace, plain: Uint8Array): Uint8Array;
  /** `undefined` when the bytes are not exactly what was sealed for this place with this key. */
  open(place: SealedPlace, sealed: Uint8Array): Uint8Array | undefined;
  /** A keyed hash (HMAC-SHA-256, 64 hex digits): equal inputs are recognised, the input cannot be guessed without the key. */
  keyedHash(purpose: string, text: string): string;
}

const layoutVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

function associatedData(place: SealedPlace): Uint8Array {
  return Buffer.from(`${place.table}\0${place.column}\0${place.row}`, 'utf8');
}

/** Derives the row and hash keys from the 32-byte data key. Sealed layout: version, nonce, tag, ciphertext. */
export function createRowCipher(dataKey: Uint8Array): RowCipher {
  const rowKey = new Uint8Array(hkdfSync('sha256', dataKey, '', 'photo-kiosk rows', 32));
  const hashKey = new Uint8Array(hkdfSync('sha256', dataKey, '', 'photo-kiosk keyed hashes', 32));
  return {
    seal(place, plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', rowKey, nonce).setAAD(associatedData(place));
      const body = cipher.update(plain);
      cipher.final();
      return Buffer.concat([Buffer.of(layoutVersion), nonce, cipher.getAuthTag(), body]);
    },
    open(place, sealed) {
      if (sealed.byteLength < headBytes || sealed[0] !== layoutVersion) return undefined;
      const nonce = sealed.subarray(1, 1 + nonceBytes);
      const tag = sealed.subarray(1 + nonceBytes, headBytes);
      const decipher = createDecipheriv('aes-256-gcm', rowKey, nonce, { authTagLength: tagBytes });
      decipher.setAAD(associatedData(place)).setAuthTag(tag);
      try {
        const plain = decipher.update(sealed.subarray(headBytes));
        decipher.final();
        return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength);
      } catch {
        return undefined;
      }
    },
    keyedHash(purpose, text) {
      return createHmac('sha256', hashKey).update(`${purpose}\0${text}`).digest('hex');
    },
  };
}
