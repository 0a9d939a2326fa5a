import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, expect, test } from '@playwright/test';
import { type DemoServer, serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../electron/demo/demo-tenant.ts';
import { type DemoPerson, samplePeople } from '../../electron/demo/sample-people.ts';
import { runHere } from '../integration/cli/command-run.ts';
import { createTestCertificate } from '../test-certificate.ts';
import { type KioskProcess, scratchFolder, startKiosk, writeSettings } from './kiosk-process.ts';
import { RosterDesk } from './roster-desk.ts';

const isUsual = ({ isEnabled, isGuest, mailbox }: DemoPerson) => isEnabled && !isGuest && mailbox === 'cloud';
const people = samplePeople.filter(isUsual).slice(0, 4);
const names = people.map(({ displayName }) => displayName);
const certificate = createTestCertificate({ commonName: 'stations' });
const tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.5, lifetimeSeconds: 900 } });
const servers = new Map<string, DemoServer>();
const kiosks: KioskProcess[] = [];
const windows: BrowserContext[] = [];

test.afterEach(async () => {
  // Left open they would ask for their stations for as long as the browser lives.
  for (const window of windows.splice(0)) await window.close();
  for (const kiosk of kiosks.splice(0)) await kiosk.end('SIGTERM');
  for (const server of servers.values()) await server.close();
});

/** A station of the company in a window of its own, with a network of its own. */
async function openStation(browser: Browser, name: string, list?: string): Promise<RosterDesk> {
  const server = await serveDemoTenant(tenant, { port: 0 });
  servers.set(name, server);
  const dataFolder = scratchFolder(name);
  const { tenantId, clientId } = tenant;
  const settings = {
    tenant: { tenantId, clientId, authority: server.url, graphUrl: server.url },
    station: { mode: 'onboarding', name },
    queue: { freeSpaceFloorMb: 0 },
  };
  const place = ['--config', writeSettings(settings), '--data', dataFolder];
  const key = path.join(dataFolder, '..', `${name}-${process.pid}.pem`);
  writeFileSync(key, certificate.certificatePem + certificate.privateKeyPem, { mode: 0o600 });
  tenant.registerCertificate(clientId, certificate.certificatePem);
  expect(await runHere(['provision', key, ...place])).toMatchObject({ exitCode: 0 });
  if (list !== undefined) {
    const file = path.join(dataFolder, 'list.csv');
    writeFileSync(file, list);
    expect(await runHere(['roster', 'import', file, '--name', 'Onboarding', ...place])).toMatchObject({ exitCode: 0 });
  }
  const kiosk = await startKiosk({ dataFolder, settings });
  kiosks.push(kiosk);
  const window = await browser.newContext();
  windows.push(window);
  const page = await window.newPage();
  page.on('pageerror', (cause) => {
    throw cause;
  });
  const desk = new RosterDesk(page);
  await desk.screen.open(kiosk);
  await desk.openRosters();
  return desk;
}

/** How many people stand before a camera, as the list says. */
const called = () => {
  const states = [...tenant.lists.lists.values()].flatMap(({ items }) =>
    [...items.values()].map((row) => row.fields.State),
  );
  return states.filter((state) => state === 'Being photographed').length;
};

test('two stations in two windows, one roster: shared on the screen, each calls somebody else, one is cut off for a while, and both end with the same', async ({
  browser,
}) => {
  const lobby = await openStation(browser, 'Lobby', ['mail', ...people.map(({ mail }) => mail)].join('\n'));
  const { sharedList, rosters: words } = lobby.screen.words;
  const { page } = lobby;
  await page.getByRole('button', { name: /Onboarding/ }).click();
  await lobby.screen.button(sharedList.open).click();
  await page.getByLabel(sharedList.site).fill('https://tidewater.example/sites/photo-days');
  await lobby.screen.button(sharedList.begin).click();
  const code = ((await page.getByTestId('user-code').textContent()) ?? '').replace(/^.*: /, '');
  expect(tenant.approveDevice(code, 'tomas.herrera@tidewater.example')).toBe(true);
  const saved = page.waitForEvent('download');
  await lobby.screen.button(sharedList.save).click();
  const file = await (await saved).path();
  await lobby.screen.button(lobby.screen.words.common.back).click();

  const hall = await openStation(browser, 'Hall');
  await hall.screen.button(sharedList.join.open).click();
  await hall.page.locator('input[type="file"]').setInputFiles(file);
  for (const desk of [hall, lobby]) await expect(desk.page.getByTestId('stations-here')).toContainText('Hall · Lobby');
  for (const name of names) await expect(hall.page.getByTestId('roster-rows')).toContainText(name);

  // Each calls somebody else.
  await lobby.screen.button(words.session.start).click();
  await lobby.isTurnOf(names[0] ?? '');
  await expect(hall.page.getByTestId('roster-rows')).toBeVisible();
  await expect.poll(called).toBe(1);
  await hall.screen.button(words.session.start).click();
  await hall.isTurnOf(names[1] ?? '');
  // Only whom the others know of stays the hall's without the list.
  await expect.poll(called).toBe(2);

  // The hall is cut off, says so, and goes on with its own part of the list.
  const server = servers.get('Hall');
  await server?.close();
  await expect(hall.page.getByTestId('sharing')).toContainText(sharedList.part);
  await hall.photograph(names[1] ?? '');
  await lobby.photograph(names[0] ?? '');
  await expect(hall.page.getByTestId('sharing')).toContainText('Not told yet: 1.');

  // The network is back: both know both, and Microsoft 365 has them.
  servers.set('Hall', await serveDemoTenant(tenant, { port: server?.port ?? 0 }));
  for (const desk of [lobby, hall]) {
    await expect(desk.page.getByTestId('sharing')).toContainText(/Hall 1 · Lobby 1/);
  }
  await page.goto(servers.get('Lobby')?.url ?? '');
  const shared = page.locator('#lists');
  for (const [index, name] of (['Lobby', 'Hall'] as const).entries()) {
    await expect(shared.getByRole('listitem').filter({ hasText: names[index] ?? '' })).toContainText(
      new RegExp(`Photo in Microsoft 365.*${name}`),
    );
  }
  for (const { id } of people.slice(0, 2)) expect(await tenant.photo({ user: id })).toBeDefined();
});
