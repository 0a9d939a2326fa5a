import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { healthFileOf, keepHealthFile, readHealth } from '../../../electron/host/health-file.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';

const silent = { info() {}, warn() {}, error() {} };
const well = {
  ...{ needsAttention: false, waiting: 2, attention: 0, signIn: 'signed-in', network: 'online' },
  ...{ canSave: true, storageNotice: 'none', isSending: false },
};
let dataFolder: string;
let clock: FakeClock;
beforeEach(() => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'kiosk-health-'));
  clock = createFakeClock(Date.UTC(2026, 0, 5, 9));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));
const keep = () => keepHealthFile({ dataFolder, version: '1.2.3', clock, log: silent });

test('a running station writes how it is at once and every thirty seconds, and what the run before came to', () => {
  let waiting = 2;
  const first = keep();
  first.runs(() => ({ ...well, waiting }));
  expect(readHealth(dataFolder)).toMatchObject({
    ...{ format: 1, version: '1.2.3', state: 'running', needsAttention: false, waiting: 2, signIn: 'signed-in' },
    ...{ startedAt: '2026-01-05T09:00:00.000Z', writtenAt: '2026-01-05T09:00:00.000Z' },
    freeDiskMb: expect.any(Number),
  });
  expect(readHealth(dataFolder)).not.toHaveProperty('isSending');
  waiting = 3;
  clock.advance(30_000);
  expect(readHealth(dataFolder)).toMatchObject({ waiting: 3, writtenAt: '2026-01-05T09:00:30.000Z' });
  first.stop(75);
  expect(readHealth(dataFolder)).toMatchObject({ state: 'stopped', exitCode: 75, isIdle: true });
  expect(clock.nextTimerMs()).toBeUndefined();
  const second = keep();
  second.runs(() => well);
  expect(readHealth(dataFolder)?.lastExit).toEqual({ code: 75, at: '2026-01-05T09:00:30.000Z' });
  // Killed: nothing was written any more.
  keep().runs(() => well);
  expect(readHealth(dataFolder)?.lastExit).toEqual({ at: '2026-01-05T09:00:30.000Z' });
});

test('the app may be replaced when nobody has been there for ten minutes and nothing is being sent', () => {
  let isSending = true;
  const health = keep();
  health.runs(() => ({ ...well, isSending }));
  const isIdleAfter = (ms: number) => {
    clock.advance(ms);
    return readHealth(dataFolder)?.isIdle;
  };
  expect(isIdleAfter(9 * 60_000)).toBe(false);
  expect(isIdleAfter(60_000)).toBe(false);
  isSending = false;
  expect(isIdleAfter(30_000)).toBe(true);
  health.touched();
  expect(isIdleAfter(30_000)).toBe(false);
});

test('a station that cannot start says so, with the code that says why', () => {
  keep().cannotStart(78);
  expect(readHealth(dataFolder)).toMatchObject({ state: 'cannot-start', exitCode: 78, needsAttention: true });
});

test('a file that is no health is none', () => {
  expect(readHealth(dataFolder)).toBeUndefined();
  for (const text of ['', '{"format":2}', 'null']) {
    writeFileSync(healthFileOf(dataFolder), text);
    expect(readHealth(dataFolder)).toBeUndefined();
  }
  keep().runs(() => well);
  expect(readFileSync(healthFileOf(dataFolder), 'utf8')).toContain('"state": "running"');
});
