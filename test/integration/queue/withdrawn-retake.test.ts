import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { openStation, sampleCapture, samplePhoto, sha256 } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

test('a retake that was withdrawn does not bring the older photo back, and the older one is not left waiting', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-retake-'));
  const clock = createFakeClock();
  const sent: string[] = [];
  const { queue, close } = await openStation({
    folder,
    clock,
    random: () => 0.5,
    uploadPhoto: async (_, jpeg) => {
      sent.push(sha256(jpeg));
      return sampleOutcome('accepted');
    },
    // Accepted, and never shown: after about an hour of it a photo is sent once more.
    confirmPhoto: async () => ({ kind: 'older-photo' }),
  });
  queue.start();
  const save = (number: number) => {
    const saved = queue.enqueue(sampleCapture(1, samplePhoto(number)));
    if (saved.kind === 'error') throw new Error(saved.error.code);
    return saved.value;
  };
  const older = save(1);
  await letTimePass(clock, 20 * 60_000);
  expect(queue.get(older.id)?.state.kind).toBe('accepted');
  const retake = save(2);
  expect(queue.withdraw(retake.id).kind).toBe('ok');
  await letTimePass(clock, 4 * 3_600_000);
  expect(sent).toEqual([sha256(samplePhoto(1))]);
  expect(queue.get(older.id)?.state.kind).toBe('superseded');
  expect(queue.thumbnail(older.id)).toBeUndefined();
  expect(queue.summary()).toMatchObject({ waiting: 0, accepted: 0, parked: 0 });
  expect(queue.verify().isSound).toBe(true);
  await close();
  rmSync(folder, { recursive: true });
});
