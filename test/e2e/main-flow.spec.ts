import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { createGraphReader } from './demo-graph.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen, somebody } from './kiosk-screen.ts';
import { likenessBound, meanDifference, photoPixels, previewPixels } from './photo-likeness.ts';

let kiosk: KioskProcess;
test.beforeAll(async () => {
  kiosk = await startKiosk();
});
test.afterAll(() => kiosk.end('SIGTERM'));
/** What the browser complained of: errors, refusals by the page's policy, headers it does not understand. */
let complaints: string[];
test.beforeEach(({ page }) => {
  complaints = [];
  page.on('pageerror', (cause) => complaints.push(String(cause)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
});
test.afterEach(() => expect(complaints).toEqual([]));

test('the crop that was on screen is the photo in the directory: 648 px, JPEG, no metadata, to the pixel', async ({
  page,
}) => {
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  await screen.toReview();
  await page.getByRole('application').or(page.locator('[data-screen="review"] [tabindex="0"]')).first().focus();
  for (const key of ['+', '+', '+', '+', 'ArrowLeft', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key);
  await screen.button(screen.words.review.turnRight).click();
  await page.getByRole('slider', { name: screen.words.review.straighten }).press('ArrowRight');
  const preview = await previewPixels(page);
  await screen.use();
  await screen.expectReceipt('confirmed');

  const graph = await createGraphReader(await screen.directoryUrl());
  const photo = await graph.photo(await graph.personId(somebody.name));
  const { width, height, format, exif, icc, xmp, iptc } = await sharp(photo).metadata();
  expect({ width, height, format }).toEqual({ width: 648, height: 648, format: 'jpeg' });
  expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined]);

  const difference = async (spoil = {}) => meanDifference(preview, await photoPixels(photo, preview.edgePx, spoil));
  const same = await difference();
  expect(same).toBeLessThan(likenessBound);
  const spoiled = {
    mirrored: await difference({ mirror: true }),
    turned: await difference({ turnDeg: 90 }),
    upsideDown: await difference({ turnDeg: 180 }),
    shifted: await difference({ shiftPx: Math.round(preview.edgePx * 0.015) }),
  };
  console.log(`    mean difference: same ${same.toFixed(2)}, ${JSON.stringify(spoiled)}`);
  for (const wrong of Object.values(spoiled)) expect(wrong).toBeGreaterThan(likenessBound);
});

test('the person’s name stays in sight from the choice to the receipt', onlyInWhole, async ({ page }) => {
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  const name = page.getByText(somebody.name).first();
  await screen.find();
  await expect(name).toBeVisible();
  await screen.agree();
  await expect(screen.screen('camera')).toBeVisible();
  await expect(name).toBeVisible();
  await screen.shoot();
  await expect(name).toBeVisible();
  await screen.use();
  await expect(name).toBeVisible();
  await screen.expectReceipt('confirmed');
});

test('the camera is off until the person has read the notice and gone on', async ({ page }) => {
  await page.addInitScript(() => {
    const counted = window as unknown as { cameraStarts: number };
    counted.cameraStarts = 0;
    const devices = navigator.mediaDevices;
    const original = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (constraints) => {
      counted.cameraStarts++;
      return original(constraints);
    };
  });
  const starts = () => page.evaluate(() => (window as unknown as { cameraStarts: number }).cameraStarts);
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  await screen.find();
  expect(await starts()).toBe(0);
  await screen.agree();
  await expect(screen.screen('camera')).toBeVisible();
  await expect.poll(starts).toBeGreaterThan(0);
});

test('retake, back and cancel lead where they say; cancel asks before a photo is thrown away, and forgets the person', async ({
  page,
}) => {
  const screen = new KioskScreen(page);
  const { common, notice, search, discard } = screen.words;
  await screen.open(kiosk);
  await screen.toReview();
  await screen.retake();
  await screen.button(common.back).click();
  await expect(screen.screen('notice')).toBeVisible();
  await screen.button(notice.notMe).click();
  await expect(screen.screen('search')).toBeVisible();
  await page
    .getByRole('button', { name: new RegExp(somebody.name) })
    .first()
    .click();
  await screen.agree();
  await screen.shoot();

  await screen.button(common.cancel).click();
  const question = page.getByRole('alertdialog', { name: discard.title });
  await expectAccessibleScreen(page, 'whether to throw the photo away');
  await question.getByRole('button', { name: discard.keep }).click();
  await expect(question).toBeHidden();
  await screen.button(common.cancel).click();
  await question.getByRole('button', { name: discard.confirm }).click();
  await expect(screen.screen('attract')).toBeVisible();
  await expect(page.getByText(somebody.name)).toHaveCount(0);
  await screen.button(screen.words.attract.start).click();
  await expect(page.getByLabel(search.label)).toHaveValue('');
  // Without a photo there is nothing to ask about.
  await screen.button(common.cancel).click();
  await expect(screen.screen('attract')).toBeVisible();
});

test('a photo that was taken under a wrong name becomes the right person’s, with the crop that it had', async ({
  page,
}) => {
  const screen = new KioskScreen(page);
  const right = { query: 'Kwame', name: 'Kwame Mensah' };
  await screen.open(kiosk);
  await screen.toReview();
  await screen.chooseCrop();
  const preview = await previewPixels(page);
  await screen.button(screen.words.review.notPerson.replace('{{name}}', somebody.name)).click();
  await page.getByLabel(screen.words.search.label).fill(right.query);
  await page
    .getByRole('button', { name: new RegExp(right.name) })
    .first()
    .click();
  await expect(screen.screen('review').getByTestId('person')).toContainText(right.name);
  await screen.use();
  await screen.expectReceipt('confirmed');
  const graph = await createGraphReader(await screen.directoryUrl());
  const photo = await graph.photo(await graph.personId(right.name));
  expect(meanDifference(preview, await photoPixels(photo, preview.edgePx))).toBeLessThan(likenessBound);
});
