import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { launchedStation as test } from './launched-station.ts';

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
  writeFileSync(config, '{ "tenant": "demo" }');
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  const started = launched.logLines().find(({ msg }) => msg === 'station.started');
  expect(started).toMatchObject({ settings: config, tenant: 'demo', isLocked: true });
});

test('data whose key is gone waits for a person, is whole when the key is back, and is set aside only when told', async ({
  launched,
}) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, '{ "tenant": "demo" }');
  const options = ['--locked', `--config=${config}`];
  const first = await launched.start(...options);
  await expect(new KioskScreen(first.page).screen('attract')).toBeVisible();
  await first.stop();
  const keyFile = path.join(launched.dataFolder, 'store/kiosk.key');
  const database = path.join(launched.dataFolder, 'store/kiosk.db');
  const before = readFileSync(database);
  // A fresh home has a fresh keyring: what was sealed with the old one cannot be opened any more.
  rmSync(launched.home, { recursive: true, force: true });
  const second = await launched.start(...options);
  await expect(second.page.getByText('photo-kiosk --begin-anew')).toBeVisible();
  expect(readFileSync(database).equals(before)).toBe(true);
  expect(await launched.run('--begin-anew')).toMatchObject({ exitCode: 0 });
  // The next start carries it out; that a waiting station does so in the same process: `store.test.ts`.
  await second.stop();
  const third = await launched.start(...options);
  await expect(new KioskScreen(third.page).screen('attract')).toBeVisible();
  expect(launched.setAsides()).toHaveLength(1);
  expect(readFileSync(keyFile).byteLength).toBeGreaterThan(0);
});
