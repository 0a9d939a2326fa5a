import type { Failure } from '../../shared/error-code.ts';
import type { Result } from '../../shared/result.ts';
import type { PhotoOrder } from './make-photo.ts';
import type { DecodedPixels, OpenedPicture } from './open-picture.ts';

/** A photo as it leaves the photo process; hashes are SHA-256 in hexadecimal. */
export interface PreparedPhoto {
  readonly photo: Uint8Array;
  readonly photoSha256: string;
  /** Of the capture as it arrived. */
  readonly captureSha256: string;
}

/** What the photo process can be asked, with what it answers. */
export interface PhotoWork {
  prepare: { readonly asked: PhotoOrder; readonly answered: PreparedPhoto };
  open: { readonly asked: Uint8Array; readonly answered: OpenedPicture };
  decode: {
    readonly asked: { readonly picture: Uint8Array; readonly longestEdgePx: number };
    readonly answered: DecodedPixels;
  };
  compare: {
    readonly asked: { readonly one: Uint8Array; readonly other: Uint8Array };
    readonly answered: number;
  };
}
export type PhotoWorkKind = keyof PhotoWork;

/** One piece of work for the process. */
export interface PhotoAsk {
  readonly kind: PhotoWorkKind;
  readonly asked: PhotoWork[PhotoWorkKind]['asked'];
}

/** What it answers. */
export type PhotoResult = Result<PhotoWork[PhotoWorkKind]['answered'], Failure>;
