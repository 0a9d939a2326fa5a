import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { samplePhoto } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';
import { WorkingStation } from '../../working-station.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const clock = createFakeClock();
let station: WorkingStation;

beforeEach(() => {
  station = new WorkingStation({ clock });
});
afterEach(() => station.remove());

/** A station that erases after two days, with one photo that the service refuses. */
async function stationWithParkedPhoto(): Promise<UploadJob> {
  await station.start({
    settings: { eraseUnsentAfterDays: 2 },
    uploadPhoto: async () => sampleOutcome('refused'),
  });
  const job = station.save(1);
  await letTimePass(clock, 1_000);
  return job;
}

test.each([
  ['forward, as a station without a battery does that finds the time', 3_000 * dayMs],
  ['forward by little more than the time a photo is kept', 3 * dayMs],
])('no photo is erased in an hour in which the wall clock jumped %s, and then went back', async (_, jumpMs) => {
  const job = await stationWithParkedPhoto();
  await letTimePass(clock, hourMs / 2);
  clock.jump(jumpMs);
  // Housekeeping looks at the hour, and finds that the wall clock went further than time did.
  await letTimePass(clock, hourMs / 2 + 60_000);
  expect(station.queue.get(job.id)?.state.kind).toBe('parked');
  clock.jump(-jumpMs);
  await letTimePass(clock, hourMs);
  expect(station.queue.get(job.id)?.state.kind).toBe('parked');
  expect(station.queue.thumbnail(job.id)).toEqual(samplePhoto(1));
});

test('after hours in which both clocks agree a photo is erased at its age', async () => {
  const job = await stationWithParkedPhoto();
  await letTimePass(clock, 47 * hourMs);
  expect(station.queue.get(job.id)?.state.kind).toBe('parked');
  await letTimePass(clock, 2 * hourMs);
  expect(station.queue.get(job.id)?.state.kind).toBe('withdrawn');
});

test('a station whose machine sleeps in every hour keeps what its notice says all the same', async () => {
  const job = await stationWithParkedPhoto();
  for (let night = 0; night < 3; night += 1) {
    await letTimePass(clock, hourMs / 2);
    expect(station.queue.get(job.id)?.state.kind).toBe(night < 2 ? 'parked' : 'withdrawn');
    clock.sleep(dayMs);
    await letTimePass(clock, hourMs / 2 + 60_000);
  }
});
