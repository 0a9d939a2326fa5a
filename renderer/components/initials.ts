/** One or two letters for somebody without a photo: first and last word's first letters, or the first character of a Chinese, Japanese or Korean name. */
export function initialsOf(displayName: string): string {
  const words = displayName
    .replace(/\(.*?\)/g, ' ')
    .split(/[\s,、・]+/u)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? '';
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(first))
    return firstLetter(first);
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  // Arabic letters would join into a word.
  const between = /^\p{Script=Arabic}/u.test(first) && last !== '' ? '\u200c' : '';
  return (firstLetter(first) + between + firstLetter(last)).toLocaleUpperCase();
}

function firstLetter(word: string): string {
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) return segment;
  return '';
}

/** One of six calm colours, always the same for the same person. */
export function toneOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % 6;
}
