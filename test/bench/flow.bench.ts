import { chromium, type Locator, type Page } from 'playwright';
import { obtainBrowser } from '../../build/browser-finder.ts';
import { ensureBuilt } from '../../build/fresh-build.ts';
import { chromiumArguments, clipFile } from '../e2e/chromium.ts';
import globalSetup from '../e2e/global-setup.ts';
import { startKiosk } from '../e2e/kiosk-process.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import type { Bench, BenchRow } from './bench.ts';

const rounds = 5;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Milliseconds in the page from a person's click on a button to the first frame that shows a screen. */
async function timeToScreen(page: Page, button: Locator, screen: string): Promise<number> {
  const elapsed = page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const onClick = () => {
          const startedMs = performance.now();
          const look = () => {
            const isThere = document.querySelector(`[data-screen="${wanted}"]`) !== null;
            if (isThere) resolve(performance.now() - startedMs);
            else requestAnimationFrame(look);
          };
          look();
        };
        document.addEventListener('pointerup', onClick, { capture: true, once: true });
      }),
    screen,
  );
  await button.click();
  return elapsed;
}

async function run(): Promise<BenchRow[]> {
  const found = await obtainBrowser(console.error);
  if (found.kind === 'error') throw new Error(found.error);
  ensureBuilt('browser', console.error);
  await globalSetup();
  // The built-in countdown would be measured too: one second of it is the least that the settings allow.
  const kiosk = await startKiosk({ settings: { station: { countdownSeconds: 1 } } });
  const browser = await chromium.launch({
    executablePath: found.value,
    args: [...chromiumArguments, `--use-file-for-fake-video-capture=${clipFile}`],
  });
  const shutterMs: number[] = [];
  const savedMs: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      const screen = new KioskScreen(page);
      await screen.open(kiosk);
      await screen.find();
      await screen.agree();
      await screen.button(screen.words.camera.take).waitFor();
      shutterMs.push((await timeToScreen(page, screen.button(screen.words.camera.take), 'review')) - 1_000);
      savedMs.push(await timeToScreen(page, screen.button(screen.words.review.use), 'receipt'));
      await page.close();
    }
  } finally {
    await browser.close();
    await kiosk.end('SIGTERM');
  }
  return [
    { name: 'shutter (zero of the countdown) to review, median', value: median(shutterMs), unit: 'ms' },
    { name: '"Use this photo" to "saved" on screen, median', value: median(savedMs), unit: 'ms', goal: 'below 300 ms' },
  ];
}

/** What a person waits for, in a real browser with the fake camera at 1280×720. */
export const bench: Bench = { topic: 'flow', run };
