import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { createUploadQueue } from '../../../electron/queue/durable-upload-queue.ts';
import { openStore, type Store } from '../../../electron/storage/store.ts';
import type { OutcomeKind } from '../../../shared/outcome.ts';
import { err } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { createKeptLog, openStation, queueSettings, sampleCapture, samplePhoto, sha256 } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

/** A store whose commits may reach the disk and answer with an error all the same, as after a failed fsync. */
function answeringFalsely(store: Store) {
  /** Commits that still answer truly before the one that does not. */
  let armed: number | undefined;
  let reopened = 0;
  const falsely: Store = {
    ...store,
    generation: () => store.generation() + reopened,
    transact(body) {
      const result = store.transact(body);
      if (armed === undefined || armed-- > 0) return result;
      armed = undefined;
      reopened++;
      return err('io');
    },
  };
  return {
    store: falsely,
    failNext: (after = 0) => {
      armed = after;
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
  const answer: { kind: OutcomeKind } = { kind: 'accepted' };
  const queue = createUploadQueue({
    store,
    clock,
    log,
    random: () => 0.5,
    settings: queueSettings(),
    stationId: 'test',
    uploadPhoto: async () => sampleOutcome(answer.kind),
    confirmPhoto: async () => ({ kind: 'confirmed' }),
  });
  await queue.takeUp();
  const close = async () => {
    await queue.stop();
    opened.value.close();
  };
  return { folder, clock, store, queue, answer, failNext, close };
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

type Station = Awaited<ReturnType<typeof station>>;
const day = 86_400_000;
const auditLines = ({ store }: Station) =>
  store
    .prepare('SELECT line FROM audit ORDER BY seq')
    .all()
    .map(({ line }) => {
      const { event, jobId } = JSON.parse(String(line)) as { event: string; jobId: string };
      return `${event} ${jobId}`;
    });

/** Brings a station to where something is about to be written, and does it. */
const changes: Readonly<Record<string, { before(at: Station): Promise<void>; during(at: Station): Promise<unknown> }>> =
  {
    'records past their keeping time are removed': {
      async before({ queue, clock }) {
        queue.start();
        for (const person of [1, 2]) queue.enqueue(sampleCapture(person, samplePhoto(person)));
        await letTimePass(clock, 30 * day - 1_800_000);
      },
      during: ({ clock }) => letTimePass(clock, 3 * 3_600_000),
    },
    'a photo is saved': {
      before: async () => {},
      during: async ({ queue }) => queue.enqueue(sampleCapture(9, samplePhoto(9))),
    },
    'a photo is claimed, answered and confirmed': {
      async before({ queue }) {
        queue.enqueue(sampleCapture(9, samplePhoto(9)));
      },
      during: async ({ queue, clock }) => {
        queue.start();
        await letTimePass(clock, 60_000);
      },
    },
    'a photo is withdrawn': {
      async before({ queue }) {
        queue.enqueue(sampleCapture(9, samplePhoto(9)));
      },
      during: async ({ queue }) =>
        queue.withdraw(queue.list({ offset: 0, limit: 1, filter: 'open' }).jobs[0]?.id ?? ''),
    },
    'a parked photo is tried again': {
      async before({ queue, clock, answer }) {
        answer.kind = 'refused';
        queue.start();
        queue.enqueue(sampleCapture(9, samplePhoto(9)));
        await letTimePass(clock, 5_000);
        await queue.stop();
        answer.kind = 'accepted';
      },
      during: async ({ queue }) => queue.retry(queue.list({ offset: 0, limit: 1, filter: 'open' }).jobs[0]?.id ?? ''),
    },
    'parked photos are exported': {
      before: async () => {},
      during: ({ queue }) => queue.exportParked('a good passphrase'),
    },
  };

test.each(Object.keys(changes).flatMap((about) => [0, 1, 2].map((which) => ({ about, which }))))(
  'nothing is lost or counted twice when $about, commit $which answers with an error and is on the disk',
  async ({ about, which }) => {
    const at = await station();
    const change = changes[about];
    if (change === undefined) throw new Error(about);
    await change.before(at);
    at.failNext(which);
    await change.during(at);
    // Whatever is written next finds memory and disk of one mind.
    at.queue.enqueue(sampleCapture(50, samplePhoto(50)));
    await letTimePass(at.clock, 10_000);
    expect(at.queue.verify()).toMatchObject({ isSound: true, conservation: { holds: true } });
    const lines = auditLines(at).filter((line) => !line.startsWith('retried'));
    expect(lines).toEqual([...new Set(lines)]);
    const known = at.queue.list({ offset: 0, limit: 100, filter: 'all' }).jobs;
    await at.close();

    const restarted = await openStation({ folder: at.folder });
    expect(restarted.queue.verify()).toMatchObject({ isSound: true, conservation: { holds: true } });
    const after = restarted.queue.list({ offset: 0, limit: 100, filter: 'all' }).jobs;
    const atRest = (jobs: typeof known) =>
      jobs.map(({ id, state }) => `${id} ${state.kind === 'sending' ? 'waiting' : state.kind}`);
    expect(atRest(after)).toEqual(atRest(known));
    await restarted.close();
  },
);
