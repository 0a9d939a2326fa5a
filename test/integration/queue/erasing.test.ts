import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { sampleCapture, samplePhoto } from '../../queue-station.ts';
import { createSimulatedService, type SimulatedService } from '../../simulated-service.ts';
import { WorkingStation } from '../../working-station.ts';

let clock: FakeClock;
let service: SimulatedService;
let station: WorkingStation;

beforeEach(() => {
  clock = createFakeClock();
  service = createSimulatedService(clock);
  const { uploadPhoto, confirmPhoto } = service;
  station = new WorkingStation({ clock, uploadPhoto, confirmPhoto });
});
afterEach(() => station.remove());

const stateOf = (job: UploadJob) => station.queue.get(job.id)?.state.kind;

describe('retention', () => {
  test('without a stated limit nothing unsent is ever erased', async () => {
    service.mood = 'refused';
    await station.start();
    const job = station.save(1);
    await letTimePass(clock, 400 * 86_400_000);
    expect(stateOf(job)).toBe('parked');
    expect(station.queue.thumbnail(job.id)).toEqual(samplePhoto(1));
  });
  test('a stated limit erases by age, but not because the wall clock jumped', async () => {
    service.mood = 'refused';
    await station.start({ settings: { eraseUnsentAfterDays: 2 } });
    const job = station.save(1);
    clock.jump(3_000 * 86_400_000);
    await letTimePass(clock, 1_800_000);
    clock.jump(-3_000 * 86_400_000);
    await letTimePass(clock, 46 * 3_600_000);
    expect(stateOf(job)).toBe('parked');
    await letTimePass(clock, 3 * 3_600_000);
    expect(stateOf(job)).toBe('withdrawn');
    expect(station.queue.thumbnail(job.id)).toBeUndefined();
  });
  test('records of finished uploads go after their keeping time, and the counts remember them', async () => {
    await station.start({ settings: { keepRecordsDays: 3 } });
    station.save(1);
    await letTimePass(clock, 74 * 3_600_000);
    expect(station.queue.list({ offset: 0, limit: 10, filter: 'all' }).total).toBe(0);
    expect(station.queue.verify()).toMatchObject({
      isSound: true,
      conservation: { saved: 1, byState: { confirmed: 1 } },
    });
  });
  test('each goes once, also where the next hour comes before the one before is done', async () => {
    await station.start({ settings: { keepRecordsDays: 3 } });
    for (let retake = 0; retake < 450; retake += 1) station.save(1);
    await letTimePass(clock, 71.5 * 3_600_000);
    clock.advance(3 * 3_600_000);
    await station.restart();
    expect(station.queue.list({ offset: 0, limit: 10, filter: 'all' }).total).toBe(0);
    expect(station.queue.verify()).toMatchObject({
      isSound: true,
      conservation: { saved: 450, byState: { confirmed: 1, superseded: 449 }, holds: true },
    });
  });
});

describe('erasing', () => {
  test('after confirmation no file holds a trace of the picture or the name', async () => {
    await station.start();
    const canary = 'CANARY-7f3a91c2d4e8b6059a1c';
    const photo = Buffer.concat([samplePhoto(1), Buffer.from(canary.repeat(200))]);
    const capture = {
      ...sampleCapture(1, photo),
      personName: canary,
      personId: canary,
      target: { kind: 'user' as const, user: `${canary}@example.com` },
    };
    const saved = station.queue.enqueue(capture);
    const hits = () => filesUnder(station.folder).filter((file) => readFileSync(file).includes(canary));
    expect(hits()).toEqual([]);
    await letTimePass(clock, 30_000);
    expect(saved.kind === 'ok' && stateOf(saved.value)).toBe('confirmed');
    expect(hits()).toEqual([]);
    expect(JSON.stringify(station.queue.list({ offset: 0, limit: 10, filter: 'all' }))).not.toContain(canary);
    expect(JSON.stringify(station.log.lines)).not.toContain(canary);
  });
  test('after confirmation not even the sealed bytes stay, neither in the database nor in the log', async () => {
    await station.start();
    const job = station.save(1);
    const row = station.store.prepare('SELECT sealed FROM photo').get();
    const sealed = Buffer.from(row?.sealed instanceof Uint8Array ? row.sealed : []);
    const pieces = [100, 1_000, 2_000].map((at) => sealed.subarray(at, at + 24));
    const hits = () =>
      filesUnder(station.folder).filter((file) => pieces.some((piece) => readFileSync(file).includes(piece)));
    expect(sealed.length).toBeGreaterThan(2_024);
    expect(hits().length).toBeGreaterThan(0);
    await letTimePass(clock, 30_000);
    expect(stateOf(job)).toBe('confirmed');
    expect(hits()).toEqual([]);
  });
});

function filesUnder(place: string): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(place, name))
    .filter((file) => statSync(file).isFile());
}
