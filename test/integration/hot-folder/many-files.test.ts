import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHotFolder, type HotCall, type HotFolder } from '../../../electron/hot-folder/hot-folder.ts';
import { createHotLedger, type HotFile, type HotLedger } from '../../../electron/hot-folder/hot-ledger.ts';
import { ok } from '../../../shared/result.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { openStation, type QueueStation } from '../../queue-station.ts';

const many = 1000;
let clock: FakeClock;
let station: QueueStation;
let folder: HotFolder;
let files: HotFile[];
let call: HotCall | undefined;
/** What was asked since the last count: of the folder, and of the ledger for single files. */
let asked: { looks: number; files: number };
/** The longest run of questions to the ledger in one turn of the event loop. */
let longestRun: number;

beforeEach(async () => {
  clock = createFakeClock();
  station = await openStation({ folder: mkdtempSync(path.join(tmpdir(), 'hot-many-')) });
  call = undefined;
  longestRun = 0;
  asked = { looks: 0, files: 0 };
  files = Array.from({ length: many }, (_, index) => fileAt(`DSC_${index}.JPG`));
  const picture = await portraitJpeg(64);
  folder = createHotFolder({
    list: async () => {
      asked.looks += 1;
      return files;
    },
    read: async (name) => new Uint8Array([...picture, ...Buffer.from(name)]),
    ledger: countingLedger(createHotLedger(station.store, '/Tether', clock)),
    decode: async () => ok(undefined),
    clock,
    log: station.log,
    openCall: () => call,
    onChanged: () => {},
  });
  folder.start();
  await seconds(4);
});
afterEach(async () => {
  folder.close();
  await station.close();
});

async function loopTurns(): Promise<void> {
  for (let turn = 0; turn < 2 * (many / 100); turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second += 1) {
    clock.advance(1000);
    await loopTurns();
  }
}
function fileAt(name: string, sizeBytes = 64): HotFile {
  return { name, sizeBytes, modifiedMs: clock.nowMs() };
}
async function arrive(name: string): Promise<void> {
  const { byteLength } = await portraitJpeg(64);
  files = [...files, fileAt(name, byteLength + name.length)];
}
function countingLedger(ledger: HotLedger): HotLedger {
  let run = 0;
  function count(): void {
    asked.files += 1;
    if (run === 0) setImmediate(() => (run = 0));
    run += 1;
    longestRun = Math.max(longestRun, run);
  }
  return {
    ...ledger,
    idOf(file) {
      count();
      return ledger.idOf(file);
    },
    isSettled(hash) {
      if (hash !== ledger.folderHash()) count();
      return ledger.isSettled(hash);
    },
  };
}
const countAnew = () => {
  asked = { looks: 0, files: 0 };
};

test('What is known to be settled costs no question any more, and other work goes on between the first ones.', async () => {
  expect(folder.state()).toBe('watching');
  expect(asked.files).toBe(2 * many);
  expect(longestRun).toBeLessThanOrEqual(many / 2);
  countAnew();
  call = { personKey: 'aoi', sinceMs: clock.nowMs() };
  await seconds(10);
  expect(asked).toEqual({ looks: 10, files: 0 });
  await arrive('DSC_new.JPG');
  await seconds(3);
  expect(folder.arrivedFor('aoi')).toMatchObject([{ name: 'DSC_new.JPG' }]);
  // Its id, and whether it or its content is settled.
  expect(asked.files).toBe(3);
});

test('While nobody is called and nothing arrives it looks every ten seconds, and at once when somebody is.', async () => {
  countAnew();
  await seconds(40);
  expect(asked.looks).toBe(4);
  await arrive('half.JPG');
  await seconds(12);
  expect(folder.pictures()).toMatchObject([{ name: 'half.JPG' }]);
  countAnew();
  call = { personKey: 'aoi', sinceMs: clock.nowMs() };
  await seconds(3);
  expect(asked.looks).toBe(3);
});

test('What came during a long rest is nobody’s, whatever time the camera wrote.', async () => {
  await seconds(4);
  files = [
    ...files,
    {
      ...fileAt('before.JPG', (await portraitJpeg(64)).byteLength + 'before.JPG'.length),
      modifiedMs: clock.nowMs() + 3_600_000,
    },
  ];
  call = { personKey: 'aoi', sinceMs: clock.nowMs() + 500 };
  await seconds(3);
  expect(folder.pictures()).toMatchObject([{ name: 'before.JPG' }]);
  expect(folder.arrivedFor('aoi')).toEqual([]);
});
