/** A key as it came, with the machine's own time of it (`Event.timeStamp`, milliseconds). */
export interface KeyStroke {
  readonly key: string;
  readonly atMs: number;
}

/** A reader types a character every few milliseconds, slow ones every thirty; a hand takes twice as long for each of several. */
const mostBetweenMs = 60;
const fewestCharacters = 4;
const mostCharacters = 400;

/**
 * Tells a badge reader, which types like a keyboard (a keyboard wedge) and ends with Enter, from a hand. `next` takes each key and
 * answers with the text once such a burst has ended. Texts with spaces are none: names are typed, not read.
 */
export function createBadgeReader(): { next(stroke: KeyStroke): string | undefined } {
  let text = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  let isSlow = false;
  function begin() {
    text = '';
    isSlow = false;
  }
  return {
    next({ key, atMs }) {
      // Readers hold Shift for capitals.
      if (key === 'Shift') return undefined;
      const isPause = atMs - lastMs > mostBetweenMs;
      lastMs = atMs;
      if (key === 'Enter') {
        const isBadge = !isPause && !isSlow && text.length >= fewestCharacters && text.length <= mostCharacters;
        const read = text;
        begin();
        return isBadge ? read : undefined;
      }
      if (isPause) begin();
      if ([...key].length !== 1 || key === ' ') isSlow = true;
      else text += key;
      return undefined;
    },
  };
}
