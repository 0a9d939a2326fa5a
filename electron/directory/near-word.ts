/** A shorter word with a slip in it is as near to a dozen names as to the one that was meant. */
const fewestLetters = 4;

/**
 * Whether a word begins with the token but for one slip: a wrong letter, one too many, one missing, or two that changed places
 * (one Damerau–Levenshtein edit). The first letter is taken to be right.
 */
export function beginsNearly(word: string, token: string): boolean {
  if (token.length < fewestLetters || word[0] !== token[0]) return false;
  let at = 1;
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
