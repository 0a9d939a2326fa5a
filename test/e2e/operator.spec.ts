import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { hashPin } from '../../electron/operator/operator-pin.ts';
import { outcomeAdvice } from '../../shared/outcome-words.ts';
import { transferProblemWords } from '../../shared/transfer-words.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { onlyInWhole } from './in-whole.ts';
import { type KioskProcess, scratchFolder, startKiosk } from './kiosk-process.ts';
import { KioskScreen } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';
import { readQrCode } from './screen-reading.ts';

const pin = '2468';
const passphrase = 'correct horse battery';

test.beforeEach(({ page }) => {
  page.on('pageerror', (cause) => {
    throw cause;
  });
});

/** Takes a photo that the service refuses, and comes back to the attract screen. */
async function parkPhoto(screen: KioskScreen): Promise<void> {
  await screen.rehearse('refused');
  await screen.toReview();
  await screen.use();
  await screen.expectReceipt('refused');
  await screen.button(screen.words.common.done).click();
  await expect(screen.screen('attract')).toBeVisible();
}

test.describe('the PIN', () => {
  let kiosk: KioskProcess;
  test.beforeEach(async () => {
    kiosk = await startKiosk({ settings: { station: { operatorPinHash: await hashPin(pin) } } });
  });
  test.afterEach(() => kiosk.end('SIGTERM'));

  test('opens by touch and by keyboard, and locking closes again', async ({ page }) => {
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await operator.button(screen.words.bar.operator).click();
    await expectAccessibleScreen(page, 'PIN pad');
    await operator.enter(pin);
    await expect(operator.main).toHaveAttribute('data-state', 'unlocked');
    await operator.leave();
    await operator.button(screen.words.bar.operator).click();
    await expect(operator.main).toHaveAttribute('data-state', 'locked');
    await page.keyboard.type(pin);
    await page.keyboard.press('Enter');
    await expect(operator.main).toHaveAttribute('data-state', 'unlocked');
  });

  test('wrong ones are counted down, and the fifth blocks for a quarter of an hour', onlyInWhole, async ({ page }) => {
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await operator.button(screen.words.bar.operator).click();
    const message = page.getByTestId('pin-message');
    for (const triesLeft of [4, 3, 2, 1]) {
      await operator.enter('1111');
      await expect(message).toContainText(`Tries left: ${triesLeft}.`);
    }
    await operator.enter('1111');
    await expect(operator.main).toHaveAttribute('data-state', 'blocked');
    await expect(message).toContainText(/in 1[45] minutes\./);
    await expect(operator.button('1')).toBeDisabled();
    await expectAccessibleScreen(page, 'blocked PIN pad');
    // Leaving and coming back gives no new tries.
    await operator.button(screen.words.common.back).click();
    await operator.button(screen.words.bar.operator).click();
    await operator.enter(pin);
    await expect(operator.main).toHaveAttribute('data-state', 'blocked');
  });
});

test.describe('the photos', () => {
  let kiosk: KioskProcess;
  test.beforeEach(async () => {
    kiosk = await startKiosk();
  });
  test.afterEach(() => kiosk.end('SIGTERM'));

  test('a refusal is explained by itself once it is answered, with the text for the IT team; retried after the cause is gone, it is confirmed', async ({
    page,
  }) => {
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await parkPhoto(screen);
    await operator.open();
    await expect(page.locator('[data-notice="no-pin"]')).toContainText('Staff PIN');
    await expect(operator.rows()).toHaveCount(1);
    await expect(operator.rows()).toContainText('Needs a decision');
    await operator.chooseNewest();
    await expectAccessibleScreen(page, 'a parked photo');

    const advice = outcomeAdvice({ kind: 'refused', code: 'ErrorAccessDenied' });
    const explanation = page.getByTestId('explanation');
    await expect(explanation).toContainText(advice.meaning.en);
    await expect(explanation).toContainText(advice.whatToDo.en);
    await expect(explanation).toContainText(operator.words.queue.actor.admin);
    const adminText = page.getByTestId('admin-text').locator('pre');
    await expect(adminText).toContainText(/request-id: [0-9a-f-]{36}/);
    await expect(adminText).toContainText('HTTP 403');
    await operator.button(operator.words.queue.toPhone).click();
    await page.getByTestId('qr').scrollIntoViewIfNeeded();
    expect(await readQrCode(page)).toBe(await adminText.textContent());

    const before = await adminText.textContent();
    await operator.button(operator.words.queue.retry).click();
    await expect(adminText).toContainText(/^Time: /m);
    await expect(adminText).not.toHaveText(before ?? '');

    await screen.rehearse('none');
    await operator.button(operator.words.queue.retry).click();
    await operator.expectState('confirmed');
    await expect(operator.rows()).toContainText('Confirmed');
  });

  test('a photo is withdrawn only after a question, and its name leaves the station', onlyInWhole, async ({ page }) => {
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await parkPhoto(screen);
    await operator.open();
    await operator.chooseNewest();
    await operator.button(operator.words.queue.withdraw).click();
    await operator.button(operator.words.queue.withdrawAsk.keep).click();
    await operator.expectState('parked');
    await operator.button(operator.words.queue.withdraw).click();
    await expectAccessibleScreen(page, 'the question before withdrawing');
    await operator.button(operator.words.queue.withdrawAsk.confirm).click();
    await operator.expectState('withdrawn');
    await expect(operator.rows()).toContainText(operator.words.queue.noName);
  });

  test(
    'parked photos go in a sealed file to another station, which sends them',
    onlyInWhole,
    async ({ page, browser }) => {
      const screen = new KioskScreen(page);
      const operator = new OperatorScreen(page);
      await screen.open(kiosk);
      await parkPhoto(screen);
      await operator.open();
      await operator.move('export');
      await page.getByLabel(operator.words.transfer.passphrase).fill(passphrase);
      await expectAccessibleScreen(page, 'moving photos');
      const downloading = page.waitForEvent('download');
      await operator.button(operator.words.transfer.export).click();
      const file = path.join(scratchFolder('export'), 'parked.kioskphotos');
      await (await downloading).saveAs(file);
      await expect(page.getByTestId('transfer-said')).toContainText('Photos saved: 1.');
      expect((await readFile(file)).includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);

      const other = await startKiosk();
      try {
        const there = await browser.newPage();
        await new KioskScreen(there).open(other);
        const otherOperator = new OperatorScreen(there);
        await otherOperator.open();
        await otherOperator.move('import');
        const importIt = async (phrase: string) => {
          await there.getByLabel(otherOperator.words.transfer.passphrase).fill(phrase);
          await there.locator('input[type=file]').setInputFiles(file);
        };
        await importIt('another passphrase');
        await expect(there.getByTestId('transfer-said')).toHaveText(transferProblemWords['wrong-passphrase'].en);
        await importIt(passphrase);
        await expect(there.getByTestId('transfer-said')).toContainText('Photos taken over: 1.');
        await otherOperator.chooseNewest();
        await otherOperator.expectState('confirmed');
        await there.close();
      } finally {
        await other.end('SIGTERM');
      }
    },
  );

  test('the station check is all green with the demo tenant', async ({ page }) => {
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await operator.open();
    await operator.stationPart('check');
    await expect(page.locator('[data-check="done"]')).toBeVisible();
    await expect(page.getByTestId('verdict')).toHaveText(operator.words.check.done.good);
    const lights = await page
      .locator('[data-light]')
      .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset.light));
    expect(lights.length).toBeGreaterThanOrEqual(8);
    expect(lights.filter((light) => light === 'amber' || light === 'red')).toEqual([]);
    await screen.rehearse('network-off');
    await operator.button(operator.words.check.again).click();
    await expect(page.locator('[data-light="red"]').first()).toContainText(operator.words.check.fix);
    await expectAccessibleScreen(page, 'a station check with something to fix');
  });
});

test.describe('the photos, named until the end of the day', () => {
  let kiosk: KioskProcess;
  test.beforeEach(async () => {
    kiosk = await startKiosk({ settings: { queue: { keepNames: 'end-of-day' } } });
  });
  test.afterEach(() => kiosk.end('SIGTERM'));

  test('a photo is found by the name or the address of whose it is, and named until the end of the day where the settings say so', async ({
    page,
  }) => {
    const screen = new KioskScreen(page);
    const operator = new OperatorScreen(page);
    await screen.open(kiosk);
    await screen.toReview();
    await screen.use();
    await screen.expectReceipt('confirmed');
    await screen.button(screen.words.common.done).click();
    await operator.open();
    await operator.chooseNewest();
    await operator.expectState('confirmed');
    const name = await operator.detail().getByRole('heading', { level: 2 }).textContent();
    expect(name).not.toBe(operator.words.queue.noName);
    const field = page.getByLabel(operator.words.queue.find);
    await field.fill('nobody of this name');
    await expect(page.getByText(operator.words.queue.empty.search)).toBeVisible();
    await field.fill((name ?? '').slice(0, 3).toUpperCase());
    await expect(operator.rows()).toHaveCount(1);
    await field.fill('tidewater.example');
    await expect(operator.rows()).toContainText(name ?? '');
    await expectAccessibleScreen(page, 'a list with what was looked for');
  });
});
