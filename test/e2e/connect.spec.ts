import { expect, type Page, test } from '@playwright/test';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';
import { readQrCode } from './screen-reading.ts';

let kiosk: KioskProcess;

test.beforeEach(({ page }) => {
  page.on('pageerror', (cause) => {
    throw cause;
  });
});
test.afterEach(() => kiosk.end('SIGTERM'));

/** What an administrator does on their own phone: scans, types the code, picks themselves, agrees. */
async function approveOnPhone(page: Page, who: RegExp): Promise<void> {
  const code = page.getByTestId('user-code');
  await expect(code).toBeVisible();
  const words = ((await code.textContent()) ?? '').replace(/^.*: /, '');
  const phone = await page.context().newPage();
  await phone.goto((await readQrCode(page)) ?? '');
  await phone.getByRole('textbox').fill(words);
  await phone.getByRole('button', { name: 'Next' }).click();
  await phone.getByRole('radio', { name: who }).check();
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone.getByText('You are signed in at the kiosk.')).toBeVisible();
  await phone.close();
}

test('a fresh station is connected and its first photo confirmed, by clicks alone', async ({ page }) => {
  kiosk = await startKiosk();
  const screen = new KioskScreen(page);
  const staff = new OperatorScreen(page);
  const { connect } = screen.words;
  await screen.open(kiosk);
  const beganMs = performance.now();
  await screen.button(connect.invite).click();
  await page.getByText('Demo company (to rehearse)', { exact: true }).click();
  await expectAccessibleScreen(page, 'the way to connect');
  // Whoever may not grant is told what stands in the directory by then; somebody else goes on from there.
  await screen.button(connect.guided.start).click();
  await approveOnPhone(page, /Grace Whitfield/);
  await expect(page.locator('[data-problem="consent-refused"]')).toContainText('“Photo kiosk – Photo station”');
  await expectAccessibleScreen(page, 'what was refused');
  await screen.button(connect.continue).click();
  await approveOnPhone(page, /Tomás Herrera/);
  await screen.button(connect.finish).click();
  await expect(page.locator('[data-connect="connected"]')).toBeVisible();
  await expect(screen.button(screen.words.demo.label)).toBeHidden();
  await staff.leave();
  await screen.toReview();
  await screen.use();
  await screen.expectReceipt('confirmed');
  console.log(
    `    from the first screen to a confirmed photo: ${Math.round((performance.now() - beganMs) / 100) / 10} s`,
  );
});
