import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notWritten } from '../../../electron/cli/set-pin-command.ts';
import { keepHealthFile } from '../../../electron/host/health-file.ts';
import { askToStop, heedStopRequests } from '../../../electron/host/stop-request.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { isPin } from '../../../electron/operator/operator-pin.ts';
import { keepCompanyMark } from '../../../electron/settings/company-mark.ts';
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

test('set-pin says why the settings file cannot be written, and leaves it as it was', async () => {
  // No draft beside a name of this length can be made, by root neither.
  const config = path.join(folder, `${'s'.repeat(245)}.json`);
  const pinFile = path.join(folder, 'pin.txt');
  writeFileSync(config, '{ "tenant": "demo" }');
  writeFileSync(pinFile, '271828');
  for (const words of [['--file', pinFile], ['--remove']]) {
    const refused = await runHere(['set-pin', ...words, '--config', config, '--data', data]);
    expect(refused).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('could not be written (ENAMETOOLONG)'),
    });
    expect(refused.error).not.toContain('operatorPinHash');
    expect(readFileSync(config, 'utf8')).toBe('{ "tenant": "demo" }');
  }
});

test.each(['EACCES', 'EPERM', 'EROFS'])(
  'set-pin without the rights (%s) names another account, and gives the line to write',
  (code) => {
    const cause = Object.assign(new Error(code), { code });
    const told = notWritten({ settingsFile: '/etc/s.json', cause, hash: 'scrypt:AAAA:AAAA' }, 'en');
    expect(told).toMatchObject({
      exitCode: 1,
      lines: [expect.stringContaining('an account that may change it'), '"operatorPinHash": "scrypt:AAAA:AAAA"'],
    });
    const kept = notWritten({ settingsFile: '/etc/s.json', cause }, 'en');
    expect(kept).toMatchObject({ exitCode: 1, lines: [expect.stringContaining('remove "operatorPinHash"')] });
  },
);

test('no command opens a company’s data on settings that do not name the company: its photos would be the demo’s', async () => {
  keepCompanyMark(data, 'company');
  const config = path.join(folder, 'settings.json');
  writeFileSync(config, '{}');
  const list = () => runHere(['roster', 'list', '--config', config, '--data', data]);
  expect(await list()).toMatchObject({ exitCode: 2, error: expect.stringContaining('belongs to a company') });
  expect(readdirSync(data)).toEqual(['company.json']);
  // Connecting anew is one way back.
  const connected = await runHere(['connect', '--by-hand', '--config', config, '--data', data]);
  expect(connected).toMatchObject({ exitCode: 0, error: expect.not.stringContaining('belongs to a company') });
  // The settings can still be mended from here, and not be broken further.
  const set = (...words: string[]) => runHere(['settings', 'set', ...words, '--config', config, '--data', data]);
  expect(await set('station.name', 'Lobby')).toMatchObject({
    exitCode: 2,
    error: expect.stringContaining('tenant: expected'),
  });
  expect(await set('tenant', 'demo')).toMatchObject({ exitCode: 0 });
  expect(await list()).toMatchObject({ exitCode: 0 });
});

test('stop --when-idle ends a station once nobody is there and nothing is being sent, and waits for it', async () => {
  const stop = async (...words: string[]) => {
    const { exitCode, out, error } = await runHere(['stop', '--when-idle', '--data', data, '--json', ...words]);
    return { exitCode, error, ...(JSON.parse(out) as { verdict?: string }) };
  };
  expect(await stop()).toMatchObject({ exitCode: 0, verdict: 'notRunning' });
  const clock = createFakeClock(Date.now());
  const health = keep(clock);
  let isSending = true;
  let isStopped = false;
  const heed = () =>
    heedStopRequests({
      ...{ dataFolder: data, clock, log: silent, isIdle: health.isIdle },
      stop() {
        isStopped = true;
        health.stop(0);
      },
    });
  health.runs(() => ({ needsAttention: false, isSending }));
  heed();
  // Somebody is there: left running, and not stopped later for a request of now.
  expect(await stop('--wait', '0')).toMatchObject({ exitCode: 3, verdict: 'busy' });
  clock.advance(11 * 60_000);
  isSending = false;
  clock.advance(10_000);
  expect(isStopped).toBe(false);

  isSending = true;
  const stopped = stop();
  // The request is on the disk before anybody waits for its end.
  await expect.poll(() => readdirSync(data)).toContain('stop-when-idle.request');
  clock.advance(10_000);
  expect(isStopped).toBe(false);
  isSending = false;
  clock.advance(10_000);
  expect(await stopped).toMatchObject({ exitCode: 0, verdict: 'stopped' });
  expect(readdirSync(data)).not.toContain('stop-when-idle.request');
});

test('a request to stop that an earlier run was asked does not stop the next one', () => {
  const clock = createFakeClock(Date.now());
  askToStop(data);
  const stop = () => expect.unreachable('stopped');
  const end = heedStopRequests({ dataFolder: data, clock, log: silent, isIdle: () => true, stop });
  clock.advance(60_000);
  end();
  expect(clock.nextTimerMs()).toBeUndefined();
});

test('stop says what it expects', async () => {
  expect(await runHere(['stop', '--data', data])).toMatchObject({
    exitCode: 2,
    error: expect.stringContaining('--when-idle'),
  });
  expect(await runHere(['stop', '--when-idle', '--wait', 'soon', '--data', data])).toMatchObject({
    exitCode: 2,
    error: expect.stringContaining('from 0 to 1440'),
  });
});
