import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../../build/fresh-build.ts';
import { keepCompanyMark } from '../../../electron/settings/company-mark.ts';
import { type StartedProcess, startProcess } from '../../started-process.ts';

const readyLine = /^kiosk ready (http:\/\/127\.0\.0\.1:(\d+)\/#([\w-]{43}))$/m;
let folder: string;
const running: StartedProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-host-'));
});
afterEach(async () => {
  for (const host of running.splice(0)) await host.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(...more: string[]): Promise<StartedProcess> {
  const host = await startProcess('electron/browser.ts', ['--no-open', '--data', folder, ...more], readyLine);
  running.push(host);
  return host;
}
const failureOf = (...more: string[]) =>
  start(...more).then(
    () => 'started',
    (cause: Error) => cause.message,
  );

beforeAll(() => ensureBuilt('browser', console.log), 5 * 60_000);

describe('the browser host', () => {
  // One start for all that a station which runs can show: a start is most of a test here.
  test('prints one line with its address, serves the page, lets no second one to its data or its port, ends in order, and keeps its key to this user', async () => {
    const host = await start();
    const [, url = '', port = ''] = host.ready;
    const page = await fetch(url.split('#')[0] ?? '');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<script type="module"');
    expect(await failureOf()).toMatch(/ended with 69[\s\S]*cannot be opened/);
    const other = path.join(folder, 'other');
    expect(await failureOf('--data', other, '--port', port)).toMatch(/ended with 1 [\s\S]*--port: \d+ is in use/);
    await host.end('SIGTERM');
    expect(await host.exited).toBe(0);
    expect(host.output().trim().split('\n')).toEqual([`kiosk ready ${url}`]);

    // Its key lies where only this user reads it; one that others may read is refused.
    const key = path.join(folder, 'station.key');
    if (process.platform !== 'win32') {
      expect(statSync(key).mode & 0o777).toBe(0o600);
      chmodSync(key, 0o644);
      expect(await failureOf()).toMatch(/ended with 69[\s\S]*mode 0644, expected 0600/);
    }
    expect(readFileSync(key).byteLength).toBe(32);
  });

  test('does not open a company’s data as the demo when the settings are gone', async () => {
    keepCompanyMark(folder, 'company');
    expect(await failureOf()).toMatch(/ended with 78[\s\S]*The station's settings are missing/);
    expect(readdirSync(folder)).toEqual(['company.json']);
  });

  test('leaves data alone that the Electron app sealed', async () => {
    mkdirSync(path.join(folder, 'store'));
    writeFileSync(path.join(folder, 'store/kiosk.db'), 'sealed elsewhere');
    expect(await failureOf()).toMatch(/ended with 69[\s\S]*not there: by the Electron app/);
    expect(readFileSync(path.join(folder, 'store/kiosk.db'), 'utf8')).toBe('sealed elsewhere');
  });

  test('says what is wrong in the settings file: where, expected, actual', async () => {
    const config = path.join(folder, 'settings.json');
    writeFileSync(config, '{"station":{"idleTimeoutSeconds":"soon"}}');
    expect(await failureOf('--config', config)).toMatch(
      /ended with 78[\s\S]*station\.idleTimeoutSeconds: expected a number, got "soon"/,
    );
  });
});
