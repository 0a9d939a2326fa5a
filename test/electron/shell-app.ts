import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { writePortraitClip } from '../portrait-clip.ts';
import { sandboxObstacle } from './sandbox-obstacle.ts';

const electron = process.env.KIOSK_ELECTRON;
/** Why Chromium's sandbox is off in this run; `undefined` when it is on. */
export const obstacle = electron === undefined ? undefined : sandboxObstacle(electron);
if (obstacle !== undefined) console.log(`Chromium's sandbox is off in this run: ${obstacle}`);

const root = path.resolve(import.meta.dirname, '../..');

/**
 * The app as Playwright starts it. TWO GUARDS OF A RELEASE ARE RELAXED HERE, because Playwright always passes `--inspect=0`
 * and `--remote-debugging-port=0`: the command line audit (it applies to a packaged app) and the fuse against Node's
 * inspector (burnt while packaging). Both have tests of their own: test/unit/desktop/policies.test.ts, test/unit/build/fuses.test.ts.
 */
export interface ShellApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The main process; what Playwright calls the process may be a launcher. */
  readonly pid: number;
  readonly dataFolder: string;
}

/** The app's first page. Playwright gives what is done in an app half a minute: here the tests' own limit is the only one. */
export function firstPage(app: ElectronApplication): Promise<Page> {
  app.context().setDefaultTimeout(0);
  return app.firstWindow({ timeout: 0 });
}

/** One station: its folders stay from one start to the next. */
export interface Station {
  start(): Promise<ShellApp>;
}

/** What no test of the shell is about: movement, most of a window's work where it is drawn without a graphics card. */
export const calmArguments = ['--force-prefers-reduced-motion', '--use-fake-device-for-media-stream'] as const;

interface ShellFixtures {
  /** A station of this test's own, which looks at no faces. */
  readonly station: Station;
  /** The running app of all tests that do it no harm, with the settings of a fresh one, at its first screen. */
  readonly shell: ShellApp;
}

interface ShellsOfWorker {
  readonly clip: string;
  readonly running: ShellApp;
}

/** A window that shows all of a screen, and less of it to draw. */
const sizePx = { width: 800, height: 600 } as const;
/** Settings without the third of a station's work that looks at faces; nobody is taken for gone while a machine is busy. */
export const unlooking = { tenant: 'demo', station: { faceGuidance: false, idleTimeoutSeconds: 3600 } } as const;

async function withStation(
  clip: string,
  settings: typeof unlooking | undefined,
  use: (station: Station) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-shell-'));
  const dataFolder = path.join(folder, 'data');
  const config = path.join(folder, 'settings.json');
  if (settings !== undefined) writeFileSync(config, JSON.stringify(settings));
  const words = [root, `--data=${dataFolder}`, ...(settings === undefined ? [] : [`--config=${config}`])];
  const started: ElectronApplication[] = [];
  await use({
    async start() {
      const app = await _electron.launch({
        ...(electron === undefined ? {} : { executablePath: electron }),
        // Playwright switches Chromium's sandbox off unless told otherwise.
        chromiumSandbox: obstacle === undefined,
        args: [...calmArguments, `--use-file-for-fake-video-capture=${clip}`, ...words],
        env: { ...process.env, KIOSK_STATE: path.join(folder, 'home') } as Record<string, string>,
      });
      started.push(app);
      const page = await firstPage(app);
      await app.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
      }, sizePx);
      return { app, page, pid: await app.evaluate(() => process.pid), dataFolder };
    },
  });
  for (const app of started) await app.close().catch(() => {});
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Tests with a station whose camera shows the portrait clip. */
export const test = base.extend<ShellFixtures, ShellsOfWorker>({
  clip: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-clip-'));
      const clip = path.join(folder, 'portrait.y4m');
      await writePortraitClip(clip);
      await use(clip);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  running: [
    ({ clip }, use) => withStation(clip, undefined, async (station) => use(await station.start())),
    { scope: 'worker' },
  ],
  station: ({ clip }, use) => withStation(clip, unlooking, use),
  shell: async ({ running }, use) => {
    await running.page.reload();
    await expect(new KioskScreen(running.page).screen('attract')).toBeVisible();
    await use(running);
  },
});
