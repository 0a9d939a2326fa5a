import { err } from '../../shared/result.ts';
import { foldName } from '../roster/identity-keys.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes, inputError } from './command.ts';
import { administered, exchanged, type StationParts, syncOf } from './roster-share.ts';
import { rosterShareWords } from './roster-share-words.ts';
import { rosterValue, withRosters } from './roster-station.ts';
import { rosterWords } from './roster-words.ts';

function nameOf({ positionals }: CommandContext): string {
  const name = positionals[1];
  if (name === undefined) throw inputError('NAME', 'the name of a roster, as roster list shows it', 'nothing');
  return name;
}

/** One exchange with the list of a shared roster, so that all stations are in what is said next; `undefined` where it is not shared. */
export async function fromOtherStations(
  context: CommandContext,
  data: StationParts,
  rosterId: string,
): Promise<CommandResult | undefined> {
  const sync = syncOf(await context.session(), data);
  try {
    if (sync.share(rosterId) === undefined) return undefined;
    if (sync.state(rosterId)?.list === 'ended') return undefined;
    return await exchanged(context, sync, rosterId);
  } finally {
    sync.close();
  }
}

/** `roster close NAME`: no more photos for it, at any of its stations; its results stay. */
export function closeRoster(context: CommandContext): Promise<CommandResult> {
  const { language } = context;
  const name = nameOf(context);
  return withRosters(context, async (data) => {
    const { id } = rosterValue(data.rosters.byName(name), language);
    const roster = rosterValue(data.rosters.close(id), language);
    const told = await fromOtherStations(context, data, id);
    const exitCode = told?.exitCode ?? exitCodes.ok;
    const isOk = exitCode === exitCodes.ok;
    const words = told !== undefined && isOk ? rosterShareWords.isClosed : rosterWords.isClosed;
    return {
      exitCode,
      lines: [words[language], ...(told?.lines ?? [])],
      json: { isOk, roster, ...(told === undefined ? {} : { list: told.json.list }) },
    };
  });
}

/** Rows of a shared list go faster than at a running station: nobody waits for anything else. */
const erasePaceMs = 40;

/** `roster erase NAME [--delete-list]`: erases a closed roster with its names, and the rows of its list or the list itself. */
export function eraseRoster(context: CommandContext): Promise<CommandResult> {
  const { language, values } = context;
  const name = nameOf(context);
  return withRosters(context, async (data) => {
    const session = await context.session();
    const roster = rosterValue(data.rosters.byName(name), language);
    const sync = syncOf(session, data, erasePaceMs);
    const isShared = sync.share(roster.id) !== undefined;
    if (values['delete-list'] === true) {
      if (!isShared) throw inputError('--delete-list', 'a roster that is shared', JSON.stringify(name));
      if (roster.closedAtMs === undefined) rosterValue(err({ kind: 'roster-open' }), language);
      await administered(context, session, { ...data, sync }, (work) => work.deleteList(roster.id));
    }
    rosterValue(data.rosters.erase(roster.id), language);
    await sync.exchange(roster.id);
    const list = sync.state(roster.id)?.list;
    sync.close();
    const isOk = list === undefined;
    const isForeign = list === 'not-ours';
    const words = isForeign ? rosterShareWords.notErased[language] : rosterShareWords.rowsLeft[language](list ?? '');
    const left = isOk ? [] : [words];
    const rows = isShared && isOk ? [rosterShareWords.rowsErased[language]] : [];
    return {
      exitCode: isOk ? exitCodes.ok : isForeign ? exitCodes.failed : exitCodes.later,
      lines: [rosterWords.isErased[language], ...rows, ...left],
      json: { isOk, roster, ...(isOk ? {} : { list }) },
    };
  });
}

/** `roster leave NAME`: leaves the shared list of an erased roster as it is, where its rows cannot be erased from here. */
export function leaveList(context: CommandContext): Promise<CommandResult> {
  const { language } = context;
  const name = nameOf(context);
  return withRosters(context, async (data) => {
    const sync = syncOf(await context.session(), data);
    try {
      const erased = sync.erasing().filter((one) => foldName(one.name) === foldName(name));
      if (erased.length === 0)
        throw new CommandError(exitCodes.failed, [rosterShareWords.nothingErasing[language](name)]);
      // What was found out of a list holds without a network; of the others it is asked how they stand.
      let wereLeft = false;
      for (const { rosterId } of erased) {
        let isLeft = sync.leaveList(rosterId);
        if (!isLeft) {
          await sync.exchange(rosterId);
          isLeft = sync.leaveList(rosterId);
        }
        wereLeft ||= isLeft;
      }
      const left = sync.erasing().filter(({ rosterId }) => erased.some((one) => one.rosterId === rosterId));
      const isOk = left.length === 0;
      return {
        exitCode: isOk ? exitCodes.ok : exitCodes.failed,
        lines: isOk
          ? [rosterShareWords[wereLeft ? 'isLeft' : 'rowsErased'][language]]
          : left.map(({ list }) => rosterShareWords.mayNotBeLeft[language](list)),
        json: { isOk, left: left.map(({ list }) => list) },
      };
    } finally {
      sync.close();
    }
  });
}
