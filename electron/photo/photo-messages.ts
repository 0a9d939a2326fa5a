import type { Failure } from '../../shared/error-code.ts';
import type { Result } from '../../shared/result.ts';
import type { PhotoOrder } from './make-photo.ts';
import type { OpenedPicture } from './open-picture.ts';

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
  compare: {
    readonly asked: { readonly one: Uint8Array; readonly other: Uint8Array };
    readonly answered: number;
  };
}
export type PhotoWorkKind = keyof PhotoWork;

/** One piece of work on its way to the process. */
export interface PhotoAsk {
  readonly id: number;
  readonly kind: PhotoWorkKind;
  readonly asked: PhotoWork[PhotoWorkKind]['asked'];
}

/** Its answer. */
export interface PhotoAnswer {
  readonly id: number;
  readonly result: Result<PhotoWork[PhotoWorkKind]['answered'], Failure>;
}
