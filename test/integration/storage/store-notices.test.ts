import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStation, sampleCapture, samplePhoto } from '../../queue-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-notices-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => path.join(folder, name);

/** One run of a station: what the operator is told, and how many photos wait. */
async function run(act: (station: Awaited<ReturnType<typeof openStation>>) => void = () => {}) {
  const station = await openStation({ folder });
  const { storageNotice, waiting } = station.queue.summary();
  act(station);
  await station.close();
  return { storageNotice, waiting };
}

const savePhotos = () =>
  run(({ queue }) => {
    for (const person of [1, 2, 3]) expect(queue.enqueue(sampleCapture(person, samplePhoto(person))).kind).toBe('ok');
  });
const dismiss = () => run(({ queue }) => expect(queue.dismissStorageNotice().kind).toBe('ok'));

function damage(): void {
  const bytes = readFileSync(inFolder('store/kiosk.db'));
  bytes.fill(0x55, 0, 100);
  writeFileSync(inFolder('store/kiosk.db'), bytes);
}

describe('what was found at a start is told at every start until the operator has seen it', () => {
  test('a store that was set aside', async () => {
    await savePhotos();
    damage();
    expect(await run()).toEqual({ storageNotice: 'set-aside', waiting: 3 });
    expect(await run()).toEqual({ storageNotice: 'set-aside', waiting: 3 });
    await dismiss();
    expect(await run()).toEqual({ storageNotice: 'none', waiting: 3 });
  });
  test('a store that is gone', async () => {
    await savePhotos();
    rmSync(inFolder('store'), { recursive: true });
    expect(await run()).toEqual({ storageNotice: 'emptied', waiting: 0 });
    expect(await run()).toEqual({ storageNotice: 'emptied', waiting: 0 });
    await dismiss();
    expect(await run()).toEqual({ storageNotice: 'none', waiting: 0 });
  });
  test('a store from before the last run, as a disk that forgets its writes leaves it', async () => {
    await run();
    cpSync(inFolder('store'), inFolder('older'), { recursive: true });
    await savePhotos();
    rmSync(inFolder('store'), { recursive: true });
    renameSync(inFolder('older'), inFolder('store'));
    expect(await run()).toEqual({ storageNotice: 'older', waiting: 0 });
    expect(await run()).toEqual({ storageNotice: 'older', waiting: 0 });
    await dismiss();
    expect(await run()).toEqual({ storageNotice: 'none', waiting: 0 });
  });
  test('and the operator sees it go at once', async () => {
    await savePhotos();
    rmSync(inFolder('store'), { recursive: true });
    await run(({ queue }) => {
      const told: string[] = [];
      queue.onSummaryChanged(({ storageNotice }) => told.push(storageNotice));
      queue.dismissStorageNotice();
      expect(told).toEqual(['none']);
    });
  });
});

test('a station that always was as it is has nothing to tell', async () => {
  for (let start = 0; start < 3; start++) expect((await run()).storageNotice).toBe('none');
});

test('a start that was cut off after setting aside, before the rows were brought over, is made good by the next', async () => {
  await savePhotos();
  damage();
  // What such a start leaves: the folder under its new name, with the note that its rows are pending.
  await run();
  const [aside = ''] = readdirSync(folder).filter((name) => name.startsWith('set-aside-'));
  expect(existsSync(inFolder(`${aside}/salvage-pending`))).toBe(false);
  rmSync(inFolder('store'), { recursive: true });
  writeFileSync(inFolder(`${aside}/salvage-pending`), '');
  expect(await run()).toEqual({ storageNotice: 'set-aside', waiting: 3 });
  // Once: what is sent or withdrawn later does not come back.
  writeFileSync(inFolder(`${aside}/salvage-pending`), '');
  await run(({ queue }) => {
    for (const { id } of queue.list({ offset: 0, limit: 9, filter: 'open' }).jobs) queue.withdraw(id);
  });
  expect((await run()).waiting).toBe(0);
});
