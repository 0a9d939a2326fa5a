import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto, sha256 } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

const clock = createFakeClock();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-restart-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function save({ queue }: QueueStation, person: number): string {
  const saved = queue.enqueue(sampleCapture(person, samplePhoto(person)));
  if (saved.kind === 'error') throw new Error(saved.error.code);
  return saved.value.id;
}

test('what was being sent when the process was killed is sent again after the start', async () => {
  const killed = await openStation({ folder: path.join(folder, 'a'), clock, uploadPhoto: () => new Promise(() => {}) });
  killed.queue.start();
  const id = save(killed, 1);
  await letTimePass(clock, 1_000);
  expect(killed.queue.get(id)?.state.kind).toBe('sending');
  // What a kill leaves: the files as they are in this moment, and nobody who closes them.
  cpSync(path.join(folder, 'a', 'store'), path.join(folder, 'b', 'store'), { recursive: true });
  await killed.close();

  const sent: string[] = [];
  const started = await openStation({
    folder: path.join(folder, 'b'),
    clock,
    uploadPhoto: async (_, jpeg) => {
      sent.push(sha256(jpeg));
      return sampleOutcome('accepted');
    },
  });
  expect(started.queue.get(id)?.state.kind).toBe('waiting');
  started.queue.start();
  await letTimePass(clock, 60_000);
  expect(sent).toEqual([sha256(samplePhoto(1))]);
  expect(started.queue.get(id)?.state.kind).toBe('confirmed');
  await started.close();
});

test('the count of what was ever called saved is the same after a start, to the last photo', async () => {
  const first = await openStation({ folder, clock });
  for (const person of [1, 2, 3]) save(first, person);
  expect(first.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 3 } });
  await first.close();
  const second = await openStation({ folder, clock });
  expect(second.log.lines).toEqual([]);
  expect(second.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 3, holds: true } });
  save(second, 4);
  expect(second.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 4, holds: true } });
  await second.close();
});

test('bytes that are sealed rightly and are not the photo that was saved are never sent', async () => {
  const sent: string[] = [];
  const station = await openStation({
    folder,
    clock,
    uploadPhoto: async (_, jpeg) => {
      sent.push(sha256(jpeg));
      return sampleOutcome('accepted');
    },
  });
  const { queue, store } = station;
  const id = save(station, 1);
  const place = { table: 'photo', column: 'sealed', row: id };
  store.prepare('UPDATE photo SET sealed = ?').run(store.seal(place, samplePhoto(2)));
  queue.start();
  await letTimePass(clock, 60_000);
  expect(sent).toEqual([]);
  expect(queue.get(id)?.state).toEqual({ kind: 'parked', reason: 'damaged' });
  expect(queue.thumbnail(id)).toBeUndefined();
  await station.close();
});
