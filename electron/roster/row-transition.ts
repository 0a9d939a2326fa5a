import { err, ok, type Result } from '../../shared/result.ts';
import type {
  RosterCapture,
  RosterCounts,
  RosterRow,
  RosterRowState,
  RosterRowStateKind,
} from '../../shared/roster.ts';

/** When and where somebody marked a row. */
interface Marked {
  readonly atMs: number;
  readonly station: string;
  readonly sessionId?: string;
}

/** Something that happens to a row. `take-away`: its photo was moved to another person, or withdrawn. */
export type RowEvent =
  | { readonly kind: 'capture'; readonly capture: RosterCapture }
  | { readonly kind: 'take-away' }
  | ({ readonly kind: 'ask-retake'; readonly reason: string } & Marked)
  | { readonly kind: 'keep' }
  | ({ readonly kind: 'skip' | 'no-show' | 'decline' } & Marked)
  | { readonly kind: 'reopen' };
export type RowEventKind = RowEvent['kind'];

/**
 * Where each event leads from each state; what is absent is refused. A capture is taken from everywhere, since who was
 * absent comes after all and who declined may change their mind; no mark ever takes a capture away.
 */
export const rowTransitions: Readonly<
  Record<RosterRowStateKind, Readonly<Partial<Record<RowEventKind, RosterRowStateKind>>>>
> = {
  open: { capture: 'captured', skip: 'skipped', 'no-show': 'no-show', decline: 'declined' },
  skipped: { capture: 'captured', 'no-show': 'no-show', decline: 'declined', reopen: 'open' },
  'no-show': { capture: 'captured', skip: 'skipped', decline: 'declined', reopen: 'open' },
  declined: { capture: 'captured', reopen: 'open' },
  captured: { capture: 'captured', 'ask-retake': 'needs-retake', 'take-away': 'open' },
  'needs-retake': { capture: 'captured', keep: 'captured', 'take-away': 'open' },
};

/** Why an event was refused: it makes no sense in the row's state. */
export interface TransitionRefusal {
  readonly from: RosterRowStateKind;
  readonly event: RowEventKind;
}

function stateAfter(kind: RosterRowStateKind, state: RosterRowState, event: RowEvent): RosterRowState {
  const capture = event.kind === 'capture' ? event.capture : 'capture' in state ? state.capture : undefined;
  if (kind === 'captured' && capture !== undefined) return { kind, capture };
  if (kind === 'needs-retake' && capture !== undefined && event.kind === 'ask-retake') {
    return { kind, capture, reason: event.reason, ...markOf(event) };
  }
  if ((kind === 'skipped' || kind === 'no-show' || kind === 'declined') && 'atMs' in event) {
    return { kind, ...markOf(event) };
  }
  return { kind: 'open' };
}

function markOf({ atMs, station, sessionId }: Marked) {
  return { markedAtMs: atMs, station, ...(sessionId === undefined ? {} : { sessionId }) };
}

/** The state after an event, or the refusal. Pure; the table decides. */
export function nextRowState(state: RosterRowState, event: RowEvent): Result<RosterRowState, TransitionRefusal> {
  const kind = rowTransitions[state.kind][event.kind];
  return kind === undefined ? err({ from: state.kind, event: event.kind }) : ok(stateAfter(kind, state, event));
}

/** Whether a photo, here or at another station, was not sent yet. */
function isWaitingForAccount({ jobId, stage = 'taken' }: RosterCapture): boolean {
  return jobId === undefined && stage === 'taken';
}

/** Counts rows by state. The states add up to `total`. */
export function countRows(rows: Iterable<Pick<RosterRow, 'state' | 'isWalkIn' | 'isGone' | 'match'>>): RosterCounts {
  const counts = { total: 0, walkIns: 0, gone: 0, withoutAccount: 0, heldPhotos: 0 };
  const byState: Record<RosterRowStateKind, number> = {
    open: 0,
    captured: 0,
    'needs-retake': 0,
    skipped: 0,
    'no-show': 0,
    declined: 0,
  };
  for (const { state, isWalkIn, isGone, match } of rows) {
    counts.total += 1;
    byState[state.kind] += 1;
    if (isWalkIn) counts.walkIns += 1;
    if (isGone) counts.gone += 1;
    if (match.kind === 'matched') continue;
    counts.withoutAccount += 1;
    if ('capture' in state && isWaitingForAccount(state.capture)) counts.heldPhotos += 1;
  }
  const { 'needs-retake': needsRetake, 'no-show': noShow, ...others } = byState;
  return { ...counts, ...others, needsRetake, noShow };
}
