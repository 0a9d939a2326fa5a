import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
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
}

/** One station: its folders stay from one start to the next. */
export interface Station {
  readonly dataFolder: string;
  start(): Promise<ShellApp>;
}

interface ShellFixtures {
  readonly station: Station;
  readonly shell: ShellApp;
}

/** Tests with a station whose camera shows the portrait clip. */
export const test = base.extend<ShellFixtures, { readonly clip: string }>({
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
  station: async ({ clip }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-shell-'));
    const started: ElectronApplication[] = [];
    await use({
      dataFolder: path.join(folder, 'data'),
      async start() {
        const app = await _electron.launch({
          ...(electron === undefined ? {} : { executablePath: electron }),
          // Playwright switches Chromium's sandbox off unless told otherwise.
          chromiumSandbox: obstacle === undefined,
          args: [
            '--use-fake-device-for-media-stream',
            `--use-file-for-fake-video-capture=${clip}`,
            root,
            `--data=${path.join(folder, 'data')}`,
          ],
          env: { ...process.env, KIOSK_STATE: path.join(folder, 'home') } as Record<string, string>,
        });
        started.push(app);
        const page = await app.firstWindow();
        return { app, page, pid: await app.evaluate(() => process.pid) };
      },
    });
    for (const app of started) await app.close().catch(() => {});
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  shell: async ({ station }, use) => use(await station.start()),
});
