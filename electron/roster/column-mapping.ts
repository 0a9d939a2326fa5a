import { type RosterEntry, type RosterField, rosterFields } from '../../shared/roster.ts';
import type { Layout } from '../../shared/roster-import.ts';
import { fieldOfHeading } from './column-headings.ts';
import type { TableRow } from './table.ts';

/** Which column (from 0) holds which field, and how many rows stand above the people. A plain value, to be remembered. */
export interface ColumnMapping {
  readonly headerRows: number;
  readonly columns: Readonly<Partial<Record<RosterField, number>>>;
}

export interface Recognised {
  readonly layout: Layout;
  readonly mapping: ColumnMapping;
}

const guid = /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const pictureName = /[^\\/:*?"<>|]\.(?:jpe?g|png|heic|heif|webp|tiff?|bmp)$/i;
const address = /^[^\s@<>]+@[^\s@<>]+$/;

function isMostly(rows: readonly TableRow[], column: number, test: (cell: string) => boolean): boolean {
  const cells = rows.map((row) => row.cells[column] ?? '').filter((cell) => cell !== '');
  return cells.length > 0 && cells.filter(test).length >= cells.length * 0.8;
}

const sampledRows = 100;

/** PSPA/SPOA `index.txt`: volume, folder, file, grade, last, first, homeroom, period, teacher, track, department, title. */
function pspaIndex(rows: readonly TableRow[]): Recognised | undefined {
  const width = rows[0]?.cells.length ?? 0;
  if (width < 6 || width > 12 || !isMostly(rows, 2, (cell) => pictureName.test(cell))) return undefined;
  if (!isMostly(rows, 4, (cell) => /\p{L}/u.test(cell)) || !isMostly(rows, 5, (cell) => /\p{L}/u.test(cell))) {
    return undefined;
  }
  const columns = { file: 2, surname: 4, givenName: 5, ...(width > 10 ? { department: 10 } : {}) };
  return { layout: 'pspa-index', mapping: { headerRows: 0, columns } };
}

/** A person and the picture of them, in either order, with or without a heading. */
function personFile(rows: readonly TableRow[]): Recognised | undefined {
  if (rows.some((row) => row.cells.length !== 2)) return undefined;
  const hasHeading = !rows[0]?.cells.some((cell) => pictureName.test(cell)) && rows.length > 1;
  const people = hasHeading ? rows.slice(1) : rows;
  const file = [0, 1].find((column) => isMostly(people, column, (cell) => pictureName.test(cell)));
  if (file === undefined) return undefined;
  return { layout: 'person-file', mapping: { headerRows: hasHeading ? 1 : 0, columns: { reference: 1 - file, file } } };
}

function byHeadings(cells: readonly string[]): ColumnMapping['columns'] {
  const columns: Partial<Record<RosterField, number>> = {};
  for (const [column, heading] of cells.entries()) {
    const field = fieldOfHeading(heading);
    if (field !== undefined) columns[field] ??= column;
  }
  return columns;
}

/** Entra's templates begin with `version:v1.0`; the example row that may follow the headings is no person. */
function entraBulk(rows: readonly TableRow[]): Recognised | undefined {
  if (!/^version:v?\d/i.test(rows[0]?.cells[0] ?? '')) return undefined;
  const columns = byHeadings(rows[1]?.cells ?? []);
  const hasExample = rows[2]?.cells.some((cell) => /^(example|e\.g\.)[: ]/i.test(cell)) === true;
  return { layout: 'entra-bulk', mapping: { headerRows: hasExample ? 3 : 2, columns } };
}

function headed(rows: readonly TableRow[]): Recognised | undefined {
  const cells = rows[0]?.cells ?? [];
  const columns = byHeadings(cells);
  if (Object.keys(columns).length === 0 || cells.some((cell) => address.test(cell) || guid.test(cell)))
    return undefined;
  const names = new Set(cells.map((cell) => cell.toLowerCase()));
  const isEntra = ['userprincipalname', 'displayname', 'objectid'].every((name) => names.has(name));
  return { layout: isEntra ? 'entra-users' : 'headings', mapping: { headerRows: 1, columns } };
}

/** A list without headings, by what stands in it. A column of words is a name only when it is the only one. */
function byContents(rows: readonly TableRow[]): Recognised {
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  const columns: Partial<Record<RosterField, number>> = {};
  const words: number[] = [];
  for (let column = 0; column < width; column += 1) {
    if (isMostly(rows, column, (cell) => guid.test(cell))) columns.objectId ??= column;
    else if (isMostly(rows, column, (cell) => address.test(cell))) columns.userPrincipalName ??= column;
    else if (isMostly(rows, column, (cell) => pictureName.test(cell))) columns.file ??= column;
    else if (isMostly(rows, column, (cell) => /^[\w-]*\d[\w-]*$/.test(cell))) columns.employeeNumber ??= column;
    else if (isMostly(rows, column, (cell) => /\p{L}/u.test(cell))) words.push(column);
  }
  if (words.length === 1 && words[0] !== undefined) columns.displayName = words[0];
  const layout = Object.keys(columns).length === 0 ? 'unknown' : 'contents';
  return { layout, mapping: { headerRows: 0, columns } };
}

/** Recognises the form of a list. Always a proposal: whoever imports sees it with the first rows, and may change it. */
export function recogniseLayout(allRows: readonly TableRow[]): Recognised {
  const rows = allRows.slice(0, sampledRows);
  return entraBulk(rows) ?? pspaIndex(rows) ?? personFile(rows) ?? headed(rows) ?? byContents(rows);
}

/** What a remembered mapping is found by: the headings of a list, whatever their case and order of rows. */
export function headingKey(rows: readonly TableRow[]): string {
  return JSON.stringify((rows[0]?.cells ?? []).map((cell) => cell.normalize('NFKC').trim().toLowerCase()));
}

/** Whether a mapping can tell people apart at all: an identifier, a name, or both halves of one. */
export function isUsable({ columns }: ColumnMapping): boolean {
  const { displayName, givenName, surname, department: _, file: __, ...identifiers } = columns;
  return (
    Object.keys(identifiers).length > 0 ||
    displayName !== undefined ||
    (givenName !== undefined && surname !== undefined)
  );
}

function referenceOf(reference: string): RosterEntry {
  if (guid.test(reference)) return { objectId: reference.replace(/[{}]/g, '') };
  return reference.includes('@') ? { userPrincipalName: reference } : { employeeNumber: reference };
}

/** Reads one row by a mapping. Empty cells are absent. */
export function entryOf(row: TableRow, { columns }: ColumnMapping): RosterEntry {
  const found: Partial<Record<RosterField, string>> = {};
  for (const field of rosterFields) {
    const column = columns[field];
    const cell = column === undefined ? '' : (row.cells[column] ?? '').trim();
    if (cell !== '') found[field] = cell;
  }
  const { reference, ...entry } = found;
  return reference === undefined ? entry : { ...referenceOf(reference), ...entry };
}
