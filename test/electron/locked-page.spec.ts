import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { hashPin } from '../../electron/operator/operator-pin.ts';
import { wordings } from '../../renderer/languages/texts.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { OperatorScreen } from '../e2e/operator-screen.ts';
import { launchedStation as test } from './launched-station.ts';
import { unlooking } from './shell-app.ts';
import { isInstalled, openVirtualDisplay } from './virtual-display.ts';

const { connect, filePicker, fileSaved, printing } = wordings.en;

/**
 * What a hostile script would open over the station, or do to its window, one after the other; each with what came of it.
 * What has opened answers only once somebody closes it: it stays `open`, and nothing after it is tried. It begins once
 * Playwright has its answer, and is kept in the page: a frame that is put there makes it give up what it waits for, though
 * the page has gone nowhere.
 */
async function tryEverything(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const tried: Record<string, string> = {};
    Object.assign(window, { tried });
    const call = (on: object, name: string, ...words: unknown[]) => {
      const found: unknown = Reflect.get(on, name);
      return typeof found === 'function' ? Reflect.apply(found, on, words) : 'not there';
    };
    const tryAll = async () => {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
      const video = document.createElement('video');
      Object.assign(video, { muted: true, srcObject: canvas.captureStream() });
      document.body.append(video);
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inner = frame.contentWindow ?? window;
      const actions: Readonly<Record<string, () => unknown>> = {
        print: () => window.print(),
        'print of a frame': () => inner.print(),
        'print of the window by a frame’s function': () => inner.print.call(window),
        alert: () => window.alert('?'),
        confirm: () => window.confirm('?'),
        'a file to open': () => call(window, 'showOpenFilePicker'),
        'a file to save': () => call(window, 'showSaveFilePicker'),
        'a folder': () => call(window, 'showDirectoryPicker'),
        'a window above all others': () => call(Reflect.get(window, 'documentPictureInPicture') ?? {}, 'requestWindow'),
        'a film above all others': async () => {
          await video.play();
          await video.requestPictureInPicture();
        },
        'a colour of the screen': () => typeof Reflect.get(window, 'EyeDropper'),
        'another size': () => window.resizeTo(300, 300),
        'another place': () => window.moveTo(400, 400),
        'full screen left': () => document.exitFullscreen(),
      };
      for (const [name, action] of Object.entries(actions)) {
        tried[name] = 'open';
        try {
          tried[name] = `${await action()}`;
        } catch (cause) {
          tried[name] = (cause as Error).name;
        }
      }
    };
    setTimeout(() => void tryAll());
  });
  return () => page.evaluate(() => Reflect.get(window, 'tried') as unknown).catch(() => undefined);
}

test('nothing in the page of a locked station opens a dialog or window of the system, moves its window or stays when it is brought anew', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, JSON.stringify(unlooking));
  const { app, page } = await launched.start('--locked', `--config=${config}`);
  const screen = new KioskScreen(page);
  await expect(screen.screen('attract')).toBeVisible();
  // Playwright's own code runs as if a person had just touched the page.
  const tried = await tryEverything(page);
  await expect.poll(tried).toEqual({
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
  writeFileSync(config, JSON.stringify(unlooking));
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

/** Has a script ask for the system's file dialog. Playwright's own code runs as if a person had just touched the page. */
function askForFiles(page: Page, way: 'click' | 'showPicker', traits: object) {
  return page.evaluate(
    ([how, more]) => {
      const field = Object.assign(document.createElement('input'), { type: 'file', ...more });
      document.body.append(field);
      field[how]();
    },
    [way, traits] as const,
  );
}

/** Everything that a script can ask for is asked in the page. */
async function expectOwnPicker(page: Page) {
  const picker = page.getByTestId('file-picker');
  for (const way of ['click', 'showPicker'] as const) {
    for (const [choice, traits] of Object.entries({
      file: {},
      files: { multiple: true },
      folder: { webkitdirectory: true },
    })) {
      await askForFiles(page, way, traits);
      await expect(
        picker.getByRole('heading', { name: wordings.en.filePicker[choice as 'file'], exact: true }),
      ).toBeVisible();
      await picker.getByRole('button', { name: wordings.en.common.cancel, exact: true }).click();
      await expect(picker).toBeHidden();
    }
  }
}

test('staff of a locked station choose files in the page itself: no dialog of the system opens whoever asks, and with the lock the choice is gone', async ({
  launched,
}) => {
  const missing = ['Xvfb', 'xwininfo'].find((program) => !isInstalled(program));
  test.skip(missing !== undefined, `${missing} is not on this machine`);
  const display = await openVirtualDisplay('1280x800');
  try {
    launched.env.DISPLAY = display.name;
    const config = path.join(launched.folder, 'settings.json');
    const pin = '246810';
    writeFileSync(config, JSON.stringify({ tenant: 'demo', station: { operatorPinHash: await hashPin(pin) } }));
    mkdirSync(path.join(launched.home, 'Downloads'), { recursive: true });
    // A home without downloads takes their place.
    for (const where of ['.', 'Downloads']) {
      writeFileSync(path.join(launched.home, where, 'of another program.bin'), 'nothing of ours');
    }
    const { app, page } = await launched.start('--locked', `--config=${config}`);
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await expect(screen.screen('attract')).toBeVisible();
    const own = display.windows();
    expect(own.length).toBeGreaterThan(0);

    await screen.button(screen.words.bar.operator).click();
    await operator.enter(pin);
    await operator.move('import');
    await page.getByLabel(operator.words.transfer.passphrase).fill('long enough');
    const picker = page.getByTestId('file-picker');
    const openPicker = async () => {
      await operator.button(operator.words.transfer.import).last().click();
      await expect(picker.getByRole('heading', { name: filePicker.files })).toBeVisible();
    };
    await openPicker();
    await picker.getByRole('button', { name: filePicker.place.downloads }).click();
    await picker.getByRole('button', { name: /of another program/ }).click();
    await picker.getByRole('button', { name: filePicker.choose, exact: true }).click();
    await expect(picker).toBeHidden();
    // The file has arrived whole: it is read, and it is none of ours.
    await expect(page.getByTestId('transfer-said')).not.toBeEmpty();
    await openPicker();
    expect(display.windows()).toEqual(own);
    await page.evaluate(() => window.kiosk?.commands['operator.lock']({}));
    await expect(screen.screen('attract')).toBeVisible();
    await expect(picker).toBeHidden();

    await expectOwnPicker(page);
    expect(display.windows()).toEqual(own);
    // Another process draws the page now, which Playwright does not see any more.
    const asked = await app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined) return undefined;
      const isBack = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
      contents.forcefullyCrashRenderer();
      await isBack;
      const asks = `new Promise((resolve) => {
        window.kiosk.events['files.asked'](resolve);
        Object.assign(document.createElement('input'), { type: 'file', multiple: true }).click();
      })`;
      return contents.executeJavaScript(asks, true) as Promise<unknown>;
    });
    expect(asked).toEqual({ choice: 'files', accept: '' });
    expect(display.windows()).toEqual(own);
  } finally {
    display.stop();
  }
});

test('of a folder that staff of a locked station take whole, what is hidden in it is not taken, and what is seen is', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  const pin = '246810';
  writeFileSync(config, JSON.stringify({ tenant: 'demo', station: { operatorPinHash: await hashPin(pin) } }));
  const shown = ['portrait.jpg', 'Design/second.jpg'];
  const hidden = ['.kept.jpg', '.keys/secret.jpg', 'Design/.versions/first.jpg', 'Design/.second.jpg'];
  for (const name of [...shown, ...hidden]) {
    const file = path.join(launched.home, 'Documents/staff', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'a picture');
  }
  const { page } = await launched.start('--locked', `--config=${config}`);
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  await expect(screen.screen('attract')).toBeVisible();
  await screen.button(screen.words.bar.operator).click();
  await operator.enter(pin);
  const { imports } = screen.words;
  await page.getByRole('tab', { name: imports.section }).click();
  const picker = page.getByTestId('file-picker');
  // Its field has the same name, and is for nobody's hand.
  await page.locator('button', { hasText: imports.source.chooseFolder }).click();
  await expect(picker.getByRole('heading', { name: filePicker.folder })).toBeVisible();
  await picker.getByRole('button', { name: filePicker.place.documents }).click();
  await picker.getByRole('button', { name: 'staff' }).click();
  // Nor is it shown where the folder is looked into.
  await expect(picker.getByRole('listitem')).toHaveText([/^Design/, /^portrait\.jpg/]);
  await picker.getByRole('button', { name: filePicker.chooseFolder, exact: true }).click();
  await expect(picker).toBeHidden();
  const size = new Intl.NumberFormat('en', { style: 'unit', unit: 'megabyte' }).format(0.1);
  await expect(page.getByTestId('handed')).toHaveText(
    imports.source.handed.replace('{{count}}', `${shown.length}`).replace('{{size}}', size),
  );
});
