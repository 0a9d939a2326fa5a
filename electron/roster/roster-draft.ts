import { ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson, RosterEntry } from '../../shared/roster.ts';
import { rowName } from '../../shared/roster.ts';
import type { DraftChange, DraftMatch, LookedUpIn, RosterDraft } from '../../shared/roster-import.ts';
import { type ColumnMapping, headingKey, isUsable } from './column-mapping.ts';
import type { IncomingRow, ListChanges } from './list-changes.ts';
import type { ListedPerson, RowMatch } from './matching.ts';
import { readPasted, readTable, type TableChoices, type TableReading } from './read-table.ts';
import { type RosterList, rosterList, rowNumberOf } from './roster-list.ts';
import type { TableFailure } from './table.ts';

/** What was handed over. */
export type DraftInput =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'people'; readonly people: readonly DirectoryPerson[] };

/** The mapping that was last used for a list with these headings. */
type Remembered = (headings: string) => ColumnMapping | undefined;

const shownRows = 5;
const shownColumns = 24;
const shownFaults = 50;
const shownProblems = 200;
const shownGone = 50;

/** A list that was handed over, read, and not kept yet. A value: every change makes another one. */
export interface HeldDraft {
  readonly id: string;
  readonly input: DraftInput;
  readonly choices: TableChoices;
  readonly reading: TableReading | undefined;
  readonly mapping: ColumnMapping;
  readonly isRemembered: boolean;
  readonly list: RosterList;
}

function entryOfPerson({ objectId: _, isEnabled: __, isGuest: ___, ...person }: DirectoryPerson): RosterEntry {
  return person;
}

function ofDirectory(id: string, people: readonly DirectoryPerson[]): HeldDraft {
  const listed = people.map((person, index) => ({
    id: String(index + 1),
    entry: { ...entryOfPerson(person), objectId: person.objectId },
  }));
  return {
    id,
    input: { kind: 'people', people },
    choices: {},
    reading: undefined,
    mapping: { headerRows: 0, columns: {} },
    isRemembered: false,
    list: { people: listed, withoutPerson: [], warnings: [] },
  };
}

/** Reads what was handed over. A list whose headings are known comes with the columns that were chosen for it last. */
export async function openDraft(
  id: string,
  input: DraftInput,
  remembered: Remembered,
  choices: TableChoices = {},
): Promise<Result<HeldDraft, TableFailure>> {
  if (input.kind === 'people') return ok(ofDirectory(id, input.people));
  const read = input.kind === 'file' ? await readTable(input.bytes, choices) : readPasted(input.text);
  if (read.kind === 'error') return read;
  const known = remembered(headingKey(read.value.rows));
  const draft = { id, input, choices, reading: read.value };
  return ok(await withMapping(draft, known ?? read.value.mapping, known !== undefined));
}

async function withMapping(
  draft: Pick<HeldDraft, 'id' | 'input' | 'choices'> & { readonly reading: TableReading },
  mapping: ColumnMapping,
  isRemembered: boolean,
): Promise<HeldDraft> {
  return { ...draft, mapping, isRemembered, list: await rosterList(draft.reading, mapping) };
}

/** The draft as a person wants it: read anew where that changes what is read, with the columns that they say. */
export async function changeDraft(
  draft: HeldDraft,
  { headerRows, columns, ...choices }: DraftChange,
  remembered: Remembered,
): Promise<Result<HeldDraft, TableFailure>> {
  if (draft.reading === undefined) return ok(draft);
  const said = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined)) as TableChoices;
  const isReadAnew = Object.keys(said).length > 0;
  const read = isReadAnew
    ? await openDraft(draft.id, draft.input, remembered, { ...draft.choices, ...said })
    : ok(draft);
  if (read.kind === 'error') return read;
  const { reading, mapping, isRemembered } = read.value;
  if (reading === undefined || (headerRows === undefined && columns === undefined)) return read;
  const chosen = { headerRows: headerRows ?? mapping.headerRows, columns: columns ?? mapping.columns };
  return ok(await withMapping({ ...read.value, reading }, chosen, columns === undefined && isRemembered));
}

/** The draft as a screen shows it. */
export function draftView({ id, reading, mapping, isRemembered, list }: HeldDraft): RosterDraft {
  const rows = reading?.rows ?? [];
  const below = rows.slice(mapping.headerRows, mapping.headerRows + shownRows);
  const width = Math.min(shownColumns, Math.max(0, ...rows.slice(0, 100).map(({ cells }) => cells.length)));
  const heading = mapping.headerRows === 0 ? [] : (rows[Math.min(mapping.headerRows, rows.length) - 1]?.cells ?? []);
  const faults = [...(reading?.unreadable ?? []), ...list.withoutPerson].sort((a, b) => a.rowNumber - b.rowNumber);
  return {
    id,
    source: reading === undefined ? { kind: 'directory' } : sourceView(reading.source),
    layout: reading?.layout ?? 'contents',
    headings: Array.from({ length: width }, (_, column) => (heading[column] ?? '').slice(0, 80)),
    headerRows: mapping.headerRows,
    columns: { ...mapping.columns },
    rows: below.map(({ rowNumber, cells }) => ({
      rowNumber,
      cells: cells.slice(0, width).map((cell) => cell.slice(0, 80)),
    })),
    people: list.people.length,
    firstPeople: list.people.slice(0, shownRows).map(({ entry }) => entry),
    faults: {
      count: faults.length,
      first: faults.slice(0, shownFaults).map(({ rowNumber, text, why }) => ({ rowNumber, text, why })),
    },
    warnings: list.warnings.map((warning) => ({ ...warning })),
    isUsable: list.people.length > 0 && (reading === undefined || isUsable(mapping)),
    isRemembered,
  };
}

function sourceView(source: TableReading['source']): RosterDraft['source'] {
  if (source.kind === 'workbook') return { ...source, sheets: [...source.sheets] };
  const encodings = source.encodings.map(({ encoding, samples }) => ({ encoding, samples: [...samples] }));
  return { ...source, encodings };
}

/** The people of a draft with who they are; those of the directory are already known. */
export function incomingRows(draft: HeldDraft, matches: ReadonlyMap<string, RowMatch>): IncomingRow[] {
  return draft.list.people.map(({ id, entry }) => ({ id, entry, match: matches.get(id) ?? { kind: 'unmatched' } }));
}

/** Who people of the directory are: themselves. */
export function matchesOfPeople(listed: readonly ListedPerson[], people: readonly DirectoryPerson[]) {
  return new Map<string, RowMatch>(
    listed.flatMap(({ id }) => {
      const person = people[rowNumberOf(id) - 1];
      return person === undefined ? [] : [[id, { kind: 'matched', person, by: 'objectId', differs: [] }]];
    }),
  );
}

/** What matching found and what keeping would do, as a screen shows it. */
export function draftMatchView(
  { id }: HeldDraft,
  incoming: readonly IncomingRow[],
  changes: ListChanges,
  { lookedUpIn, isNew }: { readonly lookedUpIn: LookedUpIn; readonly isNew: boolean },
): DraftMatch {
  const counts = { matched: 0, ambiguous: 0, unmatched: 0, duplicate: 0 };
  let byNameAlone = 0;
  const toLookAt: DraftMatch['toLookAt'] = [];
  for (const { id: row, entry, match } of incoming) {
    counts[match.kind] += 1;
    const found = match.kind === 'duplicate' ? match.match : match;
    if (found.kind === 'matched' && found.by === 'name') byNameAlone += 1;
    if (match.kind === 'matched' || toLookAt.length >= shownProblems) continue;
    const rows = match.kind === 'duplicate' ? match.rows.map(rowNumberOf) : [];
    toLookAt.push({ rowNumber: rowNumberOf(row), name: rowName({ entry, match: found }), kind: match.kind, rows });
  }
  return {
    id,
    lookedUpIn,
    counts,
    byNameAlone,
    toLookAt,
    changes: {
      isNew,
      added: changes.added.length,
      changed: changes.changed.length,
      same: changes.same.length,
      repeated: changes.repeated.length,
      gone: changes.gone.length,
      goneNames: changes.gone.slice(0, shownGone).map(rowName),
    },
  };
}
