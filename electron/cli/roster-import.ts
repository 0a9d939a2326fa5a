import type { Language } from '../../shared/language.ts';
import type { MatchedBy } from '../../shared/roster.ts';
import { ambiguityWords, matchedByWords } from '../../shared/roster-words.ts';
import { createDirectoryPeople, DirectoryFailure } from '../roster/directory-people.ts';
import { type ListedPerson, matchList, type RowMatch } from '../roster/matching.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes, inputError } from './command.ts';
import { exitCodeOf } from './outcome-result.ts';
import { entryText, listJson, listLines, someLines } from './roster-check.ts';
import { type RosterFile, readRosterFile } from './roster-file.ts';
import { placeText } from './roster-table-words.ts';
import { rosterWords } from './roster-words.ts';
import { terminalAdvice } from './terminal-advice.ts';

/** A list whose people were looked up in the directory. */
interface MatchedFile extends RosterFile {
  readonly matches: ReadonlyMap<string, RowMatch>;
}

async function matchedFile(context: CommandContext): Promise<MatchedFile> {
  const { language } = context;
  const read = await readRosterFile(context);
  if (!read.isUsable) throw new CommandError(exitCodes.usage, [rosterWords.noColumns[language]]);
  const session = await context.session();
  try {
    const matches = await matchList(read.list.people, createDirectoryPeople(session.getJson).people());
    return { ...read, matches };
  } catch (cause) {
    if (!(cause instanceof DirectoryFailure)) throw cause;
    const advice = terminalAdvice(cause.outcome.report);
    throw new CommandError(exitCodeOf(cause.outcome.kind), [
      rosterWords.directoryUnread[language],
      advice.meaning[language],
      advice.whatToDo[language],
    ]);
  }
}

function countsOf(matches: ReadonlyMap<string, RowMatch>) {
  const counts = { matched: 0, ambiguous: 0, unmatched: 0, duplicate: 0 };
  for (const match of matches.values()) counts[match.kind] += 1;
  return counts;
}

function matchedBy(matches: ReadonlyMap<string, RowMatch>): ReadonlyMap<MatchedBy, number> {
  const counts = new Map<MatchedBy, number>();
  for (const match of matches.values()) {
    if (match.kind === 'matched') counts.set(match.by, (counts.get(match.by) ?? 0) + 1);
  }
  return counts;
}

function rowLine({ id, entry }: ListedPerson, match: RowMatch, language: Language): string | undefined {
  const who = `  ${placeText({ row: Number(id) }, language)}: ${entryText(entry)}: `;
  if (match.kind === 'unmatched') return who + rosterWords.unmatched[language];
  if (match.kind === 'duplicate') return who + rosterWords.sameAs[language](match.rows.join(', '));
  if (match.kind === 'matched') return undefined;
  const candidates = match.candidates.map((person) => person.userPrincipalName ?? person.objectId);
  return `${who}${ambiguityWords[match.why][language]} (${candidates.join(', ')})`;
}

/** `roster import FILE`: looks everybody up and tells who could not be found; with `--dry-run` nothing is kept. */
export async function importRoster(context: CommandContext): Promise<CommandResult> {
  const { language } = context;
  if (context.values['dry-run'] !== true) throw inputError('import', '--dry-run', 'nothing');
  const file = await matchedFile(context);
  const { matches, list } = file;
  const counts = countsOf(matches);
  const by = matchedBy(matches);
  const isOk = counts.matched === list.people.length && file.reading.unreadable.length === 0;
  const rows = list.people.flatMap((person) => {
    const match = matches.get(person.id);
    return match === undefined ? [] : [{ person, match }];
  });
  const toMend = rows.flatMap(({ person, match }) => rowLine(person, match, language) ?? []);
  return {
    exitCode: isOk ? exitCodes.ok : exitCodes.failed,
    lines: [
      ...listLines(file, language),
      rosterWords.matches[language](counts),
      ...[...by].map(([kind, count]) => `  ${matchedByWords[kind][language]}: ${count}`),
      ...(by.has('name') ? [`  ${rosterWords.nameAlone[language]}`] : []),
      ...someLines(toMend, language),
      rosterWords.dryRun[language],
    ],
    json: {
      isOk,
      isDryRun: true,
      ...listJson(file),
      counts,
      matchedBy: Object.fromEntries(by),
      rows: rows.map(({ person, match }) => ({ row: Number(person.id), entry: person.entry, match })),
    },
  };
}
