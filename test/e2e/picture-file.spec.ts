import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { formatAdvice } from '../../shared/picture-format-words.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';

const portrait = path.resolve(import.meta.dirname, '../fixtures/astronaut.png');
const noPicture = path.resolve(import.meta.dirname, '../../package.json');

let kiosk: KioskProcess;
test.beforeAll(async () => {
  kiosk = await startKiosk();
});
test.afterAll(() => kiosk.end('SIGTERM'));

async function toLiveCamera(page: Page, station = kiosk): Promise<KioskScreen> {
  const screen = new KioskScreen(page);
  await screen.open(station);
  await screen.find();
  await screen.agree();
  await expect(screen.button(screen.words.camera.take)).toBeEnabled();
  return screen;
}

test('who brings a picture may use it although the camera works', onlyInWhole, async ({ page }) => {
  const screen = await toLiveCamera(page);
  const chooser = page.waitForEvent('filechooser');
  await screen.button(screen.words.file.choose).click();
  await (await chooser).setFiles(portrait);
  await expect(screen.screen('review')).toBeVisible();
  await screen.use();
  await screen.expectReceipt('confirmed');
});

test('a file that is no picture is refused in words, and the camera is still there', async ({ page }) => {
  const screen = await toLiveCamera(page);
  await page.locator('input[type=file]').setInputFiles(noPicture);
  await expect(page.getByRole('alert')).toHaveText(formatAdvice('text', 'en'));
  await expectAccessibleScreen(page, 'camera with a refused file');
  await screen.shoot();
  await screen.retake();
  await expect(screen.button(screen.words.camera.take)).toBeEnabled();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('no file is offered where the station allows none, and none can be dropped', onlyInWhole, async ({ page }) => {
  const strict = await startKiosk({ settings: { station: { canChooseFile: false } } });
  try {
    const screen = await toLiveCamera(page, strict);
    await expect(screen.button(screen.words.file.choose)).toHaveCount(0);
    await expect(page.locator('input[type=file]')).toHaveCount(0);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array([1])], 'me.png', { type: 'image/png' }));
      document.querySelector('main')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    });
    await expect(screen.screen('camera')).toHaveAttribute('data-state', 'live');
  } finally {
    await strict.end('SIGTERM');
  }
});
