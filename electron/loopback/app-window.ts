import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';

interface AppWindowParts {
  readonly browser: string;
  readonly url: string;
  /** A profile of its own: emptied before and after, never the person's. */
  readonly profileFolder: string;
  readonly isRootOnLinux: boolean;
}

/** A browser window with the kiosk in it and nothing else. */
export interface AppWindow {
  /** Resolves when the window was closed (`closed`) or the browser failed or crashed (`failed`). */
  readonly ended: Promise<'closed' | 'failed'>;
  close(): Promise<void>;
}

/** The command line of the window. Nothing of the browser that talks to its maker, asks or remembers. */
export function appWindowArguments({ url, profileFolder, isRootOnLinux }: Omit<AppWindowParts, 'browser'>): string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-quic',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication',
    '--disk-cache-size=1',
    '--password-store=basic',
    '--use-mock-keychain',
    // Chromium's sandbox refuses root (a container, a test machine); the second switch hides the bar that warns of the first.
    ...(isRootOnLinux ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** A browser that does not hear a polite request is ended. */
const closeLimitMs = 3_000;

/** Opens the window. Never rejects: a browser that does not start is `failed`. */
export async function openAppWindow(parts: AppWindowParts): Promise<AppWindow> {
  const { profileFolder } = parts;
  await rm(profileFolder, { recursive: true, force: true });
  await mkdir(profileFolder, { recursive: true, mode: 0o700 });
  const child = spawn(parts.browser, appWindowArguments(parts), { stdio: 'ignore' });
  const ended = endOf(child).then(async (how) => {
    // Files of a browser that is just ending may still be held for a moment on Windows.
    await rm(profileFolder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    return how;
  });
  return {
    ended,
    async close() {
      child.kill();
      const limit = setTimeout(() => child.kill('SIGKILL'), closeLimitMs);
      await ended;
      clearTimeout(limit);
    },
  };
}

function endOf(child: ChildProcess): Promise<'closed' | 'failed'> {
  return new Promise((resolve) => {
    child.once('error', () => resolve('failed'));
    child.once('exit', (code) => resolve(code === 0 ? 'closed' : 'failed'));
  });
}

/** Opens a web page in the person's own browser, as for signing in; anything but http and https is refused. */
export function openPage(browser: string, url: string): void {
  if (!/^https?:$/.test(new URL(url).protocol)) throw new Error('expected a web address');
  // A separate `--` keeps an address from being read as a switch.
  spawn(browser, ['--', new URL(url).href], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
