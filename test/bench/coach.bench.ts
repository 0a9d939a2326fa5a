import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium, type Page } from 'playwright';
import { obtainBrowser } from '../../build/browser-finder.ts';
import { findElectron } from '../../build/electron-runtime.ts';
import { ensureBuilt } from '../../build/fresh-build.ts';
import { chromiumArguments } from '../e2e/chromium.ts';
import { startKiosk } from '../e2e/kiosk-process.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { keepCoaching } from '../e2e/page-time.ts';
import { sandboxObstacle } from '../electron/sandbox-obstacle.ts';
import { type Bench, type BenchRow, valueAtLeast, valueAtMost } from './bench.ts';
import { memoryOfTree } from './process-memory.ts';
import { writeWebcamClip } from './webcam-clip.ts';

const root = path.resolve(import.meta.dirname, '../..');
const paceSeconds = 10;
/** Between two looks at the memory, which are touches of the screen too: nobody is taken for gone. */
const lookMs = 2_000;
/** A coach that has given up reads nothing any more. */
const standstillMs = 30_000;

interface Length {
  readonly frames: number;
  /** Before them: models are loaded, and every drawing has been made once. */
  readonly warmUpFrames: number;
}

/** What the page is made to count before the product's own script runs. */
interface CountingWindow {
  frames: number;
  longestTaskMs: number;
}

/** Counts frames that are handed to the face worker, one at a time and each read before the next, and the longest task. */
async function countFrames(page: Page): Promise<void> {
  await keepCoaching(page);
  await page.addInitScript(() => {
    const counted = window as unknown as CountingWindow;
    Object.assign(counted, { frames: 0, longestTaskMs: 0 });
    const Frame = VideoFrame;
    window.VideoFrame = new Proxy(Frame, {
      construct(target, parts) {
        counted.frames += 1;
        return Reflect.construct(target, parts) as VideoFrame;
      },
    });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) counted.longestTaskMs = Math.max(counted.longestTaskMs, duration);
    }).observe({ type: 'longtask' });
  });
}

const counted = (page: Page) =>
  page.evaluate(() => {
    const { frames, longestTaskMs } = window as unknown as CountingWindow;
    return { frames, longestTaskMs };
  });

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Megabytes of the shell and all that it started, looked at while so many frames are read. */
async function memoryWhile(page: Page, pid: number, frames: number): Promise<number> {
  const looks: number[] = [];
  let { frames: at } = await counted(page);
  const end = at + frames;
  let movedMs = performance.now();
  while (at < end) {
    await page.mouse.move(600 + (looks.length % 2), 400);
    looks.push(memoryOfTree(pid) / 1e6);
    await page.waitForTimeout(lookMs);
    const now = (await counted(page)).frames;
    if (now > at) movedMs = performance.now();
    else if (performance.now() - movedMs > standstillMs) {
      throw new Error(`expected ${end} frames, actual ${at}: none was read for ${standstillMs / 1000} s`);
    }
    at = now;
  }
  return median(looks);
}

/** Somebody stands before the camera of this shell, for as long as it takes. */
async function measure(page: Page, pid: number, shell: string, length: Length): Promise<BenchRow[]> {
  const screen = new KioskScreen(page);
  await screen.find();
  await screen.agree();
  await page.locator('[data-hint]').waitFor({ timeout: 120_000 });
  await memoryWhile(page, pid, length.warmUpFrames);
  const from = (await counted(page)).frames;
  await page.evaluate(() => Object.assign(window, { longestTaskMs: 0 }));
  const startedMs = performance.now();
  await page.waitForTimeout(paceSeconds * 1000);
  const { frames, longestTaskMs } = await counted(page);
  const perSecond = ((frames - from) / (performance.now() - startedMs)) * 1000;
  // A tenth at the beginning against a tenth at the end.
  const tenth = length.frames / 10;
  const atFirst = await memoryWhile(page, pid, tenth);
  await memoryWhile(page, pid, 8 * tenth);
  const atLast = await memoryWhile(page, pid, tenth);
  return [
    { name: `${shell}: readings a second`, value: perSecond, unit: '1/s', goal: valueAtLeast(15) },
    {
      name: `${shell}: longest task of the main thread (0: none above 50 ms)`,
      value: longestTaskMs,
      unit: 'ms',
      goal: valueAtMost(50),
    },
    {
      // One frame that stays is a megabyte.
      name: `${shell}: memory that ${length.frames} frames add to ${Math.round(atFirst)} MB`,
      value: atLast - atFirst,
      unit: 'MB',
      goal: valueAtMost(30),
    },
  ];
}

async function measureBrowser(clip: string, length: Length): Promise<BenchRow[]> {
  const found = await obtainBrowser(console.error);
  if (found.kind === 'error') throw new Error(found.error);
  ensureBuilt('browser', console.error);
  const kiosk = await startKiosk({ settings: { station: { faceGuidance: true } } });
  const args = [...chromiumArguments, `--use-file-for-fake-video-capture=${clip}`];
  const browser = await chromium.launch({ executablePath: found.value, args });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await countFrames(page);
    await new KioskScreen(page).open(kiosk);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const pid = processInfo.find(({ type }) => type === 'browser')?.id;
    if (pid === undefined) throw new Error('the browser does not say which process it is');
    return await measure(page, pid, 'Chromium', length);
  } finally {
    await browser.close();
    await kiosk.end('SIGTERM');
  }
}

async function measureElectron(electron: string, clip: string, length: Length): Promise<BenchRow[]> {
  ensureBuilt('electron', console.error);
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-coach-'));
  const app = await _electron.launch({
    executablePath: electron,
    chromiumSandbox: sandboxObstacle(electron) === undefined,
    args: [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${clip}`,
      root,
      `--data=${path.join(folder, 'data')}`,
    ],
    env: { ...process.env, KIOSK_STATE: path.join(folder, 'home') } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    await countFrames(page);
    await page.reload();
    await new KioskScreen(page).screen('attract').waitFor({ timeout: 120_000 });
    return await measure(page, await app.evaluate(() => process.pid), 'Electron', length);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function run({ isShort }: { readonly isShort: boolean }): Promise<BenchRow[]> {
  const length = isShort ? { frames: 500, warmUpFrames: 100 } : { frames: 10_000, warmUpFrames: 500 };
  const clip = await writeWebcamClip();
  const rows = await measureBrowser(clip, length);
  const electron = findElectron();
  if (electron === undefined) console.log("  (Electron's runtime is not on this machine: not measured there)");
  return electron === undefined ? rows : [...rows, ...(await measureElectron(electron, clip, length))];
}

/** The coach on the product's own screen, for as long as a hundred people stand before it. */
export const bench: Bench = { topic: 'coach', run };
