import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { QueueSettings } from '../../../electron/settings/settings-schema.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { createSimulatedService } from '../../simulated-service.ts';
import { WorkingStation } from '../../working-station.ts';

const hourMs = 3_600_000;
const clock = createFakeClock();
let station: WorkingStation;
let service = createSimulatedService(clock);

beforeEach(() => {
  service = createSimulatedService(clock);
  const { uploadPhoto, confirmPhoto } = service;
  station = new WorkingStation({ clock, uploadPhoto, confirmPhoto });
  // Ten in the morning of the machine's own day.
  clock.jump(new Date(clock.nowMs()).setHours(34, 0, 0, 0) - clock.nowMs());
});
afterEach(() => station.remove());

const start = (keepNames: QueueSettings['keepNames']) => station.start({ settings: { keepNames } });

const address = 'anna.example@contoso.example';

const target = { kind: 'user' as const, user: address };
const save = (number: number) => station.save(1, number, { personName: 'Anna Example', target }).id;
const job = (id: string): UploadJob | undefined => station.queue.get(id);
const named = { personName: 'Anna Example', target: `user:${address}` };
const nameless = { personName: '', target: 'user' };

test('where names are kept for the day, a confirmed photo is still told of by name until midnight, and its bytes are gone at once', async () => {
  await start('end-of-day');
  const id = save(1);
  await letTimePass(clock, 30_000);
  expect(job(id)).toMatchObject({ state: { kind: 'confirmed' }, ...named });
  expect(station.queue.thumbnail(id)).toBeUndefined();
  const told: UploadJob[] = [];
  station.queue.onJobChanged((changed) => told.push(changed));
  await letTimePass(clock, 13 * hourMs);
  expect(job(id)).toMatchObject(named);
  await letTimePass(clock, hourMs);
  expect(job(id)).toMatchObject({ state: { kind: 'confirmed' }, ...nameless });
  expect(told).toMatchObject([{ id, ...nameless }]);
  expect(station.queue.verify().isSound).toBe(true);
});

test('a photo that is confirmed the day after is told of by name on that day', async () => {
  clock.jump(13.9 * hourMs);
  await start('end-of-day');
  service.mood = 'offline';
  const id = save(1);
  await letTimePass(clock, 0.2 * hourMs);
  service.mood = 'well';
  await letTimePass(clock, 0.2 * hourMs);
  expect(job(id)).toMatchObject({ state: { kind: 'confirmed' }, ...named });
  await letTimePass(clock, 24 * hourMs);
  expect(job(id)).toMatchObject(nameless);
});

test('a name that is kept survives a restart of the same day, and none starts the next one', async () => {
  await start('end-of-day');
  const id = save(1);
  await letTimePass(clock, 30_000);
  await station.close();
  await start('end-of-day');
  expect(job(id)).toMatchObject(named);
  await station.close();
  clock.jump(24 * hourMs);
  await start('end-of-day');
  expect(job(id)).toMatchObject(nameless);
});

test('a clock that was set back does not make a name stay', async () => {
  await start('end-of-day');
  const id = save(1);
  await letTimePass(clock, 30_000);
  clock.jump(-30 * 24 * hourMs);
  await letTimePass(clock, hourMs);
  expect(job(id)).toMatchObject(nameless);
});

test('once the setting is taken back, the next start erases the names that were kept', async () => {
  await start('end-of-day');
  const id = save(1);
  await letTimePass(clock, 30_000);
  await station.close();
  await start('until-confirmed');
  expect(job(id)).toMatchObject(nameless);
});

test('what is taken back loses its name at once, whatever the setting', async () => {
  await start('end-of-day');
  service.mood = 'refused';
  const id = save(1);
  await letTimePass(clock, 30_000);
  station.queue.withdraw(id);
  expect(job(id)).toMatchObject({ state: { kind: 'withdrawn' }, ...nameless });
});

test('by default no name outlives the confirmation, and no file ever shows one in clear', async () => {
  await start('until-confirmed');
  const id = save(1);
  await letTimePass(clock, 30_000);
  expect(job(id)).toMatchObject({ state: { kind: 'confirmed' }, ...nameless });
  await station.close();
  await start('end-of-day');
  save(2);
  await letTimePass(clock, 30_000);
  const files = readdirSync(station.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    expect(readFileSync(path.join(parentPath, name)).includes('Anna Example'), name).toBe(false);
  }
});
