import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { openBytes, sealBytes, withSealedBytes } from '../sealing/authenticated-encryption.ts';

/** Where sealed bytes live. Bound into the seal: bytes moved to another row or column do not open. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string | number;
}

/** Seals columns with AES-256-GCM. The tag is the checksum: SQLite has none of its own. */
export interface RowCipher {
  seal(place: SealedPlace, plain: Uint8Array): Uint8Array;
  /** As `seal`, for large columns: `use` copies the sealed bytes (as a statement does that runs with them) before it returns. */
  withSealed<Value>(place: SealedPlace, plain: Uint8Array, use: (sealed: Uint8Array) => Value): Value;
  /** `undefined` when the bytes are not exactly what was sealed for this place with this key. */
  open(place: SealedPlace, sealed: Uint8Array): Uint8Array | undefined;
  /** A keyed hash (HMAC-SHA-256, 64 hex digits): equal inputs are recognised, the input cannot be guessed without the key. */
  keyedHash(purpose: string, text: string): string;
}

const layoutVersion = Buffer.of(1);

function associatedData(place: SealedPlace): Uint8Array {
  return Buffer.from(`${place.table}\0${place.column}\0${place.row}`, 'utf8');
}

/** Derives the row and hash keys from the 32-byte data key. Sealed bytes begin with the version of their layout. */
export function createRowCipher(dataKey: Uint8Array): RowCipher {
  const rowKey = createSecretKey(new Uint8Array(hkdfSync('sha256', dataKey, '', 'photo-kiosk rows', 32)));
  const hashKey = createSecretKey(new Uint8Array(hkdfSync('sha256', dataKey, '', 'photo-kiosk keyed hashes', 32)));
  const sealOf = (place: SealedPlace) => ({ key: rowKey, head: layoutVersion, associatedData: associatedData(place) });
  return {
    seal: (place, plain) => sealBytes(sealOf(place), plain),
    withSealed: (place, plain, use) => withSealedBytes(sealOf(place), plain, use),
    open: (place, sealed) => openBytes(sealOf(place), sealed),
    keyedHash(purpose, text) {
      return createHmac('sha256', hashKey).update(`${purpose}\0${text}`).digest('hex');
    },
  };
}
