import type { ReadCode } from './code-reader.ts';

/** A code that has been away for so long is shown once more. */
const awayMs = 1_500;
/** Two looks at a linear code within this time, the same both times, are believed. */
const agreeMs = 1_000;

/**
 * Decides what of the looks at a camera counts as a code held up: each text once while it is held there, and again when it comes
 * back; one in bars only when it was read twice, for stripes of a shirt may look like one.
 */
export function createCodeHearing(): { next(read: ReadCode | undefined, atMs: number): string | undefined } {
  let told: { readonly text: string; readonly atMs: number } | undefined;
  let seen: { readonly text: string; readonly atMs: number } | undefined;
  return {
    next(read, atMs) {
      if (read === undefined) return undefined;
      const look = { text: read.text, atMs };
      if (told?.text === read.text && atMs - told.atMs < awayMs) {
        told = look;
        return undefined;
      }
      const isSame = seen?.text === read.text && atMs - seen.atMs < agreeMs;
      seen = look;
      if (read.isLinear && !isSame) return undefined;
      told = look;
      return read.text;
    },
  };
}
