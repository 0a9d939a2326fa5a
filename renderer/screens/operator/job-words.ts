import { assertNever } from '../../../shared/assert-never.ts';
import { formatLocale, type Language, type Words } from '../../../shared/language.ts';
import type { Actor } from '../../../shared/outcome-code-row.ts';
import { outcomeAdvice } from '../../../shared/outcome-words.ts';
import { isHeld, type JobFilter, needsAttention, type UploadJob } from '../../../shared/upload-job.ts';

/** How a state looks: a colour, always beside an icon and a word. */
export type JobTone = 'waiting' | 'sent' | 'confirmed' | 'attention' | 'quiet';

/** The key of the state's words below `operator.queue.state`, and the moment they may name. */
export interface JobStateView {
  readonly words:
    | 'waiting'
    | 'waitingUntil'
    | 'keepsFailing'
    | 'cutOff'
    | 'sending'
    | 'accepted'
    | 'acceptedForGood'
    | 'confirmed'
    | 'parked'
    | 'superseded'
    | 'withdrawn'
    | 'held'
    | 'notApproved';
  readonly atMs?: number;
  readonly tone: JobTone;
}

const attentionWords = { 'keeps-failing': 'keepsFailing', 'cut-off': 'cutOff' } as const;

/** How a job's state is shown. A next try that has passed is not named: it is due. */
export function jobStateView(
  { state, attention }: Pick<UploadJob, 'state' | 'attention'>,
  nowMs: number,
): JobStateView {
  if (attention !== undefined) return { words: attentionWords[attention], tone: 'attention' };
  switch (state.kind) {
    case 'waiting':
      return state.nextTryAtMs !== undefined && state.nextTryAtMs > nowMs
        ? { words: 'waitingUntil', atMs: state.nextTryAtMs, tone: 'waiting' }
        : { words: 'waiting', tone: 'waiting' };
    case 'sending':
      return { words: 'sending', tone: 'sent' };
    case 'accepted':
      return { words: state.nextVerificationAtMs === undefined ? 'acceptedForGood' : 'accepted', tone: 'sent' };
    case 'confirmed':
      return { words: 'confirmed', tone: 'confirmed' };
    case 'parked':
      return { words: isHeld({ state }) ? 'held' : 'parked', tone: 'attention' };
    case 'withdrawn':
      return { words: state.refusedFor === undefined ? 'withdrawn' : 'notApproved', tone: 'quiet' };
    case 'superseded':
      return { words: state.kind, tone: 'quiet' };
    default:
      return assertNever(state, 'job state');
  }
}

/** Why a job is where it is: in the queue's own words (`key`), or in the photo API's (`advice`). */
export type JobAdvice =
  | {
      readonly kind: 'own';
      readonly key: 'held' | 'damaged' | 'notStored' | 'keepsFailing' | 'cutOff' | 'removing';
      readonly actor: Actor;
    }
  | { readonly kind: 'outcome'; readonly actor: Actor; readonly meaning: Words; readonly whatToDo: Words };

/** The advice for a job, when there is anything to say beyond its state. */
export function jobAdvice({
  state,
  attention,
  lastOutcome,
  undoes,
}: Pick<UploadJob, 'state' | 'attention' | 'lastOutcome' | 'undoes'>): JobAdvice | undefined {
  if (attention !== undefined) return { kind: 'own', key: attentionWords[attention], actor: 'admin' };
  if (isHeld({ state })) return { kind: 'own', key: 'held', actor: 'operator' };
  if (state.kind === 'parked' && state.reason === 'damaged') return { kind: 'own', key: 'damaged', actor: 'operator' };
  if (state.kind === 'parked' && state.reason === 'not-stored')
    return { kind: 'own', key: 'notStored', actor: 'admin' };
  const isAtRest = ['confirmed', 'superseded', 'withdrawn'].includes(state.kind);
  if (isAtRest || lastOutcome === undefined) return undefined;
  // What was accepted is no photo.
  if (undoes === 'remove' && lastOutcome.kind === 'accepted') return { kind: 'own', key: 'removing', actor: 'nobody' };
  const { actor, meaning, whatToDo } = outcomeAdvice(lastOutcome);
  return { kind: 'outcome', actor, meaning, whatToDo };
}

/** Whether an attempt now means anything; the core decides again. */
export function canRetry({ state }: Pick<UploadJob, 'state'>): boolean {
  if (state.kind === 'parked') return state.reason !== 'damaged' && !isHeld({ state });
  return state.kind === 'waiting' || (state.kind === 'accepted' && state.nextVerificationAtMs !== undefined);
}

/** Whether there is still something to take back; the core decides again. */
export function canWithdraw({ state }: Pick<UploadJob, 'state'>): boolean {
  if (state.kind === 'accepted') return state.nextVerificationAtMs !== undefined;
  return state.kind === 'waiting' || state.kind === 'sending' || state.kind === 'parked';
}

/** Whether the filter of the list would show this job; the same rule as the core's. */
export function fitsFilter(job: Pick<UploadJob, 'state' | 'attention'>, filter: JobFilter): boolean {
  const { state } = job;
  if (filter === 'all') return true;
  if (filter === 'attention') return needsAttention(job);
  if (filter === 'approval') return isHeld(job);
  if (state.kind === 'accepted') return state.nextVerificationAtMs !== undefined;
  return state.kind === 'waiting' || state.kind === 'sending' || state.kind === 'parked';
}

/** `80 KB`, in the language's own digits and unit. */
export function sizeInWords(sizeBytes: number, language: Language): string {
  return new Intl.NumberFormat(formatLocale(language), {
    style: 'unit',
    unit: 'kilobyte',
    unitDisplay: 'short',
  }).format(Math.max(1, Math.round(sizeBytes / 1000)));
}
