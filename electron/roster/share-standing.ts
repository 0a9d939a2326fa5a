import type { ListReach, ShareState } from './list-reach.ts';
import type { RosterShare } from './roster-share.ts';
import type { RosterStore } from './roster-store.ts';
import { isNeverAsked, type Share } from './share-table.ts';
import type { StationNote } from './station-note.ts';

/** How a shared roster stands with its list. */
export function stateOf(share: RosterShare, reach: Pick<ListReach, 'list'>): ShareState {
  const { endedBy, closedBy } = share.share;
  const list = endedBy === undefined ? reach.list : 'ended';
  const isUnasked = list !== 'not-ours' && isNeverAsked(share.share);
  return {
    ...{ list, due: share.due() },
    ...(closedBy === undefined ? {} : { closedBy }),
    ...(isUnasked ? { isUnasked: true as const } : {}),
  };
}

/** Whether the roster was erased here on purpose, or is gone: a station that lost it leaves the list to the others. */
export function fateOf(rosters: Pick<RosterStore, 'get'>, share: RosterShare): 'there' | 'erased' | 'lost' {
  const roster = rosters.get(share.rosterId);
  if (roster.kind === 'ok' || roster.error.kind !== 'no-such-roster') return 'there';
  return share.isErasing() ? 'erased' : 'lost';
}

/** Closed at one station a roster is closed at all of them: here once no session is under way. Whether it is closed. */
export function followList(rosters: Pick<RosterStore, 'get' | 'close'>, share: RosterShare): boolean {
  const roster = rosters.get(share.rosterId);
  if (roster.kind === 'error') return false;
  const { closedAtMs, sessions, id } = roster.value;
  if (closedAtMs !== undefined) return true;
  const isAtWork = sessions.some(({ endedAtMs }) => endedAtMs === undefined);
  if (share.share.closedBy === undefined || isAtWork) return false;
  return rosters.close(id).kind === 'ok';
}

/** What notes of stations change: that one has closed the roster, or ended the sharing. */
export function endingsOf(
  notes: readonly StationNote[],
  known: Pick<Share, 'closedBy' | 'endedBy'>,
): Pick<Share, 'closedBy' | 'endedBy'> {
  const ended = notes.find(({ endedAtMs }) => endedAtMs !== undefined)?.stationName;
  const closed = ended ?? notes.find(({ closedAtMs }) => closedAtMs !== undefined)?.stationName;
  return {
    ...(closed !== undefined && known.closedBy === undefined ? { closedBy: closed } : {}),
    ...(ended !== undefined && known.endedBy === undefined ? { endedBy: ended, closedBy: ended } : {}),
  };
}
