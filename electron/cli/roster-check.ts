import type { RosterEntry } from '../../shared/roster.ts';
import { layoutWords, placeText, rowWords, warningWords } from '../../shared/roster-table-words.ts';
import { fieldWords } from '../../shared/roster-words.ts';
import type { TableSource } from '../roster/read-table.ts';
import { mappedColumns } from '../roster/roster-list.ts';
import { type CommandContext, type CommandResult, exitCodes } from './command.ts';
import { type RosterFile, readRosterFile } from './roster-file.ts';
import { rosterWords } from './roster-words.ts';
import type { Language } from './terminal-language.ts';

const previewRows = 5;
const listedLines = 30;
const shownAlternatives = 3;

/** Everything that a list says of one person, the name first. */
export function entryText({ displayName, givenName, surname, ...others }: RosterEntry): string {
  return [displayName, givenName, surname, ...Object.values(others)].filter((part) => part !== undefined).join(' | ');
}

/** Some lines of many, and how many there are beyond. */
export function someLines(lines: readonly string[], language: Language): string[] {
  const more = lines.length - listedLines;
  return more > 0 ? [...lines.slice(0, listedLines), `  ${rosterWords.more[language](more)}`] : [...lines];
}

function sourceLines(source: TableSource, language: Language): string[] {
  if (source.kind === 'workbook')
    return [`${rosterWords.sheet[language]}: ${source.sheet} (${source.sheets.join(', ')})`];
  const { encoding, isEncodingCertain, encodings, delimiter } = source;
  const samplesOf = (name: string) => encodings.find((choice) => choice.encoding === name)?.samples.join(', ') ?? '';
  const guess = isEncodingCertain ? '' : ` (${rosterWords.guessed[language]})`;
  const others = isEncodingCertain ? [] : encodings.filter((choice) => choice.encoding !== encoding);
  return [
    `${rosterWords.encoding[language]}: ${encoding}${guess}: ${samplesOf(encoding)}`,
    ...others
      .slice(0, shownAlternatives)
      .map((choice) => `  ${rosterWords.else[language]} --encoding ${choice.encoding}: ${choice.samples.join(', ')}`),
    `${rosterWords.delimiter[language]}: ${JSON.stringify(delimiter)}`,
  ];
}

/** What is to be said of a list whoever reads it: what may be lost, which rows are no people. */
export function listLines({ reading, list }: RosterFile, language: Language): string[] {
  const { people, withoutPerson, warnings } = list;
  const counts = {
    people: people.length,
    withoutPerson: withoutPerson.length,
    unreadable: reading.unreadable.length,
  };
  const row = ({ rowNumber, why, text }: { rowNumber: number; why: keyof typeof rowWords; text: string }) =>
    `  ${placeText({ row: rowNumber }, language)}: ${rowWords[why][language]}: ${text}`;
  return [
    rosterWords.counts[language](counts),
    ...warnings.map(({ kind, count, place, sample }) => {
      const where = [placeText(place, language), sample].filter((part) => part !== '').join(': ');
      return `  ${warningWords[kind][language]}: ${count} (${where})`;
    }),
    ...someLines([...reading.unreadable, ...withoutPerson].map(row), language),
  ];
}

/** The same for machines. */
export function listJson({ file, reading, mapping, list }: RosterFile): Readonly<Record<string, unknown>> {
  return {
    file,
    layout: reading.layout,
    source: reading.source,
    headerRows: mapping.headerRows,
    columns: mappedColumns(reading, mapping),
    people: list.people.length,
    warnings: list.warnings,
    unreadable: reading.unreadable,
    withoutPerson: list.withoutPerson,
  };
}

/** `roster check FILE`: reads a list and says how; asks no network and changes nothing. */
export async function checkRoster(context: CommandContext): Promise<CommandResult> {
  const { language } = context;
  const read = await readRosterFile(context);
  const { reading, mapping, list } = read;
  const isOk = read.isUsable && reading.unreadable.length === 0 && list.people.length > 0;
  const columns = mappedColumns(reading, mapping).map(
    ({ field, column, heading }) =>
      `${column}${heading === '' ? '' : ` “${heading}”`} = ${fieldWords[field][language]}`,
  );
  const preview = list.people.slice(0, previewRows);
  return {
    exitCode: isOk ? exitCodes.ok : exitCodes.failed,
    lines: [
      `${rosterWords.layout[language]}: ${layoutWords[reading.layout][language]}`,
      ...sourceLines(reading.source, language),
      `${rosterWords.columns[language]}: ${columns.join(', ') || '-'}`,
      ...(read.isUsable ? [] : [rosterWords.noColumns[language]]),
      ...listLines(read, language),
      `${rosterWords.firstRows[language]}:`,
      ...preview.map(({ id, entry }) => `  ${id}  ${entryText(entry)}`),
    ],
    json: { isOk, ...listJson(read), preview: preview.map(({ id, entry }) => ({ row: Number(id), ...entry })) },
  };
}
