import { assertNever } from '../../shared/assert-never.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { Capture } from './capture.ts';
import type { Flow, FlowEvent, HeldPhoto } from './flow-step.ts';
import { isForOperator, isSaving, withCall, withTarget, withTrial } from './operator-way.ts';

export const attract: Flow = { kind: 'attract' };

/**
 * The next step. Pure: the same step and event give the same step; an event out of place gives the step unchanged, so a
 * double tap, a late answer or an event for another person's job can do no harm.
 */
export function advance(flow: Flow, event: FlowEvent): Flow {
  return withTrial(flow, event, withTarget(flow, event, withCall(flow, event, step(flow, event))));
}

function step(flow: Flow, event: FlowEvent): Flow {
  switch (event.kind) {
    case 'started':
      return flow.kind === 'attract' ? { kind: 'search' } : flow;
    case 'sign-in-asked':
      return flow.kind === 'attract' ? { kind: 'sign-in' } : flow;
    case 'operator-asked':
      if (flow.kind !== 'attract') return flow;
      return event.page === undefined ? { kind: 'operator' } : { kind: 'operator', page: event.page };
    case 'person-chosen':
      return choosePerson(flow, event.person);
    case 'session-opened':
      return flow.kind === 'operator'
        ? { kind: 'session', rosterId: event.rosterId, sessionId: event.sessionId }
        : flow;
    case 'session-ended':
      return flow.kind === 'session' ? { kind: 'operator', page: 'rosters' } : flow;
    case 'person-called':
      return flow.kind === 'session' ? { kind: 'notice', person: event.person, call: event.call } : flow;
    case 'target-chosen':
      return flow.kind === 'operator' ? { kind: 'camera', person: event.person, target: event.target } : flow;
    case 'trial-chosen':
      return flow.kind === 'operator' ? { kind: 'camera', person: event.person, isTrial: true } : flow;
    case 'saved-for-operator':
      return flow;
    case 'notice-agreed':
      return flow.kind === 'notice' ? { kind: 'camera', person: flow.person } : flow;
    case 'captured':
      return flow.kind === 'camera' ? toReview(freshPhoto(flow.person, event)) : flow;
    case 'picture-chosen':
      return flow.kind === 'session'
        ? { ...toReview(freshPhoto(event.person, event)), call: event.call, isGiven: true }
        : flow;
    case 'advised':
      // Advice comes late: it never moves what the person has moved.
      return changeHeld(flow, event.capture, ({ crop, isCropOwn }) => ({
        advice: event.advice,
        crop: isCropOwn ? crop : event.advice.start,
      }));
    case 'judged':
      return changeHeld(flow, event.capture, ({ crop, advice }) =>
        crop === event.crop ? { advice: { ...advice, fault: event.fault } } : {},
      );
    case 'other-person-asked':
      return flow.kind === 'review' && flow.saving.kind !== 'saving' ? { kind: 'search', held: heldOf(flow) } : flow;
    case 'crop-changed':
      return flow.kind === 'review' && flow.saving.kind !== 'saving'
        ? { ...flow, crop: event.crop, isCropOwn: true }
        : flow;
    case 'save-asked':
      return flow.kind === 'review' && flow.saving.kind !== 'saving' ? { ...flow, saving: { kind: 'saving' } } : flow;
    case 'not-saved':
      return isSaving(flow) ? { ...flow, saving: { kind: 'not-saved', failure: event.failure } } : flow;
    case 'saved':
      return isSaving(flow) ? { kind: 'receipt', person: flow.person, job: event.job, photoUrl: event.photoUrl } : flow;
    case 'job-changed':
      return flow.kind === 'receipt' && flow.job.id === event.job.id ? { ...flow, job: event.job } : flow;
    case 'undone':
      return flow.kind === 'receipt' && flow.job.id === event.undone ? undoneReceipt(flow.person, event) : flow;
    case 'back':
      return stepBack(flow);
    case 'ended':
      return isSaving(flow) ? flow : attract;
    case 'locked':
      return !isForOperator(flow) || isSaving(flow) ? flow : attract;
    default:
      return assertNever(event, 'flow event');
  }
}

function undoneReceipt(person: PersonCard, { job, photoUrl }: FlowEvent & { kind: 'undone' }): Flow {
  return { kind: 'receipt', person, job, ...(photoUrl === undefined ? {} : { photoUrl }) };
}

/** The picture that nobody has decided on yet, where the step has one. */
export function heldPhoto(flow: Flow): HeldPhoto | undefined {
  if (flow.kind === 'review') return flow;
  return flow.kind === 'search' ? flow.held : undefined;
}

function heldOf({ person, capture, crop, isCropOwn, advice }: HeldPhoto): HeldPhoto {
  return { person, capture, crop, isCropOwn, advice };
}

/** Changes the held photo of this very capture; a photo under way is decided. */
function changeHeld(flow: Flow, capture: Capture, change: (held: HeldPhoto) => Partial<HeldPhoto>): Flow {
  if (heldPhoto(flow)?.capture !== capture) return flow;
  if (flow.kind === 'review') return flow.saving.kind === 'saving' ? flow : { ...flow, ...change(flow) };
  return flow.kind === 'search' && flow.held !== undefined
    ? { ...flow, held: { ...flow.held, ...change(flow.held) } }
    : flow;
}

/** Whoever was chosen reads the notice first, unless the photo has been taken already. */
function choosePerson(flow: Flow, person: PersonCard): Flow {
  if (flow.kind === 'search' && flow.held !== undefined) return toReview({ ...flow.held, person });
  return ['search', 'sign-in', 'attract'].includes(flow.kind) ? { kind: 'notice', person } : flow;
}

/** Nobody has looked at it yet. */
function freshPhoto(person: PersonCard, { capture, crop }: Pick<HeldPhoto, 'capture' | 'crop'>): HeldPhoto {
  return { person, capture, crop, isCropOwn: false, advice: { start: crop, isFromFace: false, fault: undefined } };
}

function toReview(held: HeldPhoto): Extract<Flow, { kind: 'review' }> {
  return { kind: 'review', ...held, saving: { kind: 'not-asked' } };
}

function stepBack(flow: Flow): Flow {
  switch (flow.kind) {
    case 'attract':
    case 'receipt':
      return flow;
    case 'search':
      return flow.held === undefined ? attract : toReview(flow.held);
    case 'sign-in':
    case 'operator':
    case 'session':
      return attract;
    case 'notice':
      return { kind: 'search' };
    case 'camera':
      return { kind: 'notice', person: flow.person };
    case 'review':
      if (flow.saving.kind === 'saving') return flow;
      // Whoever it shows is not there to read the notice or to stand before the camera: staff choose again.
      if (flow.isGiven === true) return attract;
      return { kind: 'camera', person: flow.person };
    default:
      return assertNever(flow, 'flow');
  }
}

/** Whether the screen may be cleared when nobody touches it: not at rest, not while saving, and the receipt has its own end. */
export function canGoIdle(flow: Flow): boolean {
  return flow.kind !== 'attract' && flow.kind !== 'receipt' && !isSaving(flow);
}
