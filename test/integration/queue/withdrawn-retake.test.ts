import { expect, test } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { samplePhoto, sha256 } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';
import { WorkingStation } from '../../working-station.ts';

test('a retake that was withdrawn does not bring the older photo back, and the older one is not left waiting', async () => {
  const clock = createFakeClock();
  const sent: string[] = [];
  const station = new WorkingStation({
    clock,
    uploadPhoto: async (_, jpeg) => {
      sent.push(sha256(jpeg));
      return sampleOutcome('accepted');
    },
    // Accepted, and never shown: after about an hour of it a photo is sent once more.
    confirmPhoto: async () => ({ kind: 'older-photo' }),
  });
  const { queue } = await station.start();
  const older = station.save(1, 1);
  await letTimePass(clock, 20 * 60_000);
  expect(queue.get(older.id)?.state.kind).toBe('accepted');
  const retake = station.save(1, 2);
  expect(queue.withdraw(retake.id).kind).toBe('ok');
  await letTimePass(clock, 4 * 3_600_000);
  expect(sent).toEqual([sha256(samplePhoto(1))]);
  expect(queue.get(older.id)?.state.kind).toBe('superseded');
  expect(queue.thumbnail(older.id)).toBeUndefined();
  expect(queue.summary()).toMatchObject({ waiting: 0, accepted: 0, parked: 0 });
  expect(queue.verify().isSound).toBe(true);
  await station.remove();
});
