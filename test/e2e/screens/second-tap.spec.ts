import { expect, test } from '@playwright/test';
import { en } from '../../../renderer/languages/en.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { KioskScreen } from '../kiosk-screen.ts';

let harness: HarnessServer;
test.beforeAll(async () => {
  harness = await startHarness();
});
test.afterAll(() => harness.close());
test.use({ hasTouch: true });

test('the second tap of a double tap on Start types nothing; keys count at once, and touches a moment later; touches lead to the receipt', async ({
  page,
}) => {
  const screen = new KioskScreen(page);
  await page.goto(harness.url);
  await screen.button(en.attract.start).tap();
  const key = await screen.button('n').boundingBox();
  if (key === null) throw new Error('no key on screen');
  await screen.button(en.common.back).tap();
  await expect(screen.screen('attract')).toBeVisible();

  // The moment lasts as long as the test wants: it does not race the machine.
  const session = await page.context().newCDPSession(page);
  await session.send('Animation.enable');
  await screen.button(en.attract.start).tap({ trial: true });
  await session.send('Animation.setPlaybackRate', { playbackRate: 0 });
  await screen.button(en.attract.start).tap();
  const field = page.getByLabel(en.search.label);
  await expect(field).toBeFocused();
  await page.touchscreen.tap(key.x + key.width / 2, key.y + key.height / 2);
  await page.keyboard.type('a');
  await expect(field).toHaveValue('a');
  await expect(screen.screen('search')).toContainText(en.search.oneMore);
  await session.send('Animation.setPlaybackRate', { playbackRate: 1 });
  await screen.button('n').tap();
  await expect(field).toHaveValue('an');

  // And the whole way on by touch.
  for (const key of 'toine') await screen.button(key).tap();
  await page
    .getByRole('button', { name: /Antoine/ })
    .first()
    .tap();
  await screen.button(en.notice.agree).tap();
  await screen.button(en.camera.take).tap();
  await screen.button(en.review.use).tap();
  await screen.button(en.common.done).tap();
  await expect(screen.screen('attract')).toBeVisible();
});
