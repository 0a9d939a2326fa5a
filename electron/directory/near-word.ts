/** A shorter word with a slip in it is as near to a dozen names as to the one that was meant. */
const fewestLetters = 4;

/** Whether a slip in a word of a query may be looked for. */
export function mayHoldSlip(token: string): boolean {
  return token.length >= fewestLetters;
}

/**
 * Whether a word begins with the token but for one slip: a wrong letter, one too many, one missing, or two that changed places
 * (one Damerau–Levenshtein edit).
 */
export function beginsNearly(word: string, token: string): boolean {
  if (!mayHoldSlip(token)) return false;
  let at = 0;
  while (at < token.length && word[at] === token[at]) at += 1;
  if (at === token.length) return true;
  const rest = token.slice(at + 1);
  return (
    word.startsWith(rest, at + 1) ||
    word.startsWith(rest, at) ||
    word.startsWith(token.slice(at), at + 1) ||
    (token[at] === word[at + 1] && token[at + 1] === word[at] && word.startsWith(token.slice(at + 2), at + 2))
  );
}

/**
 * A quick look at many words, each behind a line feed: false where none of them can begin nearly with the token. Of a token with
 * one slip, one half is whole, unless the slip is an exchange in its middle.
 */
export function quickLook(token: string): (words: string) => boolean {
  const half = token.length >> 1;
  const head = `\n${token.slice(0, half)}`;
  const tail = token.slice(half);
  const exchanged = `\n${token.slice(0, half - 1)}${token.charAt(half)}${token.charAt(half - 1)}`;
  return (words) => words.includes(head) || words.includes(tail) || words.includes(exchanged);
}
