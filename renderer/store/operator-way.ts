import { directoryTargetOf, isSameSlot, type TargetCard } from '../../shared/target-card.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Flow, FlowEvent } from './flow-step.ts';
import type { RosterCall } from './roster-call.ts';

export function isSaving(flow: Flow): flow is Extract<Flow, { kind: 'review' }> {
  return flow.kind === 'review' && flow.saving.kind === 'saving';
}

function callOf(flow: Flow): RosterCall | undefined {
  return flow.kind === 'notice' || flow.kind === 'camera' || flow.kind === 'review' ? flow.call : undefined;
}

/**
 * The next step of somebody who was called from a roster: they walk the same way as everybody, and where that ends, with a
 * photo or without one, the session goes on. Steps of everybody else stay as they are.
 */
export function withCall(flow: Flow, event: FlowEvent, next: Flow): Flow {
  if (event.kind === 'job-changed') return withJob(flow, event.job, next);
  const call = callOf(flow);
  if (call === undefined) return next;
  const { rosterId, sessionId } = call;
  if (event.kind === 'saved-for-operator')
    return isSaving(flow) ? { kind: 'session', rosterId, sessionId, last: event.last } : next;
  if (next === flow) return flow;
  switch (next.kind) {
    case 'notice':
    case 'camera':
    case 'review':
      return { ...next, call };
    default:
      return { kind: 'session', rosterId, sessionId };
  }
}

/** The same for a group, team or contact: the way leads back to the operator's page, whether there is a photo or not. */
export function withTarget(flow: Flow, event: FlowEvent, next: Flow): Flow {
  const target = targetOf(flow);
  if (target === undefined) return next;
  if (event.kind === 'saved-for-operator')
    return isSaving(flow) ? { kind: 'operator', page: 'targets', target, last: event.last } : next;
  // Behind the lock the core knows nothing any more of what staff were shown.
  if (next === flow || event.kind === 'locked') return next;
  return next.kind === 'camera' || next.kind === 'review'
    ? { ...next, target }
    : { kind: 'operator', page: 'targets', target };
}

/** And for a photo on trial, to where the station was connected. */
export function withTrial(flow: Flow, event: FlowEvent, next: Flow): Flow {
  if (!isTrial(flow)) return next;
  if (event.kind === 'saved-for-operator')
    return isSaving(flow) ? { kind: 'operator', page: 'connect', last: event.last } : next;
  if (next === flow || event.kind === 'locked') return next;
  return next.kind === 'camera' || next.kind === 'review'
    ? { ...next, isTrial: true }
    : { kind: 'operator', page: 'connect' };
}

/** Whether staff take a photo to see that all of it works. */
export function isTrial(flow: Flow): boolean {
  return (flow.kind === 'camera' || flow.kind === 'review') && flow.isTrial === true;
}

/** Whether the operator alone may take this step: it began at the operator's screens, and leads back there. */
export function isForOperator(flow: Flow): boolean {
  return targetOf(flow) !== undefined || isTrial(flow);
}

/** The group, team or contact whose photo staff are about to replace. */
export function targetOf(flow: Flow): TargetCard | undefined {
  return flow.kind === 'camera' || flow.kind === 'review' ? flow.target : undefined;
}

function withJob(flow: Flow, job: UploadJob, next: Flow): Flow {
  if (flow.kind !== 'session' && flow.kind !== 'operator') return next;
  const { last, ...rest } = flow;
  if (last?.job === undefined) return next;
  if (last.job.id === job.id) return { ...flow, last: { ...last, job } };
  // Something newer goes where that photo went, a removal perhaps: what is said of it is no longer so.
  const isOvertaken = isSameSlot(last.job.target, job.target) && job.savedAtMs > last.job.savedAtMs;
  return isOvertaken && directoryTargetOf(job.target) !== undefined ? rest : next;
}
