import type { Failure } from '../../shared/error-code.ts';
import { type PictureFormat, pictureFormatOf, takenFormatNames, takenFormats } from '../../shared/picture-format.ts';
import { formatName } from '../../shared/picture-format-words.ts';

/** The most pixels a picture may have: more than any camera of a station, less than a decompression bomb. */
export const pixelLimit = 120_000_000;

/** A refusal that travels out of the picture work as an exception and becomes a value at the process's edge. */
export class PictureRefusal extends Error {
  override readonly name = 'PictureRefusal';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** A file that is no picture for us, by what it is. */
export function formatRefusal(format: PictureFormat): PictureRefusal {
  const isDamaged = takenFormats.has(format);
  const detail = {
    expected: isDamaged ? 'a whole picture' : `a picture in ${takenFormatNames.join(', ')}`,
    actual: isDamaged ? `${formatName(format)}, damaged or cut off` : formatName(format),
    format,
  };
  return new PictureRefusal({ code: 'picture-unreadable', detail });
}

/**
 * What a refusal means to a person: sharp's own words name a decoder, so what the file is (`detail.format`) stands in their
 * place.
 */
export function pictureFailure(cause: unknown, bytes: Uint8Array = new Uint8Array(0)): Failure {
  if (cause instanceof PictureRefusal && cause.failure.detail !== undefined) return cause.failure;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/pixel limit/i.test(message)) return { code: 'picture-too-large', detail: { expectedPixels: pixelLimit } };
  return formatRefusal(pictureFormatOf(bytes)).failure;
}
