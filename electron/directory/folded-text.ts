const combiningMarks = /\p{M}+/gu;
const betweenWords = /[\s,.・()‐‑-]+/;
const plain = /^[\x20-\x7e]*$/;

/**
 * Folds a text for comparison: width, case, diacritics and the two kana scripts make no difference, nor do
 * apostrophes inside a name.
 */
export function foldText(text: string): string {
  // Most names of most directories: nothing to decompose.
  if (plain.test(text)) return text.toLowerCase().replace(/['`]/g, '').trim();
  return (
    text
      .normalize('NFKD')
      // A kana's voicing mark is part of the letter; everywhere else marks are accents.
      .replace(combiningMarks, (marks) => marks.replace(/[^\u3099\u309a]/g, ''))
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/[\u2019'’`]/g, '')
      .replace(/ß/g, 'ss')
      .replace(/ø/g, 'o')
      .replace(/ł/g, 'l')
      .replace(/đ/g, 'd')
      .replace(/æ/g, 'ae')
      .replace(/ı/g, 'i')
      .trim()
  );
}

/** The words of a folded name or query. */
export function foldedWords(folded: string): string[] {
  return folded.split(betweenWords).filter((word) => word !== '');
}
