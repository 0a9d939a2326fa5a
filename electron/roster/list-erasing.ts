import { ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { ListFailure, SharedList } from './shared-list.ts';

interface ListErasing {
  readonly list: Pick<SharedList, 'page' | 'remove'>;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly paceMs: number;
  /** Says to the other stations that the sharing is over. */
  readonly tellOthers: () => Promise<Result<unknown, ListFailure>>;
  /** The row in which this station says so: it stays. */
  readonly ownNote: () => string | undefined;
  /** Ends it in between. */
  readonly isOver: () => boolean;
}

/** Erasing rows takes as long as this makes it: every other roster of the application goes first. */
const paceFactor = 4;

/** Erases a list's rows until nobody is left, after the others were told. */
export async function eraseListRows(parts: ListErasing): Promise<Result<void, ListFailure>> {
  const { list, clock, paceMs, isOver } = parts;
  const erased = new Set<string>();
  for (;;) {
    const there = await itemsOf(list);
    if (there.kind === 'error') return there;
    const { people, notes } = there.value;
    const said = await parts.tellOthers();
    if (said.kind === 'error') return said;
    const known = new Set(erased);
    for (const itemId of [...people, ...notes]) {
      if (isOver()) return ok(undefined);
      if (itemId === parts.ownNote()) continue;
      const removed = await list.remove(itemId);
      if (removed.kind === 'error') return removed;
      erased.add(itemId);
      await new Promise<void>((resolve) => void clock.setTimer(paceMs * paceFactor, resolve));
    }
    // Again while anybody was there: a station that had not heard of it may have written meanwhile.
    if (people.every((itemId) => known.has(itemId))) return ok(undefined);
  }
}

/** All items of a list: of people, and of what stations say of themselves. */
async function itemsOf(list: Pick<SharedList, 'page'>) {
  const people: string[] = [];
  const notes: string[] = [];
  let link: string | undefined;
  for (let isLast = false; !isLast; ) {
    const page = await list.page(link);
    if (page.kind === 'error') return page;
    ({ link, isLast } = page.value);
    people.push(...page.value.rows.map(({ itemId }) => itemId), ...page.value.unreadItems);
    notes.push(...page.value.stations.map(({ itemId }) => itemId));
  }
  return ok({ people, notes });
}
