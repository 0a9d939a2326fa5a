import type { Outcome } from '../../shared/outcome.ts';
import { isSameSight, type SlotSight } from '../../shared/slot-sight.ts';
import type { ExchangeSignals } from './exchanges.ts';
import type { FormerPhotos, FormerToKeep } from './former-photos.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';
import type { JobStore } from './job-store.ts';
import type { JobTable } from './job-table.ts';
import type { SlotBefore } from './job-transition.ts';
import {
  type ExchangeParts,
  lookBefore,
  outcomeOfReceipt,
  type Parcel,
  raised,
  readBack,
  send,
} from './photo-exchange.ts';
import { rivalsOf, rivalWrites, withNewerWrites } from './slot-rivals.ts';

interface AttemptParts extends ExchangeParts {
  readonly jobIndex: JobIndex;
  readonly jobStore: JobStore;
  readonly table: JobTable;
  readonly formers: Pick<FormerPhotos, 'read' | 'write' | 'adopt'>;
}

interface AttemptOptions extends ExchangeSignals {
  readonly priority: 'high' | 'low';
  /** This photo's requests were cut off or failed before: a look first tells whether the service can be reached at all. */
  readonly isSuspect: boolean;
  /** The service answered a look. */
  readonly onReached: () => void;
}

/**
 * One try of one photo: nothing is written before it is known, and on the disk, what the slot held. `undefined` when it was cut
 * off, needless by then (withdrawn, outdated by a newer one), or had to wait because the service asked for quiet meanwhile. Never
 * throws.
 */
export async function attemptUpload(
  parts: AttemptParts,
  parcel: Parcel,
  options: AttemptOptions,
): Promise<Outcome | undefined> {
  const { id } = parcel.record;
  // What is asked before the write ends as soon as the service wants quiet; the write itself, once begun, runs to its answer.
  const signal = AbortSignal.any([options.signal, options.quiet]);
  await Promise.race([parts.beforeSending?.(id, signal).catch(() => undefined), raised(signal)]);
  if (signal.aborted || parts.jobIndex.get(id)?.record.isWithdrawing) return undefined;
  const looked = await look(parts, parcel, { ...options, signal });
  if (looked?.answer !== undefined) return looked.answer;
  const { jobIndex } = parts;
  const record = jobIndex.get(parcel.record.id)?.record;
  if (signal.aborted || record === undefined) return undefined;
  if (record.isWithdrawing || jobIndex.isOutdated(record)) return undefined;
  if (record.written === undefined) noteBefore(parts, record, looked);
  return send(parts, parcel, options);
}

/** What the slot held goes to the disk before it is written to: the sight of it, and what can be put back. */
function noteBefore({ jobStore, formers }: AttemptParts, record: JobRecord, looked: Looked | undefined): void {
  const former = looked?.former;
  const step = { record, event: { kind: 'looked' as const, ...(looked?.seen ? { seen: looked.seen } : {}) } };
  const isOnDisk = jobStore.record([step], former && (() => formers.write(former)));
  if (former !== undefined) formers.adopt(former, isOnDisk);
}

/** What the slot holds before a write; an answer when the look already says that no write would arrive. */
interface Looked {
  readonly answer?: Outcome;
  readonly seen?: SlotBefore;
  readonly former?: FormerToKeep;
}

/** Looks unless an earlier attempt may have changed the slot: then what was seen before that one is what counts. */
async function look(
  parts: AttemptParts,
  parcel: Parcel,
  { signal, isSuspect, onReached }: Omit<AttemptOptions, 'quiet'>,
): Promise<Looked | undefined> {
  const isNeeded = parcel.record.written === undefined;
  if (!isNeeded && !isSuspect) return undefined;
  const quiet = isNeeded ? await seeSibling(parts, parcel, signal) : undefined;
  if (quiet !== undefined) return { answer: quiet };
  if (signal.aborted) return undefined;
  const looked = await lookBefore(parts, parcel, signal);
  const record = parts.jobIndex.get(parcel.record.id)?.record;
  if (looked === undefined || record === undefined || signal.aborted) return undefined;
  if (looked.kind === 'error' && standsForWrite(looked.error, record)) return { answer: looked.error };
  if (looked.kind === 'ok') onReached();
  if (!isNeeded) return undefined;
  const read = await parts.formers.read(record, { target: parcel.target, looked, signal });
  if (read.kind === 'error') return { answer: read.error };
  const former = read.value;
  const seen = looked.kind === 'ok' ? await slotBefore(parts, parcel, looked.value, former?.photo) : undefined;
  return { ...(seen === undefined ? {} : { seen }), ...(former === undefined ? {} : { former }) };
}

/**
 * An accepted photo of the slot that is still to be verified is read back now: once the next one is written nobody can see any
 * more whether it arrived, and the next one could be taken for it. An outcome when the service asks for quiet instead.
 */
async function seeSibling(
  parts: AttemptParts,
  { record, target }: Parcel,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const { jobIndex, jobStore, table } = parts;
  for (const { record: sibling } of [...jobIndex.ofSlot(record.slot)]) {
    if (sibling.state.kind !== 'accepted') continue;
    const photo = table.photo(sibling);
    if (photo.kind === 'error') continue;
    const receipt = await Promise.race([
      readBack(
        parts,
        { record: withNewerWrites(sibling, jobIndex.mayAppearIn(record.slot)), photo: photo.value, target },
        signal,
      ),
      raised(signal),
    ]);
    const learnt = receipt && outcomeOfReceipt(receipt, parts.clock);
    if (learnt?.kind === 'throttled') return learnt;
    if (receipt?.kind !== 'confirmed') continue;
    jobStore.record([{ record: sibling, event: { kind: 'verified', receipt, isFresh: false } }]);
  }
  return undefined;
}

/** `shown`: the picture in the slot, where it was read. */
async function slotBefore(
  parts: AttemptParts,
  { record, photo }: Parcel,
  sight: SlotSight,
  shown: Uint8Array | undefined,
): Promise<SlotBefore> {
  const { jobIndex, clock } = parts;
  const confirmed = jobIndex.newestConfirmedOfSlot(record.slot);
  const isHeld =
    confirmed?.confirmedSight !== undefined &&
    confirmed.photoSha256 === record.photoSha256 &&
    isSameSight(confirmed.confirmedSight, sight) === true;
  const others = jobIndex.mayAppearIn(record.slot);
  const rivals: JobRecord[] = [];
  const seen = jobIndex.newestSeenOfSlot(record.slot);
  for (const other of rivalsOf(record, { others, seen, sight, nowMs: clock.nowMs() })) {
    const isInSlot = other.confirmedSight !== undefined && isSameSight(other.confirmedSight, sight) === true;
    const known = isInSlot ? shown : photoAtHand(parts, other);
    if (!(await isDistinct(parts, known, photo))) rivals.push(other);
  }
  const writes = rivalWrites(record, rivals);
  return { sight, isHeld, ...(writes === undefined ? {} : { rivals: writes }) };
}

function photoAtHand({ table }: AttemptParts, other: JobRecord): Uint8Array | undefined {
  const known = other.hasPhoto ? table.photo(other) : undefined;
  return known?.kind === 'ok' ? known.value : undefined;
}

/** Whether the other photo is at hand and looks so different that neither can be taken for the other. */
async function isDistinct(
  { areDistinct }: AttemptParts,
  other: Uint8Array | undefined,
  photo: Uint8Array,
): Promise<boolean> {
  if (areDistinct === undefined || other === undefined) return false;
  return await areDistinct(other, photo).catch(() => false);
}

/** So many times a slot that answers with a server's trouble is not written to; then the write itself must tell. */
const troubledLooks = 3;

/** Whether a slot that could not be read says already that the write would not arrive either. */
function standsForWrite({ kind }: Outcome, { failures }: JobRecord): boolean {
  if (kind === 'transient') return failures < troubledLooks;
  return kind === 'offline' || kind === 'throttled' || kind === 'sign-in-needed';
}
