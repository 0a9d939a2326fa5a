import { assertNever } from '../../shared/assert-never.ts';
import type { Crop } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { PhotoFault } from '../../shared/face/photo-verdict.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import { directoryTargetOf, isSameSlot, type TargetCard } from '../../shared/target-card.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Capture } from './capture.ts';
import type { LastSaved, RosterCall } from './roster-call.ts';

/** Where saving stands on the review screen. While `saving`, nothing else can happen to the capture. */
export type Saving =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'not-saved'; readonly failure: Failure };

/** What the station has to say of the picture on the review screen: nothing until it has looked, and nothing while it is off. */
export interface Advice {
  /** Where the crop begins, and where it can be put back. */
  readonly start: Crop;
  /** Whether a face decided on `start`. */
  readonly isFromFace: boolean;
  /** The gravest thing that the photo lacks. */
  readonly fault: PhotoFault | undefined;
}

/** A picture that nobody has decided on yet: whose it is to be, how it is cropped, and what is said of it. */
export interface HeldPhoto {
  readonly person: PersonCard;
  readonly capture: Capture;
  readonly crop: Crop;
  /** Whether the person has moved the crop: from then on it is theirs. */
  readonly isCropOwn: boolean;
  readonly advice: Advice;
}

/** The steps a person goes through, as one union: what is on screen is exactly this. */
export type Flow =
  | { readonly kind: 'attract' }
  /** With a held photo, somebody is chosen for it anew: it was taken under a wrong name. */
  | { readonly kind: 'search'; readonly held?: HeldPhoto }
  /** Self-service: the person signs in with their own phone instead of searching. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'notice'; readonly person: PersonCard; readonly call?: RosterCall }
  /**
   * `target`: staff replace the photo of a group, team or contact; `person` is how it is shown. `isTrial`: staff try a station that was
   * just connected, with the photo of somebody who is there.
   */
  | {
      readonly kind: 'camera';
      readonly person: PersonCard;
      readonly call?: RosterCall;
      readonly target?: TargetCard;
      readonly isTrial?: true;
    }
  | (HeldPhoto & {
      readonly kind: 'review';
      readonly saving: Saving;
      readonly call?: RosterCall;
      readonly target?: TargetCard;
      readonly isTrial?: true;
      /** Staff gave the picture: whoever it shows has read no notice. */
      readonly isGiven?: true;
    })
  /** Once the photo is undone, the job is the one that undoes it, and the photo the former one, where there was one. */
  | { readonly kind: 'receipt'; readonly person: PersonCard; readonly job: UploadJob; readonly photoUrl?: string }
  /** `page`: where whoever asked wants to begin. `target`: what staff came back from, and `last` its photo, where one was saved. */
  | {
      readonly kind: 'operator';
      readonly page?: 'connect' | 'demo' | 'targets' | 'rosters';
      readonly target?: TargetCard;
      readonly last?: LastSaved;
    }
  /** An operator works through a roster; `last` is who was photographed just now. */
  | { readonly kind: 'session'; readonly rosterId: string; readonly sessionId: string; readonly last?: LastSaved };

/** What can happen to the flow. Anything that does not fit the present step changes nothing. */
export type FlowEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'sign-in-asked' }
  | { readonly kind: 'operator-asked'; readonly page?: 'connect' | 'demo' }
  | { readonly kind: 'person-chosen'; readonly person: PersonCard }
  | { readonly kind: 'session-opened'; readonly rosterId: string; readonly sessionId: string }
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'person-called'; readonly person: PersonCard; readonly call: RosterCall }
  /** Staff give a picture that came late to somebody. */
  | {
      readonly kind: 'picture-chosen';
      readonly person: PersonCard;
      readonly call: RosterCall;
      readonly capture: Capture;
      readonly crop: Crop;
    }
  | { readonly kind: 'target-chosen'; readonly person: PersonCard; readonly target: TargetCard }
  | { readonly kind: 'trial-chosen'; readonly person: PersonCard }
  /** The photo of somebody whom staff have called, or of what they have chosen. */
  | { readonly kind: 'saved-for-staff'; readonly last: LastSaved }
  | { readonly kind: 'notice-agreed' }
  | { readonly kind: 'captured'; readonly capture: Capture; readonly crop: Crop }
  | { readonly kind: 'advised'; readonly capture: Capture; readonly advice: Advice }
  /** What the photo of the crop as it is now lacks. */
  | { readonly kind: 'judged'; readonly capture: Capture; readonly crop: Crop; readonly fault: PhotoFault | undefined }
  | { readonly kind: 'other-person-asked' }
  | { readonly kind: 'crop-changed'; readonly crop: Crop }
  | { readonly kind: 'save-asked' }
  | { readonly kind: 'not-saved'; readonly failure: Failure }
  | { readonly kind: 'saved'; readonly job: UploadJob; readonly photoUrl: string }
  | { readonly kind: 'job-changed'; readonly job: UploadJob }
  /** The photo of the job `undone` is undone by another. */
  | { readonly kind: 'undone'; readonly undone: string; readonly job: UploadJob; readonly photoUrl?: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'ended' }
  /** Staff's screens are locked: what they alone may do cannot go on. */
  | { readonly kind: 'locked' };

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
    case 'saved-for-staff':
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
      return !isForStaff(flow) || isSaving(flow) ? flow : attract;
    default:
      return assertNever(event, 'flow event');
  }
}

function undoneReceipt(person: PersonCard, { job, photoUrl }: FlowEvent & { kind: 'undone' }): Flow {
  return { kind: 'receipt', person, job, ...(photoUrl === undefined ? {} : { photoUrl }) };
}

function isSaving(flow: Flow): flow is Extract<Flow, { kind: 'review' }> {
  return flow.kind === 'review' && flow.saving.kind === 'saving';
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

function callOf(flow: Flow): RosterCall | undefined {
  return flow.kind === 'notice' || flow.kind === 'camera' || flow.kind === 'review' ? flow.call : undefined;
}

/**
 * The next step of somebody who was called from a roster: they walk the same way as everybody, and where that ends, with a
 * photo or without one, the session goes on. Steps of everybody else stay as they are.
 */
function withCall(flow: Flow, event: FlowEvent, next: Flow): Flow {
  if (event.kind === 'job-changed') return withJob(flow, event.job, next);
  const call = callOf(flow);
  if (call === undefined) return next;
  const { rosterId, sessionId } = call;
  const isSaving = flow.kind === 'review' && flow.saving.kind === 'saving';
  if (event.kind === 'saved-for-staff')
    return isSaving ? { kind: 'session', rosterId, sessionId, last: event.last } : next;
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

/** The same for a group, team or contact: the way leads back to the staff's page, whether there is a photo or not. */
function withTarget(flow: Flow, event: FlowEvent, next: Flow): Flow {
  const target = targetOf(flow);
  if (target === undefined) return next;
  if (event.kind === 'saved-for-staff')
    return isSaving(flow) ? { kind: 'operator', page: 'targets', target, last: event.last } : next;
  // Behind the lock the core knows nothing any more of what staff were shown.
  if (next === flow || event.kind === 'locked') return next;
  return next.kind === 'camera' || next.kind === 'review'
    ? { ...next, target }
    : { kind: 'operator', page: 'targets', target };
}

/** And for a photo on trial, to where the station was connected. */
function withTrial(flow: Flow, event: FlowEvent, next: Flow): Flow {
  if (!isTrial(flow)) return next;
  if (event.kind === 'saved-for-staff')
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

/** Whether staff alone may take this step: it began at their own screens, and leads back there. */
export function isForStaff(flow: Flow): boolean {
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
