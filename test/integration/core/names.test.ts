import { afterEach, expect, test } from 'vitest';
import type { PersonCard } from '../../../shared/person-card.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

let station: CoreStation | undefined;
afterEach(() => station?.core.stop());

const name = '田中 葵';

/** Saves a photo of her, as she finds herself; the id of its job. */
async function save({ ask }: CoreStation): Promise<string> {
  const found = await ask('people.search', { query: 'aoi.tanaka' });
  if (found.kind === 'error') throw new Error(found.error.code);
  const [person] = (found.value as { people: PersonCard[] }).people;
  const reply = await ask('uploads.enqueue', {
    person,
    capture: await portraitJpeg(),
    crop: { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 },
    noticeVersion: '1',
  });
  if (reply.kind === 'error') throw new Error(reply.error.code);
  return (reply.value as { job: { id: string } }).job.id;
}

test('nobody but the operator learns from the core whose photos are on the station, or sees them', async () => {
  station = await openCoreStation();
  const { ask, heard, core } = station;
  const events = heard('uploads.changed');
  const jobId = await save(station);
  const list = { offset: 0, limit: 10, filter: 'all' };
  const locked = [
    await ask('uploads.get', { jobId }),
    await ask('uploads.list', list),
    await ask('uploads.thumbnail', { jobId }),
    await ask('station.snapshot'),
    ...events,
  ];
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(locked)).not.toContain(name);
  expect(locked[2]).toEqual({ kind: 'error', error: { code: 'locked' } });

  await ask('operator.unlock', { pin: '-' });
  expect(await ask('uploads.get', { jobId })).toMatchObject({ value: { job: { personName: name } } });
  expect(await ask('uploads.list', list)).toMatchObject({ value: { jobs: [{ personName: name }], total: 1 } });
  expect(await ask('uploads.list', { ...list, query: '田中' })).toMatchObject({ value: { total: 1 } });
  expect(await ask('uploads.list', { ...list, query: 'AOI.TANAKA@' })).toMatchObject({ value: { total: 1 } });
  expect(await ask('uploads.list', { ...list, query: 'grace' })).toMatchObject({ value: { total: 0, jobs: [] } });
  expect(await ask('uploads.thumbnail', { jobId })).toMatchObject({ value: { photo: expect.any(Uint8Array) } });
  const before = events.length;
  await save(station);
  expect(JSON.stringify(events.slice(before))).toContain(name);

  core.rest();
  const after = events.length;
  await save(station);
  expect(events.length).toBeGreaterThan(after);
  expect(JSON.stringify(events.slice(after))).not.toContain(name);
});
