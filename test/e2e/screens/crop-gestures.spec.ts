import { expect, type Page, test } from '@playwright/test';
import { en } from '../../../renderer/languages/en.ts';
import { type Crop, cropSchema } from '../../../shared/crop.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { KioskScreen } from '../kiosk-screen.ts';

let harness: HarnessServer;
test.beforeAll(async () => {
  harness = await startHarness();
});
test.afterAll(() => harness.close());

interface Editor {
  readonly page: Page;
  readonly middle: { readonly x: number; readonly y: number };
  crop(): Promise<Crop>;
}

/** The review, zoomed in so that there is room to move. */
async function openEditor(page: Page): Promise<Editor> {
  const screen = new KioskScreen(page);
  await page.goto(`${harness.url}?photo=1`);
  await screen.toReview({ query: 'Antoine', name: 'Antoine' });
  const surface = page.getByRole('application', { name: en.review.editor });
  await surface.focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press('+');
  // A new screen takes no hand in its first moment (`app.module.css`), and these hands ask nobody whether one is taken.
  await surface.click({ trial: true });
  const box = await surface.boundingBox();
  if (box === null) throw new Error('the editor is not on screen');
  return {
    page,
    middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    crop: async () => {
      // Two frames: what the page has taken up it has drawn by then.
      await surface.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      return cropSchema.parse(JSON.parse((await surface.getAttribute('data-crop')) ?? ''));
    },
  };
}

/** The crop once it is another one: the page draws what a hand did when it comes to it. */
async function changedFrom(before: Crop, crop: Editor['crop']): Promise<Crop> {
  await expect.poll(crop).not.toEqual(before);
  return crop();
}

/** The picture follows the hand: to the right and down shows more of its left and top. */
function expectFollowed(before: Crop, after: Crop): void {
  expect(after.centreXPx).toBeLessThan(before.centreXPx - 5);
  expect(after.centreYPx).toBeLessThan(before.centreYPx - 5);
  expect(after.edgePx).toBeCloseTo(before.edgePx, 6);
}

test('the mouse moves the picture, and its wheel zooms', async ({ page }) => {
  const { crop, middle } = await openEditor(page);
  const first = await crop();
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + 40, middle.y + 30, { steps: 4 });
  await page.mouse.up();
  const moved = await changedFrom(first, crop);
  expectFollowed(first, moved);
  await page.mouse.move(middle.x - 40, middle.y - 30, { steps: 4 });
  expect(await crop()).toEqual(moved);
  await page.mouse.wheel(0, -240);
  await expect.poll(async () => (await crop()).edgePx).toBeLessThan(moved.edgePx - 5);
});

test('one finger moves the picture, two zoom it, and the page itself stays where it is', async ({ page }) => {
  const { crop, middle } = await openEditor(page);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...offsets: readonly (readonly [number, number])[]) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: offsets.map(([x, y], id) => ({ x: middle.x + x, y: middle.y + y, id })),
    });

  const first = await crop();
  await touch('touchStart', [0, 0]);
  for (const part of [1, 2, 3, 4]) await touch('touchMove', [10 * part, 8 * part]);
  await touch('touchEnd');
  const moved = await changedFrom(first, crop);
  expectFollowed(first, moved);

  await touch('touchStart', [-40, 0], [40, 0]);
  for (const part of [1, 2, 3, 4]) await touch('touchMove', [-40 - 10 * part, 0], [40 + 10 * part, 0]);
  await touch('touchEnd');
  const zoomed = await changedFrom(moved, crop);
  expect(zoomed.edgePx).toBeLessThan(moved.edgePx * 0.8);
  const view = await page.evaluate(() => [visualViewport?.scale, scrollX, scrollY]);
  expect(view).toEqual([1, 0, 0]);
  // With it goes the touch screen, which the next test's page has not.
  await client.detach();
});
