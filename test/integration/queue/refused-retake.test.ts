import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { samplePhoto, sha256 } from '../../queue-station.ts';
import { createSimulatedService, type ServiceMood, type SimulatedService } from '../../simulated-service.ts';
import { WorkingStation } from '../../working-station.ts';

let clock: FakeClock;
let service: SimulatedService;
let station: WorkingStation;
/** The service shows the photo only from then on. */
let isShown: boolean;

beforeEach(async () => {
  clock = createFakeClock();
  service = createSimulatedService(clock);
  isShown = false;
  station = new WorkingStation({
    clock,
    uploadPhoto: service.uploadPhoto,
    confirmPhoto: async (...read) => (isShown ? service.confirmPhoto(...read) : { kind: 'older-photo' }),
  });
  await station.start();
});
afterEach(() => station.remove());

const save = (number: number) => station.save(1, number);
const stateOf = (job: UploadJob) => station.queue.get(job.id)?.state.kind;
const answers = (mood: ServiceMood) => {
  service.decide = ({ sha256: hash }) => (hash === sha256(samplePhoto(1)) ? 'well' : mood);
};

/** The first photo is accepted and not yet confirmed. */
async function acceptFirst(): Promise<UploadJob> {
  const first = save(1);
  await letTimePass(clock, 500);
  expect(stateOf(first)).toBe('accepted');
  return first;
}
function expectKept(first: UploadJob): void {
  expect(station.queue.thumbnail(first.id)).toEqual(samplePhoto(1));
  expect(station.queue.get(first.id)?.lastVerification).not.toBe('newer-photo');
  expect(station.queue.verify().isSound).toBe(true);
}
async function expectConfirmedInTheEnd(first: UploadJob): Promise<void> {
  isShown = true;
  await letTimePass(clock, 20 * 60_000);
  expect(stateOf(first)).toBe('confirmed');
}

describe('an accepted photo is kept and verified until a newer one is accepted', () => {
  test.each(['refused', 'no-such-target', 'offline', 'throttled', 'transient', 'sign-in-needed'] as const)(
    'when the answer to the newer one is %s',
    async (mood) => {
      const first = await acceptFirst();
      answers(mood);
      const retake = save(2);
      await letTimePass(clock, 3_000);
      expect(service.uploads.some((upload) => upload.sha256 === sha256(samplePhoto(2)))).toBe(true);
      expect(stateOf(retake)).not.toBe('accepted');
      expectKept(first);
      await expectConfirmedInTheEnd(first);
    },
  );
  test('when the newer one is withdrawn while it is sent, and the service refuses it', async () => {
    const first = await acceptFirst();
    answers('refused');
    const retake = save(2);
    await letTimePass(clock, 20);
    expect(stateOf(retake)).toBe('sending');
    station.queue.withdraw(retake.id);
    await letTimePass(clock, 500);
    expect(stateOf(retake)).toBe('withdrawn');
    expectKept(first);
    await expectConfirmedInTheEnd(first);
  });
  test('when the station is restarted while the newer one is sent', async () => {
    const first = await acceptFirst();
    answers('refused');
    const retake = save(2);
    await letTimePass(clock, 20);
    expect(stateOf(retake)).toBe('sending');
    await station.restart();
    expectKept(first);
    await letTimePass(clock, 500);
    expect(stateOf(retake)).toBe('parked');
    expectKept(first);
  });
  test('when the newer one is damaged on the disk, and it is even sent again, if it was not stored', async () => {
    const first = await acceptFirst();
    answers('offline');
    const retake = save(2);
    station.store.transact(() => {
      station.store.prepare('UPDATE photo SET sealed = zeroblob(100) WHERE seq = 2').run();
    });
    await letTimePass(clock, 500);
    expect(station.queue.get(retake.id)?.state).toEqual({ kind: 'parked', reason: 'damaged' });
    expect(station.queue.thumbnail(first.id)).toEqual(samplePhoto(1));
    await letTimePass(clock, 80 * 60_000);
    expect(service.uploads.map((upload) => upload.sha256)).toEqual([sha256(samplePhoto(1)), sha256(samplePhoto(1))]);
    await expectConfirmedInTheEnd(first);
  });
});

test('it is told and erased when the newer one is accepted, or a third one after the second was refused', async () => {
  const first = await acceptFirst();
  answers('refused');
  const second = save(2);
  await letTimePass(clock, 500);
  expectKept(first);
  service.decide = undefined;
  const third = save(3);
  expect(stateOf(second)).toBe('superseded');
  expectKept(first);
  await letTimePass(clock, 500);
  expect(stateOf(third)).toBe('accepted');
  expect(station.queue.get(first.id)).toMatchObject({ state: { kind: 'accepted' }, lastVerification: 'newer-photo' });
  expect(station.queue.thumbnail(first.id)).toBeUndefined();
  expect(station.queue.verify().isSound).toBe(true);
});
