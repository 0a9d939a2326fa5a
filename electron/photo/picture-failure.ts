import type { Failure } from '../../shared/error-code.ts';

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

/** What sharp's refusal means to a person. Its message names the decoder and never the picture's content. */
export function pictureFailure(cause: unknown): Failure {
  if (cause instanceof PictureRefusal) return cause.failure;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/pixel limit/i.test(message)) return { code: 'picture-too-large', detail: { expectedPixels: pixelLimit } };
  return { code: 'picture-unreadable', detail: { actual: message.slice(0, 160) } };
}
