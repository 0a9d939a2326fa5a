import { err, ok, type Result } from '../../shared/result.ts';
import { type Delimiter, delimiters } from '../../shared/roster-import.ts';
import { atOnce, type InParts, partByPart } from '../process/loop-turn.ts';
import { shownText, type TableFailure, type TableLimits, type TableRow, type UnreadableRow } from './table.ts';

interface ReadRow {
  readonly cells: readonly string[];
  /** Where the next row begins. */
  readonly next: number;
}
type RowProblem = { readonly why: UnreadableRow['why'] } | { readonly failure: TableFailure['what'] };

const lineBreak = /\r\n|\n|\r/g;

function endOfLine(text: string, from: number): { readonly end: number; readonly next: number } {
  lineBreak.lastIndex = from;
  const found = lineBreak.exec(text);
  return found === null
    ? { end: text.length, next: text.length }
    : { end: found.index, next: found.index + found[0].length };
}

function isEndOfCell(character: string | undefined, delimiter: Delimiter): boolean {
  return character === undefined || character === delimiter || character === '\n' || character === '\r';
}

/** A quoted cell from its opening quote on; `""` is one quote (RFC 4180). */
function quotedCell(text: string, from: number, delimiter: Delimiter, limits: TableLimits) {
  let cell = '';
  let place = from + 1;
  for (;;) {
    const quote = text.indexOf('"', place);
    if (quote === -1 || quote - from > limits.cellCharacters * 2) return { why: 'quote-not-closed' } as const;
    cell += text.slice(place, quote);
    if (text[quote + 1] === '"') {
      cell += '"';
      place = quote + 2;
      continue;
    }
    let next = quote + 1;
    // Some programs write a blank between the quote and the delimiter.
    while (text[next] === ' ') next += 1;
    return isEndOfCell(text[next], delimiter) ? { cell, next } : ({ why: 'text-after-quote' } as const);
  }
}

function plainCell(text: string, from: number, delimiter: Delimiter) {
  let next = from;
  while (!isEndOfCell(text[next], delimiter)) next += 1;
  return { cell: text.slice(from, next), next };
}

function readRow(text: string, from: number, delimiter: Delimiter, limits: TableLimits): ReadRow | RowProblem {
  const cells: string[] = [];
  for (let place = from; ; place += 1) {
    const read = text[place] === '"' ? quotedCell(text, place, delimiter, limits) : plainCell(text, place, delimiter);
    if ('why' in read) return { why: read.why };
    if (read.cell.length > limits.cellCharacters) return { failure: 'cell-too-long' };
    cells.push(read.cell);
    if (cells.length > limits.columns) return { failure: 'too-many-columns' };
    place = read.next;
    if (text[place] !== delimiter) return { cells, next: endOfLine(text, place).next };
  }
}

const failureTexts: Readonly<Partial<Record<TableFailure['what'], (limits: TableLimits) => string>>> = {
  'cell-too-long': (limits) => `at most ${limits.cellCharacters} characters in a cell`,
  'too-many-columns': (limits) => `at most ${limits.columns} columns`,
  'too-many-rows': (limits) => `at most ${limits.rows} rows`,
  'too-many-unreadable-rows': (limits) => `at most ${limits.unreadableRows} rows that cannot be read`,
};

/** A place in the text where lines are counted; it only moves forward. */
class LineCounter {
  #line = 1;
  #place = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  lineAt(place: number): number {
    while (this.#place < place) {
      this.#place = endOfLine(this.#text, this.#place).next;
      if (this.#place <= place) this.#line += 1;
    }
    return this.#line;
  }
}

/** A row that decoded to characters no list holds is shown instead of being taken for a name. */
function doubtOf(cells: readonly string[]): UnreadableRow['why'] | undefined {
  const text = cells.join('\n');
  if (text.includes('\u{fffd}')) return 'bytes-not-of-encoding';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/.test(text) ? 'control-characters' : undefined;
}

type ReadRows = Result<{ readonly rows: TableRow[]; readonly unreadable: UnreadableRow[] }, TableFailure>;

/** Lines that are read in one go: some milliseconds. */
const linesAtOnce = 1000;

/**
 * Reads delimited text after RFC 4180, with any line break. A line whose quotes make no sense becomes an unreadable row and
 * reading goes on with the next line: one stray quote costs one row, not the rest of the file. Blank lines are no rows.
 */
export function readDelimitedRows(text: string, delimiter: Delimiter, limits: TableLimits): ReadRows {
  return atOnce(readingRows(text, delimiter, limits));
}

/** The same for a text of any length: everything else has its turn in between. */
export async function readDelimitedRowsInTurns(
  text: string,
  delimiter: Delimiter,
  limits: TableLimits,
): Promise<ReadRows> {
  return await partByPart(readingRows(text, delimiter, limits));
}

function* readingRows(text: string, delimiter: Delimiter, limits: TableLimits): InParts<ReadRows> {
  const rows: TableRow[] = [];
  const unreadable: UnreadableRow[] = [];
  let lines = 0;
  const counter = new LineCounter(text);
  const fail = (what: TableFailure['what'], row: number, actual: string) =>
    err({ what, place: { row }, expected: failureTexts[what]?.(limits) ?? '', actual });
  for (let place = 0; place < text.length; ) {
    const rowNumber = counter.lineAt(place);
    const line = endOfLine(text, place);
    const read = readRow(text, place, delimiter, limits);
    if ('failure' in read) return fail(read.failure, rowNumber, 'more');
    const why = 'why' in read ? read.why : doubtOf(read.cells);
    const next = 'why' in read ? line.next : read.next;
    if (why !== undefined) unreadable.push({ rowNumber, text: shownText(text.slice(place, next), 500), why });
    else if ('cells' in read && read.cells.some((cell) => cell.trim() !== '')) {
      rows.push({ rowNumber, cells: read.cells.map((cell) => cell.trim()) });
    }
    if (unreadable.length > limits.unreadableRows) return fail('too-many-unreadable-rows', rowNumber, 'more');
    if (rows.length > limits.rows) return fail('too-many-rows', rowNumber, 'more');
    place = next;
    lines += 1;
    if (lines % linesAtOnce === 0) yield;
  }
  return ok({ rows, unreadable });
}

/** How many of the first rows decide about the delimiter. */
const sampledRows = 50;

/**
 * The delimiter that parts the first rows into the most equal number of cells; a comma when none parts them. `sep=;` in the
 * first line, which Excel writes and obeys, is believed.
 */
export function guessDelimiter(text: string, limits: TableLimits): Delimiter {
  const said = /^sep=(.)\r?\n/i.exec(text)?.[1];
  const named = delimiters.find((delimiter) => delimiter === said);
  if (named !== undefined) return named;
  const head = text.slice(0, 64 * 1024);
  let best: { delimiter: Delimiter; points: number } = { delimiter: ',', points: 0 };
  for (const delimiter of delimiters) {
    const read = readDelimitedRows(head, delimiter, limits);
    if (read.kind === 'error') continue;
    const counts = read.value.rows.slice(0, sampledRows).map((row) => row.cells.length);
    const usual = mostFrequent(counts.filter((count) => count > 1));
    if (usual === undefined) continue;
    // Rows that agree count most, then the number of cells: a comma inside names parts few rows, and unevenly.
    const agreeing = counts.filter((count) => count === usual).length / counts.length;
    const points = agreeing * 100 + Math.min(usual, 20);
    if (points > best.points) best = { delimiter, points };
  }
  return best.delimiter;
}

function mostFrequent(counts: readonly number[]): number | undefined {
  const times = new Map<number, number>();
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0];
}
