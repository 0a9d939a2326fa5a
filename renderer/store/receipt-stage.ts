import { assertNever } from '../../shared/assert-never.ts';
import { isHeld, type QueueSummary, type UploadJob } from '../../shared/upload-job.ts';

/** What the receipt says: each has its own words and never claims more than is known. */
export const receiptStages = [
  'saved',
  'sending',
  'accepted',
  'confirmed',
  'waiting-offline',
  'waiting-throttled',
  'waiting-sign-in',
  'waiting-retry',
  'refused',
  'parked',
  'awaiting-approval',
  'not-approved',
  'superseded',
  'withdrawn',
] as const;
export type ReceiptStage = (typeof receiptStages)[number];

/** The receipt's stage from the upload job and the queue as a whole. */
export function receiptStage(job: UploadJob, queue: Pick<QueueSummary, 'pause' | 'network'>): ReceiptStage {
  const { state } = job;
  switch (state.kind) {
    case 'waiting':
      return waitingStage(job, queue);
    case 'sending':
    case 'accepted':
    case 'confirmed':
    case 'superseded':
      return state.kind;
    case 'withdrawn':
      return state.refusedFor === undefined ? 'withdrawn' : 'not-approved';
    case 'parked':
      if (isHeld(job)) return 'awaiting-approval';
      return state.reason === 'refused' ? 'refused' : 'parked';
    default:
      return assertNever(state, 'job state');
  }
}

function waitingStage(job: UploadJob, queue: Pick<QueueSummary, 'pause' | 'network'>): ReceiptStage {
  switch (queue.pause.kind) {
    case 'offline':
      return 'waiting-offline';
    case 'signed-out':
      return 'waiting-sign-in';
    case 'throttled':
      return 'waiting-throttled';
    case 'none':
      break;
    default:
      return assertNever(queue.pause, 'pause');
  }
  if (queue.network === 'offline' || job.lastOutcome?.kind === 'offline') return 'waiting-offline';
  if (job.lastOutcome?.kind === 'throttled') return 'waiting-throttled';
  if (job.lastOutcome?.kind === 'sign-in-needed') return 'waiting-sign-in';
  return job.lastOutcome === undefined ? 'saved' : 'waiting-retry';
}

/** The four promises of the receipt, in order. */
export const receiptSteps = ['saved', 'sent', 'accepted', 'confirmed'] as const;
export type ReceiptStep = (typeof receiptSteps)[number];

/** How far each step is. A photo that Microsoft 365 answered with 2xx is both sent and accepted. */
export function receiptStepState(stage: ReceiptStage, step: ReceiptStep): 'done' | 'now' | 'ahead' {
  const reached: Partial<Record<ReceiptStage, number>> = { sending: 1, accepted: 3, confirmed: 4 };
  const doneSteps = reached[stage] ?? 1;
  const index = receiptSteps.indexOf(step);
  if (index < doneSteps) return 'done';
  const isMoving = stage === 'saved' || stage === 'sending' || stage === 'accepted';
  return isMoving && index === doneSteps ? 'now' : 'ahead';
}

/** Whether nothing more will happen on this screen by itself. */
export function isAtRest(stage: ReceiptStage): boolean {
  return ['confirmed', 'refused', 'parked', 'not-approved', 'superseded', 'withdrawn'].includes(stage);
}
