import { type Page, test } from '@playwright/test';
import { type Language, languages } from '../../../shared/language.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { onlyInWhole } from '../in-whole.ts';
import { KioskScreen } from '../kiosk-screen.ts';
import { holdReceipts } from '../page-time.ts';
import { unreachable, withoutCue } from './sentence-reach.ts';

/**
 * One rule for every screen: every sentence and every button can be reached, nothing is cut or covered, what goes on below says
 * so, and no page is wider than its screen. `npm run test:whole` asks it in every language, at every size and at both text sizes.
 */
export type Look = (page: Page, where: string, faults: string[]) => Promise<void>;

const isWhole = process.env.KIOSK_TESTS === 'whole';

/** Each with a layout of its own: landscape without height, portrait, and neither width nor height to spare. */
const narrow = [
  [427, 267],
  [390, 844],
  [800, 600],
] as const;
const sizes = [[1080, 1920], [1280, 800], ...narrow] as const;

/**
 * Looks at the screen as it is now: `npm run test:whole` at every size, at 100 and 200 %; `npm test` with doubled text where
 * there is little room. There a visitor's screen is looked at on the smallest and in the shape of a phone, a screen of the staff
 * at one narrow size, the next one at the next: a run sees each size in many rooms, but no room at each.
 */
export function lookAs(whose: 'visitor' | 'operator'): Look {
  let looked = 0;
  return async (page, where, faults) => {
    const one = narrow[looked % narrow.length] ?? narrow[0];
    looked += 1;
    const few = whose === 'visitor' ? narrow.slice(0, 2) : [one];
    for (const percent of isWhole ? [100, 200] : [200]) {
      await setText(page, percent);
      for (const [width, height] of isWhole ? sizes : few) {
        await page.setViewportSize({ width, height });
        const place = `${where} at ${width}x${height}, ${percent} %`;
        for (const fault of await lastingFaults(page)) faults.push(`${place}: ${fault}`);
        const folder = process.env.KIOSK_SCREENSHOTS;
        if (folder !== undefined)
          await page.screenshot({ path: `${folder}/${place.replaceAll(/[^a-z0-9-]+/gi, '_')}.png` });
      }
    }
    await setText(page, 100);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
}

const looks = 20;

/** What is still wrong once the screen has come to rest: while it is drawn anew a cue may come a moment later. */
async function lastingFaults(page: Page): Promise<string[]> {
  for (let left = looks; ; left -= 1) {
    await settle(page);
    const faults = [...(await withoutCue(page)), ...(await unreachable(page))];
    if (faults.length === 0 || left === 0) return faults;
  }
}

/** What the person's choice of text size does to the document. */
async function setText(page: Page, percent: number): Promise<void> {
  await page.evaluate((scale) => {
    document.documentElement.style.setProperty('--text-scale', String(scale));
    document.documentElement.dataset.text = scale > 1.25 ? 'large' : 'normal';
  }, percent / 100);
}

/** Two frames: what watches sizes has seen the new one and drawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))),
  );
}

/** A language along each direction: a visitor's screens and the ways to the staff's. */
const everyTime: readonly Language[] = ['en', 'ar'];
/** For each language, when its tests run: the rooms of the staff are built of the same parts as the ways to them. */
export const inLanguages = languages.map((language) => ({
  language,
  told: everyTime.includes(language) ? {} : onlyInWhole,
  toldInEnglish: language === 'en' ? {} : onlyInWhole,
}));

export type Open = (page: Page, language: Language, settings?: Record<string, unknown>) => Promise<KioskScreen>;

/** To call once in a file of tests: serves the harness to them. What is returned opens it in a language, with settings of its station. */
export function withHarness(): Open {
  let harness: HarnessServer;
  test.beforeAll(async () => {
    harness = await startHarness();
  });
  test.afterAll(() => harness.close());
  return async (page, language, settings = {}) => {
    const screen = new KioskScreen(page, language);
    await holdReceipts(page);
    const asked = new URLSearchParams({ languages: [language, ...languages.filter((one) => one !== language)].join() });
    for (const [key, value] of Object.entries(settings)) {
      asked.set(key, typeof value === 'string' ? value : JSON.stringify(value));
    }
    await page.goto(`${harness.url}?photo=1&${asked}`);
    await screen.screen('attract').waitFor();
    return screen;
  };
}
