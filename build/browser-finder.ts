import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { browserFailure } from '../electron/host/failure.ts';
import { findInstalledBrowser } from '../electron/loopback/installed-browser.ts';
import { err, ok, type Result } from '../shared/result.ts';

const startLimitMs = 30_000;
const downloadLimitMs = 5 * 60_000;
const packageLimitMs = 10 * 60_000;
/** Debian's name of it, package and program. */
const headlessShell = 'chromium-headless-shell';
const playwrightCli = path.resolve(import.meta.dirname, '../node_modules/playwright/cli.js');

/**
 * A browser for the tests: an installed one, else Playwright's download, else (Debian or Ubuntu, as root) the
 * distribution's package. Says on `say` which it is and why. The error names the exact command to type.
 */
export async function obtainBrowser(say: (line: string) => void): Promise<Result<string, string>> {
  const installed = findInstalledBrowser({ platform: process.platform, env: process.env });
  if (installed.kind === 'error') return err(browserFailure(installed.error).text);
  if (installed.value !== undefined && startsUp(installed.value)) {
    say(`browser: ${installed.value}, which is installed here`);
    return ok(installed.value);
  }
  const downloaded = chromium.executablePath();
  if (!existsSync(downloaded)) {
    say('browser: none is installed, so Playwright downloads one');
    run(process.execPath, [playwrightCli, 'install', 'chromium'], downloadLimitMs);
  }
  if (existsSync(downloaded) && startsUp(downloaded)) {
    say(`browser: ${downloaded}, Playwright's download`);
    return ok(downloaded);
  }
  if (canInstallPackages()) {
    say("browser: Playwright's download did not work, so the distribution's package is installed");
    run('apt-get', ['update', '-qq'], packageLimitMs);
    // By itself: not every distribution has the second, and a package that is not there lets none in.
    for (const name of ['chromium', headlessShell]) {
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], packageLimitMs);
    }
    const packaged = findInstalledBrowser({ platform: process.platform, env: process.env });
    if (packaged.kind === 'ok' && packaged.value !== undefined && startsUp(packaged.value)) {
      say(`browser: ${packaged.value}, the distribution's package`);
      return ok(packaged.value);
    }
  }
  return err(
    [
      'No browser for the end-to-end tests. Any one of these brings one:',
      '  npx playwright install --with-deps chromium',
      '  sudo apt-get install -y chromium          (Debian)',
      '  KIOSK_BROWSER=/path/to/chrome npm test    (one that is already there)',
    ].join('\n'),
  );
}

/**
 * The same version of a browser without windows, where the distribution has put one beside it: it draws the same with a
 * sixth less work.
 */
export function findHeadlessShell(browser: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const version = versionOf(browser);
  if (version === undefined) return undefined;
  const places = (env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, headlessShell));
  return places.find((file) => existsSync(file) && versionOf(file) === version);
}

function versionOf(browser: string): string | undefined {
  const { status, stdout } = spawnSync(browser, ['--version'], { timeout: startLimitMs, encoding: 'utf8' });
  return status === 0 ? stdout.match(/\d+(\.\d+){3}/)?.[0] : undefined;
}

/** Whether the program runs at all: a snap's stub and a download without its libraries do not. */
function startsUp(browser: string): boolean {
  // On Windows `--version` would open a window, and there are no stubs there.
  return process.platform === 'win32' || spawnSync(browser, ['--version'], { timeout: startLimitMs }).status === 0;
}

function canInstallPackages(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function run(command: string, args: readonly string[], timeoutMs: number): void {
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: timeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
