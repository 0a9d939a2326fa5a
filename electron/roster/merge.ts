import type { RosterRowStateKind } from '../../shared/roster.ts';
import { boundedFields, boundedOthers, boundedSends, sortedText } from './record-bounds.ts';
import { recordParts, type SharedCapture, type SharedRecord, sharedCaptureSchema, stampOf } from './shared-record.ts';

type Order = readonly (string | number)[];

/** Orders by the first difference; texts by their code units. */
function compare(a: Order, b: Order): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}

const stages: readonly SharedCapture['stage'][] = ['taken', 'sent', 'confirmed'];

/** What makes a capture the better one: its time, then the station, then its id; the rest only where a record was tampered with. */
function captureOrder({ stage: _, isWithdrawn: __, ...capture }: SharedCapture): Order {
  const { atMs, station, id, stationName, noticeVersion = '' } = capture;
  return [atMs, station, id, stationName, noticeVersion];
}

/** One and the same capture with the fields of both that a newer version has added. */
function withNewerFields(a: SharedCapture, b: SharedCapture): SharedCapture {
  const isKnown = ([key]: readonly [string, unknown]) => key in sharedCaptureSchema.shape;
  const added = [a, b].flatMap((capture) => Object.entries(capture).filter((entry) => !isKnown(entry)));
  if (added.length === 0) return a;
  const fields = added.sort(([, one], [, other]) => compare([sortedText(one)], [sortedText(other)]));
  const known = sharedCaptureSchema.parse(Object.fromEntries(Object.entries(a).filter(isKnown)));
  return boundedFields({ ...Object.fromEntries(fields), ...known }, sharedCaptureSchema.shape);
}

/** The better of two captures. Of one and the same, how far it is only advances. */
function mergedCapture(a: SharedCapture, b: SharedCapture): SharedCapture {
  const order = compare(captureOrder(a), captureOrder(b));
  if (order !== 0) return order > 0 ? a : b;
  const stage = stages.indexOf(a.stage) >= stages.indexOf(b.stage) ? a.stage : b.stage;
  return { ...withNewerFields(a, b), stage, isWithdrawn: a.isWithdrawn || b.isWithdrawn };
}

/**
 * The later of two values; equal times are decided by the station, then by how much is said, for an older version may have passed on
 * less of the same, then by what is said.
 */
function later<Value>(a: Value, b: Value): Value {
  const said = (value: Value): Order => {
    const text = sortedText(value);
    return [text.length, text];
  };
  return (compare(stampOf(a), stampOf(b)) || compare(said(a), said(b))) >= 0 ? a : b;
}

function either<Value>(a: Value | undefined, b: Value | undefined, both: (a: Value, b: Value) => Value) {
  if (a === undefined || b === undefined) return a ?? b;
  return both(a, b);
}

function mergedSends(a: SharedRecord['sends'], b: SharedRecord['sends']): SharedRecord['sends'] {
  const order = (send: SharedRecord['sends'][string]): Order => [send.atMs, send.captureId];
  const merged = { ...a };
  for (const [station, send] of Object.entries(b)) {
    const known = merged[station];
    if (known === undefined || compare(order(send), order(known)) > 0) merged[station] = send;
  }
  return boundedSends(merged);
}

function mergedOthers(a: SharedRecord['others'] = {}, b: SharedRecord['others'] = {}): SharedRecord['others'] {
  const names = Object.keys({ ...a, ...b });
  const both = names.map((name) => [name, !(name in b) ? a[name] : name in a ? later(a[name], b[name]) : b[name]]);
  return boundedOthers(Object.fromEntries(both), recordParts);
}

/**
 * What two stations know of a row, together. Pure, commutative, associative and idempotent: all stations come to the same,
 * whatever reaches them in which order and how often.
 */
export function mergedRecord(a: SharedRecord, b: SharedRecord): SharedRecord {
  const parts = {
    sure: either(a.sure, b.sure, mergedCapture),
    unsure: either(a.unsure, b.unsure, mergedCapture),
    mark: either(a.mark, b.mark, later),
    retake: either(a.retake, b.retake, later),
    claim: either(a.claim, b.claim, later),
    facts: either(a.facts, b.facts, later),
    others: mergedOthers(a.others, b.others),
  };
  const present = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
  return { ...present, sends: mergedSends(a.sends, b.sends) };
}

/** The newest photo of the person, at whichever station; one that was taken back is still the newest. */
export function bestCapture({ sure, unsure }: Pick<SharedRecord, 'sure' | 'unsure'>): SharedCapture | undefined {
  return either(sure, unsure, (a, b) => (compare(captureOrder(a), captureOrder(b)) >= 0 ? a : b));
}

/** Where a row stands for everybody. */
export type Standing =
  | { readonly kind: 'open' }
  | { readonly kind: 'captured' | 'needs-retake'; readonly capture: SharedCapture }
  | {
      readonly kind: Extract<RosterRowStateKind, 'skipped' | 'no-show' | 'declined'>;
      readonly mark: NonNullable<SharedRecord['mark']>;
    };

/** Two stations took a photo, and nobody can tell which is the newer: a person decides. */
function isContested({ sure, unsure }: SharedRecord): boolean {
  return sure !== undefined && unsure !== undefined && !sure.isWithdrawn && !unsure.isWithdrawn;
}

/** A photo counts more than any mark beside it; a mark counts when there is no photo, or when it was made after one was taken back. */
export function standing(record: SharedRecord): Standing {
  const capture = bestCapture(record);
  const { mark, retake } = record;
  if (capture !== undefined && !capture.isWithdrawn) {
    const said = retake?.captureId === capture.id ? retake.isWanted : isContested(record);
    return { kind: said ? 'needs-retake' : 'captured', capture };
  }
  const isOver = capture !== undefined && mark !== undefined && mark.atMs <= capture.atMs;
  if (mark === undefined || mark.kind === 'open' || isOver) return { kind: 'open' };
  return { kind: mark.kind, mark };
}

const longestClaimMs = 60 * 60_000;

/** Who stands before another station's camera at this moment; over once something came of it. */
export function liveClaim(
  record: Pick<SharedRecord, 'claim' | 'mark' | 'sure' | 'unsure'>,
  nowMs: number,
): SharedRecord['claim'] {
  const { claim, mark } = record;
  if (claim === undefined || claim.untilMs <= nowMs) return undefined;
  // No station says so: somebody wrote it into the list, or a clock was wrong. Where it is not known what time it is, nothing is later.
  const beganMs = nowMs > 0 ? Math.min(claim.atMs, nowMs) : claim.atMs;
  if (claim.untilMs - beganMs > longestClaimMs) return undefined;
  const capture = bestCapture(record);
  const isOver = [capture, mark].some((one) => one !== undefined && one.atMs >= claim.atMs);
  return isOver ? undefined : claim;
}

/** Sends closer together than this may have reached the directory in either order. */
const unsureOrderMs = 5_000;

/**
 * Whether somebody sent another photo after the best one: the station that holds the best one sends it again. A time that has not
 * come yet waits until then: sending again would never be later.
 */
export function isOverwritten(record: SharedRecord, nowMs: number): boolean {
  const best = bestCapture(record);
  const own = best === undefined ? undefined : record.sends[best.station];
  if (best === undefined || own?.captureId !== best.id) return false;
  return Object.values(record.sends).some(
    ({ captureId, atMs }) => captureId !== best.id && atMs >= own.atMs - unsureOrderMs && atMs <= nowMs + unsureOrderMs,
  );
}
