import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { openStation, sampleCapture, samplePhoto, sha256 } from '../../queue-station.ts';
import { createSimulatedService } from '../../simulated-service.ts';

let folder: string;
const clock = createFakeClock();
let service = createSimulatedService(clock);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-newer-'));
  service = createSimulatedService(clock);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (id: string) => ({ table: 'job', column: 'record', row: id });

/** Three saved photos, the second of which a newer program has written since. */
async function withNewerRow() {
  const station = await openStation({ folder });
  const ids = [1, 2, 3].map((person) => {
    const saved = station.queue.enqueue(sampleCapture(person, samplePhoto(person)));
    if (saved.kind === 'error') throw new Error(saved.error.code);
    return saved.value.id;
  });
  const id = ids[1] ?? '';
  const { store } = station;
  const row = store.prepare('SELECT record FROM job WHERE id = ?').get(id)?.record;
  const plain = row instanceof Uint8Array ? store.open(place(id), row) : undefined;
  const record = { ...JSON.parse(Buffer.from(plain ?? []).toString()), version: 99, feeling: 'new' };
  const sealed = store.seal(place(id), Buffer.from(JSON.stringify(record)));
  store.transact(() => void store.prepare('UPDATE job SET record = ? WHERE id = ?').run(sealed, id));
  await station.close();
  return { id, sealed: Buffer.from(sealed) };
}

test('a row of a newer program is kept as it is, never sent, never erased, and reported apart', async () => {
  const { id, sealed } = await withNewerRow();
  const { uploadPhoto, confirmPhoto } = service;
  const { queue, store, log, close } = await openStation({
    folder,
    clock,
    random: () => 0.5,
    uploadPhoto,
    confirmPhoto,
    settings: { eraseUnsentAfterDays: 1, keepRecordsDays: 1 },
  });
  queue.start();
  await queue.retryAll();
  await letTimePass(clock, 5 * 86_400_000);
  // Another photo of the same person goes its own way.
  expect(queue.enqueue(sampleCapture(2, samplePhoto(20))).kind).toBe('ok');
  await letTimePass(clock, 60_000);
  expect(service.uploads.map((upload) => upload.sha256)).toEqual(
    [1, 3, 20].map((number) => sha256(samplePhoto(number))),
  );
  expect(
    Buffer.from((store.prepare('SELECT record FROM job WHERE id = ?').get(id)?.record as Uint8Array) ?? []),
  ).toEqual(sealed);
  expect(store.prepare('SELECT count(*) AS n FROM photo').get()).toEqual({ n: 1 });
  expect(log.lines.map(({ event }) => event)).toContain('queue.newer-records-kept');
  expect(log.lines.map(({ event }) => event)).not.toContain('queue.damage-found');
  expect(queue.summary()).toMatchObject({ waiting: 0, parked: 0 });
  expect(queue.withdraw(id)).toMatchObject({ kind: 'error', error: { code: 'not-found' } });
  const verdict = queue.verify();
  expect(verdict).toMatchObject({ isSound: false, damagedRecords: [], damagedPhotos: [], newerRecords: [id] });
  expect(verdict.conservation).toMatchObject({ saved: 4, holds: true });
  await close();
});
