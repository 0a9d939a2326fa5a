import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { type DemoServer, serveDemoTenant } from '../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../electron/demo/demo-tenant.ts';
import { demoClientId } from '../../electron/demo/registrations.ts';
import { demoTenantId } from '../../electron/demo/sample-people.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, startDemoTenant, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';
import { readQrCode } from './screen-reading.ts';

let tenant: DemoTenant;
let server: Pick<DemoServer, 'url' | 'close'>;
let kiosk: KioskProcess;

/** How far the tenant's clock is ahead of the machine's. */
let aheadMs = 0;

/** A tenant on a socket that asks every second, and a station of the given mode that knows it. */
async function startStation(mode: 'operator' | 'self-service'): Promise<void> {
  aheadMs = 0;
  tenant = createDemoTenant({
    deviceCode: { intervalSeconds: 1, lifetimeSeconds: 900 },
    nowMs: () => Date.now() + aheadMs,
  });
  server = await serveDemoTenant(tenant, { port: 0 });
  kiosk = await startKioskAt(server.url, mode);
}

function startKioskAt(url: string, mode: 'operator' | 'self-service'): Promise<KioskProcess> {
  const ids = { tenantId: demoTenantId, clientId: demoClientId };
  return startKiosk({ settings: { tenant: { ...ids, authority: url, graphUrl: url }, signIn: { mode } } });
}

test.beforeEach(({ page }) => {
  page.on('pageerror', (cause) => {
    throw cause;
  });
});
test.afterEach(async () => {
  await kiosk.end('SIGTERM');
  await server.close();
});

/** What the person does on their own phone: scans, types the code, picks themselves, agrees or not. */
async function answerOnPhone(
  context: BrowserContext,
  kioskPage: Page,
  who: RegExp,
  answer: 'Sign in' | 'Decline',
): Promise<void> {
  const scanned = await readQrCode(kioskPage);
  expect(scanned).toBe(`${server.url}/device`);
  const code = await codeOn(kioskPage);
  const phone = await context.newPage();
  await phone.goto(scanned ?? '');
  await phone.getByRole('textbox').fill(code);
  await phone.getByRole('button', { name: 'Next' }).click();
  await phone.getByRole('radio', { name: who }).check();
  await phone.getByRole('button', { name: answer }).click();
  await expect(phone.getByText(answer === 'Sign in' ? 'You are signed in at the kiosk.' : 'Declined.')).toBeVisible();
  await phone.close();
}

async function codeOn(page: Page): Promise<string> {
  const code = page.getByTestId('user-code');
  await expect(code).toBeVisible();
  return ((await code.textContent()) ?? '').replace(/^.*: /, '');
}

/** Signs in with one's own phone and walks to the receipt. */
async function selfServiceToReceipt(page: Page, context: BrowserContext, who: RegExp): Promise<KioskScreen> {
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  await screen.button(screen.words.selfService.start).click();
  await codeOn(page);
  await answerOnPhone(context, page, who, 'Sign in');
  await expect(screen.screen('notice')).toBeVisible();
  await expect(page.getByText(who).first()).toBeVisible();
  await screen.agree();
  await screen.shoot();
  return screen;
}

/** The operator's list says that the last photo was taken back, and no longer whose it was. */
async function expectWithdrawn(page: Page): Promise<void> {
  const operator = new OperatorScreen(page);
  await operator.open();
  await operator.chooseNewest();
  await operator.expectState('withdrawn');
  await expect(operator.rows()).toContainText(operator.words.queue.noName);
}

/** Every byte that the station has on disk. */
async function everythingOnDisk(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  // A file that was removed since it was listed holds nothing any more.
  const read = files.map((file) => readFile(file).catch(() => Buffer.alloc(0)));
  return Buffer.concat(await Promise.all(read)).toString('latin1');
}

test('an operator signs the station in with their own phone, and out again', async ({ page, context }) => {
  // The tenant in a process of its own, as on another machine.
  const elsewhere = await startDemoTenant();
  server = { url: elsewhere.url, close: () => elsewhere.end('SIGTERM') };
  kiosk = await startKioskAt(server.url, 'operator');
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  await screen.open(kiosk);
  await expect(page.locator('[data-sign="signedOut"]')).toBeVisible();
  await screen.button(screen.words.attract.start).click();
  await page.getByLabel(screen.words.search.label).fill('Anna');
  await expect(page.getByText(screen.words.search.why['sign-in-needed'])).toBeVisible();
  await screen.button(screen.words.common.cancel).click();
  await operator.open();
  await operator.stationPart('signIn');
  await operator.button(operator.words.signIn.start).click();
  await codeOn(page);
  await expectAccessibleScreen(page, 'the operator’s code');
  await answerOnPhone(context, page, /Grace Whitfield/, 'Sign in');
  const signedIn = page.locator('[data-sign-in="signed-in"]');
  await expect(signedIn).toContainText('ProfilePhoto.ReadWrite.All');
  await expect(signedIn).toContainText('@');
  await expectAccessibleScreen(page, 'signed in');
  await operator.button(operator.words.signIn.signOut).click();
  await operator.button(operator.words.signIn.signOutAsk.confirm).click();
  await expect(page.locator('[data-sign-in="signed-out"]')).toBeVisible();
});

test(
  'an operator who declines on the phone, or cancels at the station, signs nobody in',
  onlyInWhole,
  async ({ page, context }) => {
    await startStation('operator');
    const operator = new OperatorScreen(page);
    await new KioskScreen(page).open(kiosk);
    await operator.open();
    await operator.stationPart('signIn');
    await operator.button(operator.words.signIn.start).click();
    await codeOn(page);
    await answerOnPhone(context, page, /Grace Whitfield/, 'Decline');
    await expect(page.getByTestId('meaning')).toBeVisible();
    await expectAccessibleScreen(page, 'declined by the operator');
    await operator.button(operator.words.signIn.start).click();
    const code = await codeOn(page);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.locator('[data-sign-in="signed-out"]')).toBeVisible();
    expect(tenant.approveDevice(code, 'grace.whitfield@contoso.com')).toBe(true);
    await expect(page.locator('[data-sign-in="signed-in"]')).toHaveCount(0);
  },
);

test(
  'an operator without a network is told so, and a station that nobody has signed in says who must do it',
  onlyInWhole,
  async ({ page }) => {
    await startStation('operator');
    tenant.setFault('network-off');
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await expect(page.getByText(screen.words.waitingNote.signedOut)).toBeVisible();
    await operator.open();
    await operator.stationPart('signIn');
    await operator.button(operator.words.signIn.start).click();
    await expect(page.getByRole('alert')).toHaveText(operator.words.signIn.offlineStart);
    await expectAccessibleScreen(page, 'sign-in without a network');
  },
);

test('a person signs in with their own phone, and leaves nothing of their account at the station', async ({
  page,
  context,
}) => {
  await startStation('self-service');
  const screen = await selfServiceToReceipt(page, context, /Aoi Tanaka|田中/);
  await screen.use();
  await screen.expectReceipt('confirmed');
  // One touch puts back what was there before, and the receipt follows that instead.
  const { undo } = screen.words;
  await screen.button(undo.own.photo).click();
  await expect(page.getByRole('heading', { name: undo.receipt['put-back'].confirmed })).toBeVisible();
  await expect(page.getByRole('img', { name: undo.former })).toBeVisible();
  await screen.button(screen.words.common.done).click();
  await expect(screen.screen('attract')).toBeVisible();
  const disk = await everythingOnDisk(kiosk.dataFolder);
  expect(disk.length).toBeGreaterThan(1000);
  for (const trace of ['aoi.tanaka', 'Aoi Tanaka', Buffer.from('田中').toString('latin1'), 'refresh_token']) {
    expect(disk.includes(trace), trace).toBe(false);
  }
  // The next person begins with a code of their own, not with somebody's session.
  await screen.button(screen.words.selfService.start).click();
  await codeOn(page);
  await screen.button(screen.words.common.cancel).click();
  await expect(screen.screen('attract')).toBeVisible();
});

test('a code that expires is replaced by a fresh one, which works', onlyInWhole, async ({ page, context }) => {
  await startStation('self-service');
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  await screen.button(screen.words.selfService.start).click();
  const first = await codeOn(page);
  aheadMs = 901_000;
  await expect(page.getByText(screen.words.selfService.renewed)).toBeVisible();
  expect(await codeOn(page)).not.toBe(first);
  aheadMs = 0;
  await answerOnPhone(context, page, /Oliver Bennett/, 'Sign in');
  await expect(screen.screen('notice')).toBeVisible();
});

test(
  'declining on the phone is said plainly, and a new code is one press away',
  onlyInWhole,
  async ({ page, context }) => {
    await startStation('self-service');
    const screen = new KioskScreen(page);
    await screen.open(kiosk);
    await screen.button(screen.words.selfService.start).click();
    const first = await codeOn(page);
    await expectAccessibleScreen(page, 'the person’s code');
    await answerOnPhone(context, page, /Oliver Bennett/, 'Decline');
    await expect(screen.screen('sign-in')).toHaveAttribute('data-state', 'declined');
    await expectAccessibleScreen(page, 'declined by the person');
    await screen.button(screen.words.selfService.newCode).click();
    expect(await codeOn(page)).not.toBe(first);
  },
);

test('without a network the person is told so, and can try again when it is back', onlyInWhole, async ({ page }) => {
  await startStation('self-service');
  tenant.setFault('network-off');
  const screen = new KioskScreen(page);
  await screen.open(kiosk);
  await screen.button(screen.words.selfService.start).click();
  await expect(screen.screen('sign-in')).toHaveAttribute('data-state', 'offline');
  await expectAccessibleScreen(page, 'no network');
  tenant.setFault('none');
  await screen.button(screen.words.common.tryAgain).click();
  await codeOn(page);
});

test('a person whose photo is not sent yet can stay until it is', onlyInWhole, async ({ page, context }) => {
  await startStation('self-service');
  const screen = await selfServiceToReceipt(page, context, /Oliver Bennett/);
  tenant.failNext('503', { count: 50 });
  await screen.use();
  await expect(page.getByRole('heading', { name: screen.words.selfService.receipt.unsent.title })).toBeVisible();
  await expectAccessibleScreen(page, 'the receipt of an unsent photo');
  await screen.button(screen.words.selfService.receipt.stay).click();
  tenant.clearFaults();
  await screen.expectReceipt('confirmed');
  await expect(screen.button(screen.words.selfService.receipt.leave)).toHaveCount(0);
});

test('a person who leaves before their photo is sent has it discarded', async ({ page, context }) => {
  await startStation('self-service');
  const screen = await selfServiceToReceipt(page, context, /Oliver Bennett/);
  tenant.failNext('503', { count: 50 });
  await screen.use();
  await screen.button(screen.words.selfService.receipt.leave).click();
  await expect(screen.screen('attract')).toBeVisible();
  await expectWithdrawn(page);
  expect(tenant.requests().filter(({ method, status }) => method === 'PUT' && status === 200)).toEqual([]);
});

test('a photo that was refused does not outlive its person’s visit', onlyInWhole, async ({ page, context }) => {
  await startStation('self-service');
  const screen = await selfServiceToReceipt(page, context, /Oliver Bennett/);
  tenant.setFault('refused');
  await screen.use();
  await screen.expectReceipt('refused');
  await expect(page.getByText(screen.words.selfService.receipt.refused.body, { exact: true })).toBeVisible();
  await screen.button(screen.words.common.done).click();
  await expect(screen.screen('attract')).toBeVisible();
  await expectWithdrawn(page);
});
