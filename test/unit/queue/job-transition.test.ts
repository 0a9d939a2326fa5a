import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../../electron/queue/job-record.ts';
import { isFinished } from '../../../electron/queue/job-record.ts';
import { type JobEvent, type Moment, transition } from '../../../electron/queue/job-transition.ts';
import { type OutcomeKind, outcomeKinds, type Receipt } from '../../../shared/outcome.ts';
import { sampleJob, sampleOutcome } from '../../sample-job.ts';

const moment: Moment = { nowMs: 1_010_000, random: 0.5, keepNames: 'until-confirmed' };
const sending = sampleJob({ state: { kind: 'sending' } });
const accepted = sampleJob({ state: { kind: 'accepted', acceptedAtMs: 1, nextVerificationAtMs: 2 } });

function following(record: JobRecord, event: JobEvent): JobRecord {
  const result = transition(record, event, moment);
  if (result.kind === 'error') throw new Error(`${event.kind} is not allowed for ${record.state.kind}`);
  return result.value;
}
const answer = (kind: OutcomeKind, isOutdated = false): JobEvent => ({
  kind: 'answered',
  outcome: sampleOutcome(kind),
  isOutdated,
  isFresh: true,
});
const verification = (receipt: Receipt): JobEvent => ({ kind: 'verified', receipt, isFresh: true });
const report = { kind: 'transient' as const, at: '' };

describe('what staff decide', () => {
  const held = sampleJob({ state: { kind: 'parked', reason: 'awaiting-approval' }, unapproved: { visit: 'one' } });
  test('only a photo that waits for them can be let go or not', () => {
    expect(following(held, { kind: 'approved' }).state).toEqual({ kind: 'waiting' });
    expect(following(held, { kind: 'approved' }).unapproved).toBeUndefined();
    const refused = following(held, { kind: 'disapproved', reason: 'not-a-portrait' });
    expect(refused).toMatchObject({
      state: { kind: 'withdrawn', refusedFor: 'not-a-portrait' },
      hasPhoto: false,
      personName: '',
      unapproved: { visit: 'one' },
    });
    for (const record of [sending, accepted, sampleJob(), refused, following(sending, answer('refused'))]) {
      expect(transition(record, { kind: 'approved' }, moment).kind).toBe('error');
      expect(transition(record, { kind: 'disapproved', reason: 'no-reason' }, moment).kind).toBe('error');
    }
  });
  test('trying again decides nothing', () => {
    expect(transition(held, { kind: 'retry' }, moment).kind).toBe('error');
    expect(transition(held, { kind: 'claimed' }, moment).kind).toBe('error');
  });
});

describe('what an answer does to a job', () => {
  const parks: OutcomeKind[] = [
    'refused',
    'no-mailbox',
    'picture-refused',
    'wrong-cloud-or-path',
    'unsupported',
    'storage-full',
  ];
  const pauses: OutcomeKind[] = ['offline', 'throttled', 'sign-in-needed'];

  test('every outcome is one of: accepted, a pause, a later try, a short grace, parked', () => {
    expect([...parks, ...pauses, 'accepted', 'transient', 'no-such-target'].sort()).toEqual([...outcomeKinds].sort());
  });
  test.each(parks)('%s parks it with that reason, its photo and its name', (kind) => {
    const job = following(sending, answer(kind));
    expect(job).toMatchObject({
      state: { kind: 'parked', reason: kind },
      hasPhoto: true,
      personName: 'Anna Example',
      attempts: 1,
    });
  });
  test.each(pauses)('%s is no attempt', (kind) => {
    expect(following(sending, answer(kind))).toMatchObject({ state: { kind: 'waiting' }, attempts: 0, failures: 0 });
  });
  test('a thousand transient failures never exhaust it', () => {
    let job = sending;
    for (let n = 0; n < 1000; n += 1) {
      job = following(job, answer('transient'));
      expect(job.state.kind).toBe('waiting');
      job = following(job, { kind: 'claimed' });
    }
    expect(job).toMatchObject({ attempts: 1000, hasPhoto: true });
  });
  test('what the service asks for with Retry-After is kept even when our own wait would be shorter', () => {
    const outcome = sampleOutcome('transient', { retryAfterMs: 120_000 });
    const job = following(sending, { kind: 'answered', outcome, isOutdated: false, isFresh: true });
    expect(job.state).toEqual({ kind: 'waiting', nextTryAtMs: moment.nowMs + 120_000 });
  });
  test('a person who is not there yet gets three more tries within about a minute, then it is parked', () => {
    let job = sending;
    const waits: number[] = [];
    for (;;) {
      job = following(job, answer('no-such-target'));
      if (job.state.kind !== 'waiting') break;
      waits.push((job.state.nextTryAtMs ?? 0) - moment.nowMs);
      job = following(job, { kind: 'claimed' });
    }
    expect(job.state).toEqual({ kind: 'parked', reason: 'no-such-target' });
    expect(waits).toEqual([5_000, 15_000, 40_000]);
  });
  test.each(outcomeKinds.filter((kind) => kind !== 'accepted'))(
    'an older photo whose sending ended with %s is superseded when a newer one is here, and erased',
    (kind) => {
      expect(following(sending, answer(kind, true))).toMatchObject({
        state: { kind: 'superseded' },
        hasPhoto: false,
        personName: '',
      });
    },
  );
});

describe('withdrawing', () => {
  test('a waiting or parked job ends at once, without photo and name', () => {
    for (const state of [{ kind: 'waiting' }, { kind: 'parked', reason: 'refused' }] as const) {
      const job = following(sampleJob({ state }), { kind: 'withdraw' });
      expect(job).toMatchObject({ state: { kind: 'withdrawn' }, hasPhoto: false, personName: '' });
      expect(job.personId).toBeUndefined();
      expect(job.target).toBe('user');
    }
  });
  test('while it is being sent only the answer decides: not accepted is withdrawn, accepted is told as accepted', () => {
    const asked = following(sending, { kind: 'withdraw' });
    expect(asked.state.kind).toBe('sending');
    expect(following(asked, answer('transient')).state.kind).toBe('withdrawn');
    expect(following(asked, answer('accepted')).state.kind).toBe('accepted');
    expect(following(asked, { kind: 'interrupted', isOutdated: false }).state.kind).toBe('withdrawn');
  });
  test('asking twice changes nothing more', () => {
    const asked = following(sending, { kind: 'withdraw' });
    expect(transition(asked, { kind: 'withdraw' }, moment)).toEqual({ kind: 'error', error: 'not-allowed' });
  });
  test('after acceptance it erases what the station holds and does not claim that the photo was called back', () => {
    expect(following(accepted, { kind: 'withdraw' })).toMatchObject({
      state: { kind: 'accepted' },
      hasPhoto: false,
      personName: '',
    });
  });
});

describe('reading back', () => {
  test('only a confirmed receipt confirms', () => {
    const receipts: Receipt[] = [{ kind: 'older-photo' }, { kind: 'newer-photo' }, { kind: 'cannot-tell', report }];
    for (const receipt of receipts) expect(following(accepted, verification(receipt)).state.kind).toBe('accepted');
    expect(following(accepted, verification({ kind: 'confirmed' })).state.kind).toBe('confirmed');
  });
  test('the schedule goes from a second to a day and ends; then photo and name are erased and nothing more is claimed', () => {
    let job = { ...accepted };
    const waits: number[] = [1_000];
    while (!isFinished(job)) {
      job = following(job, verification({ kind: 'cannot-tell', report }));
      if (job.state.kind === 'accepted' && job.state.nextVerificationAtMs !== undefined)
        waits.push(job.state.nextVerificationAtMs - moment.nowMs);
    }
    expect(waits).toEqual([1_000, 3_000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000]);
    expect(job).toMatchObject({
      state: { kind: 'accepted' },
      lastVerification: 'cannot-tell',
      hasPhoto: false,
      personName: '',
    });
  });
  test('a read-back that the network or the sign-in prevented uses up nothing of the schedule', () => {
    for (const kind of ['offline', 'throttled', 'sign-in-needed'] as const) {
      expect(following(accepted, verification({ kind: 'cannot-tell', report: { kind, at: '' } })).verifications).toBe(
        0,
      );
    }
  });
  test('an older photo that stays for about an hour is answered with one more sending, then with a person', () => {
    let job = accepted;
    for (let n = 0; n < 6; n += 1) job = following(job, verification({ kind: 'older-photo' }));
    expect(job).toMatchObject({ state: { kind: 'waiting' }, resends: 1, hasPhoto: true });
    job = following(following(job, { kind: 'claimed' }), answer('accepted'));
    for (let n = 0; n < 6; n += 1) job = following(job, verification({ kind: 'older-photo' }));
    expect(job).toMatchObject({
      state: { kind: 'parked', reason: 'not-stored' },
      hasPhoto: true,
      personName: 'Anna Example',
    });
  });
});

describe('whatever happens, in whatever order', () => {
  const outcomes = fc.constantFrom(...outcomeKinds).map((kind) => sampleOutcome(kind));
  const receipts = fc.constantFrom<Receipt>(
    { kind: 'confirmed' },
    { kind: 'older-photo' },
    { kind: 'newer-photo' },
    { kind: 'cannot-tell', report },
  );
  const events: fc.Arbitrary<JobEvent> = fc.oneof(
    fc.record({
      kind: fc.constant('answered' as const),
      outcome: outcomes,
      isOutdated: fc.boolean(),
      isFresh: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('interrupted' as const), isOutdated: fc.boolean() }),
    fc.record({ kind: fc.constant('verified' as const), receipt: receipts, isFresh: fc.boolean() }),
    fc.constantFrom<JobEvent>(
      { kind: 'claimed' },
      { kind: 'claimed' },
      { kind: 'retry' },
      { kind: 'withdraw' },
      { kind: 'outdated' },
      { kind: 'expired' },
      { kind: 'damaged' },
      { kind: 'day-over' },
    ),
  );
  test('a finished job stays finished and keeps no person; an unfinished one keeps its photo', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 60 }), (sequence) => {
        let job = sampleJob();
        for (const event of sequence) {
          const result = transition(job, event, moment);
          if (isFinished(job)) expect(result.kind).toBe('error');
          if (result.kind === 'ok') job = result.value;
          expect(job.hasPhoto).toBe(!isFinished(job));
          expect(job.personName === '').toBe(isFinished(job));
        }
      }),
      { numRuns: 2000 },
    );
  });
  test('a damaged photo is never claimed again', () => {
    const job = following(sampleJob(), { kind: 'damaged' });
    expect(transition(job, { kind: 'claimed' }, moment).kind).toBe('error');
    expect(transition(job, { kind: 'retry' }, moment).kind).toBe('error');
  });
});
