import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StatementSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../../electron/cli/command-line.ts';
import { commands } from '../../../electron/cli/commands.ts';
import { openSession } from '../../../electron/cli/session.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { PhotoSlots } from '../../photo-slots.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto } from '../../queue-station.ts';
import { lineOf, openRosterStation } from '../../roster-station.ts';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-queue-cli-'));
  data = path.join(folder, 'data');
  writeFileSync(path.join(folder, 'settings.json'), '{"queue": {"freeSpaceFloorMb": 0}}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A station as the browser host opens it: with the key file of its data folder. */
async function openHere(): Promise<QueueStation> {
  const cipher = await openKeyFileCipher(path.join(data, 'station.key'));
  if (cipher.kind === 'error') throw new Error(JSON.stringify(cipher.error));
  return openStation({ folder: data, store: { cipher: cipher.value } });
}
async function kiosk(...args: string[]) {
  const lines: string[] = [];
  const exitCode = await runCommandLine({
    args: ['queue', ...args, '--config', path.join(folder, 'settings.json'), '--data', data],
    commands,
    env: { LANG: 'en' },
    openSession,
    print: (line) => lines.push(line),
    printError: (line) => lines.push(line),
  });
  const text = lines.join('\n');
  return { exitCode, text, json: args.includes('--json') ? JSON.parse(text) : undefined };
}
async function twoPhotos(): Promise<string[]> {
  const station = await openHere();
  const ids = [1, 2].map((person) => {
    const saved = station.queue.enqueue(sampleCapture(person, samplePhoto(person)));
    return saved.kind === 'ok' ? saved.value.id : '';
  });
  await station.close();
  return ids;
}

test('list, show, retry, withdraw and verify tell people and machines the same', async () => {
  const [first = '', second = ''] = await twoPhotos();
  const list = await kiosk('list', '--json');
  expect(list).toMatchObject({ exitCode: 0, json: { isOk: true, total: 2, waiting: 2 } });
  expect((await kiosk('list')).text).toContain('2 waiting');
  expect((await kiosk('list')).text).toContain('user:person1@example.com  Person Number1');
  expect((await kiosk('show', first.slice(0, 8), '--json')).json.job).toMatchObject({
    id: first,
    state: { kind: 'waiting' },
  });
  expect((await kiosk('retry', first)).exitCode).toBe(0);
  expect((await kiosk('retry', '--all', '--json')).json.count).toBe(2);
  expect((await kiosk('withdraw', second, '--json')).json.job.state.kind).toBe('withdrawn');
  expect((await kiosk('withdraw', second)).exitCode).toBe(1);
  expect((await kiosk('list', '--filter', 'all', '--json')).json.total).toBe(2);
  expect(await kiosk('verify', '--json')).toMatchObject({ exitCode: 0, json: { verdict: { isSound: true } } });
});

test('a disk that does not take it that everything is tried again is no success', async () => {
  await twoPhotos();
  const run = StatementSync.prototype.run;
  vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (this: StatementSync, ...values) {
    if (this.sourceSQL.includes('INSERT INTO job '))
      throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 });
    return run.apply(this, values);
  });
  const told = await kiosk('retry', '--all');
  const forMachines = await kiosk('retry', '--all', '--json');
  vi.restoreAllMocks();
  expect(told.exitCode).toBe(1);
  expect(told.text).toContain('The disk cannot be written. Tried again when the station runs: 0');
  expect(forMachines).toMatchObject({
    exitCode: 1,
    json: { isOk: false, code: 'not-saved-storage', detail: { fault: 'disk-full' }, count: 0 },
  });
});

test('photos that wait for staff are let go or not from a terminal too', async () => {
  const station = await openHere();
  const ids = [1, 2, 3].map((person) => {
    const saved = station.queue.enqueue({ ...sampleCapture(person, samplePhoto(person)), heldForVisit: `${person}` });
    return saved.kind === 'ok' ? saved.value.id : '';
  });
  await station.close();
  const [first = '', second = ''] = ids;
  expect((await kiosk('list', '--filter', 'approval', '--json')).json).toMatchObject({ total: 3, held: 3, parked: 3 });
  expect((await kiosk('retry', first)).exitCode).toBe(1);
  expect(await kiosk('approve', first, '--json')).toMatchObject({ exitCode: 0, json: { count: 1 } });
  expect((await kiosk('approve', first)).exitCode).toBe(1);
  expect(await kiosk('refuse', second, '--reason', 'spite')).toMatchObject({
    exitCode: 2,
    text: expect.stringContaining('another-person'),
  });
  const refused = await kiosk('refuse', second, '--reason', 'another-person', '--json');
  expect(refused.json.job.state).toEqual({ kind: 'withdrawn', refusedFor: 'another-person' });
  expect((await kiosk('list', '--filter', 'all')).text).toContain('It shows somebody else');
  expect(await kiosk('approve', '--all', '--json')).toMatchObject({ exitCode: 0, json: { count: 1 } });
  expect(await kiosk('list', '--json')).toMatchObject({ json: { waiting: 2, held: 0 } });
});

test('a running station keeps its queue to itself, and the command says so', async () => {
  await twoPhotos();
  const station = await openHere();
  expect(await kiosk('list')).toMatchObject({ exitCode: 3, text: expect.stringContaining('The station is running') });
  await station.close();
});

test('a store of another key is refused and left where it is', async () => {
  const station = await openStation({ folder: data });
  station.queue.enqueue(sampleCapture(1, samplePhoto(1)));
  await station.close();
  const before = readFileSync(path.join(data, 'store', 'kiosk.db'));
  expect(await kiosk('list')).toMatchObject({ exitCode: 1, text: expect.stringContaining('Nothing was changed') });
  expect(readFileSync(path.join(data, 'store', 'kiosk.db'))).toEqual(before);
});

test('damage makes verify fail', async () => {
  await twoPhotos();
  const file = path.join(data, 'store', 'kiosk.db');
  const station = await openHere();
  station.store.prepare('UPDATE photo SET sealed = zeroblob(length(sealed)) WHERE seq = 1').run();
  await station.close();
  expect(readFileSync(file).length).toBeGreaterThan(0);
  const verified = await kiosk('verify', '--json');
  expect(verified).toMatchObject({ exitCode: 1, json: { isOk: false, verdict: { isSound: false } } });
  expect(verified.json.verdict.damagedPhotos).toHaveLength(1);
});

test('wrong arguments are refused with what was expected', async () => {
  expect(await kiosk('frobnicate')).toMatchObject({ exitCode: 2, text: expect.stringContaining('list, show') });
  expect(await kiosk('list', '--filter', 'some')).toMatchObject({ exitCode: 2 });
  expect(await kiosk('show', 'nothing')).toMatchObject({ exitCode: 2 });
});

test('undo says what would be put back, saves it for the next start, opens the row of the roster, and says where nothing can be', async () => {
  const cipher = await openKeyFileCipher(path.join(data, 'station.key'));
  if (cipher.kind === 'error') throw new Error(JSON.stringify(cipher.error));
  const slots = new PhotoSlots(createSystemClock());
  slots.put('user:person1@example.com', samplePhoto(900));
  const station = await openRosterStation({ folder: data, store: { cipher: cipher.value }, ...slots.parts });
  const confirmed = new Promise<string>((resolve) => {
    station.queue.onJobChanged(({ id, state }) => {
      if (state.kind === 'accepted') setImmediate(() => station.queue.retry(id));
      if (state.kind === 'confirmed') resolve(id);
    });
  });
  station.queue.start();
  station.queue.enqueue(sampleCapture(1, samplePhoto(1)));
  const id = await confirmed;
  const imported = station.rosters.importList('Monday', [lineOf({ displayName: 'Person Number1' })]);
  if (imported.kind === 'error') throw new Error(JSON.stringify(imported.error));
  const rosterId = imported.value.roster.id;
  const rowState = ({ rosters }: Pick<typeof station, 'rosters'>) => {
    const read = rosters.rows(rosterId);
    return read.kind === 'ok' ? read.value.rows.map(({ state }) => state.kind) : read;
  };
  const rows = station.rosters.rows(rosterId);
  const personKey = rows.kind === 'ok' ? (rows.value.rows[0]?.personKey ?? '') : '';
  const capture = { jobId: id, capturedAtMs: 1, station: 'Lobby' };
  station.rosters.apply(rosterId, personKey, { kind: 'capture', capture });
  await station.close();
  const rowNow = async () => {
    const opened = await openRosterStation({ folder: data, store: { cipher: cipher.value } });
    const state = rowState(opened);
    await opened.close();
    return state;
  };
  expect((await kiosk('show', id, '--json')).json.job).toMatchObject({ former: { kind: 'photo' } });
  const dry = await kiosk('undo', id.slice(0, 8), '--dry-run', '--json');
  expect(dry).toMatchObject({ exitCode: 0, json: { isOk: true, isDryRun: true, former: { kind: 'photo' } } });
  expect(await rowNow()).toEqual(['captured']);
  const undone = await kiosk('undo', id, '--json');
  expect(undone).toMatchObject({
    exitCode: 0,
    json: { isOk: true, job: { undoes: 'put-back', state: { kind: 'waiting' } } },
  });
  expect((await kiosk('list')).text).toContain('puts the former photo back');
  expect(await rowNow()).toEqual(['open']);
  const again = await kiosk('undo', id, '--json');
  expect(again).toMatchObject({ exitCode: 1, json: { isOk: false, former: null } });
  expect((await kiosk('verify')).exitCode).toBe(0);
});
