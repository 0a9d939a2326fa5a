import type { rowFaults, TableFailureKind, TablePlace, tableWarningKinds } from '../../shared/roster-import.ts';

/** The bounds of a table that a person hands over. Beyond them it is refused with the number, never cut short. */
export const tableLimits = {
  fileBytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 256,
  /** What one cell of a workbook can hold. */
  cellCharacters: 32_767,
  /** Unpacked bytes of all parts of a workbook that are read. */
  unpackedBytes: 192 * 1024 * 1024,
  /** Rows that could not be read, after which the file is not a table. */
  unreadableRows: 1_000,
} as const;
export type TableLimits = { readonly [Name in keyof typeof tableLimits]: number };

/** One row with its cells as text. `rowNumber` is the line of the text where it begins, or the row of the sheet. */
export interface TableRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** A line that is no row of a table: shown as it stands, never dropped. */
export interface UnreadableRow {
  readonly rowNumber: number;
  readonly text: string;
  readonly why: Exclude<(typeof rowFaults)[number], 'nobody' | 'too-long'>;
}

/** What a table may have lost before it came here, with the first place where it shows. */
export interface TableWarning {
  readonly kind: (typeof tableWarningKinds)[number];
  readonly count: number;
  readonly place: TablePlace;
  readonly sample: string;
}

/** Why nothing could be read: what is wrong, where, what was expected, what was there. Codes for `what`; words are elsewhere. */
export interface TableFailure {
  readonly what: TableFailureKind;
  readonly place: TablePlace;
  readonly expected: string;
  readonly actual: string;
}

/** The rows of a table, and what about them a person should see. */
export interface TableRows {
  readonly rows: readonly TableRow[];
  readonly unreadable: readonly UnreadableRow[];
  readonly warnings: readonly TableWarning[];
}

/** The start of a text that somebody else wrote, fit to be shown: without line breaks, cut at `limit` characters. */
export function shownText(text: string, limit = 80): string {
  const flat = text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\u{fffd}');
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}
