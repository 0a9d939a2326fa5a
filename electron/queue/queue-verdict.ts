import type { Result } from '../../shared/result.ts';
import type { SqliteFault } from '../storage/sqlite-fault.ts';
import type { Store } from '../storage/store.ts';
import { type AuditVerdict, verifyAudit } from './audit-log.ts';
import type { FormerPhotos } from './former-photos.ts';
import type { JobIndex } from './job-index.ts';
import type { JobTable } from './job-table.ts';

/** Every photo that was ever called saved, by what became of it. */
export interface Conservation {
  readonly saved: number;
  readonly byState: Readonly<Record<string, number>>;
  /** saved = confirmed + waiting + sending + accepted + parked + superseded + withdrawn (+ those of a newer program). */
  readonly holds: boolean;
}

/** What `verify` found. `isSound` is the answer; the rest is for whoever must act. */
export interface QueueVerdict {
  readonly isSound: boolean;
  readonly conservation: Conservation;
  readonly photosRead: number;
  /** Jobs whose photo is not what was saved. */
  readonly damagedPhotos: readonly string[];
  /** Rows whose record does not open. */
  readonly damagedRecords: readonly string[];
  /** How many former photos cannot be put back because they are not what was kept. */
  readonly damagedFormers: number;
  /** Jobs that a newer version of the program saved: kept, and not for this one to read. */
  readonly newerRecords: readonly string[];
  /** SQLite's own word on the pages: "ok", or what it found. */
  readonly pages: string;
  readonly audit: AuditVerdict | { readonly fault: SqliteFault };
}

/** Counts memory against the ledger on disk. */
export function conservation(table: JobTable, jobIndex: JobIndex): Conservation {
  const byState: Record<string, number> = { ...table.ledger.pruned };
  for (const { record } of jobIndex.all()) byState[record.state.kind] = (byState[record.state.kind] ?? 0) + 1;
  if (table.newerIds.length > 0) byState['of-newer-program'] = table.newerIds.length;
  const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
  return { saved: table.ledger.saved, byState, holds: total === table.ledger.saved };
}

function textOf(pages: Result<string, SqliteFault>): string {
  return pages.kind === 'ok' ? pages.value : pages.error;
}

/** Reads every photo, page and audit line on the disk and counts. */
export function verifyQueue(
  store: Store,
  { table, jobIndex, formers }: { table: JobTable; jobIndex: JobIndex; formers: Pick<FormerPhotos, 'damaged'> },
): QueueVerdict {
  const damagedPhotos: string[] = [];
  const damagedRecords: string[] = [];
  let photosRead = 0;
  for (const { record } of jobIndex.all()) {
    if (record.photoSha256 === '') damagedRecords.push(record.id);
    else if (record.hasPhoto) {
      photosRead += 1;
      if (table.photo(record).kind === 'error') damagedPhotos.push(record.id);
    }
  }
  const chain = store.read(() => verifyAudit(store, table.ledger.audit));
  const audit = chain.kind === 'ok' ? chain.value : { fault: chain.error };
  const newerRecords = table.newerIds;
  const pages = textOf(store.checkPages());
  const law = conservation(table, jobIndex);
  const isAuditSound = 'broken' in audit && audit.broken.length === 0;
  const damagedFormers = formers.damaged().length;
  const isSound =
    damagedFormers === 0 &&
    [damagedPhotos, damagedRecords, newerRecords].every(({ length }) => length === 0) &&
    pages === 'ok' &&
    isAuditSound &&
    law.holds;
  return {
    isSound,
    conservation: law,
    photosRead,
    damagedPhotos,
    damagedRecords,
    damagedFormers,
    newerRecords,
    pages,
    audit,
  };
}
