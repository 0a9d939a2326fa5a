import { captureLimitBytes } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/error-code.ts';
import type { JobIndex } from './job-index.ts';
import type { JobStore } from './job-store.ts';
import type { JobTable } from './job-table.ts';
import { firstThatFit, sealTransfer, type TransferItem, type TransferProblem } from './job-transfer.ts';

/** A file of parked photos; `next` is there when more remain. */
export interface ExportedFile {
  readonly file: Uint8Array;
  readonly count: number;
  readonly next?: number;
}

interface ExportParts {
  readonly table: JobTable;
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
}

/** Why a file was not taken in, as a command's reply says it. */
export const transferCodes: Readonly<Record<TransferProblem, ErrorCode>> = {
  'another-file': 'transfer-another-file',
  'wrong-passphrase': 'transfer-wrong-passphrase',
  damaged: 'transfer-damaged',
  'damaged-or-wrong-passphrase': 'transfer-not-opened',
};

/** Parked photos that are what was saved, in the order of saving, read one by one. */
function* parkedAfter({ table, jobIndex }: ExportParts, after: number): Iterable<TransferItem & { seq: number }> {
  const parked = [...jobIndex.inState('parked').values()].map(({ record }) => record).sort((a, b) => a.seq - b.seq);
  for (const record of parked) {
    // A removal has no photo to carry, and what it undoes was sent from here.
    if (record.seq <= after || record.undo === 'remove') continue;
    const photo = table.photo(record);
    if (photo.kind === 'error') continue;
    const { seq, target, personName, personId, photoSha256, noticeVersion, savedAtMs } = record;
    const known = {
      ...(personId === undefined ? {} : { personId }),
      ...(record.unapproved === undefined ? {} : { isUnapproved: true }),
    };
    yield { seq, target, personName, ...known, photoSha256, noticeVersion, savedAtMs, photo: photo.value };
  }
}

/** Seals as many parked photos saved after number `after` as the contract lets a file of an import hold. */
export async function exportParked(parts: ExportParts, passphrase: string, after = 0): Promise<ExportedFile> {
  const taken = await firstThatFit(parkedAfter(parts, after), captureLimitBytes);
  const last = taken.at(-1)?.seq ?? after;
  const file = await sealTransfer(
    passphrase,
    taken.map(({ seq: _, ...item }) => item),
  );
  if (taken.length > 0) parts.jobStore.note('exported');
  const isMore = !parkedAfter(parts, last)[Symbol.iterator]().next().done;
  return { file, count: taken.length, ...(isMore ? { next: last } : {}) };
}
