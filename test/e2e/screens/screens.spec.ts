import { expect, type Page, test } from '@playwright/test';
import { en } from '../../../renderer/languages/en.ts';
import { expectAccessibleScreen } from '../accessible-screen.ts';
import { onlyInWhole } from '../in-whole.ts';
import type { KioskScreen } from '../kiosk-screen.ts';
import { standStill, withMilliseconds } from '../page-time.ts';
import { antoine, openHarness } from './harness-page.ts';

const { open, takeComplaints } = openHarness();

test('a camera that stops sending pictures is noticed', async ({ page }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0;
  });
  const screen = await open(page);
  await screen.find(antoine);
  await standStill(page);
  await screen.agree();
  await expect(screen.button(en.camera.take)).toBeEnabled();
  await page.clock.runFor(8000);
  await page.clock.resume();
  await expect(screen.screen('camera-problem')).toHaveAttribute('data-state', 'frozen');
  await expect(page.getByRole('heading', { name: en.cameraProblem.frozen.title })).toBeVisible();
  await expectAccessibleScreen(page, 'frozen');
});

test('the camera rests until the notice was agreed to, and is let go afterwards', onlyInWhole, async ({ page }) => {
  await page.addInitScript(() => {
    const seen: MediaStreamTrack[] = [];
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      seen.push(...stream.getTracks());
      return stream;
    };
    Object.assign(window, { seenTracks: seen });
  });
  const tracks = () =>
    page.evaluate(() =>
      (window as unknown as { seenTracks: MediaStreamTrack[] }).seenTracks.map((track) => track.readyState),
    );
  const screen = await open(page);
  await screen.find(antoine);
  expect(await tracks()).toEqual([]);
  await screen.agree();
  await expect(screen.button(en.camera.take)).toBeEnabled();
  expect(await tracks()).toContain('live');
  await screen.button(en.common.cancel).click();
  await expect(screen.screen('attract')).toBeVisible();
  expect(await tracks()).not.toContain('live');
});

/** To the camera with a page clock that then stands still, and from the button to the exposure. */
async function countToZero(screen: KioskScreen): Promise<void> {
  await screen.find(antoine);
  await screen.agree();
  await expect(screen.button(en.camera.take)).toBeEnabled();
  await standStill(screen.page);
  await screen.button(en.camera.take).click();
  await expect(screen.screen('camera')).toHaveAttribute('data-state', 'counting');
  await screen.page.clock.runFor(1500);
}

/** A sensor with more pixels than the stream: red, with a green middle. */
function fakeSensor(sensor: { widthPx: number; heightPx: number; hangs: boolean }) {
  class Sensor {
    async getPhotoCapabilities() {
      return { imageWidth: { max: sensor.widthPx, min: 1, step: 1 } };
    }
    async takePhoto() {
      if (sensor.hangs) return new Promise<Blob>(() => undefined);
      const canvas = new OffscreenCanvas(sensor.widthPx, sensor.heightPx);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = '#f00';
      context.fillRect(0, 0, sensor.widthPx, sensor.heightPx);
      return canvas.convertToBlob({ type: 'image/jpeg' });
    }
    async grabFrame() {
      throw new Error('not here');
    }
  }
  Object.assign(window, { ImageCapture: Sensor });
}

/** Size and middle colour of the capture that was sent to the core. */
function sentCapture(page: Page) {
  return page.evaluate(async () => {
    const call = window.harness.calls.find(({ name }) => name === 'uploads.enqueue');
    if (call === undefined) throw new Error('nothing was sent');
    const { capture } = call.request as { capture: Uint8Array<ArrayBuffer> };
    const image = await createImageBitmap(new Blob([capture]));
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(image, image.width / 2, image.height / 2, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return { widthPx: image.width, heightPx: image.height, isSensor: red > 200 && green < 60 };
  });
}

for (const [what, sensor, expected] of [
  ['full sensor resolution', { widthPx: 2560, heightPx: 1440, hangs: false }, { widthPx: 2560, heightPx: 1440 }],
  [
    'only what the live picture showed',
    { widthPx: 2560, heightPx: 1920, hangs: false },
    { widthPx: 2560, heightPx: 1440 },
  ],
] as const) {
  test(
    `the capture has ${what} where the camera gives a photo`,
    what.startsWith('full') ? {} : onlyInWhole,
    async ({ page }) => {
      await page.addInitScript(fakeSensor, sensor);
      await page.clock.install();
      const screen = await open(page);
      await countToZero(screen);
      await expect(screen.screen('review')).toBeVisible();
      await page.clock.resume();
      await screen.use();
      expect(await sentCapture(page)).toEqual({ ...expected, isSensor: true });
    },
  );
}

test(
  'the capture is the frame of the exposure when the camera never gives its photo',
  onlyInWhole,
  async ({ page }) => {
    await page.clock.install();
    await page.addInitScript(fakeSensor, { widthPx: 2560, heightPx: 1440, hangs: true });
    const screen = await open(page);
    await countToZero(screen);
    await expect(screen.screen('camera')).toHaveAttribute('data-state', 'exposing');
    await page.clock.runFor(6000);
    await expect(screen.screen('review')).toBeVisible();
    await page.clock.resume();
    await screen.use();
    expect(await sentCapture(page)).toEqual({ widthPx: 1280, heightPx: 720, isSensor: false });
  },
);

test('nobody there: a warning, then nothing of the person is left', onlyInWhole, async ({ page }) => {
  await page.clock.install();
  const screen = await open(page, '&idle=600');
  await screen.toReview(antoine);
  await standStill(page, 601_000);
  const warning = page.getByRole('alertdialog');
  await expect(warning).toContainText(en.idle.title);
  await withMilliseconds(page, expectAccessibleScreen(page, 'idle warning'));
  await screen.button(en.idle.stay).click();
  await expect(warning).toBeHidden();
  await expect(screen.screen('review')).toBeVisible();
  await standStill(page, 601_000);
  await screen.button(en.idle.clear).click();
  await expect(screen.screen('attract')).toBeVisible();
  await page.clock.resume();
  await screen.toReview(antoine);
  await standStill(page, 601_000);
  await expect(warning).toBeVisible();
  await standStill(page, 31_000);
  await expect(screen.screen('attract')).toBeVisible();
  expect(await page.evaluate(() => document.body.innerHTML)).not.toMatch(/Antoine|blob:/);
});

test(
  'whoever cannot read small text doubles it, and every screen still has its words and its button',
  onlyInWhole,
  async ({ page }) => {
    for (const [width, height] of [
      [800, 600],
      [1280, 800],
      [1080, 1920],
    ] as const) {
      await page.setViewportSize({ width, height });
      const screen = await open(page);
      // The sentence, not the title: a title stops growing where its longest name would break.
      const size = () =>
        page
          .getByText(en.attract.body, { exact: true })
          .evaluate((sentence) => Number.parseFloat(getComputedStyle(sentence).fontSize));
      const normalPx = await size();
      for (const percent of [100, 150]) await screen.button(`Text size ${percent}%`).click();
      expect(await size()).toBeCloseTo(2 * normalPx, 1);
      const stop = async (button: string) => {
        // Until it can be pressed its colours are still on their way.
        await expect(screen.button(button)).toBeEnabled();
        await expect(screen.button(button)).toBeInViewport({ ratio: 1 });
        await expect(page.locator('h1')).toBeInViewport();
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over).toBeLessThanOrEqual(0);
        await expectAccessibleScreen(page, `${button} at ${width} x ${height}`);
      };
      await stop(en.attract.start);
      await screen.find(antoine);
      await stop(en.notice.agree);
      await screen.agree();
      await stop(en.camera.take);
      await screen.shoot();
      await stop(en.review.use);
      await screen.use();
      await stop(en.common.done);
    }
  },
);

test('Enter in the field chooses the only person found, and nobody among several', async ({ page }) => {
  const screen = await open(page);
  await screen.button(en.attract.start).click();
  await page.getByLabel(en.search.label).fill('person4@');
  await page.keyboard.press('Enter');
  await expect(screen.screen('notice')).toBeVisible();
  await expect(page.getByTestId('person')).toContainText('Antoine');
  await screen.button(en.notice.notMe).click();
  await page.getByLabel(en.search.label).fill('Aiko');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Aiko/ })).toHaveCount(2);
  await expect(screen.screen('search')).toBeVisible();
});

test('the keyboard on the screen types in three languages and never takes the focus from the field', async ({
  page,
}) => {
  const screen = await open(page, '&languages=ja,en');
  await page.getByRole('button', { name: 'はじめる' }).click();
  await page.getByRole('button', { name: 'キーボードを表示' }).click();
  const field = page.getByRole('textbox');
  for (const key of ['た', 'な', 'か']) await page.getByRole('button', { name: key, exact: true }).click();
  await expect(field).toHaveValue('たなか');
  await page.getByRole('button', { name: '゛', exact: true }).click();
  await expect(field).toHaveValue('たなが');
  await page.getByRole('button', { name: '1 文字消す' }).click();
  await page.getByRole('button', { name: '英字に切り替える' }).click();
  for (const key of ['k', 'a']) await page.getByRole('button', { name: key, exact: true }).click();
  await expect(field).toHaveValue('たなka');
  await field.click();
  await page.getByRole('button', { name: 'n', exact: true }).click();
  await expect(field).toBeFocused();
  await expect(screen.screen('search')).toBeVisible();
});

test('a mistake in a screen does not leave an empty page: the station says so and begins anew', async ({ page }) => {
  await page.clock.install();
  const screen = await open(page);
  await screen.find(antoine);
  await screen.agree();
  await expect(screen.button(en.camera.take)).toBeEnabled();
  await standStill(page);
  await page.evaluate(() => {
    HTMLCanvasElement.prototype.getContext = () => {
      throw new Error('a mistake');
    };
  });
  await screen.button(en.camera.take).click();
  await expect(screen.screen('camera')).toHaveAttribute('data-state', 'counting');
  await page.clock.runFor(1500);
  await expect(screen.screen('start')).toHaveAttribute('data-state', 'failed');
  expect(takeComplaints().join()).toContain('a mistake');
  await page.clock.runFor(5000);
  await expect(screen.screen('attract')).toBeVisible();
});
