/** Kana that a mark turns into one another: each row is a cycle of one mark. */
const voiced: ReadonlyMap<string, string> = pairs(
  'かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼうゔ',
);
const halfVoiced: ReadonlyMap<string, string> = pairs('はぱひぴふぷへぺほぽ');
const small: ReadonlyMap<string, string> = pairs('あぁいぃうぅえぇおぉつっやゃゆゅよょわゎ');

export const kanaMarks = ['゛', '゜', '小'] as const;
export type KanaMark = (typeof kanaMarks)[number];

function pairs(text: string): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const characters = [...text];
  for (let index = 0; index + 1 < characters.length; index += 2) {
    map.set(characters[index] ?? '', characters[index + 1] ?? '');
  }
  return map;
}

/** The text with the mark put on its last kana, or taken off again; unchanged where the mark does not fit. */
export function markLastKana(text: string, mark: KanaMark): string {
  const last = [...text].at(-1);
  if (last === undefined) return text;
  const table = mark === '゛' ? voiced : mark === '゜' ? halfVoiced : small;
  const plain = plainOf(last);
  const marked = table.get(plain);
  if (marked === undefined) return text;
  return text.slice(0, text.length - last.length) + (marked === last ? plain : marked);
}

function plainOf(kana: string): string {
  for (const table of [voiced, halfVoiced, small]) {
    for (const [plain, marked] of table) if (marked === kana) return plain;
  }
  return kana;
}
