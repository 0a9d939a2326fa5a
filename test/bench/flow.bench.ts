import { chromium, type Locator, type Page } from 'playwright';
import { obtainBrowser } from '../../build/browser-finder.ts';
import { ensureBuilt } from '../../build/fresh-build.ts';
import { chromiumArguments, clipFile } from '../e2e/chromium.ts';
import globalSetup from '../e2e/global-setup.ts';
import { type KioskProcess, startKiosk } from '../e2e/kiosk-process.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { OperatorScreen } from '../e2e/operator-screen.ts';
import { type Bench, type BenchRow, valueAtMost } from './bench.ts';

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

/** Milliseconds from the service's answer (the time in the admin's text) until the operator's screen shows it. */
async function timeVerdicts(page: Page, kiosk: KioskProcess): Promise<number[]> {
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  await screen.open(kiosk);
  await screen.rehearse('refused');
  await screen.toReview();
  await screen.use();
  await screen.expectReceipt('refused');
  await screen.button(screen.words.common.done).click();
  await operator.open();
  await operator.chooseNewest();
  const delaysMs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const shown = page.evaluate(() => {
      const timeOf = () =>
        /^Time: (\S+)$/m.exec(document.querySelector('[data-testid="admin-text"] pre')?.textContent ?? '')?.[1];
      const before = timeOf();
      return new Promise<number>((resolve) => {
        new MutationObserver((_, observer) => {
          const now = timeOf();
          if (now === undefined || now === before) return;
          observer.disconnect();
          resolve(Date.now() - Date.parse(now));
        }).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    });
    await operator.button(operator.words.queue.retry).click();
    delaysMs.push(await shown);
  }
  return delaysMs;
}

async function run(): Promise<BenchRow[]> {
  const found = await obtainBrowser(console.error);
  if (found.kind === 'error') throw new Error(found.error);
  ensureBuilt('browser', console.error);
  await globalSetup();
  // Its countdown of one second, the least that the settings allow, is measured too and taken off.
  const kiosk = await startKiosk({ settings: { station: { faceGuidance: true } } });
  const browser = await chromium.launch({
    executablePath: found.value,
    args: [...chromiumArguments, `--use-file-for-fake-video-capture=${clipFile}`],
  });
  const shutterMs: number[] = [];
  const savedMs: number[] = [];
  let verdictMs: number[] = [];
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
    verdictMs = await timeVerdicts(await browser.newPage({ viewport: { width: 1280, height: 800 } }), kiosk);
  } finally {
    await browser.close();
    await kiosk.end('SIGTERM');
  }
  return [
    {
      name: 'shutter (zero of the countdown) to review, median',
      value: median(shutterMs),
      unit: 'ms',
      goal: valueAtMost(500),
    },
    {
      name: '"Use this photo" to "saved" on screen, median',
      value: median(savedMs),
      unit: 'ms',
      goal: valueAtMost(300),
    },
    {
      name: "a service's refusal to its explanation on screen, median",
      value: median(verdictMs),
      unit: 'ms',
      goal: valueAtMost(1_000),
    },
  ];
}

/** What a person waits for, in a real browser with the fake camera at 1280×720. */
export const bench: Bench = { topic: 'flow', run };
