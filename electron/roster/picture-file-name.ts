import { type DirectoryPerson, type RosterEntry, type RosterField, rosterFields } from '../../shared/roster.ts';
import { type DirectoryIndex, distinct, lookups } from './directory-index.ts';

// Explorer (" - Copy", " - Copy (2)"), Finder (" copy 2"), browsers (" (1)"), cameras and scripts ("_2"); with the words of
// Windows in Japanese and Chinese.
const copySuffixes = [
  / - (?:copy|コピー|副本)(?: ?\(\d{1,3}\))?$/iu,
  / ?\(\d{1,3}\)$/u,
  / copy(?: \d{1,3})?$/iu,
  /_\d{1,2}$/u,
];

/** The name without folder and extension, in NFC. */
function stemOf(fileName: string): string {
  const base = fileName.replace(/^.*[\\/]/, '');
  return base
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .trim();
}

function withoutCopySuffix(stem: string): string | undefined {
  for (const pattern of copySuffixes) {
    const found = pattern.exec(stem);
    const rest = found === null ? '' : stem.slice(0, found.index).trim();
    if (rest !== '') return rest;
  }
  return undefined;
}

const guid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;

/** What a bare stem could be: its shape excludes some readings, the directory decides among the rest. */
function entryOfStem(stem: string): RosterEntry {
  if (guid.test(stem)) return { objectId: stem.replace(/[{}]/g, '') };
  if (stem.includes('@')) return { userPrincipalName: stem, mail: stem };
  const [given = '', surname = '', ...more] = stem.split(/[._]/);
  const isPair = given !== '' && surname !== '' && more.length === 0;
  const name = isPair ? { givenName: given, surname } : { displayName: stem.replace(/[._]+/g, ' ') };
  return { mailNickname: stem, employeeNumber: stem, ...name };
}

/** A pattern of one's own, such as `{employeeNumber}_{surname}_{givenName}`, ready to read stems with. */
export interface FileNamePattern {
  read(stem: string): RosterEntry | undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Why a pattern cannot be used. */
export interface PatternProblem {
  readonly expected: string;
  readonly actual: string;
}

/**
 * Compiles a pattern: fields of a roster in braces, `*` for anything, the rest as it stands. A field or `*` reads up to the
 * character that follows it in the pattern, so that no name makes reading slow.
 */
export function fileNamePattern(text: string): FileNamePattern | PatternProblem {
  const parts = text.normalize('NFC').split(/(\{[^{}]*\}|\*)/);
  const fields: (RosterField | undefined)[] = [];
  let source = '^';
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      source += escaped(part);
      continue;
    }
    const field = rosterFields.find((known) => `{${known}}` === part && known !== 'reference' && known !== 'file');
    if (part !== '*' && field === undefined) return { expected: 'a field of a roster in braces', actual: part };
    const following = parts[index + 1] ?? '';
    if (following === '' && index < parts.length - 2) {
      return { expected: `a character between ${part} and what follows`, actual: text };
    }
    fields.push(field);
    source += following === '' ? '(.+)' : `([^${escaped(following.slice(0, 1)).replace('-', '\\-')}]+)`;
  }
  if (!fields.some((field) => field !== undefined)) return { expected: 'at least one field in braces', actual: text };
  const pattern = new RegExp(`${source}$`, 'iu');
  return {
    read(stem) {
      const found = pattern.exec(stem);
      if (found === null) return undefined;
      const entry: Partial<Record<RosterField, string>> = {};
      for (const [index, field] of fields.entries()) {
        const value = found[index + 1]?.trim() ?? '';
        if (field !== undefined && value !== '') entry[field] = value;
      }
      return entry;
    },
  };
}

/**
 * What a picture's file name may say of its person, to be tried in order: the whole stem first, since `1001_2` can be a
 * number; then without its copy suffix.
 */
export function fileNameReadings(fileName: string, pattern?: FileNamePattern): RosterEntry[] {
  const whole = stemOf(fileName);
  const stripped = withoutCopySuffix(whole);
  return [whole, ...(stripped === undefined ? [] : [stripped])].flatMap((stem) => {
    const entry = pattern === undefined ? entryOfStem(stem) : pattern.read(stem);
    return entry === undefined || stem === '' ? [] : [entry];
  });
}

/** Whose picture a file is. */
export type FileMatch =
  | { readonly kind: 'matched'; readonly person: DirectoryPerson; readonly by: string }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly DirectoryPerson[] }
  | { readonly kind: 'unmatched' };

function matchReading(entry: RosterEntry, index: DirectoryIndex): FileMatch {
  const found = lookups.map(({ from, among }) => {
    const value = entry[from];
    return { by: among as string, people: value === undefined ? [] : index.byIdentifier(among, value) };
  });
  const named = { by: 'name', people: index.byName(entry) };
  const decided = found.find(({ people }) => people.length === 1) ?? named;
  const candidates = distinct([...found, named].flatMap(({ people }) => people));
  const [person, ...others] = candidates;
  if (person === undefined) return { kind: 'unmatched' };
  return others.length === 0 ? { kind: 'matched', person, by: decided.by } : { kind: 'ambiguous', candidates };
}

/**
 * Finds the person of a file by the readings of its name. A name that could mean two people, by whatever reading of one
 * stem, is ambiguous: nobody's photo is guessed.
 */
export function matchFileName(readings: readonly RosterEntry[], index: DirectoryIndex): FileMatch {
  for (const reading of readings) {
    const match = matchReading(reading, index);
    if (match.kind !== 'unmatched') return match;
  }
  return { kind: 'unmatched' };
}
