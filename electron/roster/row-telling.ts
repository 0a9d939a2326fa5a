import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock, Random } from '../ports.ts';
import { pause } from '../process/pause.ts';
import { captionOf } from './row-caption.ts';
import type { ServiceClock } from './service-clock.ts';
import type { ShareBook } from './share-book.ts';
import type { ShareTable } from './share-table.ts';
import type { ListFailure, SharedList } from './shared-list.ts';

interface RowTelling {
  readonly list: SharedList;
  readonly table: ShareTable;
  readonly book: ShareBook;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly random: Random;
  readonly serviceClock: ServiceClock;
}

/** How often a change is tried that others come before, and how long it waits in between at most. */
export const mostTries = 6;
export const jitterMs = 400;

/** Tells the list what it does not know of a row: on a conflict it is read, merged, and told again. */
export async function tellRow(
  { list, table, book, clock, random, serviceClock }: RowTelling,
  personKey: string,
): Promise<Result<void, ListFailure>> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const known = table.row(personKey);
    if (known === undefined) return ok(undefined);
    const { record, itemId, eTag } = known;
    const caption = captionOf(record, serviceClock.nowMs() ?? 0);
    const written =
      itemId === undefined
        ? await list.create(personKey, record, caption)
        : eTag === undefined || eTag === ''
          ? err({ kind: 'conflict' } as const)
          : await list.change({ itemId, eTag, personKey, record }, record, caption);
    if (written.kind === 'ok') {
      book.takeOne(written.value);
      if (!table.isDue(personKey)) return ok(undefined);
      continue;
    }
    if (written.error.kind === 'gone' && itemId !== undefined) {
      const look = await list.byKey(personKey);
      if (look.kind === 'error') return look;
      book.forgetItem(known);
      if (look.value !== undefined) book.takeOne(look.value);
      continue;
    }
    if (written.error.kind !== 'conflict') return written;
    await pause(clock, random() * jitterMs);
    const look = itemId === undefined ? await list.byKey(personKey) : await list.row(itemId);
    if (look.kind === 'error' && look.error.kind !== 'gone') return look;
    if (look.kind === 'ok' && look.value !== undefined) book.takeOne(look.value);
  }
  // Somebody else was always faster; the row stays due.
  return err({ kind: 'busy', retryAfterMs: 2_000 });
}

const duePage = 50;
/** So many rows that the list refuses say that it takes none. */
const mostRefused = 5;

interface DueTelling extends RowTelling {
  readonly rosterId: string;
  /** Milliseconds between changes when many are due: all stations together have so many a minute. */
  readonly paceMs: number;
  /** Ends it in between. */
  readonly isOver: () => boolean;
}

/**
 * Tells the list all that it does not know yet; how many rows that was. A few that the list refuses keep no other row from being
 * told; that they were is known at the end.
 */
export async function tellDue(parts: DueTelling): Promise<Result<number, ListFailure>> {
  const { table, clock, paceMs, rosterId, isOver } = parts;
  const refused = new Map<string, ListFailure>();
  for (let count = 0; ; ) {
    const page = isOver() ? [] : table.due(rosterId, duePage + refused.size);
    const due = page.filter(({ personKey }) => !refused.has(personKey));
    const [failure] = refused.values();
    if (due.length === 0) return failure === undefined || isOver() ? ok(count) : err(failure);
    for (const { personKey } of due) {
      if (isOver()) return ok(count);
      const told = await tellRow(parts, personKey);
      if (told.kind === 'ok') count += 1;
      else if (told.error.kind !== 'refused' || refused.size >= mostRefused) return told;
      else refused.set(personKey, told.error);
      if (due.length > 5) await pause(clock, paceMs);
    }
  }
}
