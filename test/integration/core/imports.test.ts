import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { handedPieceBytes } from '../../../shared/import-contract.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { commented } from '../../picture-folder.ts';
import { handOver, items, type Kiosk, lookOver, reached, standing } from './import-screen.ts';

let scratch: string;
let portrait: Buffer;
const open: CoreStation[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-imports-'));
  const astronaut = path.resolve(import.meta.dirname, '../../fixtures/astronaut.png');
  portrait = await sharp(astronaut).resize(640).jpeg().toBuffer();
});
afterEach(async () => {
  for (const station of open.splice(0)) await station.core.stop();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function openKiosk(
  options: { readonly data?: string; readonly demo?: CoreStation['demo'] } = {},
): Promise<Kiosk> {
  const data = options.data ?? (await mkdtemp(path.join(scratch, 'data-')));
  const station = await openCoreStation({
    dataFolder: data,
    // Nothing here is about faces, and this station has no process for them.
    settings: { station: { faceGuidance: false } },
    ...(options.demo === undefined ? {} : { demo: options.demo }),
  });
  open.push(station);
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
  const ask: Kiosk['ask'] = (name, request) => station.ask(name, request) as ReturnType<Kiosk['ask']> as never;
  return {
    station,
    data,
    ask,
    async done(name, request) {
      const reply = await ask(name, request);
      if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value;
    },
  };
}

const own = (name: string) => commented(portrait, name);
/** Somebody by address, somebody by number, namesakes, nobody, and what is no picture. */
function someFiles(): Record<string, Uint8Array> {
  return {
    'Chloë.Lefèvre.jpg': own('chloe'),
    'Alex Morgan.jpg': own('alex'),
    'Nobody Known.jpg': own('nobody'),
    'team/oliver.bennett@tidewater.example.jpg': own('oliver'),
    'notes.txt': Buffer.from('not a picture'),
    'empty.jpg': new Uint8Array(),
    'Thumbs.db': Buffer.from('litter'),
  };
}
const expected = {
  'Alex Morgan.jpg': ['held'],
  'Chloë.Lefèvre.jpg': ['ready', 'Chloë Lefèvre'],
  'Nobody Known.jpg': ['held'],
  'empty.jpg': ['refused'],
  'notes.txt': ['refused'],
  'team/oliver.bennett@tidewater.example.jpg': ['ready', 'Oliver Bennett'],
};

test('handed pictures are told one by one, mended, and saved; what is confirmed is what the tenant then holds', async () => {
  const begunMs = Date.now();
  const kiosk = await openKiosk();
  const { ask, done, station } = kiosk;
  await handOver(kiosk, someFiles());
  const handed = path.join(kiosk.data, 'handed-pictures');
  const onDisk = await Promise.all((await readdir(handed)).map((name) => readFile(path.join(handed, name))));
  expect(onDisk.length).toBeGreaterThan(3);
  for (const bytes of onDisk) expect(bytes.includes(portrait.subarray(-200))).toBe(false);

  const listed = await lookOver(kiosk);
  expect(standing(listed)).toEqual(expected);
  const alex = listed.find(({ name }) => name === 'Alex Morgan.jpg')?.match;
  if (alex?.kind !== 'ambiguous') throw new Error('there are two of that name');
  const auditor = alex.candidates.find(({ department }) => department === 'Finance');
  const mended = await done('imports.mend', { name: 'Alex Morgan.jpg', personId: auditor?.objectId ?? '' });
  expect(mended.item).toMatchObject({ state: 'ready', match: { by: 'person' } });
  const [found] = (await done('people.search', { query: 'Jiří Dvořák' })).people;
  await done('imports.mend', { name: 'Nobody Known.jpg', personId: found?.id ?? '' });
  await done('imports.mend', { name: 'Chloë.Lefèvre.jpg', decision: 'leave' });
  expect(await ask('imports.mend', { name: 'Nobody Known.jpg', personId: 'somebody' })).toMatchObject({
    error: { code: 'not-found', detail: { what: 'person' } },
  });

  const { photo } = await done('imports.crop', { name: 'Alex Morgan.jpg', edgePx: 96 });
  expect(await sharp(photo).metadata()).toMatchObject({ width: 96, height: 96, format: 'jpeg' });
  const whole = await done('imports.picture', { name: 'Alex Morgan.jpg' });
  expect(whole).toMatchObject({ widthPx: 640, heightPx: 640 });
  expect(await done('imports.crop', { name: 'notes.txt', edgePx: 96 })).toEqual({});

  await done('imports.save', {});
  await reached(kiosk, 'ended');
  const saved = (await items(kiosk)).filter(({ state }) => state === 'queued');
  expect(saved.map(({ name }) => name)).toEqual([
    'Alex Morgan.jpg',
    'Nobody Known.jpg',
    'team/oliver.bennett@tidewater.example.jpg',
  ]);
  for (const { match, jobId = '' } of saved) {
    const state = async () => (await done('uploads.get', { jobId })).job.state.kind;
    await expect.poll(state, { interval: 100 }).toBe('confirmed');
    const id = match.kind === 'matched' ? match.person.objectId : '';
    expect((await station.demo.photo({ user: id }))?.storedAtMs).toBeGreaterThan(begunMs);
  }
  const { file } = await done('imports.report', { language: 'ar' });
  const report = new TextDecoder().decode(file).split('\r\n');
  expect(report).toHaveLength(8);
  expect(report.find((line) => line.includes('Nobody Known'))).toContain('Jiří Dvořák');
  // What Microsoft 365 has answered, with the id of its answer; nothing of what was never sent.
  expect(report.find((line) => line.includes('Nobody Known'))).toMatch(/"مؤكَّدة","","[0-9a-f-]{36}"/);
  expect(report.filter((line) => line.includes('مؤكَّدة'))).toHaveLength(3);

  await done('imports.forget', {});
  expect(await readdir(kiosk.data)).not.toContain('handed-pictures');
  expect(await done('imports.look', {})).toEqual({ handed: { files: 0, sizeBytes: 0 } });
});

test('a handed archive is what lies in it, however many pieces it comes in', async () => {
  const kiosk = await openKiosk();
  const filler = Buffer.alloc(handedPieceBytes + 100_000, 'noise ');
  const zip = zipSync({ ...someFiles(), 'a filler.txt': filler }, { level: 0 });
  expect(zip.byteLength).toBeGreaterThan(handedPieceBytes);
  await handOver(kiosk, { 'pictures.zip': zip });
  expect(standing(await lookOver(kiosk))).toEqual({ ...expected, 'a filler.txt': ['refused'] });
});

test('a folder of this machine is named by its path, as a file manager copies it; others are told apart', async () => {
  const kiosk = await openKiosk();
  const folder = await mkdtemp(path.join(scratch, 'pictures-'));
  for (const [name, bytes] of Object.entries(someFiles())) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  const order = (said: string) => kiosk.ask('imports.lookOver', { path: said, asksPresent: false, again: false });
  expect(await order('pictures')).toMatchObject({ error: { code: 'bad-request', detail: { what: 'path' } } });
  expect(await order(path.join(folder, 'none'))).toMatchObject({
    error: { code: 'not-found', detail: { what: 'source-gone' } },
  });
  expect(await order(path.join(folder, 'notes.txt'))).toMatchObject({
    error: { code: 'not-found', detail: { what: 'not-an-archive' } },
  });
  const misfit = await kiosk.ask('imports.lookOver', { path: folder, pattern: '*', asksPresent: false, again: false });
  expect(misfit).toMatchObject({ error: { code: 'bad-request', detail: { what: 'pattern' } } });
  expect(standing(await lookOver(kiosk, { path: `"${folder}"` }))).toEqual(expected);
  const { items: found, total } = await kiosk.done('imports.items', {
    filter: 'held',
    query: 'MORGAN',
    offset: 0,
    limit: 10,
  });
  expect([found.map(({ name }) => name), total]).toEqual([['Alex Morgan.jpg'], 1]);
});

test('a list says whose pictures they are; one without file names is refused, files that are not there are told', async () => {
  const kiosk = await openKiosk();
  await handOver(kiosk, { 'IMG_1.jpg': own('one'), 'IMG_2.jpg': own('two') });
  const people = Buffer.from('name,mail\nOliver Bennett,oliver.bennett@tidewater.example\n');
  await kiosk.done('imports.openList', { file: new Uint8Array(people) });
  expect(await kiosk.ask('imports.lookOver', { asksPresent: false, again: false })).toMatchObject({
    error: { code: 'bad-request', detail: { what: 'list' } },
  });
  const list = Buffer.from(
    'mail,file\noliver.bennett@tidewater.example,IMG_2.jpg\njiri.dvorak@tidewater.example,gone.jpg\n',
  );
  await kiosk.done('imports.openList', { file: new Uint8Array(list) });
  expect(standing(await lookOver(kiosk))).toEqual({ 'IMG_1.jpg': ['held'], 'IMG_2.jpg': ['ready', 'Oliver Bennett'] });
  expect((await kiosk.done('imports.look', {})).running?.missing).toEqual(['gone.jpg']);
});

test('what holds for all can be chosen until it is saved', async () => {
  const kiosk = await openKiosk();
  await handOver(kiosk, {
    'oliver.bennett@tidewater.example.jpg': own('first'),
    'oliver.bennett@tidewater.example (1).jpg': own('second'),
    'chloe.lefevre@tidewater.example.jpg': own('third'),
  });
  const states = async () => (await items(kiosk)).map(({ state }) => state);
  await lookOver(kiosk);
  expect(await states()).toEqual(['ready', 'held', 'held']);
  await kiosk.done('imports.choose', { takes: [], takesNewest: true, keepsPresent: false });
  expect(await states()).toEqual(['ready', 'ready', 'left']);
  // Both of them have a photo.
  const choices = { takes: [], takesNewest: true, keepsPresent: true };
  const { progress } = await kiosk.done('imports.choose', choices);
  expect(progress.states).toMatchObject({ ready: 0, done: 3 });
  expect((await kiosk.done('imports.look', {})).running?.choices).toEqual(choices);
});

test('when the screens lock, what was handed over is gone and an import that runs goes on; nobody else hears of it', async () => {
  const kiosk = await openKiosk();
  const { ask, done, station } = kiosk;
  await handOver(kiosk, { 'a.jpg': own('a') });
  await station.ask('operator.lock');
  await station.ask('operator.unlock', { pin: '-' });
  expect((await done('imports.look', {})).handed.files).toBe(0);
  expect(await ask('imports.lookOver', { asksPresent: false, again: false })).toMatchObject({
    error: { code: 'not-found', detail: { what: 'source-gone' } },
  });

  await handOver(kiosk, someFiles());
  await done('imports.lookOver', { asksPresent: false, again: false });
  await station.ask('operator.lock');
  const heard = station.heard('imports.changed');
  expect(await ask('imports.look', {})).toMatchObject({ error: { code: 'locked' } });
  await station.ask('operator.unlock', { pin: '-' });
  await reached(kiosk, 'ready');
  for (const value of heard) expect(JSON.stringify(value)).not.toContain('"phase":"listing"');
  expect(standing(await items(kiosk))).toEqual(expected);
});

test('what is still on its way when the screens lock is not kept behind the lock: a list, a file, a place that is not there', async () => {
  const kiosk = await openKiosk();
  const { ask, done, station } = kiosk;
  const lockAndBack = async () => {
    await station.ask('operator.lock');
    await station.ask('operator.unlock', { pin: '-' });
  };
  const lines = Array.from({ length: 5_000 }, (_, at) => `Person Number${at},${at}.jpg`).join('\n');
  const file = new TextEncoder().encode(`name,file\n${lines}\n`);
  const opening = ask('imports.openList', { file });
  await lockAndBack();
  expect(await opening).toMatchObject({ error: { code: 'locked' } });
  expect(await done('imports.look', {})).not.toHaveProperty('list');

  const { handoverId } = await done('imports.handOver', {});
  const piece = { handoverId, name: 'a.jpg', modifiedMs: 0, sizeBytes: 10, offset: 0, bytes: new Uint8Array(10) };
  const receiving = ask('imports.receive', piece);
  await lockAndBack();
  expect(await receiving).toMatchObject({ error: { code: 'locked' } });
  expect((await done('imports.look', {})).handed.files).toBe(0);

  await done('imports.openList', { file });
  const looking = ask('imports.lookOver', { path: path.join(scratch, 'gone'), asksPresent: false, again: false });
  await lockAndBack();
  expect(await looking).toMatchObject({ error: { code: 'locked' } });
  expect(await done('imports.look', {})).not.toHaveProperty('list');
});

test('an import that is left while its place is opened does not begin after all', async () => {
  const kiosk = await openKiosk();
  const looking = kiosk.ask('imports.lookOver', { path: scratch, asksPresent: false, again: false });
  await kiosk.done('imports.forget', {});
  expect(await looking).toMatchObject({ error: { code: 'not-now' } });
  expect(await kiosk.done('imports.look', {})).not.toHaveProperty('running');
});

test('pieces that do not follow one another are refused, and nothing of another hand-over gets in', async () => {
  const kiosk = await openKiosk();
  const { handoverId } = await kiosk.done('imports.handOver', {});
  const piece = { handoverId, name: 'a.jpg', modifiedMs: 0, sizeBytes: 10, offset: 0, bytes: new Uint8Array(10) };
  for (const wrong of [{ offset: 5 }, { bytes: new Uint8Array(9) }, { sizeBytes: 9 }]) {
    expect(await kiosk.ask('imports.receive', { ...piece, ...wrong })).toMatchObject({
      error: { code: 'bad-request' },
    });
  }
  expect(await kiosk.ask('imports.receive', { ...piece, handoverId: 'another' })).toMatchObject({
    error: { code: 'not-found' },
  });
  await kiosk.done('imports.receive', piece);
  expect((await kiosk.done('imports.look', {})).handed).toEqual({ files: 1, sizeBytes: 10 });
  // A file that is larger than any picture is announced and never sent whole.
  const large = { ...piece, name: 'large.jpg', sizeBytes: 3 * 2 ** 30, bytes: new Uint8Array(handedPieceBytes) };
  await kiosk.done('imports.receive', large);
  const [, told] = await lookOver(kiosk);
  expect(told).toMatchObject({ name: 'large.jpg', state: 'refused', problem: { code: 'picture-too-large' } });
  expect(await kiosk.ask('imports.receive', piece)).toMatchObject({ error: { code: 'not-now' } });
});

test('a station that stops in the middle of saving does the rest the next time, each person once', async () => {
  const folder = await mkdtemp(path.join(scratch, 'many-'));
  const demo = createDemoTenant();
  const addresses = demo.directory.people.filter(({ isGuest, isEnabled }) => !isGuest && isEnabled).slice(0, 12);
  for (const { userPrincipalName } of addresses) {
    await writeFile(path.join(folder, `${userPrincipalName}.jpg`), own(userPrincipalName));
  }
  const data = await mkdtemp(path.join(scratch, 'data-'));
  const first = await openKiosk({ data, demo });
  await lookOver(first, { path: folder });
  await first.done('imports.save', {});
  const savedNow = async () => (await first.done('imports.look', {})).running?.progress.states.queued ?? 0;
  await expect.poll(savedNow, { interval: 20 }).toBeGreaterThan(1);
  open.splice(0);
  await first.station.core.stop();

  const second = await openKiosk({ data, demo });
  const listed = await lookOver(second, { path: folder });
  const before = listed.filter(({ findings }) => findings.includes('unchanged')).length;
  expect(before).toBeGreaterThan(1);
  expect(listed.filter(({ state }) => state === 'ready')).toHaveLength(addresses.length - before);
  await second.done('imports.save', {});
  await reached(second, 'ended');
  const { jobs } = await second.done('uploads.list', { offset: 0, limit: 100, filter: 'all' });
  expect(new Set(jobs.map(({ target }) => target)).size).toBe(addresses.length);
  expect(jobs).toHaveLength(addresses.length);
});
