import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { launchedStation as test } from './launched-station.ts';
import { unlooking } from './shell-app.ts';
import { isInstalled, openVirtualDisplay } from './virtual-display.ts';

/** A launcher gives each home a keyring of its own; a bare Electron has that of its user. */
const hasKeyringOfItsOwn =
  readFileSync(process.env.KIOSK_ELECTRON ?? process.execPath)
    .subarray(0, 2)
    .toString() === '#!';
/** The key's bytes and which file the database is. Not its bytes: whoever opens one and closes it again counts that in its header. */
function keptIn(dataFolder: string) {
  const at = (name: string) => path.join(dataFolder, 'store', name);
  return { key: readFileSync(at('kiosk.key')).toString('hex'), database: statSync(at('kiosk.db')).ino };
}
const words = (said: string) => said.replaceAll(/\s+/g, ' ');

test('an error that nobody catches is a line in the log and code 75; no dialog, and the station does not go on', async ({
  launched,
}) => {
  const { app, process: main } = await launched.start();
  const ended = new Promise<number | null>((resolve) => main.once('exit', resolve));
  await app.evaluate(() => {
    setTimeout(() => {
      throw new Error('a fault for ada@contoso.com', { cause: new Error('of the test') });
    });
  });
  expect(await ended).toBe(75);
  const line = launched.logLines().find(({ msg }) => msg === 'process.failed');
  expect(line).toMatchObject({ level: 60, kind: 'uncaughtException' });
  const causes = (line as { causes?: string[] } | undefined)?.causes ?? [];
  expect(causes[0]).toContain('a fault for [name]');
  expect(causes[1]).toContain('of the test');
  expect(launched.logLines().map(({ msg }) => msg)).toContain('station.stopped');
});

test('a locked station whose settings are wrong says so where it stands, and starts by itself once they are mended', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, '{ "station": { "idleTimeoutSeconds": 1 } }');
  const { page } = await launched.start('--locked', `--config=${config}`);
  await expect(page.getByRole('heading', { name: 'This station cannot start' })).toBeVisible();
  expect(words((await page.locator('body').textContent()) ?? '')).toMatch(/station\.idleTimeoutSeconds.*at least 15/);
  writeFileSync(config, JSON.stringify(unlooking));
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  const started = launched.logLines().find(({ msg }) => msg === 'station.started');
  expect(started).toMatchObject({ settings: config, tenant: 'demo', isLocked: true });
});

test('a locked station whose keyring is locked asks nobody for its password, and does not wait for one', async ({
  launched,
}) => {
  test.skip(!hasKeyringOfItsOwn, 'the keyring of whoever runs this is not locked for a test');
  const missing = ['Xvfb', 'xwininfo', 'dbus-run-session', 'gnome-keyring-daemon'].find((name) => !isInstalled(name));
  test.skip(missing !== undefined, `${missing} is not on this machine`);
  const data = path.join(launched.home, 'data');
  mkdirSync(data, { recursive: true });
  // The launcher knows the password of another one.
  const made = spawnSync('dbus-run-session', ['--', 'gnome-keyring-daemon', '--unlock', '--components=secrets'], {
    input: 'not the launcher’s\n',
    env: { ...process.env, HOME: launched.home, XDG_DATA_HOME: data, XDG_RUNTIME_DIR: launched.home },
  });
  expect(made.status).toBe(0);
  const keyrings = path.join(data, 'keyrings');
  expect(readdirSync(keyrings)).toContain('login.keyring');
  for (const name of ['', ...readdirSync(keyrings)]) chmodSync(path.join(keyrings, name), 0o777);
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, JSON.stringify(unlooking));
  const display = await openVirtualDisplay('1280x800');
  try {
    launched.env.DISPLAY = display.name;
    const { page } = await launched.start('--locked', `--config=${config}`);
    // From the sources a key file takes the keyring's place; a packaged station says why it does not start (`start.test.ts`).
    await expect(new KioskScreen(page).screen('attract')).toBeVisible();
    expect(display.windows()).toHaveLength(1);
    expect(readFileSync(path.join(launched.dataFolder, 'sealed-by.txt'), 'utf8').trim()).toBe('key-file');
  } finally {
    display.stop();
  }
});

test('data whose key is gone waits for a person, and is set aside only when told', async ({ launched }) => {
  test.skip(!hasKeyringOfItsOwn, 'the keyring of whoever runs this cannot be lost here');
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, JSON.stringify(unlooking));
  const options = ['--locked', `--config=${config}`];
  const first = await launched.start(...options);
  await expect(new KioskScreen(first.page).screen('attract')).toBeVisible();
  await first.stop();
  const keyFile = path.join(launched.dataFolder, 'store/kiosk.key');
  const before = keptIn(launched.dataFolder);
  // A fresh home has a fresh keyring: what was sealed with the old one cannot be opened any more.
  rmSync(launched.home, { recursive: true, force: true });
  const second = await launched.start(...options);
  await expect(second.page.getByText('photo-kiosk --begin-anew')).toBeVisible();
  expect(keptIn(launched.dataFolder)).toEqual(before);
  expect(launched.setAsides()).toEqual([]);
  expect(await launched.run('--begin-anew')).toMatchObject({ exitCode: 0 });
  // The next start carries it out; that a waiting station does so in the same process: `store.test.ts`.
  await second.stop();
  const third = await launched.start(...options);
  await expect(new KioskScreen(third.page).screen('attract')).toBeVisible();
  expect(launched.setAsides()).toHaveLength(1);
  expect(readFileSync(keyFile).byteLength).toBeGreaterThan(0);
});

test('a locked station whose key is another one waits with its data as they are, and goes on by itself once the old key is back', async ({
  launched,
}) => {
  // As a service hands it over; so the key can be lost whatever keyring this machine has.
  const [config, handed] = [path.join(launched.folder, 'settings.json'), path.join(launched.folder, 'handed')];
  const handedKey = path.join(handed, 'photo-kiosk.key');
  mkdirSync(handed);
  writeFileSync(config, JSON.stringify(unlooking));
  writeFileSync(handedKey, Buffer.alloc(32, 1));
  launched.env.CREDENTIALS_DIRECTORY = handed;
  const options = ['--locked', `--config=${config}`];
  const first = await launched.start(...options);
  await expect(new KioskScreen(first.page).screen('attract')).toBeVisible();
  await first.stop();
  const before = keptIn(launched.dataFolder);
  writeFileSync(handedKey, Buffer.alloc(32, 2));
  const { page } = await launched.start(...options);
  await expect(page.getByText('photo-kiosk --begin-anew')).toBeVisible();
  expect(keptIn(launched.dataFolder)).toEqual(before);
  writeFileSync(handedKey, Buffer.alloc(32, 1));
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  expect(keptIn(launched.dataFolder)).toEqual(before);
  expect(launched.setAsides()).toEqual([]);
});

test('a graphics process that keeps dying ends the station in order, with code 75 and a line, before Chromium gives up', async ({
  launched,
}) => {
  const { app, page, process: main } = await launched.start();
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  const ended = new Promise<number | null>((resolve) => main.once('exit', resolve));
  const dead = new Set<number>();
  const losses = () => launched.logLines().filter(({ msg }) => msg === 'watchdog.graphics-lost').length;
  const graphicsProcess = async () => {
    const pids = await app.evaluate(({ app: shell }) =>
      shell.getAppMetrics().flatMap(({ type, pid }) => (type === 'GPU' ? [pid] : [])),
    );
    return pids.find((pid) => !dead.has(pid));
  };
  for (let count = 1; count <= 4; count += 1) {
    await expect.poll(graphicsProcess).toBeDefined();
    const pid = (await graphicsProcess()) ?? 0;
    dead.add(pid);
    process.kill(pid, 'SIGKILL');
    await expect.poll(losses).toBeGreaterThanOrEqual(count);
  }
  expect(await ended).toBe(75);
  const lines = launched.logLines().map(({ msg, why }) => (why === undefined ? msg : `${msg} ${why}`));
  expect(lines).toContain('watchdog.graphics-lost graphics');
  expect(lines).toContain('station.stopped');
});

test('a locked page that hangs while nobody touches it is brought back by itself, at its first screen', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, JSON.stringify(unlooking));
  const { app, page } = await launched.start('--locked', `--config=${config}`);
  const screen = new KioskScreen(page);
  await expect(screen.screen('attract')).toBeVisible();
  await screen.button(screen.words.attract.start).click();
  await expect(screen.screen('search')).toBeVisible();
  const isBack = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => resolve());
        void contents?.executeJavaScript('setTimeout(() => { while (true); })');
      }),
  );
  await isBack;
  const lines = launched.logLines().map(({ msg, remedy }) => `${msg} ${remedy ?? ''}`.trim());
  expect(lines).toEqual(expect.arrayContaining(['watchdog.page-hangs end-page', 'watchdog.page-lost load-page']));
  // Playwright's own page went with the process that was ended.
  const shown = () =>
    app.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          "document.querySelector('[data-screen]')?.getAttribute('data-screen')",
        ) as Promise<unknown>,
    );
  await expect.poll(shown).toBe('attract');
  expect(launched.logLines().filter(({ msg }) => msg === 'station.started')).toHaveLength(1);
});

test('a second start of the same station ends at once, and the first goes on undisturbed', async ({ launched }) => {
  const { page } = await launched.start();
  const screen = new KioskScreen(page);
  await expect(screen.screen('attract')).toBeVisible();
  await screen.button(screen.words.attract.start).click();
  await expect(screen.screen('search')).toBeVisible();
  expect(await launched.run('--locked')).toMatchObject({ exitCode: 0 });
  await expect(screen.screen('search')).toBeVisible();
  expect(launched.logLines().filter(({ msg }) => msg === 'station.started')).toHaveLength(1);
});
