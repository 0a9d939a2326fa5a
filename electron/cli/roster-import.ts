import type { MatchedBy } from '../../shared/roster.ts';
import { placeText } from '../../shared/roster-table-words.ts';
import { ambiguityWords, matchedByWords } from '../../shared/roster-words.ts';
import { headingKey } from '../roster/column-mapping.ts';
import { createDirectoryPeople } from '../roster/directory-people.ts';
import type { IncomingRow, ListChanges } from '../roster/list-changes.ts';
import { type ListedPerson, matchList, type RowMatch } from '../roster/matching.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { entryText, listJson, listLines, someLines } from './roster-check.ts';
import { fromDirectory, importGroup } from './roster-directory.ts';
import { type RosterFile, readRosterFile } from './roster-file.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import { rosterWords } from './roster-words.ts';
import type { Language } from './terminal-language.ts';

/** A list whose people were looked up in the directory. */
interface MatchedFile extends RosterFile {
  readonly matches: ReadonlyMap<string, RowMatch>;
}

async function matchedFile(context: CommandContext, read: RosterFile): Promise<MatchedFile> {
  const { language } = context;
  if (!read.isUsable) throw new CommandError(exitCodes.usage, [rosterWords.noColumns[language]]);
  const { getJson } = await context.session();
  const people = createDirectoryPeople(getJson).people();
  return { ...read, matches: await fromDirectory(context, () => matchList(read.list.people, people)) };
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

function changeCounts({ added, changed, same, gone }: ListChanges) {
  return { added: added.length, changed: changed.length, same: same.length, gone: gone.length };
}

/** Keeps the list, or tells what keeping it would change. */
function kept(context: CommandContext, name: string, file: MatchedFile, incoming: readonly IncomingRow[]) {
  const { language } = context;
  return withRosters(context, async ({ rosters }) => {
    const isDryRun = context.values['dry-run'] === true;
    if (!isDryRun) rosters.rememberMapping(headingKey(file.reading.rows), file.mapping);
    const changes = isDryRun
      ? rosterValue(rosters.compare(name, incoming), language)
      : rosterValue(rosters.importList(name, incoming), language).changes;
    const counts = changeCounts(changes);
    return result(context, file, [rosterWords.changes[language](counts)], { name, changes: counts });
  });
}

function result(
  { values, language }: CommandContext,
  file: MatchedFile,
  changeLines: readonly string[],
  changeJson: Readonly<Record<string, unknown>>,
): CommandResult {
  const { matches, list } = file;
  const counts = countsOf(matches);
  const by = matchedBy(matches);
  const isDryRun = values['dry-run'] === true;
  const isOk = counts.matched === list.people.length && file.reading.unreadable.length === 0;
  const rows = list.people.flatMap((person) => {
    const match = matches.get(person.id);
    return match === undefined ? [] : [{ person, match }];
  });
  return {
    exitCode: isOk ? exitCodes.ok : exitCodes.failed,
    lines: [
      ...listLines(file, language),
      rosterWords.matches[language](counts),
      ...[...by].map(([kind, count]) => `  ${matchedByWords[kind][language]}: ${count}`),
      ...(by.has('name') ? [`  ${rosterWords.nameAlone[language]}`] : []),
      ...someLines(
        rows.flatMap(({ person, match }) => rowLine(person, match, language) ?? []),
        language,
      ),
      ...changeLines,
      ...(isDryRun ? [rosterWords.dryRun[language]] : []),
    ],
    json: {
      isOk,
      isDryRun,
      ...listJson(file),
      counts,
      matchedBy: Object.fromEntries(by),
      ...changeJson,
      rows: rows.map(({ person, match }) => ({ row: Number(person.id), entry: person.entry, match })),
    },
  };
}

/** `roster import FILE`: looks everybody up, tells who was not found, and keeps the list under a name. */
export async function importRoster(context: CommandContext): Promise<CommandResult> {
  const isDryRun = context.values['dry-run'] === true;
  const name = textOption(context.values, 'name')?.trim();
  if (name === '' || (name ?? '').length > 200) throw inputError('--name', '1 to 200 characters', `${name?.length}`);
  if (name === undefined && !isDryRun) throw inputError('--name', 'a name for the roster', 'nothing');
  const groupId = textOption(context.values, 'group');
  if (groupId !== undefined) {
    if (name === undefined) throw inputError('--name', 'a name for the roster', 'nothing');
    return importGroup(context, groupId, name);
  }
  const file = await matchedFile(context, await readRosterFile(context));
  if (name === undefined) return result(context, file, [], {});
  const incoming = file.list.people.flatMap(({ id, entry }) => {
    const match = file.matches.get(id);
    return match === undefined ? [] : [{ id, entry, match }];
  });
  return kept(context, name, file, incoming);
}
