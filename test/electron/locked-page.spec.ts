import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { wordings } from '../../renderer/languages/texts.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { launchedStation as test } from './launched-station.ts';

const { connect, fileSaved, printing } = wordings.en;

/** What a hostile script would open over the station, or do to its window; each with what came of it. */
function tryEverything(page: Page) {
  return page.evaluate(async () => {
    /** What has opened answers only once somebody closes it. */
    const opens = () => new Promise((resolve) => setTimeout(resolve, 5_000, 'opens'));
    const outcome = async (action: () => unknown) => {
      try {
        return `${await Promise.race([action(), opens()])}`;
      } catch (cause) {
        return (cause as Error).name;
      }
    };
    const call = (on: object, name: string, ...words: unknown[]) => {
      const found: unknown = Reflect.get(on, name);
      return typeof found === 'function' ? Reflect.apply(found, on, words) : 'not there';
    };
    const canvas = document.createElement('canvas');
    canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
    const video = document.createElement('video');
    Object.assign(video, { muted: true, srcObject: canvas.captureStream() });
    document.body.append(video);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow ?? window;
    return {
      print: await outcome(() => window.print()),
      'print of a frame': await outcome(() => inner.print()),
      'print of the window by a frame’s function': await outcome(() => inner.print.call(window)),
      alert: await outcome(() => window.alert('?')),
      confirm: await outcome(() => window.confirm('?')),
      'a file to open': await outcome(() => call(window, 'showOpenFilePicker')),
      'a file to save': await outcome(() => call(window, 'showSaveFilePicker')),
      'a folder': await outcome(() => call(window, 'showDirectoryPicker')),
      'a window above all others': await outcome(() =>
        call(Reflect.get(window, 'documentPictureInPicture') ?? {}, 'requestWindow'),
      ),
      'a film above all others': await outcome(async () => {
        await video.play();
        await video.requestPictureInPicture();
      }),
      'a colour of the screen': typeof Reflect.get(window, 'EyeDropper'),
      'another size': await outcome(() => window.resizeTo(300, 300)),
      'another place': await outcome(() => window.moveTo(400, 400)),
      'full screen left': await outcome(() => document.exitFullscreen()),
    };
  });
}

test('nothing in the page of a locked station opens a dialog or window of the system, moves its window or stays when it is brought anew', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, '{ "tenant": "demo" }');
  const { app, page } = await launched.start('--locked', `--config=${config}`);
  const screen = new KioskScreen(page);
  await expect(screen.screen('attract')).toBeVisible();
  // Playwright's own code runs as if a person had just touched the page.
  expect(await tryEverything(page)).toEqual({
    ...{
      print: 'undefined',
      'print of a frame': 'undefined',
      'print of the window by a frame’s function': 'undefined',
    },
    ...{ alert: 'undefined', confirm: 'false' },
    ...{ 'a file to open': 'not there', 'a file to save': 'not there', 'a folder': 'not there' },
    ...{ 'a window above all others': 'not there', 'a film above all others': 'SecurityError' },
    'a colour of the screen': 'undefined',
    ...{ 'another size': 'undefined', 'another place': 'undefined', 'full screen left': 'TypeError' },
  });
  const shown = await app.evaluate(({ BrowserWindow, screen: displays }) => {
    const [only, ...others] = BrowserWindow.getAllWindows();
    const { width, height } = displays.getPrimaryDisplay().bounds;
    const bounds = only?.getBounds();
    const covers = bounds !== undefined && bounds.width >= width && bounds.height >= height;
    return { covers, isFullScreen: only?.isFullScreen(), others: others.length };
  });
  expect(shown).toEqual({ covers: true, isFullScreen: true, others: 0 });

  await page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()));
  await screen.button(screen.words.attract.start).click();
  await expect(screen.screen('search')).toBeVisible();
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
  await expect(screen.screen('attract')).toBeVisible();
  const refusals = launched.logLines().filter(({ msg }) => /watchdog|load-failed/.test(String(msg)));
  expect(refusals).toEqual([]);
});

test('a page that closes its window does not end a locked station: it asks to be started again', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, '{ "tenant": "demo" }');
  const { page, process: main } = await launched.start('--locked', '--supervised', `--config=${config}`);
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  const ended = new Promise<number | null>((resolve) => main.once('exit', resolve));
  await page.evaluate(() => void setTimeout(() => window.close()));
  expect(await ended).toBe(75);
  const lines = launched.logLines().map(({ msg }) => msg);
  expect(lines.slice(-2)).toEqual(['window.lost', 'station.stopped']);
});

test('staff of a locked station save what they would print as a PDF, and read where it lies', async ({ launched }) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, '{}');
  const { page } = await launched.start('--locked', `--config=${config}`);
  const screen = new KioskScreen(page);
  await expect(screen.screen('set-up')).toBeVisible();
  await screen.button(connect.title).click();
  await screen.button(connect.byHand.start).click();
  await expect(page.getByTestId('script')).toBeVisible();
  await expect(screen.button(printing.print)).toBeHidden();
  await screen.button(printing.save).click();
  await expect(page.getByRole('heading', { name: fileSaved.title })).toBeVisible();
  const name = await page.getByTestId('saved-files').innerText();
  expect(name).toMatch(/^photo-kiosk-register-\d{8}-\d{6}\.pdf$/);
  // A home without downloads takes their place.
  const folder = await page.getByTestId('saved-folder').innerText();
  expect([launched.home, path.join(launched.home, 'Downloads')]).toContain(folder);
  const file = readFileSync(path.join(folder, name));
  expect(file.subarray(0, 5).toString()).toBe('%PDF-');
  await screen.button(fileSaved.close).last().click();
  await expect(page.getByTestId('script')).toBeVisible();
});
