import type { EventName, EventValue, KioskHandlers } from '../shared/contract.ts';
import { err, ok } from '../shared/result.ts';
import type { CheckLine } from '../shared/station-check.ts';
import { type FormerOffer, isHeld, type JobState, type UploadJob } from '../shared/upload-job.ts';
import { sampleJob, samplePeople } from './kiosk-double.ts';

const names = ['Aiko Tanaka', '田中 美咲', 'Antoine Lefèvre', '张伟', 'Amina Abdullahi-Oyelaran de la Cruz'];
const startMs = 1_790_000_000_000;

const untilMs = startMs + 24 * 3_600_000;
const formers: readonly FormerOffer[] = [
  { kind: 'photo', untilMs },
  { kind: 'empty', untilMs },
  { kind: 'cannot-remove', untilMs },
  { kind: 'unread', why: 'refused', untilMs },
  { kind: 'unread', why: 'too-slow', untilMs },
];

/** A made-up list of jobs in every state, newest first, as the core would list them. */
export function sampleJobs(count: number): UploadJob[] {
  const states: readonly JobState[] = [
    { kind: 'waiting', nextTryAtMs: Date.now() + 40_000 },
    { kind: 'parked', reason: 'refused' },
    { kind: 'sending' },
    { kind: 'accepted', acceptedAtMs: startMs, nextVerificationAtMs: startMs + 60_000 },
    { kind: 'confirmed', confirmedAtMs: startMs },
    { kind: 'superseded' },
    { kind: 'parked', reason: 'damaged' },
  ];
  return Array.from({ length: count }, (_, index) => {
    const state = states[index % states.length] ?? { kind: 'waiting' };
    const isOver = state.kind === 'confirmed' || state.kind === 'superseded';
    return sampleJob({
      id: `job-${index}`,
      target: `user:3b1c9d20-55aa-4f11-9a77-${String(index).padStart(12, '0')}`,
      personName: isOver ? '' : (names[index % names.length] ?? ''),
      savedAtMs: startMs - index * 60_000,
      attempts: index % 3,
      state,
      ...(state.kind === 'confirmed' ? { former: formers[Math.floor(index / states.length) % formers.length] } : {}),
      ...(state.kind === 'parked' && state.reason === 'refused'
        ? {
            lastOutcome: {
              kind: 'refused' as const,
              status: 403,
              code: 'ErrorAccessDenied',
              requestId: '5c0e1d3b-2f64-4a1c-8a53-6f2b6f0f9d11',
              clientRequestId: '9a2f1c57-3e0f-4f0d-9a61-0d6f6f3a1b22',
              at: '2026-09-21T14:13:20.000Z',
            },
          }
        : {}),
    });
  });
}

/** Made-up photos that wait for staff. */
export function sampleHeld(count: number): UploadJob[] {
  return Array.from({ length: count }, (_, index) =>
    sampleJob({
      id: `held-${index}`,
      target: `user:${index + 1}`,
      personName: names.at(-1 - (index % names.length)) ?? '',
      savedAtMs: startMs + (index + 1) * 60_000,
      state: { kind: 'parked', reason: 'awaiting-approval' },
    }),
  );
}

const lights: readonly CheckLine[] = [
  { item: 'clock', light: 'green', code: 'right', detail: { skewSeconds: 0 } },
  { item: 'authority', light: 'red', code: 'unreachable', detail: { reason: 'ENOTFOUND' } },
  { item: 'photo-process', light: 'green', code: 'works' },
  { item: 'storage', light: 'amber', code: 'near-floor', detail: { freeMb: 700, floorMb: 500 } },
];

/** Handlers for the operator's screens over a list of jobs; `emit` carries the events that the core would send. */
export function operatorHandlers(
  jobs: UploadJob[],
  emit: <Name extends EventName>(name: Name, value: EventValue<Name>) => void,
): Partial<KioskHandlers> {
  const change = (jobId: string, state: JobState) => {
    const index = jobs.findIndex(({ id }) => id === jobId);
    const job = jobs[index];
    if (job === undefined) return err({ code: 'not-found' as const });
    const changed = { ...job, state };
    jobs[index] = changed;
    emit('uploads.changed', { job: changed });
    return ok({ job: changed });
  };
  const isListed = ({ state }: UploadJob, filter: string) =>
    filter === 'all' ||
    (filter === 'approval'
      ? isHeld({ state })
      : filter === 'attention'
        ? state.kind === 'parked'
        : !['confirmed', 'superseded', 'withdrawn'].includes(state.kind));
  return {
    'operator.unlock': async ({ pin }) => {
      if (pin === '0000') return err({ code: 'pin-blocked', detail: { retryAfterSeconds: 900 } });
      if (pin !== '1234' && pin !== '-') return err({ code: 'wrong-pin', detail: { triesLeft: 3 } });
      emit('operator.changed', { isOperator: true });
      return ok({});
    },
    'operator.lock': async () => {
      emit('operator.changed', { isOperator: false });
      return ok({});
    },
    'operator.stay': async () => ok({}),
    'operator.close': async () => ok({}),
    'uploads.list': async ({ offset, limit, filter, query = '' }) => {
      const isMeant = ({ personName }: UploadJob) => personName.toLowerCase().includes(query.trim().toLowerCase());
      const listed = jobs.filter((job) => isListed(job, filter) && isMeant(job));
      const confirmed = jobs.filter(({ state }) => state.kind === 'confirmed').length;
      return ok({
        jobs: listed.slice(offset, offset + limit),
        total: listed.length,
        today: { saved: jobs.length, confirmed },
      });
    },
    'uploads.thumbnail': async () => ok({}),
    'uploads.former': async () => ok({}),
    'uploads.undo': async ({ jobId }) => {
      const index = jobs.findIndex(({ id }) => id === jobId);
      const { former: _, ...job } = jobs[index] ?? sampleJob();
      if (index >= 0) jobs[index] = job;
      const undoing = sampleJob({ ...job, id: `undo-${jobId}`, state: { kind: 'waiting' }, undoes: 'put-back' });
      jobs.unshift(undoing);
      emit('uploads.changed', { job: undoing });
      return ok({ job: undoing });
    },
    'uploads.retry': async ({ jobId }) => change(jobId, { kind: 'waiting' }),
    'uploads.approve': async ({ jobIds }) => {
      const held = jobIds.filter((id) => jobs.some((job) => job.id === id && isHeld(job)));
      for (const id of held) change(id, { kind: 'waiting' });
      return ok({ count: held.length });
    },
    'uploads.refuse': async ({ jobId, reason }) => change(jobId, { kind: 'withdrawn', refusedFor: reason }),
    'uploads.retryAll': async () => ok({ count: jobs.filter((job) => isListed(job, 'attention')).length }),
    'uploads.dismiss': async () => ok({}),
    'uploads.withdraw': async ({ jobId }) => change(jobId, { kind: 'withdrawn' }),
    'station.check': async () => ok({ lines: [...lights] }),
    'signIn.me': async () => {
      const [person] = samplePeople;
      return person === undefined ? err({ code: 'not-found' }) : ok({ person });
    },
    'signIn.start': async () => {
      emit('signIn.changed', {
        signIn: {
          kind: 'waiting-for-person',
          userCode: 'FJC3G9HK8',
          verificationUrl: 'https://microsoft.com/devicelogin',
          expiresAtMs: Date.now() + 15 * 60_000,
        },
      });
      return ok({});
    },
    'signIn.cancel': async () => {
      emit('signIn.changed', { signIn: { kind: 'signed-out' } });
      return ok({});
    },
    'signIn.signOut': async () => {
      emit('signIn.changed', { signIn: { kind: 'signed-out' } });
      return ok({});
    },
  };
}
