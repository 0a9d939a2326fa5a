import type { Result } from '../../shared/result.ts';
import { ListReach, type ListReachParts, type ShareState } from './list-reach.ts';
import type { RosterShare } from './roster-share.ts';
import type { RosterStore } from './roster-store.ts';
import { isNeverAsked, overAtMs } from './share-table.ts';
import type { ListFailure } from './shared-list.ts';

/** What time it is by a shared list's service as far as this start has heard it, and when the roster was closed by it. */
export interface SharedTime {
  readonly nowMs?: number;
  readonly closedAtMs?: number;
}

/** A roster that was erased here while rows of its list are still to be erased. */
export interface Erasing {
  readonly rosterId: string;
  readonly name: string;
  readonly list: ShareState['list'];
  /** The rows go when it is their time by the service's clock. */
  readonly isLater?: true;
}

/** How the list is reached, with what the disk says of the times in which all had lost it. */
export function reachOf(
  share: RosterShare,
  parts: Omit<ListReachParts, 'lostByAll' | 'lastHeardMs' | 'othersHeardMs' | 'keepLost'>,
): ListReach {
  const { lostByAll = [], stations = {} } = share.share;
  const heardMs = Object.values(stations).map(({ atMs }) => atMs);
  return new ListReach({
    ...{ ...parts, lostByAll },
    ...(heardMs.length === 0 ? {} : { lastHeardMs: Math.max(...heardMs) }),
    othersHeardMs: () => share.book.glance.othersHeardMs(),
    keepLost: (lost) => void share.change({ lostByAll: [...lost] }),
  });
}

/** How a shared roster stands with its list. A list that was found to be somebody else's is so until it is asked again. */
export function stateOf(share: RosterShare, reach: Pick<ListReach, 'list'>): ShareState {
  const { endedBy, closedBy, isNotOurs } = share.share;
  const last = isNotOurs === true && reach.list !== 'reached' ? 'not-ours' : reach.list;
  const list = endedBy === undefined ? last : 'ended';
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

/** How the erasing of a roster's rows stands. */
export function erasingOf(share: RosterShare, list: ShareState['list'], nowMs: number | undefined): Erasing {
  const { rosterId, name = '', rowsGoAfterDays: days, closedAtMs } = share.share;
  const isTimeKnown = closedAtMs !== undefined && nowMs !== undefined;
  const isLater = days !== undefined && !(isTimeKnown && nowMs > overAtMs(closedAtMs, days));
  return { rosterId, name, list, ...(isLater ? { isLater: true as const } : {}) };
}

/**
 * Whether the rows of an erased roster need not be looked for any more, when somebody says so: nothing shows that the list is the
 * roster's, or it refuses this station.
 */
export function mayBeLeft(share: RosterShare, reach: Pick<ListReach, 'list'>): boolean {
  if (!share.isErasing()) return false;
  return share.share.isNotOurs === true || ['not-ours', 'forbidden', 'refused'].includes(reach.list);
}

/** Keeps what came of asking the list for the next start: whose it is, and since when the roster is closed by the service's time. */
export function keepFindings(
  rosters: Pick<RosterStore, 'get'>,
  share: RosterShare,
  done: Result<unknown, ListFailure> | undefined,
  nowMs: number | undefined,
): void {
  const isNotOurs = done?.kind === 'error' && done.error.kind === 'not-ours';
  const isNews = isNotOurs || done?.kind === 'ok' ? (share.share.isNotOurs ?? false) !== isNotOurs : false;
  if (isNews) share.change({ isNotOurs });
  if (nowMs === undefined || share.share.closedAtMs !== undefined) return;
  const roster = rosters.get(share.rosterId);
  if (roster.kind === 'ok' && roster.value.closedAtMs !== undefined) share.change({ closedAtMs: nowMs });
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

/** Tells how a shared roster stands when that is other than the last time. */
export class StateNews {
  readonly #state: () => object;
  readonly #onChanged: () => void;
  /** What was told last. */
  #told = '';

  constructor(state: () => object, onChanged: () => void) {
    this.#state = state;
    this.#onChanged = onChanged;
  }

  /** Tells it; `isAlways`: also when nothing seems to be new. */
  tell(isAlways: boolean): void {
    const now = this.#stateText();
    if (now === this.#told && !isAlways) return;
    this.#told = now;
    this.#onChanged();
  }

  /** To see what changed; empty where the disk does not tell. */
  #stateText(): string {
    try {
      return JSON.stringify(this.#state());
    } catch {
      return '';
    }
  }
}
