import { randomBytes } from 'node:crypto';
import type { Result } from '../../shared/result.ts';
import { SurveyStore } from '../bulk/survey-store.ts';
import { createRosterStore, type RosterFailure, type RosterStore } from '../roster/roster-store.ts';
import { ShareTable } from '../roster/share-table.ts';
import { type CommandContext, CommandError, type CommandResult, exitCodes } from './command.ts';
import { rosterWords } from './roster-words.ts';
import { type StationData, withStationData } from './station-queue.ts';
import type { Language } from './terminal-language.ts';

/** Opens the station's rosters, while it is not running. */
export function withRosters(
  context: CommandContext,
  use: (data: StationData & { readonly rosters: RosterStore }) => Promise<CommandResult>,
): Promise<CommandResult> {
  return withStationData(context, async (data) => {
    const { clock } = await context.session();
    const { store } = data;
    const randomId = () => randomBytes(12).toString('hex');
    const onErased = (rosterId: string) => {
      new ShareTable(store).rosterErased(rosterId);
      new SurveyStore(store).erase(rosterId);
    };
    return use({ ...data, rosters: createRosterStore({ store, clock, randomId, onErased }) });
  });
}

/** The value, or the end of the command with what stood against it. */
export function rosterValue<Value>(result: Result<Value, RosterFailure>, language: Language): Value {
  if (result.kind === 'ok') return result.value;
  const { kind } = result.error;
  const fault = result.error.kind === 'storage' ? [`(${result.error.fault})`] : [];
  throw new CommandError(exitCodes.failed, [rosterWords.failures[kind][language], ...fault]);
}
