import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';
import { pause } from '../process/pause.ts';
import { ListProof } from './list-proof.ts';
import type { ServiceClock } from './service-clock.ts';
import { overAtMs, type Share } from './share-table.ts';
import type { ListFailure, SharedList } from './shared-list.ts';

interface ListErasing {
  readonly list: Pick<SharedList, 'page' | 'remove'>;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly log: Log;
  readonly paceMs: number;
  /** Says to the other stations that the sharing is over. */
  readonly tellOthers: () => Promise<Result<unknown, ListFailure>>;
  /** How the roster is shared; the row in which this station says so stays. */
  readonly share: () => Share;
  /** Ends it in between. */
  readonly isOver: () => boolean;
}

/** Erasing rows takes as long as this makes it: every other roster of the application goes first. */
const paceFactor = 4;

/** Erases what stations wrote into a list of this sharing until nobody is left, after the others were told. All else stays. */
export async function eraseListRows(parts: ListErasing): Promise<Result<void, ListFailure>> {
  const { list, clock, paceMs, isOver } = parts;
  const erased = new Set<string>();
  for (;;) {
    const there = await itemsOf(list, parts.share());
    if (there.kind === 'error') return there;
    const { people, notes, foreign, isOurs } = there.value;
    if (!isOurs) return err({ kind: 'not-ours' });
    if (isOver()) return ok(undefined);
    const said = await parts.tellOthers();
    if (said.kind === 'error') return said;
    const known = new Set(erased);
    for (const itemId of [...people, ...notes]) {
      if (isOver()) return ok(undefined);
      if (itemId === parts.share().noteItemId) continue;
      const removed = await list.remove(itemId);
      if (removed.kind === 'error') return removed;
      erased.add(itemId);
      await pause(clock, paceMs * paceFactor);
    }
    // Again while anybody was there: a station that had not heard of it may have written meanwhile.
    if (people.every((itemId) => known.has(itemId))) {
      if (foreign > 0) parts.log.warn('roster.foreign-rows-left', { count: foreign });
      return ok(undefined);
    }
  }
}

interface RowsTime {
  readonly list: Pick<SharedList, 'page'>;
  readonly serviceClock: Pick<ServiceClock, 'nowMs'>;
  readonly share: () => Share;
  /** Keeps something of how the roster is shared. */
  readonly change: (change: Partial<Share>) => void;
}

/** Whether an erased roster's rows may go by the service's time, which is asked for where this start has not heard it. */
export async function isTimeForRows(parts: RowsTime): Promise<Result<boolean, ListFailure>> {
  const { list, serviceClock, share, change } = parts;
  const { rowsGoAfterDays } = share();
  if (rowsGoAfterDays === undefined) return ok(true);
  const asked = serviceClock.nowMs() === undefined ? await list.page(undefined) : undefined;
  if (asked?.kind === 'error') return asked;
  const nowMs = serviceClock.nowMs();
  if (nowMs === undefined) return ok(false);
  // Where nobody knows when it was closed, it is from now on.
  if (share().closedAtMs === undefined) change({ closedAtMs: nowMs });
  const { closedAtMs = nowMs } = share();
  return ok(nowMs > overAtMs(closedAtMs, rowsGoAfterDays));
}

/** What stations wrote into a list: of people, and of themselves; and how many items are somebody else's. */
export async function itemsOf(list: Pick<SharedList, 'page'>, { sharing, stationId, isOurs }: Share) {
  const people: string[] = [];
  const notes: string[] = [];
  let foreign = 0;
  const proof = new ListProof({ sharing, stationId, knows: () => false });
  let link: string | undefined;
  for (let isLast = false; !isLast; ) {
    const page = await list.page(link);
    if (page.kind === 'error') return page;
    ({ link, isLast } = page.value);
    proof.note(page.value);
    const { rows, unreadItems, stations } = page.value;
    const others = new Set(page.value.foreignItems);
    people.push(...[...rows.map(({ itemId }) => itemId), ...unreadItems].filter((itemId) => !others.has(itemId)));
    // Another sharing that is at work here speaks for itself.
    const isLeft = (note: (typeof stations)[number]['note']) =>
      note !== undefined && note.sharing !== sharing && note.endedAtMs === undefined;
    notes.push(...stations.flatMap(({ itemId, note }) => (isLeft(note) ? [] : itemId)));
    foreign += others.size + stations.filter(({ note }) => isLeft(note)).length;
  }
  return ok({ people, notes, foreign, isOurs: isOurs === true || proof.verdict !== 'not-ours' });
}
