import { readFile, stat } from 'node:fs/promises';
import { type RosterField, rosterFields } from '../../shared/roster.ts';
import { type Delimiter, delimiters, type TextEncoding, textEncodings } from '../../shared/roster-import.ts';
import { failureWords, placeText } from '../../shared/roster-table-words.ts';
import { foldHeading } from '../roster/column-headings.ts';
import { type ColumnMapping, isUsable } from '../roster/column-mapping.ts';
import { readTable, type TableChoices, type TableReading } from '../roster/read-table.ts';
import { type RosterList, rosterList } from '../roster/roster-list.ts';
import { tableLimits } from '../roster/table.ts';
import { type CommandContext, CommandError, exitCodes, inputError, textOption } from './command.ts';

/** A list as a command was given it: read, with the mapping that holds. */
export interface RosterFile {
  readonly file: string;
  readonly reading: TableReading;
  readonly mapping: ColumnMapping;
  readonly list: RosterList;
  readonly isUsable: boolean;
}

const delimiterNames: Readonly<Record<string, Delimiter>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

function encodingOption(text: string): TextEncoding {
  const encoding = textEncodings.find((known) => known === text.toLowerCase());
  if (encoding === undefined) throw inputError('--encoding', textEncodings.join(', '), JSON.stringify(text));
  return encoding;
}

function delimiterOption(text: string): Delimiter {
  const delimiter = delimiters.find((known) => known === text) ?? delimiterNames[text.toLowerCase()];
  if (delimiter === undefined) {
    throw inputError('--delimiter', Object.keys(delimiterNames).join(', '), JSON.stringify(text));
  }
  return delimiter;
}

function choicesOf({ values }: CommandContext): TableChoices {
  const encoding = textOption(values, 'encoding');
  const delimiter = textOption(values, 'delimiter');
  const sheet = textOption(values, 'sheet');
  return {
    ...(encoding === undefined ? {} : { encoding: encodingOption(encoding) }),
    ...(delimiter === undefined ? {} : { delimiter: delimiterOption(delimiter) }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function columnOf(said: string, reading: TableReading, headerRows: number): number {
  const width = Math.max(...reading.rows.slice(0, 100).map((row) => row.cells.length), 0);
  if (/^\d+$/.test(said)) {
    const column = Number(said);
    if (column < 1 || column > width) throw inputError('--map', `a column from 1 to ${width}`, said);
    return column - 1;
  }
  const headings = reading.rows[Math.max(headerRows, 1) - 1]?.cells ?? [];
  const column = headings.findIndex((heading) => foldHeading(heading) === foldHeading(said));
  if (column === -1)
    throw inputError('--map', `a column number, or one of ${headings.join(', ')}`, JSON.stringify(said));
  return column;
}

function mapOptions({ values }: CommandContext): string[] {
  const { map } = values;
  return Array.isArray(map) ? map.filter((text) => typeof text === 'string') : [];
}

/** The proposal of the table, with what `--map` and `--header-rows` say otherwise. `--map FIELD=` leaves a field out. */
function mappingOf(context: CommandContext, reading: TableReading): ColumnMapping {
  const saidRows = textOption(context.values, 'header-rows');
  if (saidRows !== undefined && !/^\d{1,3}$/.test(saidRows)) {
    throw inputError('--header-rows', 'the number of rows above the people', JSON.stringify(saidRows));
  }
  let headerRows = saidRows === undefined ? reading.mapping.headerRows : Number(saidRows);
  const columns: Partial<Record<RosterField, number>> = { ...reading.mapping.columns };
  for (const text of mapOptions(context)) {
    const [name = '', said = ''] = text.split(/=(.*)/s);
    const field = rosterFields.find((known) => known.toLowerCase() === name.trim().toLowerCase());
    if (field === undefined)
      throw inputError('--map', `FIELD=COLUMN with FIELD one of ${rosterFields.join(', ')}`, text);
    delete columns[field];
    if (said.trim() === '') continue;
    const column = columnOf(said.trim(), reading, headerRows);
    // A column that is named by its heading has one, whatever the table looked like.
    if (!/^\d+$/.test(said.trim()) && headerRows === 0 && saidRows === undefined) headerRows = 1;
    for (const other of rosterFields) if (columns[other] === column) delete columns[other];
    columns[field] = column;
  }
  return { headerRows, columns };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) throw inputError(file, 'a readable list', found.code ?? 'an unreadable one');
  if (!found.isFile()) throw inputError(file, 'a file', 'something that is not a file');
  if (found.size > tableLimits.fileBytes)
    throw inputError(file, `at most ${tableLimits.fileBytes} bytes`, `${found.size}`);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => cause);
  if (bytes instanceof Error) throw inputError(file, 'a readable list', bytes.code ?? 'an unreadable one');
  return bytes;
}

/** Reads the list that a `roster …` command names. */
export async function readRosterFile(context: CommandContext): Promise<RosterFile> {
  const file = context.positionals[1];
  if (file === undefined) throw inputError('FILE', 'the name of a list (CSV, TSV or .xlsx)', 'nothing');
  return readListFile(context, file);
}

/** Reads a list by the options of a command. A file that cannot be read ends it with what, where, expected and actual. */
export async function readListFile(context: CommandContext, file: string): Promise<RosterFile> {
  const read = await readTable(await bytesOf(file), choicesOf(context));
  if (read.kind === 'error') {
    const { what, place, expected, actual } = read.error;
    const where = [file, placeText(place, context.language)].filter((part) => part !== '').join(', ');
    throw new CommandError(exitCodes.usage, [
      failureWords[what][context.language],
      `${where}: expected ${expected}, got ${actual}`,
    ]);
  }
  const reading = read.value;
  const mapping = mappingOf(context, reading);
  return { file, reading, mapping, list: await rosterList(reading, mapping), isUsable: isUsable(mapping) };
}
