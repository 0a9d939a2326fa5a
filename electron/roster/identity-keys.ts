import { type IdentifierKind, identifierKinds, type RosterEntry } from '../../shared/roster.ts';
import { isSyllabic } from '../../shared/search-query.ts';

function isPlain(text: string): boolean {
  return /^[\t\n\r -~]*$/.test(text);
}

/**
 * Folds an identifier for comparison: compatibility forms (full-width letters of an input method), blanks around it and
 * case make no difference. Entra compares object ids, user principal names, mail addresses and numbers without case.
 * Nothing else is folded: `0042` and `42` are two numbers.
 */
export function foldIdentifier(text: string): string {
  if (isPlain(text)) return text.trim().toLowerCase();
  return text.normalize('NFKC').trim().toLowerCase().normalize('NFC');
}

/**
 * Folds a name for comparison: compatibility forms (NFKC), case, the number of blanks and the typographic forms of apostrophe
 * and hyphen make no difference. Accents, kana scripts and spelling do: a likeness is not a name. In scripts that write
 * names without blanks (Han, kana, Hangul) blanks and middle dots make no difference either.
 */
export function foldName(name: string): string {
  // Most names of most directories: what Unicode would do to them is known.
  if (isPlain(name)) return name.toLowerCase().replace(/\s+/g, ' ').trim();
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\u{2018}\u{2019}\u{2bc}]/gu, "'")
    .replace(/[\u{2010}-\u{2013}\u{2212}]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
  return isSyllabic(folded) ? folded.replace(/[ \u{30fb}\u{b7}]/gu, '') : folded;
}

interface Names {
  readonly displayName?: string | undefined;
  readonly givenName?: string | undefined;
  readonly surname?: string | undefined;
}

/**
 * Every form of a name that counts as equal to it, folded: as written, given name and surname in both orders, and
 * `Lee, Ann` as `Ann Lee`. Two people have the same name when they share one form.
 */
export function nameKeys({ displayName, givenName, surname }: Names): string[] {
  const forms: string[] = [];
  const both = (first: string, second: string) => forms.push(`${first} ${second}`, `${second} ${first}`);
  if (displayName !== undefined) {
    forms.push(displayName);
    const parts = displayName.split(/[,\u{ff0c}\u{3001}]/u);
    const words = displayName.trim().split(/\s+/);
    if (parts.length === 2) both(parts[0] ?? '', parts[1] ?? '');
    else if (words.length === 2) both(words[0] ?? '', words[1] ?? '');
  }
  if (givenName !== undefined && surname !== undefined) both(givenName, surname);
  return [...new Set(forms.map(foldName))].filter((form) => form !== '');
}

/** The folded identifiers that an entry gives, strongest first. */
export function identifiersOf(entry: RosterEntry): readonly (readonly [IdentifierKind, string])[] {
  return identifierKinds.flatMap((kind) => {
    const value = foldIdentifier(entry[kind] ?? '');
    return value === '' ? [] : [[kind, value] as const];
  });
}
