import { expect, test } from '@playwright/test';
import { portraitJpeg } from '../fixture-photo.ts';
import type { StartedProcess } from '../started-process.ts';
import { expectNoViolations } from './accessible-screen.ts';
import { onlyInWhole } from './in-whole.ts';
import { startDemoTenant } from './kiosk-process.ts';

const tenant = 'tidewater.example';
const clientId = 'de300000-7e4a-4c1d-8f00-0000000000a1';
let server: StartedProcess;
let url: string;

test.beforeAll(async () => {
  server = await startDemoTenant();
  url = server.ready[1] ?? '';
});
test.afterAll(() => server.end('SIGTERM'));

async function post(endpoint: string, form: Record<string, string>): Promise<Record<string, string>> {
  const body = new URLSearchParams({ client_id: clientId, ...form });
  const response = await fetch(`${url}/${tenant}/oauth2/v2.0/${endpoint}`, { method: 'POST', body });
  return (await response.json()) as Record<string, string>;
}

async function uploadPhoto(person: string): Promise<void> {
  const { access_token: token } = await post('token', {
    grant_type: 'client_credentials',
    client_secret: 'demo-secret-opens-only-the-demo-tenant',
    scope: `${url}/.default`,
  });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' };
  const target = `${url}/v1.0/users/${person}@${tenant}/photo/$value`;
  expect((await fetch(target, { method: 'PUT', headers, body: await portraitJpeg() })).status).toBe(200);
}

test('a photo arrives in the list, on the card and on the profile without a touch', async ({ page }) => {
  await page.goto(url);
  await expect(page.getByText('A token was issued')).toHaveCount(0);
  const row = page.getByRole('button', { name: '佐藤 陽翔' });
  await expect(row.locator('img')).toHaveCount(0);
  await uploadPhoto('haruto.sato');
  await expect(row.locator('img')).toHaveCount(1);
  await expect(row).toHaveAttribute('aria-current', 'true');
  for (const edgePx of [240, 96, 48]) {
    const face = page.locator(`#profile [data-slot="${edgePx}"]`);
    await expect(face.locator('img')).toHaveCount(1);
    const box = await face.boundingBox();
    expect([box?.width, box?.height]).toEqual([edgePx, edgePx]);
  }
  await expect(page.locator('#profile .hero .name')).toHaveText('佐藤 陽翔');
  await expect(page.locator('#log li').first()).toContainText('A new photo was stored');
  await expectNoViolations(page, 'demo directory');
});

test('people are found by reading, user name and number; nobody is nobody', async ({ page }) => {
  await page.goto(url);
  const find = page.getByRole('searchbox', { name: 'Find a person' });
  await find.fill('たなか');
  await expect(page.locator('.row:visible')).toHaveText(/田中 葵/);
  await find.fill('CHLOE.lefevre');
  await expect(page.locator('.row:visible')).toHaveText(/Chloë Lefèvre/);
  await find.fill('10041');
  await expect(page.locator('.row:visible')).toHaveText(/田中 葵/);
  await find.fill('nobody at all');
  await expect(page.getByText('Nobody by that name.')).toBeVisible();
});

test('the fault switch is one for all who watch', onlyInWhole, async ({ page, context }) => {
  await page.goto(url);
  const other = await context.newPage();
  await other.goto(url);
  await page.getByRole('button', { name: 'Throttled' }).click();
  await expect(other.getByText('Photo requests are told to wait (429).')).toBeVisible();
  await expectNoViolations(other, 'demo directory');
  await other.getByRole('button', { name: 'All well' }).click();
  await expect(page.getByText('Photo requests are told to wait (429).')).toBeHidden();
});

test('a person signs in with the code, by keyboard alone', async ({ page }) => {
  const device = await post('devicecode', { scope: 'User.ReadWrite openid profile offline_access' });
  await page.goto(device.verification_uri ?? '');
  await expectNoViolations(page, 'demo directory');
  await page.keyboard.type(device.user_code ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Who are you today?' })).toBeVisible();
  await expectNoViolations(page, 'demo directory');
  await page.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText('You are signed in at the kiosk.')).toBeVisible();
  const grant = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: device.device_code ?? '',
  };
  const { access_token: token } = await post('token', grant);
  const me = await fetch(`${url}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(await me.json()).toMatchObject({ displayName: 'Tomás Herrera' });
});

test.describe('in Japanese, dark', () => {
  test.use({ locale: 'ja-JP', colorScheme: 'dark' });
  test('every word is Japanese and readable', onlyInWhole, async ({ page }) => {
    await page.goto(url);
    await expect(page).toHaveTitle(/社員ディレクトリ/);
    await expect(page.getByRole('button', { name: 'ネットワーク断' })).toBeVisible();
    await expectNoViolations(page, 'demo directory');
  });
});
