import type { Clock, Random } from '../ports.ts';
import { pause } from '../process/pause.ts';
import { mergedRecord } from './merge.ts';
import { captionOf } from './row-caption.ts';
import { jitterMs, mostTries } from './row-telling.ts';
import type { ServiceClock } from './service-clock.ts';
import type { ShareBook } from './share-book.ts';
import type { Share, ShareTable } from './share-table.ts';
import type { ListFailure, SharedList } from './shared-list.ts';

/** What came of calling somebody. `not-told`: the list cannot be reached, so no other station knows. */
export type ClaimOutcome =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'not-told'; readonly why?: ListFailure }
  | { readonly kind: 'taken'; readonly by: string };

interface RowClaim {
  readonly share: Pick<Share, 'stationId'>;
  readonly stationName: string;
  readonly list: Pick<SharedList, 'row' | 'change'>;
  readonly table: Pick<ShareTable, 'row'>;
  readonly book: Pick<ShareBook, 'forgetItem' | 'takeOne'>;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly random: Random;
  readonly serviceClock: Pick<ServiceClock, 'nowMs'>;
  /** Which other station photographs somebody at this moment. */
  readonly claimedBy: (personKey: string) => string | undefined;
  /** Ends it in between. */
  readonly isOver: () => boolean;
}

/** How long somebody is another station's alone, once called there. */
const claimMs = 3 * 60_000;

/**
 * Tells the other stations that somebody stands before this one's camera, unless another told so first. Looks at the row and
 * writes only on what it saw, so that of two stations one is the first.
 */
export async function claimRow(parts: RowClaim, personKey: string): Promise<ClaimOutcome> {
  const { share, stationName, list, table, book, clock, random, serviceClock, isOver } = parts;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const before = table.row(personKey);
    if (before?.itemId === undefined) return { kind: 'not-told' };
    const look = await list.row(before.itemId);
    if (isOver()) return { kind: 'not-told' };
    if (look.kind === 'error') {
      // The next look finds the person's other row, or makes one.
      if (look.error.kind === 'gone') book.forgetItem(before);
      return { kind: 'not-told', why: look.error };
    }
    book.takeOne(look.value);
    const known = table.row(personKey);
    const nowMs = serviceClock.nowMs();
    if (known === undefined || nowMs === undefined) return { kind: 'not-told' };
    const other = parts.claimedBy(personKey);
    if (other !== undefined) return { kind: 'taken', by: other };
    // Later than whatever stood there, also where that is of a time that has not come yet.
    const atMs = Math.max(nowMs, (known.record.claim?.atMs ?? 0) + 1);
    const own = { station: share.stationId, stationName, atMs, untilMs: nowMs + claimMs };
    const record = mergedRecord(known.record, { sends: {}, claim: own });
    const written = await list.change(look.value, record, captionOf(record, nowMs));
    if (isOver()) return { kind: 'not-told' };
    if (written.kind === 'ok') {
      book.takeOne(written.value);
      return { kind: 'claimed' };
    }
    if (written.error.kind !== 'conflict') return { kind: 'not-told', why: written.error };
    await pause(clock, random() * jitterMs);
    if (isOver()) break;
  }
  return { kind: 'not-told' };
}
