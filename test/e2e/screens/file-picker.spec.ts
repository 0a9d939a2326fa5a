import { expect, type Page, test } from '@playwright/test';
import { wordings } from '../../../renderer/languages/texts.ts';
import type { AskedFiles } from '../../../shared/file-picking-contract.ts';
import { expectNoViolations } from '../accessible-screen.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { KioskScreen } from '../kiosk-screen.ts';

/** The picker takes the place of the system's dialog in a locked station: whoever uses it has only a touch screen, or only keys. */
let harness: HarnessServer;
test.beforeAll(async () => {
  harness = await startHarness();
});
test.afterAll(() => harness.close());
test.use({ hasTouch: true });

const { filePicker, common } = wordings.en;

async function ask(page: Page, choice: AskedFiles['choice'], fate = '') {
  await page.goto(`${harness.url}?files=${fate}`);
  await expect(new KioskScreen(page).screen('attract')).toBeVisible();
  await page.evaluate(
    (asked) => {
      window.harness.emit('files.asked', asked);
    },
    { choice, accept: '' },
  );
  const picker = page.getByTestId('file-picker');
  // By its words alone: to reckon a thousand names of roles takes long.
  const row = (name: string) => picker.locator('button', { hasText: name });
  await expect(row(filePicker.place.pictures)).toBeVisible();
  const chosen = () =>
    page.evaluate(() =>
      window.harness.calls.filter(({ name }) => name === 'files.choose').map(({ request }) => request),
    );
  return { picker, row, chosen };
}

test('among a thousand files any two are chosen by touch, and are what the field is given', async ({ page }) => {
  const { picker, row, chosen } = await ask(page, 'files');
  await row(filePicker.place.pictures).tap();
  await expect(picker.getByRole('listitem')).toHaveCount(1000);
  const choose = row(filePicker.choose);
  await expect(choose).toBeDisabled();
  for (const name of ['IMG_0003.jpg', 'IMG_0500.jpg', 'IMG_1000.jpg']) await row(name).tap();
  await row('IMG_0003.jpg').tap();
  await expect(row('IMG_0003.jpg')).toHaveAttribute('aria-pressed', 'false');
  await expectNoViolations(page, 'a folder with a thousand files');
  await choose.tap();
  await expect(picker).toBeHidden();
  expect(await chosen()).toEqual([{ paths: ['/f/IMG_0500.jpg', '/f/IMG_1000.jpg'] }]);
});

test('by keys alone: a place is opened, the last of a thousand files is chosen, and the button behind them is one step away', async ({
  page,
}) => {
  const { picker, row, chosen } = await ask(page, 'file');
  await expectNoViolations(page, 'the places');
  await expect(row('HR-STICK')).toBeFocused();
  await page.keyboard.press('p');
  await expect(row(filePicker.place.pictures)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row('IMG_0001.jpg')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row('IMG_0002.jpg')).toBeFocused();
  await page.keyboard.press('End');
  await expect(row('IMG_1000.jpg')).toBeFocused();
  await expect(row('IMG_1000.jpg')).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Space');
  await expect(row('IMG_1000.jpg')).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Tab');
  await expect(row(common.cancel)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(row(common.back)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(row(filePicker.choose)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(picker).toBeHidden();
  expect(await chosen()).toEqual([{ paths: ['/f/IMG_1000.jpg'] }]);
});

test('by keys alone a folder is chosen: they stop at folders, not at the files between, and read those, too', async ({
  page,
}) => {
  const { picker, row, chosen } = await ask(page, 'folder');
  await page.keyboard.press('d');
  await page.keyboard.press('Enter');
  await expect(row('2026')).toBeFocused();
  for (const key of ['End', 'ArrowDown', 'PageDown', 'l']) {
    await page.keyboard.press(key);
    await expect(row('Badges')).toBeFocused();
  }
  // Away and back again: the stop is where it was.
  await page.keyboard.press('Tab');
  await expect(row(common.cancel)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(row('Badges')).toBeFocused();
  // The files below, which nobody can choose here, are read all the same.
  await expect(picker.getByText('list-30.csv')).not.toBeInViewport();
  await page.keyboard.press('Shift+Tab');
  await expect(picker.getByRole('region', { name: 'downloads' })).toBeFocused();
  await page.keyboard.press('End');
  await expect(picker.getByText('list-30.csv')).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(row('Badges')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(row('2026')).toBeFocused();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab');
  await expect(row(filePicker.chooseFolder)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(picker).toBeHidden();
  expect(await chosen()).toEqual([{ paths: ['/downloads'] }]);
});

test('by keys alone a folder with files and no folder is read to its end, and chosen', async ({ page }) => {
  const { picker, row, chosen } = await ask(page, 'folder');
  await row(filePicker.place.pictures).focus();
  // Where it is busy the next frame is late, and who types has gone on by then.
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  await page.keyboard.press('Enter');
  await expect(picker.getByRole('listitem')).toHaveCount(1000);
  await expectNoViolations(page, 'a folder with files that are only shown');
  const files = picker.getByRole('region', { name: 'pictures' });
  await expect(files).toBeFocused();
  await page.keyboard.press('End');
  await expect(picker.getByText('IMG_1000.jpg')).toBeInViewport();
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab');
  await expect(row(filePicker.chooseFolder)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(picker).toBeHidden();
  expect(await chosen()).toEqual([{ paths: ['/pictures'] }]);
});

test('after drives were taken out the keys still reach the one that is left', async ({ page }) => {
  const { row, picker } = await ask(page, 'file', 'unplugged');
  await page.keyboard.press('End');
  await expect(row(filePicker.place.pictures)).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(row(filePicker.lookAgain)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(picker.getByRole('listitem')).toHaveCount(1);
  for (const back of [common.cancel, 'HR-STICK']) {
    await page.keyboard.press('Shift+Tab');
    await expect(row(back)).toBeFocused();
  }
});

test('Back leads to the places, and Escape leaves with nothing chosen', async ({ page }) => {
  const { picker, row, chosen } = await ask(page, 'file');
  await row(filePicker.place.pictures).click();
  await row('IMG_0001.jpg').click();
  await row(common.back).click();
  await expect(row(filePicker.place.pictures)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(picker).toBeHidden();
  expect(await chosen()).toEqual([]);
});

test('out of a folder that is gone with its drive people come to what is there, and are told', async ({ page }) => {
  const { picker, row } = await ask(page, 'file', 'gone');
  await row(filePicker.place.downloads).click();
  await row('Badges').click();
  await expect(picker.getByRole('alert')).toHaveText(filePicker.gone);
  await row(filePicker.place.desktop).click();
  await expect(row('Badges')).toBeVisible();
  await expect(picker.getByRole('alert')).toBeHidden();
});

test('a field that is gone leaves one sentence and one way: to cancel', async ({ page }) => {
  const { picker, row } = await ask(page, 'file', 'over');
  await row(filePicker.place.downloads).click();
  await row('Badges').click();
  await expect(picker.getByRole('alert')).toHaveText(filePicker.over);
  await expect(picker.getByRole('button')).toHaveText([common.cancel]);
  await row(common.cancel).click();
  await expect(picker).toBeHidden();
});

test('within a folder Cancel leaves at once, and an empty one says so and cannot be chosen', async ({ page }) => {
  const { picker, row, chosen } = await ask(page, 'folder');
  await row(filePicker.place.downloads).click();
  await expect(row(filePicker.chooseFolder)).toBeEnabled();
  await row('Badges').click();
  await expect(picker.getByText(filePicker.emptyFolder)).toBeVisible();
  await expect(row(filePicker.chooseFolder)).toBeDisabled();
  await expect(picker.getByRole('region')).toHaveCount(0);
  await row(common.cancel).click();
  await expect(picker).toBeHidden();
  expect(await chosen()).toEqual([]);
});

test('an answer that comes late does not take the place of what was asked for after it', async ({ page }) => {
  const { picker, row } = await ask(page, 'file', 'late');
  await row(filePicker.place.downloads).click();
  await row(filePicker.place.desktop).click();
  await expect(row('list-7.csv')).toBeVisible();
  // The late answer has come by now.
  await row('list-7.csv').click();
  await expect(row('list-7.csv')).toHaveAttribute('aria-pressed', 'true');
  await expect(picker.getByText(filePicker.place.desktop, { exact: true })).toBeVisible();
});

test('where words run from right to left each name begins beside its icon, whatever script it is in', async ({
  page,
}) => {
  await page.goto(`${harness.url}?files=&languages=ar`);
  await expect(new KioskScreen(page, 'ar').screen('attract')).toBeVisible();
  await page.evaluate(() => window.harness.emit('files.asked', { choice: 'file', accept: '' }));
  const picker = page.getByTestId('file-picker');
  await expect(picker.getByRole('listitem')).toHaveCount(5);
  const begins = () =>
    picker.locator('bdi').evaluateAll((names) =>
      names.map((name) => {
        const range = document.createRange();
        range.selectNodeContents(name);
        return Math.round(range.getBoundingClientRect().right);
      }),
    );
  const all = await begins();
  expect(all).toEqual(all.map(() => all[0]));
});
