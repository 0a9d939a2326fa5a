import { expect, type Page, test } from '@playwright/test';
import { en } from '../../../renderer/languages/en.ts';
import { receiptStages } from '../../../renderer/store/receipt-stage.ts';
import { refusalWords } from '../../../shared/refusal-words.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { expectAccessibleScreen } from '../accessible-screen.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { onlyInWhole } from '../in-whole.ts';
import { KioskScreen } from '../kiosk-screen.ts';
import { holdReceipts, standStill, withMilliseconds } from '../page-time.ts';

/** The real renderer over a double, for what a real core does not do when it is asked to. */
let harness: HarnessServer;
test.beforeAll(async () => {
  harness = await startHarness();
});
test.afterAll(() => harness.close());

/** What the browser complained of; the content security policy refuses nothing of ours. */
let complaints: string[];
test.beforeEach(({ page }) => {
  complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
});
test.afterEach(() => expect(complaints).toEqual([]));

async function open(page: Page, settings = ''): Promise<KioskScreen> {
  const screen = new KioskScreen(page);
  await holdReceipts(page);
  await page.goto(`${harness.url}?photo=1${settings}`);
  await expect(screen.screen('attract')).toBeVisible();
  return screen;
}

const antoine = { query: 'Antoine', name: 'Antoine' };

const jobs: Readonly<Record<(typeof receiptStages)[number], Partial<UploadJob>>> = {
  saved: {},
  sending: { state: { kind: 'sending' } },
  accepted: { state: { kind: 'accepted', acceptedAtMs: 1 } },
  confirmed: { state: { kind: 'confirmed', confirmedAtMs: 1 } },
  'waiting-offline': { lastOutcome: { kind: 'offline', at: '2026-01-05T09:00:00Z' } },
  'waiting-throttled': { lastOutcome: { kind: 'throttled', at: '2026-01-05T09:00:00Z' } },
  'waiting-sign-in': { lastOutcome: { kind: 'sign-in-needed', at: '2026-01-05T09:00:00Z' } },
  'waiting-retry': { lastOutcome: { kind: 'transient', at: '2026-01-05T09:00:00Z' } },
  refused: { state: { kind: 'parked', reason: 'refused' } },
  parked: { state: { kind: 'parked', reason: 'no-mailbox' } },
  'awaiting-approval': { state: { kind: 'parked', reason: 'awaiting-approval' } },
  'not-approved': { state: { kind: 'withdrawn', refusedFor: 'another-person' } },
  superseded: { state: { kind: 'superseded' } },
  withdrawn: { state: { kind: 'withdrawn' } },
};

for (const theme of ['light', 'dark']) {
  const told = `every state of the receipt says what is known, is announced and readable (${theme})`;
  test(told, theme === 'dark' ? onlyInWhole : {}, async ({ page }) => {
    const screen = await open(page, `&theme=${theme}`);
    await screen.toReview(antoine);
    await screen.use();
    for (const stage of receiptStages) {
      await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(jobs[stage]));
      await screen.expectReceipt(stage);
      const { title, body: always } = en.receipt.stage[stage];
      // Why staff did not send it stands before what became of it.
      const body = stage === 'not-approved' ? `${refusalWords['another-person'].person.en} ${always}` : always;
      await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
      await expect(page.getByText(body, { exact: true })).toBeVisible();
      await expect(page.getByTestId('announcer')).toHaveText(`${title}. ${body}`);
      await expectAccessibleScreen(page, stage);
    }
  });
}

test('the receipt follows the queue as a whole: offline and back', async ({ page }) => {
  const screen = await open(page);
  await screen.toReview(antoine);
  await screen.use();
  await screen.expectReceipt('saved');
  const queue = sampleSnapshot.queue;
  const tell = (change: Partial<typeof queue>) =>
    page.evaluate((value) => window.harness.emit('queue.changed', { queue: value }), { ...queue, ...change });
  await tell({ waiting: 1, network: 'offline', pause: { kind: 'offline' } });
  await screen.expectReceipt('waiting-offline');
  await expect(page.locator('[data-sign]')).toHaveText(`${en.bar.sign.offline} · 1 waiting`);
  await tell({});
  await screen.expectReceipt('saved');
});

for (const [code, problem] of [
  ['not-saved-disk-full', 'diskFull'],
  ['not-saved-queue-full', 'queueFull'],
  ['not-saved-storage', 'storage'],
  ['photo-process-failed', 'picture'],
  ['internal', 'other'],
] as const) {
  const told = `not saved (${code}): says so in plain words, and keeps picture and crop for another try`;
  test(told, problem === 'diskFull' ? {} : onlyInWhole, async ({ page }) => {
    const screen = await open(page, `&fail=${code}`);
    await screen.toReview(antoine);
    await screen.button(en.review.turnRight).click();
    const crop = await page.locator('[data-crop]').getAttribute('data-crop');
    await screen.button(en.review.use).click();
    await expect(page.getByRole('alert')).toContainText(en.notSaved[problem]);
    await expect(screen.button(en.common.tryAgain)).toBeFocused();
    await expect(page.locator('[data-crop]')).toHaveAttribute('data-crop', crop ?? '');
    await expectAccessibleScreen(page, code);
    await screen.button(en.review.retake).click();
    await expect(screen.screen('camera')).toBeVisible();
  });
}

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

test('a receipt closes by itself, not before its news can be read; whoever asks for more time can do so again', async ({
  page,
}) => {
  await page.clock.install();
  const screen = new KioskScreen(page);
  await page.goto(harness.url);
  await screen.toReview(antoine);
  await standStill(page);
  await screen.use();
  await page.clock.runFor(39_000);
  await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(jobs.confirmed));
  await screen.expectReceipt('confirmed');
  await page.clock.runFor(14_000);
  await screen.expectReceipt('confirmed');
  const more = screen.button(en.receipt.more);
  await more.click();
  await expect(more).toHaveCount(0);
  await page.clock.runFor(539_000);
  await expect(more).toHaveCount(0);
  await page.clock.runFor(3_000);
  await more.click();
  await expect(more).toHaveCount(0);
  // Past the end of the time that was asked for first.
  await page.clock.runFor(61_000);
  await screen.expectReceipt('confirmed');
  await page.clock.runFor(481_000);
  await expect(more).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(screen.screen('attract')).toBeVisible();
});

test(
  'whoever stays until their own photo is sent can stay again, and is not signed out meanwhile',
  onlyInWhole,
  async ({ page }) => {
    await page.clock.install();
    const screen = new KioskScreen(page);
    const settings = {
      station: JSON.stringify({ mode: 'self-service' }),
      snapshot: JSON.stringify({ signInMode: 'self-service', signIn: { kind: 'signed-out' } }),
    };
    await page.goto(`${harness.url}?${new URLSearchParams(settings)}`);
    await screen.button(screen.words.selfService.start).click();
    await page.evaluate(() =>
      window.harness.emit('signIn.changed', {
        signIn: { kind: 'signed-in', validUntilMs: 4_000_000_000_000, permissions: [] },
      }),
    );
    await screen.agree();
    await screen.shoot();
    await standStill(page);
    await screen.use();
    await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(jobs['waiting-offline']));
    await screen.expectReceipt('waiting-offline');
    const stay = screen.button(screen.words.selfService.receipt.stay);
    for (const passedMs of [541_000, 541_000]) {
      await stay.click();
      await expect(stay).toHaveCount(0);
      await page.clock.runFor(61_000);
      await screen.expectReceipt('waiting-offline');
      await expect(stay).toHaveCount(0);
      await page.clock.runFor(passedMs - 61_000);
      await expect(stay).toBeVisible();
    }
    await page.clock.runFor(61_000);
    await expect(screen.screen('attract')).toBeVisible();
  },
);

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
  expect(complaints.join()).toContain('a mistake');
  complaints = [];
  await page.clock.runFor(5000);
  await expect(screen.screen('attract')).toBeVisible();
});
