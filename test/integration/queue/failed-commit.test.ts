import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { createUploadQueue } from '../../../electron/queue/upload-queue.ts';
import { openStore, type Store } from '../../../electron/storage/store.ts';
import { err } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createKeptLog, openStation, queueSettings, sampleCapture, samplePhoto, sha256 } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

/** A store whose commits may reach the disk and answer with an error all the same, as after a failed fsync. */
function answeringFalsely(store: Store) {
  let isArmed = false;
  let reopened = 0;
  const falsely: Store = {
    ...store,
    generation: () => store.generation() + reopened,
    transact(body) {
      const result = store.transact(body);
      if (!isArmed) return result;
      isArmed = false;
      reopened++;
      return err('io');
    },
  };
  return {
    store: falsely,
    failNext: () => {
      isArmed = true;
    },
  };
}

async function station() {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-failed-commit-'));
  const clock = createFakeClock();
  const log = createKeptLog();
  const opened = await openStore({
    folder,
    cipher: createFixedCipher(),
    clock,
    log,
    sections: storeSections,
    freeSpaceFloorBytes: 0,
  });
  if (opened.kind === 'error') throw new Error(opened.error.code);
  const { store, failNext } = answeringFalsely(opened.value);
  const queue = createUploadQueue({
    store,
    clock,
    log,
    random: () => 0.5,
    settings: queueSettings(),
    stationId: 'test',
    uploadPhoto: async () => sampleOutcome('accepted'),
    confirmPhoto: async () => ({ kind: 'confirmed' }),
  });
  const close = async () => {
    await queue.stop();
    opened.value.close();
  };
  return { folder, queue, failNext, close };
}

const photos = (queue: Awaited<ReturnType<typeof station>>['queue']) =>
  queue
    .list({ offset: 0, limit: 100, filter: 'open' })
    .jobs.map(({ id }) => sha256(queue.thumbnail(id) ?? new Uint8Array()));

test('a retake whose commit failed, and is on the disk all the same, leaves its person with one whole photo', async () => {
  const { folder, queue, failNext, close } = await station();
  const [first, retake] = [samplePhoto(1), samplePhoto(2)];
  expect(queue.enqueue(sampleCapture(7, first)).kind).toBe('ok');
  failNext();
  expect(queue.enqueue(sampleCapture(7, retake))).toMatchObject({
    kind: 'error',
    error: { code: 'not-saved-storage' },
  });
  expect(photos(queue)).toEqual([sha256(retake)]);
  expect(queue.verify()).toMatchObject({ isSound: true });
  await close();

  const restarted = await openStation({ folder });
  expect(photos(restarted.queue)).toEqual([sha256(retake)]);
  await restarted.close();
});

test('pressing again after "not saved" wins over what the failed commit left', async () => {
  const { queue, failNext, close } = await station();
  queue.enqueue(sampleCapture(7, samplePhoto(1)));
  failNext();
  queue.enqueue(sampleCapture(7, samplePhoto(2)));
  const again = samplePhoto(3);
  expect(queue.enqueue(sampleCapture(7, again)).kind).toBe('ok');
  expect(photos(queue)).toEqual([sha256(again)]);
  expect(queue.verify()).toMatchObject({ isSound: true });
  await close();
});

test('a withdrawal that answered with an error, and is on the disk all the same, never sends a photo that is gone', async () => {
  const { queue, failNext, close } = await station();
  const saved = queue.enqueue(sampleCapture(7, samplePhoto(1)));
  if (saved.kind === 'error') throw new Error(saved.error.code);
  failNext();
  expect(queue.withdraw(saved.value.id).kind).toBe('error');
  expect(queue.get(saved.value.id)?.state.kind).toBe('withdrawn');
  expect(photos(queue)).toEqual([]);
  await close();
});
