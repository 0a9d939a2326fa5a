import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHotFolder } from '../../../electron/hot-folder/hot-folder.ts';
import { createHotLedger, type HotFile } from '../../../electron/hot-folder/hot-ledger.ts';
import { ok } from '../../../shared/result.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { openStation, type QueueStation } from '../../queue-station.ts';

const dayMs = 86_400_000;
let clock: FakeClock;
let station: QueueStation;
let portrait: Uint8Array;
/** What lies in the folder, with the bytes that tell one picture from another. */
let files: (HotFile & { readonly mark: string })[];

beforeEach(async () => {
  clock = createFakeClock();
  station = await openStation({ folder: mkdtempSync(path.join(tmpdir(), 'hot-forgotten-')) });
  portrait = await portraitJpeg(64);
  files = [];
});
afterEach(() => station.close());

function arrive(name: string, mark = name): void {
  files = [...files, { name, mark, sizeBytes: portrait.byteLength + mark.length, modifiedMs: clock.nowMs() }];
}
const known = () => Number(station.store.prepare('SELECT count(*) AS known FROM hot_file').get()?.known);

/** The station for some seconds; what staff are offered they use. */
async function run(): Promise<string[]> {
  const folder = createHotFolder({
    list: async () => files,
    read: async (name) =>
      new Uint8Array([...portrait, ...Buffer.from(files.find((one) => one.name === name)?.mark ?? '')]),
    ledger: createHotLedger(station.store, '/Tether', clock),
    decode: async () => ok(undefined),
    clock,
    log: station.log,
    openCall: () => undefined,
    onChanged: () => {},
  });
  folder.start();
  for (let second = 0; second < 24; second += 1) {
    clock.advance(1000);
    for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  const offered = folder.pictures();
  folder.settle(offered.map(({ id }) => id));
  folder.close();
  return offered.map(({ name }) => name);
}

test('What is gone from the folder for longer than a year is forgotten; what still lies there, and copies of it, never come back', async () => {
  expect(await run()).toEqual([]);
  arrive('gone.jpg');
  expect(await run()).toEqual(['gone.jpg']);
  clock.advance(dayMs);
  arrive('stays.jpg');
  expect(await run()).toEqual(['stays.jpg']);
  files = files.filter(({ name }) => name !== 'gone.jpg');
  expect(known()).toBe(5);

  clock.advance(200 * dayMs);
  expect(await run()).toEqual([]);
  expect(known()).toBe(5);

  clock.advance(201 * dayMs);
  arrive('stays (copy).jpg', 'stays.jpg');
  expect(await run()).toEqual([]);
  // The folder, the file, its bytes, and the copy.
  expect(known()).toBe(4);
  arrive('gone.jpg');
  expect(await run()).toEqual(['gone.jpg']);
});
