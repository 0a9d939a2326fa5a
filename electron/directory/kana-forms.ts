const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The ways in which a name in kana may be written in a directory: as it was typed, in hiragana, in katakana. Half-width katakana is
 * written in full. A text without kana has one form: itself.
 */
export function kanaForms(text: string): string[] {
  if (!kana.test(text)) return [text];
  const full = text.normalize('NFKC');
  const hiragana = full.replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));
  const katakana = full.replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
  return [...new Set([full, hiragana, katakana])];
}
