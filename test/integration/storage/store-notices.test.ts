import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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

describe('a marker that cannot be read', () => {
  test('is damaged: that there is one says that there was a store', async () => {
    await savePhotos();
    rmSync(inFolder('store'), { recursive: true });
    writeFileSync(inFolder('store-marker.json'), 'no marker');
    expect((await run()).storageNotice).toBe('emptied');
    expect((await run()).storageNotice).toBe('emptied');
  });
  test('for the moment: it is left as it is, and tells at the next start', async () => {
    await savePhotos();
    rmSync(inFolder('store'), { recursive: true });
    const marker = readFileSync(inFolder('store-marker.json'));
    rmSync(inFolder('store-marker.json'));
    mkdirSync(inFolder('store-marker.json'));
    const station = await openStation({ folder });
    expect(station.store.reports).toEqual([{ kind: 'unmarked' }]);
    await station.close();
    rmdirSync(inFolder('store-marker.json'));
    writeFileSync(inFolder('store-marker.json'), marker);
    expect((await run()).storageNotice).toBe('older');
  });
});

describe('of two things to tell', () => {
  test('an older one that nobody has dismissed does not hide that the store is gone', async () => {
    await savePhotos();
    damage();
    expect((await run()).storageNotice).toBe('set-aside');
    rmSync(inFolder('store'), { recursive: true });
    expect(await run()).toEqual({ storageNotice: 'emptied', waiting: 0 });
    await dismiss();
    expect((await run()).storageNotice).toBe('set-aside');
    await dismiss();
    expect((await run()).storageNotice).toBe('none');
  });
  test('nor that it is older than the last run left it', async () => {
    await savePhotos();
    damage();
    await run();
    cpSync(inFolder('store'), inFolder('older'), { recursive: true });
    await run();
    rmSync(inFolder('store'), { recursive: true });
    renameSync(inFolder('older'), inFolder('store'));
    expect((await run()).storageNotice).toBe('older');
  });
  test('a store that was set aside is not called gone as well', async () => {
    await savePhotos();
    for (const _ of [1, 2]) {
      damage();
      expect((await run()).storageNotice).toBe('set-aside');
      await dismiss();
    }
    expect((await run()).storageNotice).toBe('none');
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
  await run(({ queue }) => {
    for (const { id } of queue.list({ offset: 0, limit: 9, filter: 'open' }).jobs) queue.withdraw(id);
  });
  writeFileSync(inFolder(`${aside}/salvage-pending`), '');
  expect((await run()).waiting).toBe(0);
  // Nor when nothing is left of them: their time is over long since.
  const database = new DatabaseSync(inFolder('store/kiosk.db'));
  database.exec('DELETE FROM job');
  database.close();
  writeFileSync(inFolder(`${aside}/salvage-pending`), '');
  expect((await run()).waiting).toBe(0);
});
