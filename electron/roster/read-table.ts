import { err, ok, type Result } from '../../shared/result.ts';
import type { Delimiter, Layout, TextEncoding } from '../../shared/roster-import.ts';
import { type ColumnMapping, entryOf, recogniseLayout } from './column-mapping.ts';
import { guessDelimiter, readDelimitedRows, readDelimitedRowsInTurns } from './delimited-rows.ts';
import { pastedText } from './pasted-text.ts';
import { type TableFailure, type TableLimits, type TableRows, tableLimits } from './table.ts';
import { decodeText, type EncodingGuess, guessEncoding } from './text-encoding.ts';
import { isWorkbook, readWorkbook } from './workbook.ts';

/** What a person decided instead of the guesses. */
export interface TableChoices {
  readonly encoding?: TextEncoding;
  readonly delimiter?: Delimiter;
  readonly sheet?: string;
}

/** An encoding that the bytes can be read in, with names as they would come out: a person sees which is right. */
export interface EncodingChoice {
  readonly encoding: TextEncoding;
  readonly samples: readonly string[];
}

/** How the table was read: what was guessed, and what else it could have been. */
export type TableSource =
  | {
      readonly kind: 'text';
      readonly encoding: TextEncoding;
      readonly isEncodingCertain: boolean;
      readonly encodings: readonly EncodingChoice[];
      readonly delimiter: Delimiter;
    }
  | { readonly kind: 'workbook'; readonly sheet: string; readonly sheets: readonly string[] };

/** A table with everything that was guessed about it. */
export interface TableReading extends TableRows {
  readonly source: TableSource;
  readonly layout: Layout;
  /** The proposal; a person may use another. */
  readonly mapping: ColumnMapping;
}

const sampleCount = 3;
const sampleCharacters = 64 * 1024;

function withLayout(rows: TableRows, source: TableSource): Result<TableReading, TableFailure> {
  if (rows.rows.length === 0 && rows.unreadable.length === 0) {
    return err({ what: 'empty', place: {}, expected: 'at least one row', actual: 'none' });
  }
  return ok({ ...rows, source, ...recogniseLayout(rows.rows) });
}

/** `sep=;` is a message to Excel, not a row. */
function withoutSeparatorLine(text: string): string {
  return text.replace(/^sep=.(?=\r?\n)/i, '');
}

/** Three names as an encoding shows them; those with letters beyond ASCII first, which are the ones that tell. */
export function sampleNames(text: string, delimiter: Delimiter, limits: TableLimits = tableLimits): string[] {
  const read = readDelimitedRows(withoutSeparatorLine(text.slice(0, sampleCharacters)), delimiter, limits);
  if (read.kind === 'error') return [];
  const { mapping } = recogniseLayout(read.value.rows);
  const people = read.value.rows.slice(mapping.headerRows);
  const names = people.map((row) => {
    const { displayName, givenName, surname } = entryOf(row, mapping);
    const name = displayName ?? [givenName, surname].filter((part) => part !== undefined).join(' ');
    return name === '' ? row.cells.join(' ') : name;
  });
  const telling = names.filter((name) => /[^\p{ASCII}]/u.test(name));
  return [...new Set([...telling, ...names])].slice(0, sampleCount);
}

function encodingChoices(bytes: Uint8Array, guess: EncodingGuess, delimiter: Delimiter, limits: TableLimits) {
  const head = bytes.subarray(0, sampleCharacters);
  return guess.alternatives.map((encoding) => ({
    encoding,
    samples: sampleNames(decodeText(head, encoding), delimiter, limits),
  }));
}

async function readText(
  bytes: Uint8Array,
  choices: TableChoices,
  limits: TableLimits,
): Promise<Result<TableReading, TableFailure>> {
  const guess = guessEncoding(bytes);
  const encoding = choices.encoding ?? guess.encoding;
  const text = decodeText(bytes, encoding);
  if (isBinary(text))
    return err({ what: 'not-a-table', place: {}, expected: 'CSV, TSV or .xlsx', actual: 'other bytes' });
  const delimiter = choices.delimiter ?? guessDelimiter(text, limits);
  const read = await readDelimitedRowsInTurns(withoutSeparatorLine(text), delimiter, limits);
  if (read.kind === 'error') return read;
  return withLayout(
    { ...read.value, warnings: [] },
    {
      kind: 'text',
      encoding,
      isEncodingCertain: guess.isCertain || choices.encoding !== undefined,
      encodings: encodingChoices(bytes, guess, delimiter, limits),
      delimiter,
    },
  );
}

/** A picture or a PDF is full of control characters; a list with a stray one is still a list. */
function isBinary(text: string): boolean {
  const head = text.slice(0, 4096);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is counted
  const strange = head.match(/[\u0000-\u0008\u000e-\u001f\u{fffd}]/gu)?.length ?? 0;
  return strange > head.length * 0.1;
}

/**
 * Reads a table that somebody hands over: CSV, TSV or an Excel workbook, told by its bytes and not by its name. What was
 * guessed is part of the result. Nothing is lost: a row that cannot be read is among `unreadable`.
 */
export async function readTable(
  bytes: Uint8Array,
  choices: TableChoices = {},
  limits: TableLimits = tableLimits,
): Promise<Result<TableReading, TableFailure>> {
  if (bytes.byteLength === 0)
    return err({ what: 'empty', place: {}, expected: 'at least one row', actual: 'no bytes' });
  if (bytes.byteLength > limits.fileBytes) {
    const expected = `at most ${limits.fileBytes} bytes`;
    return err({ what: 'file-too-large', place: {}, expected, actual: `${bytes.byteLength} bytes` });
  }
  if (!isWorkbook(bytes)) return readText(bytes, choices, limits);
  const read = await readWorkbook(bytes, choices.sheet, limits);
  if (read.kind === 'error') return read;
  const { sheet, sheets, ...rows } = read.value;
  return withLayout(rows, { kind: 'workbook', sheet, sheets });
}

/** Reads what was pasted: cells of a spreadsheet, CSV, a line of addresses of a mail program, or a name a line. */
export function readPasted(text: string, limits: TableLimits = tableLimits): Result<TableReading, TableFailure> {
  const { rows, delimiter } = pastedText(text, limits);
  if (rows.kind === 'error') return rows;
  return withLayout(
    { ...rows.value, warnings: [] },
    { kind: 'text', encoding: 'utf-8', isEncodingCertain: true, encodings: [], delimiter },
  );
}
