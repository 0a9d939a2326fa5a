import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { Crop } from '../../shared/crop.ts';
import { captureToPhoto, initialCrop, splitRotation } from '../../shared/crop-geometry.ts';
import { type Placement, placedFace, type Scene } from '../face-pictures.ts';
import { writeSceneClip } from '../scene-clip.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { chromiumArguments, launchBrowser } from './chromium.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, scratchFolder, startKiosk, type TestSettings } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { keepCoaching } from './page-time.ts';

const size = { widthPx: 1280, heightPx: 720 };
/** A step to the side, near enough for a sharp photo, the head tilted. */
const aside: Placement = { eyesXPx: 860, eyesYPx: 300, eyeGapPx: 84, rollDeg: 6 };

/** As the station wants it: near, in the middle, looking at the lens. */
const fitting: Placement = { eyesXPx: 640, eyesYPx: 290, eyeGapPx: 88, rollDeg: 0 };

let kiosk: KioskProcess;
test.beforeAll(async () => {
  kiosk = await startKiosk({ settings: { station: { faceGuidance: true } } });
});
test.afterAll(() => kiosk.end('SIGTERM'));

/** A browser whose camera sees a scene, for as long as `act` takes. */
async function before(scene: Scene, act: (page: Page) => Promise<void>): Promise<void> {
  const clip = path.join(scratchFolder('clip'), 'scene.y4m');
  await writeSceneClip(clip, scene);
  const browser = await launchBrowser([...chromiumArguments, `--use-file-for-fake-video-capture=${clip}`]);
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await keepCoaching(page);
    await act(page);
  } finally {
    await browser.close();
  }
}

const withStation = async (settings: TestSettings, act: (station: KioskProcess) => Promise<void>) => {
  const station = await startKiosk({ settings });
  await act(station).finally(() => station.end('SIGTERM'));
};

async function cropOf(page: Page): Promise<Crop> {
  return JSON.parse((await page.locator('[data-crop]').getAttribute('data-crop')) ?? 'null');
}

test('whoever stands a step to the side gets a crop with their face in its middle, level, and it is one tap away', async () => {
  await before({ size, portraits: [aside] }, async (page) => {
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await screen.find();
    await screen.agree();
    // At the camera's right is who stands to their own left.
    await expect(page.locator('[data-hint]')).toHaveText(screen.words.camera.hint['move-to-your-right']);
    await expect(page.locator('[data-filled]')).toHaveAttribute('data-filled', 'false');
    await expectAccessibleScreen(page, 'camera with a hint');
    // Taken anyway.
    await screen.shoot();
    const { suggested } = screen.words.review;
    await expect(screen.button(suggested)).toBeVisible();
    const eyes = async () => captureToPhoto(await cropOf(page), placedFace(aside).eyeMidpoint);
    expect((await eyes()).u).toBeCloseTo(0.5, 1);
    // Headroom 0.12 and half of a head of 0.6: where the settings want the eyes.
    expect((await eyes()).v).toBeCloseTo(0.42, 1);
    expect(splitRotation((await cropOf(page)).rotationDeg).fineDeg).toBeCloseTo(-aside.rollDeg, 0);
    await expect(page.locator('[data-fault]')).toHaveCount(0);
    await expectAccessibleScreen(page, 'review with a suggested crop');

    const start = await cropOf(page);
    await page.getByRole('application').focus();
    for (const key of ['+', '+', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
    expect(await cropOf(page)).not.toEqual(start);
    await screen.button(suggested).click();
    expect(await cropOf(page)).toEqual(start);
    await screen.use();
    await screen.expectReceipt('confirmed');
  });
});

test(
  'a wall is called what it is, taking another photo comes first, and it can be used all the same',
  onlyInWhole,
  async () => {
    await before({ size, portraits: [] }, async (page) => {
      const screen = new KioskScreen(page);
      const { fault, useAnyway } = screen.words.review;
      await screen.open(kiosk);
      await screen.toReview();
      await expect(page.getByText(fault['no-face']).first()).toBeVisible();
      await expect(page.getByTestId('announcer')).toHaveText(fault['no-face']);
      await expectAccessibleScreen(page, 'review of a wall');
      expect(await cropOf(page)).toEqual(initialCrop(size));
      await screen.retake();
      await screen.shoot();
      await expect(screen.button(useAnyway)).toBeVisible();
      await screen.use();
      await screen.expectReceipt('confirmed');
    });
  },
);

test('a face that fits is told so, and fills the oval', async () => {
  await before({ size, portraits: [fitting] }, async (page) => {
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await screen.find();
    await screen.agree();
    await expect(page.locator('[data-hint]')).toHaveText(screen.words.camera.hint.good);
    await expect(page.locator('[data-filled]')).toHaveAttribute('data-filled', 'true');
  });
});

test('a dark face has the screen as its light from the countdown to the photo, and hears what it reads', async () => {
  await withStation(
    { station: { faceGuidance: true, spokenHints: true, countdownSeconds: 5, theme: 'dark' } },
    async (station) => {
      await before({ size, portraits: [fitting], gain: 0.25 }, async (page) => {
        // This machine may have no voice: one that writes down what it is to say.
        await page.addInitScript(() => {
          const spoken: string[] = [];
          const speechSynthesis = {
            getVoices: () => [{ lang: 'en-GB', localService: true, default: true }],
            speak: (utterance: { text: string }) => void spoken.push(utterance.text),
            cancel: () => undefined,
          };
          class SpeechSynthesisUtterance {
            readonly text: string;
            constructor(text: string) {
              this.text = text;
            }
          }
          for (const [name, value] of Object.entries({ speechSynthesis, SpeechSynthesisUtterance, spoken })) {
            Object.defineProperty(window, name, { value });
          }
        });
        const spoken = () => page.evaluate(() => (window as unknown as { spoken: readonly string[] }).spoken);
        const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const screen = new KioskScreen(page);
        const { hint, take, taken } = screen.words.camera;
        await screen.open(station);
        await screen.find();
        await screen.agree();
        await expect(page.locator('[data-hint]')).toHaveText(hint['more-light']);
        const dark = await paper();
        await screen.button(take).click();
        await expect(page.locator('html')).toHaveAttribute('data-lit', 'true');
        expect(await paper()).toBe('rgb(255, 255, 255)');
        await expect(screen.screen('review')).toBeVisible();
        await expect(page.locator('html')).not.toHaveAttribute('data-lit');
        expect(await paper()).toBe(dark);
        expect(await spoken()).toEqual([hint['more-light'], '5', '4', '3', '2', '1', taken]);
      });
    },
  );
});

test('where the station wants it, the shutter goes by itself once all is good', onlyInWhole, async () => {
  await withStation({ station: { autoShutter: true, faceGuidance: true } }, async (station) => {
    await before({ size, portraits: [fitting] }, async (page) => {
      const screen = new KioskScreen(page);
      await screen.open(station);
      await screen.find();
      await screen.agree();
      await expect(screen.screen('review')).toBeVisible();
      await screen.use();
      await screen.expectReceipt('confirmed');
    });
  });
});

test(
  'a station that does not look at faces is as it was: the middle of the picture, no advice, nothing asked',
  onlyInWhole,
  async () => {
    await withStation({ station: { faceGuidance: false } }, async (station) => {
      await before({ size, portraits: [aside] }, async (page) => {
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        const screen = new KioskScreen(page);
        await screen.open(station);
        await screen.find();
        await screen.agree();
        await expect(screen.button(screen.words.camera.take)).toBeEnabled();
        await expect(page.locator('[data-hint]')).toHaveCount(0);
        await screen.shoot();
        await screen.button(screen.words.review.use).click();
        await screen.expectReceipt('confirmed');
        expect(asked.filter((url) => /assess|face|blaze|tfjs/.test(url))).toEqual([]);
      });
    });
  },
);
