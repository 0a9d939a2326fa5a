import { expect, test } from 'vitest';
import { advance, attract } from '../../../renderer/store/flow.ts';
import type { Flow, FlowEvent } from '../../../renderer/store/flow-step.ts';
import { sampleJob } from '../../kiosk-double.ts';

const person = { id: '1', displayName: 'Aiko Tanaka' };
const call = { rosterId: 'monday', sessionId: 'morning', personKey: 'a' };
const capture = {
  bytes: new Uint8Array([1]),
  image: {} as CanvasImageSource,
  size: { widthPx: 9, heightPx: 9 },
  source: 'camera',
} as const;
const crop = { centreXPx: 4, centreYPx: 4, edgePx: 8, rotationDeg: 0 };
const last = { personKey: 'a', name: 'Aiko Tanaka', job: sampleJob(), photoUrl: 'blob:1' };
const session: Flow = { kind: 'session', rosterId: 'monday', sessionId: 'morning' };

const after = (flow: Flow, ...events: readonly FlowEvent[]) => events.reduce(advance, flow);
const toReview: readonly FlowEvent[] = [
  { kind: 'person-called', person, call },
  { kind: 'notice-agreed' },
  { kind: 'captured', capture, crop },
];

test('whoever is called from a session walks the way of everybody, and their saved photo leads back to it', () => {
  const review = after(session, ...toReview);
  expect(review).toMatchObject({ kind: 'review', person, call });
  expect(after(review, { kind: 'save-asked' }, { kind: 'saved-for-operator', last })).toEqual({ ...session, last });
});

test('whoever leaves before there is a photo leaves to the session, not to the first screen', () => {
  for (let steps = 1; steps <= toReview.length; steps += 1) {
    expect(after(session, ...toReview.slice(0, steps), { kind: 'ended' })).toEqual(session);
  }
  expect(after(session, { kind: 'person-called', person, call }, { kind: 'back' })).toEqual(session);
  expect(after(session, ...toReview, { kind: 'back' })).toMatchObject({ kind: 'camera', call });
});

test('a session that has ended leads to the list of rosters, where its results are, and nothing else does', () => {
  expect(after(session, { kind: 'session-ended' })).toEqual({ kind: 'operator', page: 'rosters' });
  expect(after(session, ...toReview, { kind: 'session-ended' })).toMatchObject({ kind: 'review', call });
  expect(after(session, { kind: 'ended' })).toEqual(attract);
});

test('while the photo of whoever was called is being saved nothing leads away', () => {
  const saving = after(session, ...toReview, { kind: 'save-asked' });
  expect(after(saving, { kind: 'ended' })).toBe(saving);
  expect(after(saving, { kind: 'not-saved', failure: { code: 'internal' } })).toMatchObject({ kind: 'review', call });
});

test('the session follows the photo of whoever was last, and of nobody else', () => {
  const waiting: Flow = { ...session, last };
  const confirmed = sampleJob({ state: { kind: 'confirmed', confirmedAtMs: 1 } });
  expect(after(waiting, { kind: 'job-changed', job: confirmed })).toEqual({
    ...session,
    last: { ...last, job: confirmed },
  });
  expect(after(waiting, { kind: 'job-changed', job: { ...confirmed, id: 'another' } })).toBe(waiting);
});

test('nobody is called from anywhere but a session, and a session begins at the staff’s screens only', () => {
  expect(after(attract, { kind: 'person-called', person, call })).toBe(attract);
  expect(after(attract, { kind: 'session-opened', rosterId: 'monday', sessionId: 'morning' })).toBe(attract);
  expect(after({ kind: 'operator' }, { kind: 'session-opened', rosterId: 'monday', sessionId: 'morning' })).toEqual(
    session,
  );
});

const group = { id: 'group:1', displayName: 'Finance' };
const chosen: FlowEvent = { kind: 'target-chosen', person: { ...group, department: 'Group' }, target: group };
const back: Flow = { kind: 'operator', page: 'targets', target: group };

test('the photo of a group leads from the staff’s page to the camera without a notice, and back to that page', () => {
  const review = after({ kind: 'operator' }, chosen, { kind: 'captured', capture, crop });
  expect(review).toMatchObject({ kind: 'review', target: group, person: { displayName: 'Finance' } });
  const of = { ...last, personKey: group.id };
  const saved = after(review, { kind: 'save-asked' }, { kind: 'saved-for-operator', last: of });
  expect(saved).toEqual({ ...back, last: of });
  const confirmed = sampleJob({ state: { kind: 'confirmed', confirmedAtMs: 1 } });
  expect(after(saved, { kind: 'job-changed', job: confirmed })).toEqual({ ...back, last: { ...of, job: confirmed } });
});

test('once something newer goes to that group or its team, a removal perhaps, nothing is said of the photo before', () => {
  const job = sampleJob({ id: 'photo', target: 'group:1', savedAtMs: 10 });
  const saved: Flow = { ...back, last: { ...last, personKey: group.id, job } };
  const heard = (target: string, savedAtMs: number) =>
    after(saved, { kind: 'job-changed', job: sampleJob({ id: 'other', target, savedAtMs, undoes: 'remove' }) });
  expect(heard('group:1', 11)).toEqual(back);
  expect(heard('team:1', 11)).toEqual(back);
  expect(heard('group:1', 9)).toBe(saved);
  expect(heard('group:2', 11)).toBe(saved);
  expect(heard('contact:1', 11)).toBe(saved);
});

test('staff who leave the photo of a group come back to their page, and no visitor chooses a group', () => {
  const camera = after({ kind: 'operator' }, chosen);
  expect(after(camera, { kind: 'back' })).toEqual(back);
  expect(after(camera, { kind: 'ended' })).toEqual(back);
  const review = after(camera, { kind: 'captured', capture, crop });
  expect(after(review, { kind: 'back' })).toEqual(camera);
  expect(after(review, { kind: 'ended' })).toEqual(back);
  expect(after(review, { kind: 'other-person-asked' })).toEqual(back);
  for (const flow of [attract, session]) expect(after(flow, chosen)).toBe(flow);
});

test('once staff are locked no step of the photo of a group stays, and none leads back to the group', () => {
  const camera = after({ kind: 'operator' }, chosen);
  const review = after(camera, { kind: 'captured', capture, crop });
  for (const flow of [camera, review]) expect(after(flow, { kind: 'locked' })).toBe(attract);
  const saving = after(review, { kind: 'save-asked' });
  expect(after(saving, { kind: 'locked' })).toBe(saving);
  const failed = after(saving, { kind: 'not-saved', failure: { code: 'not-found' } });
  expect(after(failed, { kind: 'locked' })).toBe(attract);
  const called = after(session, ...toReview);
  for (const flow of [back, session, called]) expect(after(flow, { kind: 'locked' })).toBe(flow);
});

test('a photo on trial begins and ends where staff connected the station, and locking them ends it', () => {
  const review = after({ kind: 'operator' }, { kind: 'trial-chosen', person }, { kind: 'captured', capture, crop });
  expect(review).toMatchObject({ kind: 'review', person, isTrial: true });
  const connected: Flow = { kind: 'operator', page: 'connect' };
  expect(after(review, { kind: 'save-asked' }, { kind: 'saved-for-operator', last })).toEqual({ ...connected, last });
  expect(after(review, { kind: 'back' })).toMatchObject({ kind: 'camera', isTrial: true });
  for (const away of ['ended', 'other-person-asked'] as const) expect(after(review, { kind: away })).toEqual(connected);
  expect(after(review, { kind: 'back' }, { kind: 'back' })).toEqual(connected);
  expect(after(review, { kind: 'locked' })).toBe(attract);
  expect(after(review, { kind: 'save-asked' }, { kind: 'locked' })).toMatchObject({ kind: 'review' });
  expect(after(attract, { kind: 'trial-chosen', person })).toBe(attract);
});
