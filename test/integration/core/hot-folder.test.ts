import { mkdtempSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, expect, test } from 'vitest';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

let station: CoreStation;
afterEach(() => station.core.stop());

const base = mkdtempSync(path.join(tmpdir(), 'hot-folder-'));
const crop = { centreXPx: 200, centreYPx: 200, edgePx: 400, rotationDeg: 0 };
const people = ['Aoi Tanaka <aoi.tanaka@tidewater.example>', 'Grace Whitfield <grace.whitfield@tidewater.example>'];

async function done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>> {
  const reply = (await station.ask(name, request)) as Result<CommandReply<Name>, Failure>;
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value;
}
/** A picture unlike every other. */
async function picture(shade: number): Promise<Buffer> {
  const portrait = await portraitJpeg(400);
  return sharp(portrait)
    .modulate({ brightness: 0.5 + shade / 20 })
    .jpeg()
    .toBuffer();
}
async function open(folder: string, dataFolder: string): Promise<void> {
  station = await openCoreStation({ dataFolder, settings: { station: { mode: 'onboarding', hotFolder: folder } } });
  station.core.start();
  await done('operator.unlock', { pin: '-' });
  await eventually(async () => expect((await look()).state).toBe('watching'));
}
const look = () => done('hotFolder.look', {});
const names = async () => (await look()).pictures.map(({ name }) => name).sort();
const waits = (expected: readonly string[]) => eventually(async () => expect(await names()).toEqual(expected));

async function session() {
  await done('rosters.openText', { text: people.join('; ') });
  await done('rosters.matchDraft', { name: 'Monday' });
  const { summary } = await done('rosters.keepDraft', { name: 'Monday' });
  const rosterId = summary.roster.id;
  const started = await done('rosters.startSession', { rosterId });
  const { rows } = await done('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 10 });
  const of = (row: number) => {
    const personKey = rows[row]?.row.personKey ?? '';
    return { rosterId, sessionId: started.session.id, personKey };
  };
  return { aoi: of(0), grace: of(1) };
}
async function taken(call: Parameters<typeof of>[0], shown: string[] = []) {
  return (await done('hotFolder.take', { ...call, shown })).picture;
}
const of = (call: { rosterId: string; sessionId: string; personKey: string }) => call;
test('A picture that arrives goes to whom the operator has called; what lay there, a late one and one of nobody wait or stay.', async () => {
  const folder = path.join(base, 'day');
  await mkdir(folder);
  await writeFile(path.join(folder, 'of-yesterday.jpg'), await picture(1));
  await open(folder, path.join(base, 'day-data'));
  const { aoi, grace } = await session();
  await done('rosters.call', aoi);
  expect(await taken(aoi)).toBeUndefined();
  const arrived = station.heard('hotFolder.changed');
  // Half written first, then whole; with the camera's RAW beside it, and a text.
  const whole = await picture(12);
  await writeFile(path.join(folder, 'DSC_0001.jpg'), whole.subarray(0, whole.length / 2));
  await writeFile(path.join(folder, 'DSC_0001.CR2'), Buffer.from('II*\0\x10\0\0\0CR\x02\0and more', 'latin1'));
  await writeFile(path.join(folder, 'notes.txt'), 'nothing');
  await eventually(async () => expect((await look()).unreadable).toBe(1));
  await writeFile(path.join(folder, 'DSC_0001.jpg'), whole);
  await eventually(() => expect(arrived).toContainEqual(expect.objectContaining({ arrivedFor: aoi.personKey })));
  // Whoever stands there sees it with the staff's screens locked, and nobody else's.
  await done('operator.lock', {});
  expect(await station.ask('hotFolder.take', { ...grace, shown: [] })).toMatchObject({
    error: { code: 'not-allowed' },
  });
  expect(await station.ask('hotFolder.look')).toMatchObject({ error: { code: 'locked' } });
  const shot = await taken(aoi);
  if (shot === undefined) throw new Error('no picture');
  expect(await taken(aoi, [shot.id])).toBeUndefined();
  await done('rosters.capture', { ...aoi, capture: shot.capture, crop, noticeVersion: '1', pictureId: shot.id });
  await done('operator.unlock', { pin: '-' });
  // Neither what was used nor what lay there before.
  expect(await names()).toEqual([]);

  // One of before, as its time says, that comes while the next one stands there.
  await done('rosters.call', grace);
  const late = path.join(base, 'late.jpg');
  await writeFile(late, await picture(15));
  await utimes(late, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
  await rename(late, path.join(folder, 'late.jpg'));
  await waits(['late.jpg']);
  expect(await taken(grace)).toBeUndefined();
  // Staff give it to somebody all the same.
  const [waiting] = (await look()).pictures;
  const { picture: opened } = await done('hotFolder.open', { pictureId: waiting?.id ?? '' });
  if (opened === undefined) throw new Error('no picture');
  await done('rosters.capture', { ...grace, capture: opened.capture, crop, noticeVersion: '1', pictureId: opened.id });
  await waits([]);
});

test('No file is taken twice: not under another name, not with another time, not after the station was killed.', async () => {
  const folder = path.join(base, 'twice');
  const dataFolder = path.join(base, 'twice-data');
  await mkdir(folder);
  await open(folder, dataFolder);
  const { aoi } = await session();
  await done('rosters.call', aoi);
  await writeFile(path.join(folder, 'one.jpg'), await picture(3));
  await writeFile(path.join(folder, 'two.jpg'), await picture(6));
  await waits(['one.jpg', 'two.jpg']);
  const used = (await look()).pictures.find(({ name }) => name === 'one.jpg');
  const { picture: opened } = await done('hotFolder.open', { pictureId: used?.id ?? '' });
  if (opened === undefined) throw new Error('no picture');
  await done('rosters.capture', { ...aoi, capture: opened.capture, crop, noticeVersion: '1', pictureId: opened.id });
  await station.core.stop();
  await copyFile(path.join(folder, 'one.jpg'), path.join(folder, 'one (copy).jpg'));
  await utimes(path.join(folder, 'one.jpg'), new Date(), new Date());
  await writeFile(path.join(folder, 'while-away.jpg'), await picture(9));
  await open(folder, dataFolder);
  // What came meanwhile is there for staff, and nobody's by itself.
  await eventually(async () => expect(await names()).toContain('while-away.jpg'));
  await truncate(path.join(folder, 'while-away.jpg'), 100);
  await eventually(async () => expect(await names()).not.toContain('while-away.jpg'));
  expect((await names()).filter((name) => name.startsWith('one'))).toEqual([]);
});

test('A folder that is gone is said, and watched again when it is back.', async () => {
  const folder = path.join(base, 'gone');
  await mkdir(folder);
  await open(folder, path.join(base, 'gone-data'));
  const told = station.heard('hotFolder.changed');
  await rm(folder, { recursive: true });
  await eventually(async () => expect((await look()).state).toBe('gone'));
  await mkdir(folder);
  await eventually(async () => expect((await look()).state).toBe('watching'));
  expect(told).toEqual([
    { state: 'gone', waiting: 0 },
    { state: 'watching', waiting: 0 },
  ]);
});
