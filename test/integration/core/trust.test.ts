import { afterEach, expect, test } from 'vitest';
import type { PersonCard } from '../../../shared/person-card.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

const crop = { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 };

async function open(trust: string, settings: Readonly<Record<string, unknown>> = {}) {
  const opened = await openCoreStation({
    settings: { station: { trust }, queue: { freeSpaceFloorMb: 0 }, ...settings },
  });
  station = opened;
  const { ask, core } = opened;
  core.start();
  await ask('operator.lock');
  const capture = await portraitJpeg();
  return {
    ...opened,
    async find(query: string): Promise<PersonCard> {
      const reply = await ask('people.search', { query });
      if (reply.kind === 'error') throw new Error(reply.error.code);
      const [person] = (reply.value as { people: PersonCard[] }).people;
      if (person === undefined) throw new Error(`nobody for ${query}`);
      return person;
    },
    async save(person: PersonCard): Promise<UploadJob | string> {
      const reply = await ask('uploads.enqueue', { person, capture, crop, noticeVersion: '1' });
      return reply.kind === 'ok' ? (reply.value as { job: UploadJob }).job : reply.error.code;
    },
    async held(): Promise<UploadJob[]> {
      await ask('operator.unlock', { pin: '-' });
      const reply = await ask('uploads.list', { offset: 0, limit: 50, filter: 'approval' });
      if (reply.kind === 'error') throw new Error(reply.error.code);
      return (reply.value as { jobs: UploadJob[] }).jobs;
    },
  };
}

test('where staff look first a visitor’s photo waits for them, under the directory’s name and no other', async () => {
  const { find, save, held, ask } = await open('approval');
  const aoi = await find('aoi.tanaka');
  const saved = await save({ ...aoi, displayName: 'The new intern' });
  expect(saved).toMatchObject({ state: { kind: 'parked', reason: 'awaiting-approval' }, personName: '' });
  const [job] = await held();
  expect(job).toMatchObject({ personName: aoi.displayName, target: `user:${aoi.id}` });
  expect(await ask('uploads.refuse', { jobId: job?.id, reason: 'another-person' })).toMatchObject({
    value: { job: { state: { kind: 'withdrawn', refusedFor: 'another-person' } } },
  });
});

test('an id that this visit was not shown and the station does not know is nobody, whatever the page calls it', async () => {
  for (const trust of ['open', 'approval']) {
    const { save } = await open(trust);
    expect(await save({ id: '3b1c9d20-55aa-4f11-9a77-000000000000', displayName: 'Aoi Tanaka' })).toBe('not-found');
    await station?.core.stop();
    station = undefined;
  }
});

test('staff with their screens unlocked look at the photo as they take it: it is not held', async () => {
  const { find, save, ask } = await open('approval');
  await ask('operator.unlock', { pin: '-' });
  expect(await save(await find('aoi.tanaka'))).toMatchObject({ state: { kind: 'waiting' } });
});

test('a visitor can neither let a photo go nor decide against it', async () => {
  const { find, save, ask } = await open('approval');
  const saved = await save(await find('aoi.tanaka'));
  const jobId = typeof saved === 'string' ? saved : saved.id;
  for (const [name, request] of [
    ['uploads.approve', { jobIds: [jobId] }],
    ['uploads.refuse', { jobId, reason: 'no-reason' }],
    ['uploads.retry', { jobId }],
    ['uploads.withdraw', { jobId }],
  ] as const) {
    expect(await ask(name, request), name).toEqual({ kind: 'error', error: { code: 'locked' } });
  }
  expect(await ask('uploads.get', { jobId })).toMatchObject({ value: { job: { state: { kind: 'parked' } } } });
});

test('where a badge is asked for, only the person whose badge was shown in this visit gets a photo saved', async () => {
  const { ask, save, demo } = await open('badge');
  const idOf = (account: string) => demo.directory.person(`${account}@tidewater.example`)?.id ?? '';
  const aoi = { id: idOf('aoi.tanaka'), displayName: '田中 葵' };
  const other = { id: idOf('yui.takahashi'), displayName: '高橋 結衣' };
  expect(await ask('people.search', { query: 'aoi' })).toEqual({ kind: 'error', error: { code: 'locked' } });
  expect(await save(aoi)).toBe('not-allowed');
  expect(await ask('people.photo', { personId: aoi.id, edgePx: 48 })).toEqual({ kind: 'ok', value: {} });
  expect(await ask('people.identify', { code: 'aoi.tanaka@tidewater.example' })).toMatchObject({
    error: { code: 'unknown-badge' },
  });

  const shown = await ask('people.identify', { code: '10041' });
  expect(shown).toMatchObject({ kind: 'ok', value: { person: { id: aoi.id, displayName: '田中 葵' } } });
  expect(JSON.stringify(shown)).not.toMatch(/10041|aoi\.tanaka/);
  expect(await save(other)).toBe('not-allowed');
  expect(await save(aoi)).toMatchObject({ state: { kind: 'waiting' } });
  expect(await ask('people.photo', { personId: other.id, edgePx: 48 })).toEqual({ kind: 'ok', value: {} });

  await ask('people.forget');
  expect(await save(aoi)).toBe('not-allowed');
  // Nor when staff look the same person up meanwhile.
  await ask('operator.unlock', { pin: '-' });
  expect(JSON.stringify(await ask('people.search', { query: 'aoi' }))).toContain(aoi.id);
  await ask('operator.lock');
  expect(await save(aoi)).toBe('not-allowed');
});

test.each([
  ['knows its rosters alone', { directory: { people: 'rosters' } }],
  ['knows everybody', {}],
])('where a badge is asked for, the card of an open roster is one, at a station that %s', async (_what, settings) => {
  const { ask, save } = await open('badge', settings);
  await ask('operator.unlock', { pin: '-' });
  await ask('rosters.openText', { text: 'name,number\n田中 葵,10041\nNobody Known,99999999\n' });
  const kept = await ask('rosters.keepDraft', { name: 'Monday' });
  const rosterId = (kept as { value: { summary: { roster: { id: string } } } }).value.summary.roster.id;
  const listed = await ask('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 10 });
  const [aoi = '', nobody = ''] = (listed as { value: { rows: { row: { personKey: string } }[] } }).value.rows.map(
    ({ row }) => row.personKey,
  );
  await ask('operator.lock');
  await ask('people.forget');

  const unknown = { kind: 'error', error: { code: 'unknown-badge' } };
  expect(await ask('people.identify', { code: nobody })).toEqual(unknown);
  expect(await ask('people.identify', { code: `${aoi.slice(0, -1)}${aoi.endsWith('0') ? '1' : '0'}` })).toEqual(
    unknown,
  );
  const shown = await ask('people.identify', { code: ` ${aoi} ` });
  expect(shown).toMatchObject({ kind: 'ok', value: { person: { displayName: '田中 葵' } } });
  const { person } = (shown as { value: { person: PersonCard } }).value;
  expect(await save(person)).toMatchObject({ state: { kind: 'waiting' } });
  await ask('people.forget');
  expect(await save(person)).toBe('not-allowed');
  expect(await ask('people.identify', { code: '10041' })).toMatchObject({
    kind: 'ok',
    value: { person: { id: person.id } },
  });

  await ask('operator.unlock', { pin: '-' });
  await ask('rosters.close', { rosterId });
  await ask('operator.lock');
  expect(await ask('people.identify', { code: aoi })).toEqual(unknown);
});

test('an answer that comes after the visit has ended identifies nobody', async () => {
  const { ask, save, demo } = await open('badge');
  const asked = ask('people.identify', { code: '10041' });
  await ask('people.forget');
  expect(await asked).toEqual({ kind: 'error', error: { code: 'not-now' } });
  const aoi = { id: demo.directory.person('aoi.tanaka@tidewater.example')?.id ?? '', displayName: '田中 葵' };
  expect(await save(aoi)).toBe('not-allowed');
});

test('who tries numbers one after the other at a badge station learns a handful of names and is held', async () => {
  const { ask } = await open('badge');
  const codes: string[] = [];
  for (let number = 10_000; number < 10_400; number += 1) {
    const reply = await ask('people.identify', { code: `${number}` });
    codes.push(reply.kind === 'ok' ? 'ok' : reply.error.code);
  }
  expect(codes.filter((code) => code !== 'too-many-searches').length).toBeLessThan(13);
});
