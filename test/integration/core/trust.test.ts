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

async function open(trust: string) {
  const opened = await openCoreStation({ settings: { station: { trust }, queue: { freeSpaceFloorMb: 0 } } });
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
