const syllabaries = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Whether a text of a search says enough to ask with: two letters or figures, or one ideograph, kana or Hangul syllable.
 * Screen and core ask the same question, so that "nobody found" is never said of what nobody was asked.
 */
export function isSearchable(query: string): boolean {
  const letters = query.normalize('NFKC').match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.length >= 2 || isSyllabic(query);
}

/** Whether a text holds letters of a script that writes names without spaces. */
export function isSyllabic(text: string): boolean {
  return syllabaries.test(text.normalize('NFKC'));
}
