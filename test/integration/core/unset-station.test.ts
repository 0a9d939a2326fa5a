import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { CommandReply } from '../../../shared/contract.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
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

test('while a station belongs to no company, the photos of the one before wait untouched, and are sent once it is connected again', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'unset-station-'));
  // The company's own station takes a photo; its clock stands still, and nothing of it is sent before it ends.
  station = await openCoreStation({ dataFolder, clock: createFakeClock(Date.now()) });
  const { demo } = station;
  station.core.start();
  const [person] = demo.directory.people;
  if (person === undefined) throw new Error('nobody to photograph');
  await vi.waitFor(async () =>
    expect(await answer('station.snapshot')).toMatchObject({ signIn: { kind: 'signed-in' } }),
  );
  await answer('people.search', { query: person.displayName ?? '' });
  const saved = await answer<CommandReply<'uploads.enqueue'>>('uploads.enqueue', {
    person: { id: person.id, displayName: person.displayName ?? '' },
    capture: await portraitJpeg(),
    crop: { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 },
    noticeVersion: '1',
  });
  const jobId = saved.job.id;
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
  await vi.waitFor(
    async () => expect(await answer('uploads.get', { jobId })).toMatchObject({ job: { state: { kind: 'confirmed' } } }),
    { timeout: 30_000, interval: 50 },
  );
});
