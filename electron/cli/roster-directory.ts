import type { RosterMatch } from '../../shared/roster.ts';
import { createDirectoryPeople, DirectoryFailure } from '../roster/directory-people.ts';
import type { IncomingRow } from '../roster/list-changes.ts';
import { matchList } from '../roster/matching.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { exitCodeOf } from './outcome-result.ts';
import { readingAdvice } from './reading-advice.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import { rosterWords } from './roster-words.ts';

/** Lets something be read from the directory; a directory that does not answer to its end ends the command with what helps. */
export async function fromDirectory<Value>({ language }: CommandContext, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof DirectoryFailure)) throw cause;
    const advice = readingAdvice(cause.outcome.report);
    throw new CommandError(exitCodeOf(cause.outcome.kind), [
      rosterWords.directoryUnread[language],
      advice.meaning[language],
      advice.whatToDo[language],
    ]);
  }
}

/** `roster import --group ID --name NAME`: a group's members, with those of the groups within it. */
export async function importGroup(context: CommandContext, groupId: string, name: string): Promise<CommandResult> {
  const { language, values } = context;
  const { getJson } = await context.session();
  const incoming: IncomingRow[] = [];
  await fromDirectory(context, async () => {
    for await (const person of createDirectoryPeople(getJson, groupId).people()) {
      const { isEnabled: _, isGuest: __, ...entry } = person;
      const match: RosterMatch = { kind: 'matched', person, by: 'objectId', differs: [] };
      incoming.push({ id: String(incoming.length + 1), entry, match });
    }
  });
  return withRosters(context, async ({ rosters }) => {
    const isDryRun = values['dry-run'] === true;
    const changes = isDryRun
      ? rosterValue(rosters.compare(name, incoming), language)
      : rosterValue(rosters.importList(name, incoming), language).changes;
    const { added, changed, same, gone } = changes;
    const counts = { added: added.length, changed: changed.length, same: same.length, gone: gone.length };
    const isOk = incoming.length > 0;
    return {
      exitCode: isOk ? exitCodes.ok : exitCodes.failed,
      lines: [
        rosterWords.people[language](incoming.length),
        rosterWords.changes[language](counts),
        ...(isDryRun ? [rosterWords.dryRun[language]] : []),
      ],
      json: { isOk, isDryRun, name, people: incoming.length, changes: counts },
    };
  });
}

function nameOf({ positionals, values }: CommandContext): string {
  const name = positionals[1] ?? textOption(values, 'name');
  if (name === undefined) throw inputError('NAME', 'the name of a roster, as roster list shows it', 'nothing');
  return name;
}

/** `roster match NAME`: looks everybody up again who was not found. Photos that waited for them go out when the station runs. */
export async function matchRoster(context: CommandContext): Promise<CommandResult> {
  const { language } = context;
  const name = nameOf(context);
  const { getJson } = await context.session();
  return withRosters(context, async ({ rosters }) => {
    const roster = rosterValue(rosters.byName(name), language);
    const { rows } = rosterValue(rosters.rows(roster.id), language);
    const listed = rows.map(({ personKey, entry }) => ({ id: personKey, entry }));
    const matches = await fromDirectory(context, () => matchList(listed, createDirectoryPeople(getJson).people()));
    const found = new Map(
      [...matches].map(([key, match]): [string, RosterMatch] => [
        key,
        match.kind === 'duplicate' ? match.match : match,
      ]),
    );
    const count = rosterValue(rosters.matchAgain(roster.id, found), language);
    const after = rosterValue(rosters.rows(roster.id), language).rows;
    const left = after.filter(({ match }) => match.kind !== 'matched').length;
    return {
      exitCode: left === 0 ? exitCodes.ok : exitCodes.failed,
      lines: [rosterWords.matchedAgain[language]({ found: count, left })],
      json: { isOk: left === 0, roster, found: count, withoutAccount: left },
    };
  });
}
