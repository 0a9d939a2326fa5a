import { expect, test } from '@playwright/test';
import { type Language, languages } from '../../shared/language.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen, somebody } from './kiosk-screen.ts';
import { standStill } from './page-time.ts';

let kiosk: KioskProcess;
/** A station that looks at faces, and says of the clip's portrait that it is far away. */
let seeing: KioskProcess;
test.beforeAll(async () => {
  [kiosk, seeing] = await Promise.all([startKiosk(), startKiosk({ settings: { station: { faceGuidance: true } } })]);
});
test.afterAll(async () => {
  await Promise.all([kiosk.end('SIGTERM'), seeing.end('SIGTERM')]);
});

/** Walks through every screen of the flow and stops at each. */
async function walk(screen: KioskScreen, station: KioskProcess, stop: (name: string) => Promise<void>): Promise<void> {
  await screen.open(station);
  await stop('attract');
  await screen.button(screen.words.attract.start).click();
  await screen.page.getByLabel(screen.words.search.label).fill(somebody.query);
  await expect(screen.page.getByRole('button', { name: new RegExp(somebody.name) })).toBeVisible();
  await stop('search');
  await screen.page
    .getByRole('button', { name: new RegExp(somebody.name) })
    .first()
    .click();
  await screen.screen('notice').waitFor();
  await stop('notice');
  await screen.agree();
  await expect(screen.button(screen.words.camera.take)).toBeEnabled();
  await stop('camera');
  await screen.shoot();
  if (station === seeing) await expect(screen.page.locator('[data-fault="too-small"]')).toBeVisible();
  await stop('review');
  await screen.use();
  await screen.expectReceipt('confirmed');
  await stop('receipt');
}

const sizes = [
  { name: 'portrait', width: 1080, height: 1920 },
  { name: 'landscape', width: 1280, height: 800 },
  { name: 'small', width: 800, height: 600 },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}`, () => {
    test.use({ colorScheme });
    test(
      `axe finds nothing at WCAG 2.2 AA on any screen (${colorScheme})`,
      colorScheme === 'dark' ? {} : onlyInWhole,
      async ({ page }) => {
        await walk(new KioskScreen(page), seeing, (name) => expectAccessibleScreen(page, name));
      },
    );
  });
}

for (const [index, language] of languages.entries()) {
  const size = sizes[index] ?? { name: 'landscape', width: 1280, height: 800 };
  test.describe(`${language}, ${size.name}`, () => {
    test.use({ viewport: { width: size.width, height: size.height } });
    const told = `the whole flow speaks ${language}, and everything can be touched at ${size.width}x${size.height}`;
    test(told, onlyInWhole, async ({ page }) => {
      await walk(new KioskScreen(page, language as Language), kiosk, (name) => expectAccessibleScreen(page, name));
      const screen = new KioskScreen(page, language);
      await expect(screen.screen('receipt').getByText(screen.words.receipt.stage.confirmed.body)).toBeVisible();
    });
  });
}

test('the whole flow works by keyboard alone', async ({ page }) => {
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  const pressOn = async (name: string | RegExp) => {
    const button = page.getByRole('button', { name });
    await expect(button.first()).toBeVisible();
    for (let presses = 0; presses < 40; presses++) {
      if (await button.first().evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(button.first()).toBeFocused();
    await page.keyboard.press('Enter');
  };
  await pressOn(screen.words.attract.start);
  await expect(page.getByLabel(screen.words.search.label)).toBeFocused();
  await page.keyboard.type(somebody.query);
  await pressOn(new RegExp(somebody.name));
  await pressOn(screen.words.notice.agree);
  await pressOn(screen.words.camera.take);
  await expect(screen.screen('review')).toBeVisible();
  await pressOn(screen.words.review.turnRight);
  await pressOn(screen.words.review.use);
  await screen.expectReceipt('confirmed');
});

test('whoever doubled the text of their browser gets doubled text here, and every screen still has its button', async ({
  page,
}) => {
  const titlePx = () => page.locator('h1').evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
  const screen = new KioskScreen(page);
  await screen.open(seeing);
  const normalPx = await titlePx();
  // Another address of the same page is no new page.
  await page.goto('about:blank');
  // In force before the page's own script runs, as a browser's setting is.
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      document.documentElement.style.fontSize = '200%';
    });
  });
  const { attract, notice, camera, review, common } = screen.words;
  const primary: Readonly<Record<string, string>> = {
    attract: attract.start,
    notice: notice.agree,
    camera: camera.take,
    review: review.useAnyway,
    receipt: common.done,
  };
  await walk(screen, seeing, async (name) => {
    if (name === 'attract') expect(await titlePx()).toBeCloseTo(2 * normalPx, 0);
    const button = primary[name];
    if (button !== undefined) await expect(screen.button(button)).toBeInViewport({ ratio: 1 });
    await expectAccessibleScreen(page, `${name} at 200 %`);
  });
});

test.describe('at the pace of a person', () => {
  let paced: KioskProcess;
  test.beforeAll(async () => {
    paced = await startKiosk({
      settings: { station: { countdownSeconds: 3, idleTimeoutSeconds: 600 } },
    });
  });
  test.afterAll(() => paced.end('SIGTERM'));

  test('a screen reader hears each step, the countdown and the receipt', async ({ page }) => {
    const heard: string[] = [];
    await page.exposeFunction('hear', (text: string) => heard.push(text));
    await page.addInitScript(() => {
      const tell = (window as unknown as { hear: (text: string) => void }).hear;
      new MutationObserver(() => {
        for (const region of document.querySelectorAll('[aria-live]')) if (region.textContent) tell(region.textContent);
      }).observe(document, { subtree: true, childList: true, characterData: true });
    });
    const screen = new KioskScreen(page);
    await screen.open(paced);
    await screen.toReview();
    await screen.use();
    await screen.expectReceipt('confirmed');
    const plain = (text: string) => text.replace(/\s+/g, ' ');
    for (const text of ['3', '2', '1', screen.words.camera.taken, screen.words.receipt.stage.confirmed.body]) {
      await expect.poll(() => heard.map(plain)).toContainEqual(expect.stringContaining(plain(text)));
    }
  });

  test('who walks away is forgotten: a warning, then the first screen, and nothing of them is left', async ({
    page,
  }) => {
    await page.clock.install();
    const screen = new KioskScreen(page);
    await screen.open(paced);
    await screen.find();
    await standStill(page, 601_000);
    await expect(page.getByText(screen.words.idle.title)).toBeVisible();
    await standStill(page, 31_000);
    await expect(screen.screen('attract')).toBeVisible();
    await expect(page.getByText(somebody.name)).toHaveCount(0);
  });
});
