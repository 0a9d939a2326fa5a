import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandReply } from '../../../shared/contract.ts';
import { ok } from '../../../shared/result.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

let dataFolder: string;
let station: CoreStation;
beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'leave-demo-'));
});
afterEach(async () => {
  await station.core.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

async function answer<Value>(name: Parameters<CoreStation['ask']>[0], request: object = {}): Promise<Value> {
  const reply = await station.ask(name, request);
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as Value;
}

/** Somebody of the demo company is photographed; resolves with the job. */
async function photograph(): Promise<string> {
  const [person] = station.demo.directory.people;
  if (person === undefined) throw new Error('nobody to photograph');
  await answer('people.search', { query: person.displayName });
  const saved = await answer<CommandReply<'uploads.enqueue'>>('uploads.enqueue', {
    person: { id: person.id, displayName: person.displayName },
    capture: await portraitJpeg(),
    crop: { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 },
    noticeVersion: '1',
  });
  return saved.job.id;
}

/** A station at the demo company gets other settings on its screen; a photo is saved before it runs on them. Resolves with its job. */
async function changeSettings(json: object): Promise<string> {
  let jobId = '';
  async function renew() {
    jobId = await photograph();
    return ok(undefined);
  }
  // Its clock stands still: nothing is sent.
  station = await openCoreStation({ dataFolder, clock: createFakeClock(Date.now()), renew });
  station.core.start();
  await eventually(async () =>
    expect(await answer('station.snapshot')).toMatchObject({ signIn: { kind: 'signed-in' } }),
  );
  await answer('operator.unlock', { pin: '-' });
  const { revision } = await answer<CommandReply<'settings.read'>>('settings.read');
  const written = await answer('settings.write', { revision, document: JSON.stringify(json) });
  expect(written).toEqual({ kind: 'saved' });
  expect(await answer('uploads.get', { jobId })).toMatchObject({ job: { state: { kind: 'waiting' } } });
  await station.core.stop();
  return jobId;
}

test('what is saved of the demo company until a station runs on its own is taken back, and does not go along', async () => {
  const ids = { tenantId: '5f2c8a10-7b3d-4e6f-9a01-2b3c4d5e6f70', clientId: '0b6c1d3e-94d1-4a55-8a0e-7c1f6f3d9a11' };
  const jobId = await changeSettings({ tenant: ids });
  station = await openCoreStation({ dataFolder, tenant: 'own', clock: createFakeClock(Date.now()) });
  expect(await answer('uploads.get', { jobId })).toMatchObject({ job: { state: { kind: 'withdrawn' } } });
});

test('a station at the demo company that gets other settings keeps what waits', async () => {
  const jobId = await changeSettings({ station: { name: 'Lobby' } });
  station = await openCoreStation({ dataFolder, clock: createFakeClock(Date.now()) });
  expect(await answer('uploads.get', { jobId })).toMatchObject({ job: { state: { kind: 'waiting' } } });
});
