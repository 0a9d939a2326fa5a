import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { openStation, sha256 } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

/** Folders as the released versions left them; `version-1-every-state` was killed in the middle of its work. */
const golden = path.join(import.meta.dirname, 'golden');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-released-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the released program itself said of its jobs right before it was killed; the names of then. */
const expectedSchema = z.object({
  nowMs: z.number(),
  jobs: z.array(
    z.object({
      id: z.string(),
      target: z.string(),
      personName: z.string(),
      savedAtMs: z.number(),
      attempts: z.number(),
      sizeBytes: z.number(),
      photoSha256: z.string().optional(),
      lastCheck: z.string().optional(),
      lastOutcome: z.unknown().optional(),
      state: z.looseObject({ kind: z.string(), nextCheckAtMs: z.number().optional() }),
    }),
  ),
  audit: z.array(z.object({ seq: z.number(), line: z.string(), chain: z.string() })),
  verdict: z.object({ conservation: z.object({ saved: z.number(), byState: z.record(z.string(), z.number()) }) }),
});

function released(version: string) {
  cpSync(path.join(golden, version), path.join(folder, 'store'), { recursive: true });
  return expectedSchema.parse(JSON.parse(readFileSync(path.join(golden, version, 'expected.json'), 'utf8')));
}

test('the first released file opens with every photo, none damaged', async () => {
  // A version that is released brings its file here, and a test of it below.
  expect(readdirSync(golden).sort()).toEqual(['version-1', 'version-1-every-state']);
  cpSync(path.join(golden, 'version-1'), path.join(folder, 'store'), { recursive: true });
  const { queue, store, close } = await openStation({ folder });
  expect(store.reports).toEqual([]);
  expect(queue.summary()).toMatchObject({ waiting: 3, parked: 0 });
  expect(queue.verify()).toMatchObject({ isSound: true, photosRead: 3, conservation: { saved: 3 } });
  await close();
});

test('a released database with a job in every state keeps each job, photo, audit line and count', async () => {
  const expected = released('version-1-every-state');
  const states = new Set(expected.jobs.map(({ state }) => state.kind));
  expect([...states].sort()).toEqual([
    'accepted',
    'confirmed',
    'parked',
    'sending',
    'superseded',
    'waiting',
    'withdrawn',
  ]);
  const station = await openStation({ folder, clock: createFakeClock(expected.nowMs) });
  const { queue, store } = station;
  expect(store.reports).toEqual([]);
  expect(station.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  const jobs = queue.list({ offset: 0, limit: 100, filter: 'all' }).jobs.reverse();
  const found = jobs.map((job) => {
    const photo = queue.thumbnail(job.id);
    return { ...job, ...(photo === undefined ? {} : { photoSha256: sha256(photo) }) };
  });
  expect(found).toEqual(
    expected.jobs.map(({ lastCheck, state: { nextCheckAtMs, ...state }, ...job }) => ({
      ...job,
      // Whatever was being sent when the process died waits again.
      state:
        state.kind === 'sending'
          ? { kind: 'waiting' }
          : { ...state, ...(nextCheckAtMs === undefined ? {} : { nextVerificationAtMs: nextCheckAtMs }) },
      ...(lastCheck === undefined ? {} : { lastVerification: lastCheck }),
    })),
  );
  const lines = store.prepare('SELECT seq, line, chain FROM audit ORDER BY seq').all();
  expect(lines).toEqual(expected.audit);
  const { sending = 0, waiting = 0, ...byState } = expected.verdict.conservation.byState;
  const verdict = queue.verify();
  expect(verdict.conservation).toEqual({
    saved: expected.verdict.conservation.saved,
    byState: { ...byState, waiting: waiting + sending },
    holds: true,
  });
  expect(verdict).toMatchObject({ audit: { broken: [] }, damagedRecords: [], newerRecords: [], pages: 'ok' });
  expect(Buffer.from(store.documents.get('people') ?? []).toString()).toBe('a document of the released version');
  await station.close();
});

test('and every photo that it had not sent yet can be sent, verified and erased', async () => {
  const expected = released('version-1-every-state');
  const clock = createFakeClock(expected.nowMs);
  const sent = new Set<string>();
  const { queue, close } = await openStation({
    folder,
    clock,
    random: () => 0.5,
    uploadPhoto: async (_target, jpeg) => {
      sent.add(sha256(jpeg));
      return sampleOutcome('accepted');
    },
  });
  queue.start();
  await queue.retryAll();
  await letTimePass(clock, 10 * 60_000);
  const unsent = expected.jobs.filter(({ state, photoSha256 }) => {
    return photoSha256 !== undefined && ['waiting', 'sending', 'parked'].includes(state.kind);
  });
  expect(unsent.length).toBeGreaterThanOrEqual(5);
  expect([...sent].sort()).toEqual(unsent.map(({ photoSha256 }) => photoSha256 ?? '').sort());
  for (const { id } of unsent) expect(queue.get(id)?.state.kind).toBe('confirmed');
  // What it had sent and not verified yet, older-photo and cannot-tell alike, is verified on.
  const verified = expected.jobs.filter(({ state }) => state.nextCheckAtMs !== undefined);
  expect(verified).toHaveLength(2);
  for (const { id } of verified) expect(queue.get(id)?.state.kind).toBe('confirmed');
  await close();
  const again = await openStation({ folder, clock });
  expect(again.queue.verify()).toMatchObject({ conservation: { holds: true }, audit: { broken: [] } });
  await again.close();
});
