import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type DemoPerson, samplePeople } from '../../../electron/demo/sample-people.ts';
import { keepCompanyMark } from '../../../electron/settings/company-mark.ts';
import type { CommandReply } from '../../../shared/contract.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { letTimePass } from '../../let-time-pass.ts';

let station: CoreStation;
afterEach(() => station.core.stop());

async function answer<Value>(name: Parameters<CoreStation['ask']>[0], request: object = {}): Promise<Value> {
  const reply = await station.ask(name, request);
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as Value;
}

/** Somebody is found by name and photographed; resolves with the job. */
async function photograph({ demo }: CoreStation): Promise<string> {
  const [person] = demo.directory.people;
  if (person === undefined) throw new Error('nobody to photograph');
  await eventually(async () =>
    expect(await answer('station.snapshot')).toMatchObject({ signIn: { kind: 'signed-in' } }),
  );
  await answer('people.search', { query: person.displayName ?? '' });
  const saved = await answer<CommandReply<'uploads.enqueue'>>('uploads.enqueue', {
    person: { id: person.id, displayName: person.displayName ?? '' },
    capture: await portraitJpeg(),
    crop: { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 },
    noticeVersion: '1',
  });
  return saved.job.id;
}

const untilConfirmed = (jobId: string) =>
  eventually(async () =>
    expect(await answer('uploads.get', { jobId })).toMatchObject({ job: { state: { kind: 'confirmed' } } }),
  );

test('while a station belongs to no company, the photos of the one before wait untouched, and are sent once it is connected again', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'unset-station-'));
  // The company's own station takes a photo; its clock stands still, and nothing of it is sent before it ends.
  station = await openCoreStation({ dataFolder, clock: createFakeClock(Date.now()) });
  const { demo } = station;
  station.core.start();
  const jobId = await photograph(station);
  await station.core.stop();

  const before = demo.requests().length;
  const clock = createFakeClock(Date.now());
  station = await openCoreStation({ isUnset: true, dataFolder, clock, demo });
  station.core.start();
  await answer('station.snapshot');
  await answer('operator.unlock', { pin: '-' });
  // Nor by hand, nor when the network comes back.
  await station.ask('uploads.retry', { jobId });
  station.core.hint('network-online');
  await letTimePass(clock, 60_000);
  expect(await answer('uploads.get', { jobId })).toMatchObject({ job: { state: { kind: 'waiting' }, attempts: 0 } });
  const asked = demo.requests().slice(before);
  expect(asked.filter((request) => JSON.stringify(request).includes('/photo'))).toEqual([]);
  await station.core.stop();

  station = await openCoreStation({ dataFolder, demo });
  station.core.start();
  await untilConfirmed(jobId);
});

test('a station that shows the demo company keeps from it what waits for the company of before, and sends what is taken there', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'shown-demo-'));
  const [person] = samplePeople;
  if (person === undefined) throw new Error('nobody to photograph');
  const mara: DemoPerson = { ...person, id: randomUUID(), userPrincipalName: 'mara@contoso.example' };
  // The company, whose station's clock stands still.
  const demoOptions = { people: [mara] };
  station = await openCoreStation({ dataFolder, demoOptions, clock: createFakeClock(Date.now()) });
  const company = station.demo;
  station.core.start();
  const kept = await photograph(station);
  await station.core.stop();

  keepCompanyMark(dataFolder, 'company');
  station = await openCoreStation({ dataFolder });
  station.core.start();
  await untilConfirmed(await photograph(station));
  await answer('operator.unlock', { pin: '-' });
  await station.ask('uploads.retry', { jobId: kept });
  await untilConfirmed(await photograph(station));
  expect(await answer('uploads.get', { jobId: kept })).toMatchObject({
    job: { state: { kind: 'waiting' }, attempts: 0 },
  });
  // Staff are told why it stays, and no time is given for what has none.
  const { queue } = await answer<CommandReply<'station.snapshot'>>('station.snapshot');
  expect(queue).toMatchObject({ waiting: 1, keptForCompany: 1 });
  expect(queue).not.toHaveProperty('drainEstimateMs');
  await station.core.stop();

  rmSync(path.join(dataFolder, 'company.json'));
  station = await openCoreStation({ dataFolder, demo: company });
  station.core.start();
  await untilConfirmed(kept);
  expect(await answer('station.snapshot')).not.toHaveProperty('queue.keptForCompany');
});
