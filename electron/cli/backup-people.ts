import type { DirectoryPerson } from '../../shared/roster.ts';
import { createDirectoryPeople, DirectoryFailure } from '../roster/directory-people.ts';
import { type CommandContext, CommandError, inputError, textOption } from './command.ts';
import { exitCodeOf } from './outcome-result.ts';
import { readingAdvice } from './reading-advice.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import { rosterWords } from './roster-words.ts';

/** Whose photos a command is about, and how many rows of a roster are nobody's yet. */
export interface AskedPeople {
  readonly people: readonly DirectoryPerson[];
  readonly withoutAccount: number;
}

async function ofDirectory(context: CommandContext, groupId: string | undefined): Promise<AskedPeople> {
  const { getJson } = await context.session();
  const people: DirectoryPerson[] = [];
  try {
    for await (const person of createDirectoryPeople(getJson, groupId).people()) people.push(person);
  } catch (cause) {
    if (!(cause instanceof DirectoryFailure)) throw cause;
    const advice = readingAdvice(cause.outcome.report);
    throw new CommandError(exitCodeOf(cause.outcome.kind), [
      rosterWords.directoryUnread[context.language],
      advice.meaning[context.language],
      advice.whatToDo[context.language],
    ]);
  }
  return { people, withoutAccount: 0 };
}

async function ofRoster(context: CommandContext, name: string): Promise<AskedPeople> {
  let asked: AskedPeople = { people: [], withoutAccount: 0 };
  await withRosters(context, async ({ rosters }) => {
    const roster = rosterValue(rosters.byName(name), context.language);
    const { rows } = rosterValue(rosters.rows(roster.id), context.language);
    const people = rows.flatMap(({ match }) => (match.kind === 'matched' ? [match.person] : []));
    const unique = new Map(people.map((person) => [person.objectId, person]));
    asked = { people: [...unique.values()], withoutAccount: rows.length - people.length };
    return { exitCode: 0, lines: [], json: {} };
  });
  return asked;
}

/** The people that `--roster`, `--group` or `--everybody` name; exactly one of them must. */
export async function askedPeople(context: CommandContext): Promise<AskedPeople> {
  const { values } = context;
  const roster = textOption(values, 'roster');
  const group = textOption(values, 'group');
  const isEverybody = values.everybody === true;
  if ([roster !== undefined, group !== undefined, isEverybody].filter(Boolean).length !== 1) {
    throw inputError('whose photos', 'one of --roster NAME, --group ID, --everybody', 'none or several');
  }
  return roster === undefined ? ofDirectory(context, group) : ofRoster(context, roster);
}
