import type { SizePx } from '../../shared/crop.ts';

/** A raw picture in the renderer's hands: the bytes the core will get, and the same picture decoded for drawing. */
export interface Capture {
  readonly bytes: Uint8Array;
  /** Upright (EXIF orientation applied), unmirrored; its pixel size is `size`. */
  readonly image: CanvasImageSource;
  readonly size: SizePx;
  readonly source: 'camera' | 'file';
}

/** The smallest part of a capture that still makes a presentable photo. */
export const minEdgePx = 240;

/**
 * The renderer's own picture work, given to the store from outside. It owns every object URL and decoded image it hands
 * out; `wipe` releases all of them at once, and nothing of a person is left behind.
 */
export interface Pictures {
  /** Decodes bytes for drawing; rejects when the browser cannot read them. */
  decode(bytes: Uint8Array, source: Capture['source']): Promise<Capture>;
  /** Frees a decoded capture that nobody shows any more. */
  release(capture: Capture): void;
  /** An address an `<img>` can show. */
  toUrl(bytes: Uint8Array): string;
  /** Lower-case hexadecimal SHA-256. */
  sha256(bytes: Uint8Array): Promise<string>;
  wipe(): void;
}
