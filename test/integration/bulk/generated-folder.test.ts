import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSource } from '../../../electron/bulk/open-source.ts';
import type { PictureImport } from '../../../electron/bulk/picture-import.ts';
import { type ImportStation, openImportStation } from '../../import-station.ts';
import { makePictureFolder, readyTargets, saidOf } from '../../picture-folder.ts';

let scratch: string;
let folder: string;
let made: Awaited<ReturnType<typeof makePictureFolder>>;
const open: ImportStation[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-import-'));
  folder = path.join(scratch, 'pictures');
  made = await makePictureFolder(folder, { rounds: 1, widthPx: 800 });
});
afterEach(async () => {
  for (const station of open.splice(0)) await station.close();
});
afterAll(async () => rm(scratch, { recursive: true, force: true }));

async function station(data: string, options: { readonly hasFaces?: boolean } = {}): Promise<ImportStation> {
  const opened = await openImportStation(path.join(scratch, data), { people: made.people, ...options });
  open.push(opened);
  return opened;
}

const said = (running: PictureImport) => saidOf(running.items());

const readyPeople = (faces?: { readonly hasFaces: boolean }) => readyTargets(made.expected, faces);

async function zipped(): Promise<string> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const files = await Promise.all(
    names.map(async (entry) => {
      const place = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, place).split(path.sep).join('/'), new Uint8Array(await readFile(place))] as const;
    }),
  );
  const file = path.join(scratch, 'pictures.zip');
  await writeFile(file, zipSync(Object.fromEntries(files), { level: 0 }));
  return file;
}

test('a dry run says of every file what is true of it, changes nothing, and says the same of a ZIP of them', async () => {
  const { prepare, queue } = await station('dry');
  const fromFolder = prepare({ source: await openSource(folder) });
  await fromFolder.lookOver();
  expect(fromFolder.progress()).toMatchObject({ phase: 'ready', total: 0 });
  expect(said(fromFolder)).toEqual(new Map([...made.expected].sort(([a], [b]) => (a < b ? -1 : 1))));
  expect(fromFolder.items().filter(({ cropBy }) => cropBy === 'face').length).toBeGreaterThan(10);
  const fromZip = prepare({ source: await openSource(await zipped()) });
  await fromZip.lookOver();
  expect(said(fromZip)).toEqual(said(fromFolder));
  await fromZip.close();
  expect(queue.list({ offset: 0, limit: 1, filter: 'all' }).total).toBe(0);
});

test('what is ready is queued once; cancelled in the middle, the next run does only the rest', async () => {
  const { prepare, queue } = await station('queue', { hasFaces: false });
  const ready = readyPeople({ hasFaces: false });
  const targets = () => queue.list({ offset: 0, limit: 1_000, filter: 'all' }).jobs.map(({ target }) => target);
  const first = prepare({
    source: await openSource(folder),
    onChange() {
      if (first.progress().phase === 'queueing' && first.progress().done >= 2) first.cancel();
    },
  });
  await first.lookOver();
  await first.queue();
  expect(first.progress()).toMatchObject({ phase: 'ended', stop: 'cancelled' });
  const saved = targets();
  expect(saved.length).toBeGreaterThanOrEqual(2);
  expect(saved.length).toBeLessThan(ready.length);

  const second = prepare({ source: await openSource(folder) });
  await second.lookOver();
  expect(second.progress().findings.unchanged).toBeGreaterThanOrEqual(saved.length);
  await second.queue();
  expect(second.progress().states.queued).toBe(ready.length - saved.length);
  expect(targets().sort()).toEqual(ready.sort());
  expect(queue.verify().isSound).toBe(true);

  const third = prepare({ source: await openSource(folder) });
  await third.lookOver();
  expect(third.progress().states).toMatchObject({ ready: 0, queued: 0 });
});

test('paused it starts nothing more, resumed it ends whole', async () => {
  const { prepare } = await station('pause', { hasFaces: false });
  let wasPaused = false;
  const running = prepare({
    source: await openSource(folder),
    onChange() {
      if (wasPaused || running.progress().phase !== 'looking' || running.progress().done < 3) return;
      wasPaused = true;
      running.pause();
    },
  });
  const ended = running.lookOver();
  await expect.poll(() => running.progress().isPaused).toBe(true);
  // What was under way ends; nothing follows it.
  expect(running.progress()).toMatchObject({ phase: 'looking', isPaused: true });
  expect(running.progress().done).toBeLessThan(made.expected.size);
  running.resume();
  await ended;
  expect(running.progress()).toMatchObject({ phase: 'ready', isPaused: false });
  expect(running.items().filter(({ state }) => state === 'unseen')).toEqual([]);
});

test('a person decides what the rules leave open: whose it is, which of several, and what has no face', async () => {
  const { prepare, queue } = await station('mend');
  const running = prepare({ source: await openSource(folder), asksPresent: true });
  await running.lookOver();
  const heldWith = (finding: string) =>
    running.items().filter(({ findings }) => findings.some((one) => one === finding));
  const state = (name: string) => running.items().find((item) => item.name === name)?.state;
  const [nobody] = heldWith('unmatched').filter(({ problem }) => problem === undefined);
  const stranger = made.people.at(-1);
  if (nobody === undefined || stranger === undefined) throw new Error('the folder has one of each');
  const person = { objectId: stranger.id, displayName: stranger.displayName };
  await running.mend(nobody.name, { match: { kind: 'matched', person, by: 'person' } });
  expect(state(nobody.name)).toBe('ready');

  const [one, two] = heldWith('several-files');
  const [cat] = heldWith('no-face');
  await running.mend(two?.name ?? '', { decision: 'take' });
  await running.mend(cat?.name ?? '', { decision: 'take' });
  expect([state(one?.name ?? ''), state(two?.name ?? ''), state(cat?.name ?? '')]).toEqual(['left', 'ready', 'ready']);
  const [twinA, twinB] = heldWith('same-picture');
  await running.mend(twinB?.name ?? '', { decision: 'leave' });
  expect([state(twinA?.name ?? ''), state(twinB?.name ?? '')]).toEqual(['ready', 'left']);
  expect(await running.mend('not there', { decision: 'take' })).toBe(false);

  await running.queue();
  expect(queue.list({ offset: 0, limit: 1_000, filter: 'all' }).total).toBe(readyPeople().length + 4);
});
