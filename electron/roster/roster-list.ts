import { type RosterEntry, rosterEntrySchema, rosterFields } from '../../shared/roster.ts';
import { inTurns } from '../process/loop-turn.ts';
import { type ColumnMapping, entryOf } from './column-mapping.ts';
import { identifiersOf, nameKeys } from './identity-keys.ts';
import type { ListedPerson } from './matching.ts';
import type { TableReading } from './read-table.ts';
import { shownText, type TableRow, type TableWarning } from './table.ts';

/** A row that names nobody, or too much to be a name: shown, never dropped. */
export interface RowWithoutPerson {
  readonly rowNumber: number;
  readonly text: string;
  readonly why: 'nobody' | 'too-long';
}

/** A table read by a mapping: the people of a list, and everything of it that is none. Ids are row numbers. */
export interface RosterList {
  readonly people: readonly ListedPerson[];
  readonly withoutPerson: readonly RowWithoutPerson[];
  readonly warnings: readonly TableWarning[];
}

/** The row number that an id of a list stands for. */
export function rowNumberOf(id: string): number {
  return Number(id);
}

function withoutPerson({ rowNumber, cells }: TableRow, why: RowWithoutPerson['why']): RowWithoutPerson {
  return { rowNumber, text: shownText(cells.join(' | '), 200), why };
}

function isSomebody(entry: RosterEntry): boolean {
  return identifiersOf(entry).length > 0 || nameKeys(entry).length > 0;
}

/** Share of the numbers of a list that must be of one length before a shorter one is strange. */
const usualShare = 0.6;

/**
 * Numbers that seem to have lost their leading zeros, as they do when a spreadsheet takes them for numbers: most are of one
 * length, and some are shorter. Nothing is put back: the warning says where to look.
 */
export function lostZeros(people: readonly ListedPerson[]): TableWarning | undefined {
  const numbers = people.flatMap(({ id, entry }) =>
    /^\d+$/.test(entry.employeeNumber ?? '') ? [{ id, text: entry.employeeNumber ?? '' }] : [],
  );
  const lengths = new Map<number, number>();
  for (const { text } of numbers) lengths.set(text.length, (lengths.get(text.length) ?? 0) + 1);
  const [usual] = [...lengths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  const longest = Math.max(0, ...lengths.keys());
  const isUsual = usual !== undefined && usual === longest && (lengths.get(usual) ?? 0) >= numbers.length * usualShare;
  if (!isUsual) return undefined;
  const shorter = numbers.filter(({ text }) => text.length < usual);
  const [first] = shorter;
  if (first === undefined) return undefined;
  return {
    kind: 'leading-zeros-lost',
    count: shorter.length,
    place: { row: rowNumberOf(first.id) },
    sample: first.text,
  };
}

/** Rows that are taken in one go: some milliseconds. */
const rowsAtOnce = 1000;

/** Reads the people of a table by a mapping, with pauses in which everything else has its turn. */
export async function rosterList(reading: TableReading, mapping: ColumnMapping): Promise<RosterList> {
  const people: ListedPerson[] = [];
  const without: RowWithoutPerson[] = [];
  await inTurns(reading.rows.slice(mapping.headerRows), rowsAtOnce, (row) => {
    const entry = rosterEntrySchema.safeParse(entryOf(row, mapping));
    if (!entry.success) without.push(withoutPerson(row, 'too-long'));
    else if (isSomebody(entry.data)) people.push({ id: String(row.rowNumber), entry: entry.data });
    else without.push(withoutPerson(row, 'nobody'));
  });
  const zeros = lostZeros(people);
  return { people, withoutPerson: without, warnings: [...reading.warnings, ...(zeros === undefined ? [] : [zeros])] };
}

/** The fields of a mapping with the headings of their columns, in the order of the table. */
export function mappedColumns({ rows }: TableReading, { columns, headerRows }: ColumnMapping) {
  const headings = headerRows === 0 ? undefined : rows[Math.min(headerRows, rows.length) - 1]?.cells;
  return rosterFields
    .flatMap((field) => {
      const column = columns[field];
      return column === undefined ? [] : [{ field, column: column + 1, heading: headings?.[column] ?? '' }];
    })
    .sort((a, b) => a.column - b.column);
}
