import { err, ok } from '../../../shared/result.ts';
import { handOverText, readHandOver } from '../../roster/hand-over.ts';
import { takePart } from '../roster-administration.ts';
import { rosterFailure, told } from '../roster-failure.ts';
import type { HandlerParts, HandlersOf } from './handler-parts.ts';

type Names = `rosters.${'setUp' | 'share' | 'deleteList' | 'leaveList' | 'stopSetUp' | 'handOver' | 'join'}`;

/** Rosters that several stations share: making the list, taking part, deleting it. */
export function sharedRostersHandlers(parts: HandlerParts): Pick<HandlersOf<'rosters'>, Names> {
  const { administration, rosters, rosterRows, sync, changed } = parts.rosters;
  const summary = (rosterId: string) => {
    const now = rosterRows.summary(rosterId);
    if (now.kind === 'error') return now;
    changed(rosterId);
    return ok({ summary: now.value });
  };
  return {
    'rosters.setUp': async () => {
      const setUp = administration.state();
      return ok(setUp === undefined ? {} : { setUp });
    },
    'rosters.share': async ({ rosterId, site }) => {
      const begun = await administration.share(rosterId, site);
      if (begun.kind === 'error') return begun;
      return ok(begun.value ? {} : { misfit: 'site' });
    },
    'rosters.deleteList': async ({ rosterId }) => {
      const begun = await administration.deleteList(rosterId);
      return begun.kind === 'error' ? begun : ok({});
    },
    'rosters.leaveList': async ({ rosterId }) =>
      sync.leaveList(rosterId) ? ok({}) : err({ code: 'not-found', detail: { what: 'no-such-list' } }),
    'rosters.stopSetUp': async () => {
      await administration.stop();
      return ok({});
    },
    'rosters.handOver': async ({ rosterId }) => {
      const roster = told(rosters.get(rosterId));
      if (roster.kind === 'error') return roster;
      const share = sync.share(rosterId);
      if (share === undefined) return err({ code: 'not-found', detail: { what: 'no-such-list' } });
      const { siteId, listId, sharing } = share;
      const text = handOverText({ name: roster.value.name, siteId, listId, sharing });
      return ok({ file: new TextEncoder().encode(text) });
    },
    'rosters.join': async ({ file, name }) => {
      const handOver = readHandOver(file);
      if ('problem' in handOver) {
        const detail = { what: 'no-hand-over', expected: 'a hand-over file', actual: handOver.problem };
        return err({ code: 'not-understood', detail });
      }
      const joined = await takePart(parts.rosters, handOver, name ?? handOver.name);
      if (joined.kind === 'ok') return summary(joined.value);
      const { error } = joined;
      return error.kind === 'no-such-list' || error.kind === 'not-ours'
        ? err({ code: 'not-found', detail: { what: error.kind } })
        : err(rosterFailure(error));
    },
  };
}
