import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { formatAdvice } from '../../shared/picture-format-words.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { chromiumArguments, clipFile, launchBrowser, quietArguments } from './chromium.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { standStill } from './page-time.ts';

const cameraClip = `--use-file-for-fake-video-capture=${clipFile}`;
const fakeCamera = [...chromiumArguments, cameraClip];
const portrait = path.resolve(import.meta.dirname, '../fixtures/astronaut.png');

let kiosk: KioskProcess;
test.beforeAll(async () => {
  kiosk = await startKiosk();
});
test.afterAll(() => kiosk.end('SIGTERM'));

async function inBrowser(browser: Browser, body: (page: Page) => Promise<void>): Promise<void> {
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    await body(await context.newPage());
  } finally {
    await browser.close();
  }
}

const withBrowser = async (args: readonly string[], body: (page: Page) => Promise<void>) =>
  inBrowser(await launchBrowser(args), body);

async function toCamera(page: Page): Promise<KioskScreen> {
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  await screen.find();
  await screen.agree();
  return screen;
}

async function expectProblem(
  screen: KioskScreen,
  problem: 'noneFound' | 'refused' | 'busy' | 'unplugged',
): Promise<void> {
  await expect(screen.screen('camera-problem')).toHaveAttribute('data-state', problem);
  await expect(screen.page.getByRole('heading', { name: screen.words.cameraProblem[problem].title })).toBeVisible();
  await expect(screen.screen('camera-problem').getByText(screen.words.cameraProblem[problem].body)).toBeVisible();
  await expect(screen.button(screen.words.common.tryAgain)).toBeVisible();
  await expect(screen.button(screen.words.file.choose)).toBeVisible();
  await expectAccessibleScreen(screen.page, problem);
}

test('no camera: says so, and a picture file leads on', async () => {
  await withBrowser([...quietArguments, '--use-fake-ui-for-media-stream'], async (page) => {
    const screen = await toCamera(page);
    await expectProblem(screen, 'noneFound');
    await page.locator('input[type=file]').setInputFiles(portrait);
    await expect(screen.screen('review')).toBeVisible();
    await screen.use();
    await screen.expectReceipt('confirmed');
  });
});

test(
  'no camera: a picture dropped on the screen leads on, and a file that is none is refused in words',
  onlyInWhole,
  async () => {
    await withBrowser([...quietArguments, '--use-fake-ui-for-media-stream'], async (page) => {
      const screen = await toCamera(page);
      await expectProblem(screen, 'noneFound');
      await page.locator('input[type=file]').setInputFiles(path.resolve(import.meta.dirname, '../../package.json'));
      await expect(page.getByRole('alert')).toHaveText(formatAdvice('text', 'en'));
      const png = readFileSync(portrait, 'base64');
      const transfer = await page.evaluateHandle((base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([bytes], 'me.png', { type: 'image/png' }));
        return dataTransfer;
      }, png);
      await page.getByTestId('drop-area').dispatchEvent('drop', { dataTransfer: transfer });
      await expect(screen.screen('review')).toBeVisible();
    });
  },
);

test('permission refused: says so, and works after it has been given', async () => {
  const asking = [...quietArguments, '--use-fake-device-for-media-stream', cameraClip];
  await inBrowser(await launchBrowser(asking, 'with windows'), async (page) => {
    const screen = await toCamera(page);
    await expectProblem(screen, 'refused');
    await page.context().grantPermissions(['camera']);
    await screen.button(screen.words.common.tryAgain).click();
    await expect(screen.screen('camera')).toBeVisible();
  });
});

test('camera busy for a moment: that is no problem to tell', onlyInWhole, async () => {
  await withBrowser(fakeCamera, async (page) => {
    await page.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const original = devices.getUserMedia.bind(devices);
      let refusals = 2;
      devices.getUserMedia = (constraints) =>
        refusals-- > 0
          ? Promise.reject(new DOMException('Timeout starting video source', 'AbortError'))
          : original(constraints);
      const seen = new Set<string>();
      Object.assign(window, { seenScreens: seen });
      new MutationObserver(() => {
        for (const screen of document.querySelectorAll('[data-screen]')) {
          seen.add(screen.getAttribute('data-screen') ?? '');
        }
      }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    const screen = await toCamera(page);
    await screen.shoot();
    const seen = await page.evaluate(() => [...(window as unknown as { seenScreens: Set<string> }).seenScreens]);
    expect(seen).toContain('camera');
    expect(seen).not.toContain('camera-problem');
  });
});

test('camera busy: says so, and goes on by itself once the other program has let go', onlyInWhole, async () => {
  await withBrowser(fakeCamera, async (page) => {
    // What Chromium answers while another program holds the device; there is no second program to hold the fake one.
    await page.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const original = devices.getUserMedia.bind(devices);
      Object.assign(window, { isHeld: true });
      devices.getUserMedia = (constraints) =>
        (window as unknown as { isHeld: boolean }).isHeld
          ? Promise.reject(new DOMException('Could not start video source', 'NotReadableError'))
          : original(constraints);
    });
    const screen = await toCamera(page);
    await expectProblem(screen, 'busy');
    await page.evaluate(() => Object.assign(window, { isHeld: false }));
    // Nobody touches the screen.
    await screen.shoot();
  });
});

test('unplugged in the middle of the countdown: says so, goes on by itself, and the person is not forgotten', async () => {
  await withBrowser(fakeCamera, async (page) => {
    // The fake camera itself cannot be pulled out: the page is answered as on a machine whose camera was.
    await page.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const original = devices.getUserMedia.bind(devices);
      const list = devices.enumerateDevices.bind(devices);
      const streams: MediaStream[] = [];
      let isPlugged = true;
      devices.enumerateDevices = async () => (isPlugged ? list() : []);
      devices.getUserMedia = async (constraints) => {
        if (!isPlugged) throw new DOMException('Requested device not found', 'NotFoundError');
        const stream = await original(constraints);
        streams.push(stream);
        return stream;
      };
      Object.assign(window, {
        unplug: () => {
          isPlugged = false;
          for (const track of streams.flatMap((stream) => stream.getTracks())) {
            track.stop();
            track.dispatchEvent(new Event('ended'));
          }
        },
        plugIn: () => {
          isPlugged = true;
          devices.dispatchEvent(new Event('devicechange'));
        },
      });
    });
    await page.clock.install();
    const screen = await toCamera(page);
    await expect(screen.button(screen.words.camera.take)).toBeEnabled();
    await standStill(page);
    await screen.button(screen.words.camera.take).click();
    await expect(screen.screen('camera')).toHaveAttribute('data-state', 'counting');
    await page.evaluate(() => (window as unknown as { unplug: () => void }).unplug());
    await expect(screen.screen('camera-problem')).toHaveAttribute('data-state', 'unplugged');
    await page.clock.resume();
    await expectProblem(screen, 'unplugged');
    await page.evaluate(() => (window as unknown as { plugIn: () => void }).plugIn());
    await screen.shoot();
    await screen.use();
    await screen.expectReceipt('confirmed');
  });
});
