import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { createBrowserPipe } from './browser-pipe.ts';
import { openingPath } from './opening-page.ts';

interface AppWindowParts {
  readonly browser: string;
  /** The address that opens the kiosk once. It reaches the browser through a pipe: other users can read command lines. */
  readonly url: string;
  /** A profile of its own: emptied before and after, never the person's. */
  readonly profileFolder: string;
  readonly isRootOnLinux: boolean;
}

/**
 * The page reaches its own host and nothing else, by any layer: what its policy does not cover (WebRTC, name prefetching,
 * preconnects) would go to a proxy where nobody is.
 */
export function ownHostOnly(host: string): string[] {
  return [
    '--proxy-server=http://127.0.0.1:9',
    `--proxy-bypass-list=<-loopback>;${host}`,
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--blink-settings=dnsPrefetchingEnabled=false',
    '--disable-quic',
  ];
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
    `--app=${openingUrl(url)}`,
    '--remote-debugging-pipe',
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    ...ownHostOnly(new URL(url).host),
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication',
    '--disk-cache-size=1',
    '--password-store=basic',
    '--use-mock-keychain',
    // Chromium's sandbox refuses root (a container, a test machine); the second switch hides the bar that warns of the first.
    ...(isRootOnLinux ? ['--no-sandbox', '--test-type'] : []),
  ];
}

const openingUrl = (url: string) => new URL(openingPath, url).href;

/** A browser whose administrator forbids the pipe takes no address from it. */
const leadLimitMs = 60_000;
/** A browser that does not hear a polite request is ended. */
const closeLimitMs = 3_000;

/** Opens the window. Never rejects: a browser that does not start is `failed`. */
export async function openAppWindow(parts: AppWindowParts): Promise<AppWindow> {
  const { profileFolder } = parts;
  await rm(profileFolder, { recursive: true, force: true });
  await mkdir(profileFolder, { recursive: true, mode: 0o700 });
  const child = spawn(parts.browser, appWindowArguments(parts), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , , toBrowser, fromBrowser] = child.stdio;
  const pipe = createBrowserPipe(toBrowser as Writable, fromBrowser as Readable);
  const leadLimit = setTimeout(() => child.kill(), leadLimitMs);
  pipe
    .lead(openingUrl(parts.url), parts.url)
    .catch(() => child.kill())
    .finally(() => clearTimeout(leadLimit));
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
