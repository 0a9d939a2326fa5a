import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepHealthFile } from '../../../electron/host/health-file.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { isPin } from '../../../electron/operator/operator-pin.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { runHere } from './command-run.ts';

const silent = { info() {}, warn() {}, error() {} };
let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-looked-after-'));
  data = path.join(folder, 'data');
  mkdirSync(data);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const keep = (clock = createSystemClock()) => keepHealthFile({ dataFolder: data, version: '1', clock, log: silent });
const status = async () => {
  const { exitCode, out } = await runHere(['status', '--data', data, '--json']);
  return { exitCode, ...(JSON.parse(out) as { verdict: string; health?: object }) };
};

test('status tells monitoring whether a station runs, needs a person, or is not there, by exit code and in JSON', async () => {
  expect(await status()).toMatchObject({ exitCode: 3, verdict: 'notRunning' });
  const clock = createSystemClock();
  const health = keep({ ...clock, setTimer: () => () => {} });
  health.runs(() => ({ needsAttention: false, waiting: 0, isSending: false }));
  expect(await status()).toMatchObject({ exitCode: 0, verdict: 'running', isOk: true, health: { waiting: 0 } });
  health.runs(() => ({ needsAttention: true, attention: 1, isSending: false }));
  expect(await status()).toMatchObject({ exitCode: 1, verdict: 'attention', health: { attention: 1 } });
  health.cannotStart(69);
  expect(await status()).toMatchObject({ exitCode: 1, verdict: 'cannotStart' });
  health.stop(0);
  expect(await status()).toMatchObject({ exitCode: 3, verdict: 'notRunning' });
  // Two minutes without a word: it hangs or was killed.
  keep(createFakeClock(Date.now() - 121_000)).runs(() => ({ needsAttention: false, isSending: false }));
  expect(await status()).toMatchObject({ exitCode: 3, verdict: 'notRunning' });
  const told = await runHere(['status', '--data', data, '--language', 'ja']);
  expect(told.error).toContain('端末が動作していないか');
});

test('export-log copies every file of the log into one, oldest line first', async () => {
  const file = path.join(folder, 'for-support.log');
  expect((await runHere(['export-log', file, '--data', data])).exitCode).toBe(1);
  mkdirSync(path.join(data, 'logs'));
  for (const [name, text, days] of [
    ['kiosk.log', 'three\n', 0],
    ['20260101-0000-01-kiosk.log', 'one\n', 2],
    ['20260102-0000-01-kiosk.log', 'two\n', 1],
    ['kiosk.log.txt', 'never', 0],
  ] as const) {
    const place = path.join(data, 'logs', name);
    writeFileSync(place, text);
    const at = new Date(Date.now() - days * 86_400_000);
    utimesSync(place, at, at);
  }
  expect((await runHere(['export-log', file, '--data', data])).exitCode).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n');
  const refused = await runHere(['export-log', path.join(file, 'below-a-file.log'), '--data', data]);
  expect(refused).toMatchObject({ exitCode: 2, error: expect.stringContaining('expected a file that can be written') });
});

test('set-pin takes the PIN from a file, where a terminal passes nothing on', async () => {
  const config = path.join(folder, 'settings.json');
  const pinFile = path.join(folder, 'pin.txt');
  writeFileSync(config, '{ "tenant": "demo" }');
  writeFileSync(pinFile, '271828\r\nmore');
  expect((await runHere(['set-pin', '--file', pinFile, '--config', config, '--data', data])).exitCode).toBe(0);
  const { station } = JSON.parse(readFileSync(config, 'utf8')) as { station: { operatorPinHash: string } };
  expect(await isPin('271828', station.operatorPinHash)).toBe(true);
  const missing = await runHere(['set-pin', '--file', `${pinFile}.no`, '--config', config, '--data', data]);
  expect(missing).toMatchObject({ exitCode: 2, error: expect.stringContaining('--file') });
});
