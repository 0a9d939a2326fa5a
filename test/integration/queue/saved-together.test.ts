import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto } from '../../queue-station.ts';

let folder: string;
let station: QueueStation;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-together-'));
  station = await openStation({ folder });
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

const rowOf = (job: UploadJob) => `row ${job.id}`;
const putRow = (job: UploadJob) => void station.store.documents.put(rowOf(job), Buffer.from('captured'));
const jobs = () => station.queue.list({ offset: 0, limit: 100, filter: 'all' }).jobs;
const rows = () => Number(station.store.prepare('SELECT count(*) AS n FROM document').get()?.n);

async function restart(): Promise<void> {
  await station.close();
  station = await openStation({ folder });
}

test('a photo and what another room keeps of it are on the disk together', async () => {
  const saved = station.queue.enqueue(sampleCapture(1, samplePhoto(1)), putRow);
  expect(saved.kind).toBe('ok');
  await restart();
  expect(jobs()).toHaveLength(1);
  expect(jobs().map((job) => station.store.documents.get(rowOf(job)) !== undefined)).toEqual([true]);
});

test('a mistake in the other room saves neither, supersedes nothing, and the queue goes on', async () => {
  const first = station.queue.enqueue(sampleCapture(1, samplePhoto(1)), putRow);
  const mistaken = () =>
    station.queue.enqueue(sampleCapture(1, samplePhoto(2)), (job) => {
      putRow(job);
      throw new Error('a mistake');
    });
  expect(mistaken).toThrow('a mistake');
  expect(jobs().map(({ id, state }) => [id, state.kind])).toEqual([[first.kind === 'ok' && first.value.id, 'waiting']]);
  expect(rows()).toBe(1);
  expect(station.queue.enqueue(sampleCapture(2, samplePhoto(3)), putRow).kind).toBe('ok');
  await restart();
  expect([jobs().length, rows()]).toEqual([2, 2]);
  expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 2 } });
});

test('a disk that refuses the other room’s part saves neither, and says so', async () => {
  const pages = Number(station.store.prepare('PRAGMA page_count').get()?.page_count);
  station.store.prepare(`PRAGMA max_page_count=${pages + 10}`).get();
  const refused = station.queue.enqueue(sampleCapture(1, samplePhoto(1)), (job) => {
    station.store.documents.put(rowOf(job), Buffer.alloc(400_000, 1));
  });
  expect(refused).toMatchObject({ kind: 'error', error: { code: 'not-saved-disk-full' } });
  await restart();
  expect([jobs().length, rows()]).toEqual([0, 0]);
  expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 0 } });
});

test('a photo that is refused asks nothing of the other room', () => {
  let asked = 0;
  const refused = station.queue.enqueue({ ...sampleCapture(1, samplePhoto(1)), photoSha256: 'another' }, () => {
    asked += 1;
  });
  expect([refused.kind, asked]).toEqual(['error', 0]);
});

test('the queue joins nobody else’s transaction: its memory would not be undone with it', () => {
  const joined = () => station.store.transact(() => station.queue.enqueue(sampleCapture(1, samplePhoto(1))));
  expect(joined).toThrow('the queue joins no transaction');
  expect(jobs()).toEqual([]);
  expect(station.queue.enqueue(sampleCapture(1, samplePhoto(1))).kind).toBe('ok');
});

test.each(['between the two', 'after both, before the commit'])('kill -9 %s leaves neither', async (moment) => {
  const kill = 'process.kill(process.pid, "SIGKILL");';
  const put = 'store.documents.put("row " + job.id, Buffer.from("captured"));';
  const script = `
    const { openStation, sampleCapture, samplePhoto } = await import(${JSON.stringify(path.resolve('test/queue-station.ts'))});
    const { queue, store } = await openStation({ folder: ${JSON.stringify(folder)} });
    queue.enqueue(sampleCapture(1, samplePhoto(1)), (job) => { ${put} });
    queue.enqueue(sampleCapture(1, samplePhoto(2)), (job) => { ${moment.startsWith('between') ? kill : put + kill} });
    console.log('not killed');`;
  await station.close();
  const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect([signal, stdout]).toEqual(['SIGKILL', '']);
  station = await openStation({ folder });
  expect(jobs().map(({ state }) => state.kind)).toEqual(['waiting']);
  expect(station.queue.thumbnail(jobs()[0]?.id ?? '')).toEqual(samplePhoto(1));
  expect(rows()).toBe(1);
  expect(station.queue.verify()).toMatchObject({ isSound: true, conservation: { saved: 1 } });
});
