/** `npm run screenshots [-- VIEW…]`: takes the pictures of README and guide from the running app, into docs/images. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { obtainBrowser } from '../build/browser-finder.ts';
import { ensureBuilt } from '../build/fresh-build.ts';
import type { Language } from '../shared/language.ts';
import { chromiumArguments } from './e2e/chromium.ts';
import { type KioskProcess, startKiosk } from './e2e/kiosk-process.ts';
import { KioskScreen, somebody } from './e2e/kiosk-screen.ts';
import { OperatorScreen } from './e2e/operator-screen.ts';
import { writeSceneClip } from './scene-clip.ts';

const images = path.resolve(import.meta.dirname, '../docs/images');
const clip = path.resolve(import.meta.dirname, '../test-results/scene.y4m');

/** A little to the side and tilted, as people stand: the suggested crop puts it right. */
const scene = {
  size: { widthPx: 1280, heightPx: 720 },
  portraits: [{ eyesXPx: 612, eyesYPx: 228, eyeGapPx: 106, rollDeg: 3 }],
};

interface View {
  readonly name: string;
  readonly language: Language;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

const views: readonly View[] = [
  { name: 'landscape', language: 'en', width: 1280, height: 800, colorScheme: 'light' },
  { name: 'portrait', language: 'ja', width: 1080, height: 1920, colorScheme: 'light' },
  { name: 'small', language: 'zh-Hans', width: 800, height: 600, colorScheme: 'dark' },
];

/** Walks through the flow and takes a picture of every screen. */
async function walk(page: Page, kiosk: KioskProcess, view: View): Promise<void> {
  const take = async (screen: string) => {
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every(
          (one) =>
            one.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY || one.playState !== 'running',
        ),
    );
    const file = path.join(images, `${view.name}-${screen}.jpg`);
    await page.screenshot({ path: file, type: 'jpeg', quality: 85, animations: 'disabled' });
  };
  const screen = new KioskScreen(page, view.language);
  const person = page.getByRole('button', { name: new RegExp(somebody.name) }).first();
  await screen.open(kiosk);
  await page.getByText(screen.words.bar.sign.online).waitFor();
  await take('1-attract');
  await screen.button(screen.words.attract.start).click();
  await page.getByLabel(screen.words.search.label).fill('an');
  await person.waitFor();
  await take('2-search');
  await page.getByLabel(screen.words.search.label).fill(somebody.query);
  await person.click();
  await screen.screen('notice').waitFor();
  await take('3-notice');
  await screen.agree();
  await screen.screen('camera').waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('video')].some((video) => video.currentTime > 0.5));
  await take('4-camera');
  await screen.shoot();
  // The suggested crop has come, and has moved to its place.
  await page.getByRole('button', { name: screen.words.review.suggested }).waitFor();
  await page.evaluate(
    (frames) =>
      new Promise<void>((resolve) => {
        const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)));
        next(frames);
      }),
    60,
  );
  await take('5-review');
  await screen.use();
  await screen.expectReceipt('confirmed');
  await take('6-receipt');
}

async function takeDirectory(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > window.innerHeight),
  );
  await page.screenshot({ path: path.join(images, 'demo-directory.jpg'), type: 'jpeg', quality: 85 });
  await page.close();
}

/** What staff see of the photos that were taken meanwhile, and of the station. */
async function takeOperator(browser: Browser, kiosk: KioskProcess): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const take = (name: string) =>
    page.screenshot({ path: path.join(images, `${name}.jpg`), type: 'jpeg', quality: 85, animations: 'disabled' });
  await new KioskScreen(page, 'en').open(kiosk);
  const operator = new OperatorScreen(page);
  await operator.open();
  await operator.chooseNewest();
  await operator.expectState('confirmed');
  await take('operator-photos');
  await operator.stationPart('check');
  await page.locator('[data-check="done"]').waitFor();
  await take('operator-check');
  await page.close();
}

async function main(): Promise<void> {
  const found = await obtainBrowser(console.log);
  if (found.kind === 'error') throw new Error(found.error);
  ensureBuilt('browser', console.log);
  mkdirSync(images, { recursive: true });
  mkdirSync(path.dirname(clip), { recursive: true });
  await writeSceneClip(clip, scene);
  const browser = await chromium.launch({
    executablePath: found.value,
    args: [...chromiumArguments, `--use-file-for-fake-video-capture=${clip}`],
  });
  const kiosk = await startKiosk({ settings: { station: { faceGuidance: true } } });
  try {
    let directoryUrl = '';
    const named = process.argv.slice(2);
    const chosen = views.filter(({ name }) => named.length === 0 || named.includes(name));
    for (const { width, height, colorScheme, ...view } of chosen) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme });
      const page = await context.newPage();
      await walk(page, kiosk, { width, height, colorScheme, ...view });
      directoryUrl = await new KioskScreen(page, view.language).directoryUrl();
      await context.close();
      console.log(`${view.name}: ${view.language}, ${width}x${height}, ${colorScheme}`);
    }
    await takeOperator(browser, kiosk);
    await takeDirectory(browser, directoryUrl);
  } finally {
    await browser.close();
    await kiosk.end('SIGTERM');
  }
}

await main();
