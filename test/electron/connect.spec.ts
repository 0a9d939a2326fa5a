import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../electron/demo/demo-tenant.ts';
import { wordings } from '../../renderer/languages/texts.ts';
import { KioskScreen } from '../e2e/kiosk-screen.ts';
import { OperatorScreen } from '../e2e/operator-screen.ts';
import { launchedStation as test } from './launched-station.ts';

const { connect, settings, setUp } = wordings.en;
const pin = '482913';

test('a locked station without settings asks to be set up, is connected with its PIN, and has its first photo confirmed, by clicks alone', async ({
  launched,
}) => {
  const tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.2, lifetimeSeconds: 900 } });
  const server = await serveDemoTenant(tenant, { port: 0 });
  try {
    // Where Microsoft 365 is, and not whose: as a station that is delivered with nothing but its network. No face is looked for.
    const config = path.join(launched.folder, 'settings.json');
    const connecting = { authority: server.url, graphUrl: server.url };
    writeFileSync(config, JSON.stringify({ connecting, station: { faceGuidance: false } }));
    const options = ['--locked', `--config=${config}`];
    const first = await launched.start(...options);
    const screen = new KioskScreen(first.page);
    await expect(screen.screen('set-up')).toBeVisible();
    await expect(first.page.getByText(setUp.body)).toBeVisible();
    await expect(screen.button(screen.words.attract.start)).toBeHidden();
    const beganMs = performance.now();
    await screen.button(connect.title).click();
    await screen.button(connect.guided.start).click();
    const code = first.page.getByTestId('user-code');
    await expect(code).toBeVisible();
    // What the administrator's own phone does; every click of theirs is in test/e2e/connect.spec.ts.
    const words = ((await code.textContent()) ?? '').replace(/^.*: /, '');
    tenant.approveDevice(words, 'tomas.herrera@tidewater.example');
    await expect(first.page.getByTestId('first-pin')).toBeVisible();
    await screen.button(connect.finish).click();
    await expect(first.page.getByRole('alert').filter({ hasText: /too short/ })).toBeVisible();
    for (const label of [settings.pin.first, settings.pin.again]) {
      await first.page.getByLabel(label, { exact: true }).fill(pin);
    }
    await screen.button(connect.finish).click();
    await expect(first.page.locator('[data-connect="connected"]')).toBeVisible();
    const operator = new OperatorScreen(first.page);
    await operator.leave();
    await screen.toReview();
    await screen.use();
    await screen.expectReceipt('confirmed');
    const seconds = Math.round((performance.now() - beganMs) / 100) / 10;
    console.log(`    from a fresh data folder to a confirmed photo, in the real shell: ${seconds} s`);
    const written = readFileSync(config, 'utf8');
    expect(JSON.parse(written)).toMatchObject({
      tenant: { tenantId: tenant.tenantId },
      signIn: { mode: 'application' },
    });
    expect(written).not.toContain(pin);
    await first.stop();

    const second = await launched.start(...options);
    const again = new KioskScreen(second.page);
    await expect(again.screen('attract')).toBeVisible();
    await again.button(again.words.bar.operator).click();
    const doorkeeper = new OperatorScreen(second.page);
    await doorkeeper.enter(pin);
    await expect(doorkeeper.main).toHaveAttribute('data-state', 'unlocked');
    expect([...tenant.applications.applications.values()].map(({ displayName }) => displayName)).toEqual([
      'Photo kiosk – Photo station',
    ]);
    await second.stop();

    // Its settings are lost: the company's data is not opened as anybody's, and is there again once they are back.
    writeFileSync(config, '{}');
    const third = await launched.start(...options);
    await expect(third.page.getByRole('heading', { name: 'This station cannot start' })).toBeVisible();
    await expect(third.page.getByText('belongs to a company')).toBeVisible();
    writeFileSync(config, written);
    await expect(new KioskScreen(third.page).screen('attract')).toBeVisible();
  } finally {
    await server.close();
  }
});

test('a station that is not set up shows no visitor a demo until it is asked for by name', async ({ launched }) => {
  const config = path.join(launched.folder, 'settings.json');
  writeFileSync(config, '{}');
  const { page } = await launched.start('--locked', `--config=${config}`);
  const screen = new KioskScreen(page);
  await expect(screen.screen('set-up')).toBeVisible();
  await expect(screen.button(screen.words.demo.label)).toBeHidden();
  await screen.button(setUp.demo).click();
  await expect(screen.screen('attract')).toBeVisible();
  await expect(screen.button(screen.words.demo.label)).toBeVisible();
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({ tenant: 'demo' });
});
