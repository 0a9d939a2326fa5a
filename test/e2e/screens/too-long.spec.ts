import { expect, type Locator, test } from '@playwright/test';
import { pastedListLimit } from '../../../shared/roster-contract.ts';
import { failureWords } from '../../../shared/roster-table-words.ts';
import { documentLimit } from '../../../shared/settings-editing.ts';
import { withHarness } from './sentence-look.ts';

const open = withHarness();

test('a pasted list that is too long stays in its field, and is said to be too long, with numbers', async ({
  page,
}) => {
  const screen = await open(page, 'en');
  const { bar, rosters } = screen.words;
  const { paste } = rosters.import;
  await screen.button(bar.operator).click();
  await page.getByRole('tab', { name: rosters.section }).click();
  await screen.button(rosters.list.new).click();
  const field = page.getByLabel(paste.title);
  await field.fill('x'.repeat(pastedListLimit + 1));
  await screen.button(paste.use).click();
  const said = page.getByRole('alert');
  await expect(said).toContainText(failureWords['text-too-long'].en);
  await expect(said).toContainText('expected ≤ 2000000, found 2000001');
  expect(await field.evaluate((area: HTMLTextAreaElement) => area.value.length)).toBe(pastedListLimit + 1);
});

test('settings that are too long cannot be saved, and the page where they became so says it with numbers', async ({
  page,
}) => {
  const screen = await open(page, 'en');
  const { bar, operator, settings } = screen.words;
  await screen.button(bar.operator).click();
  await page.getByRole('tab', { name: operator.sections.station }).click();
  await page.getByTestId('station-sections').getByRole('button').last().click();
  await page.locator('[data-settings="privacy"]').click();
  const notice = page.locator('[data-setting="station.notice.text.en"]').getByRole('textbox');
  await notice.fill('x'.repeat(documentLimit));
  const said = page.getByTestId('settings-news');
  await expect(said).toHaveText(/^Cannot be saved yet: Expected at most 60000 character\(s\), found 60\d{3}\.$/);
  await expect(screen.button(settings.save)).toBeDisabled();
  await notice.fill('x');
  await expect(said).not.toContainText('60000');
  await expect(screen.button(settings.save)).toBeEnabled();
});

/** Copies a text that stands somewhere else and pastes it at the end of a field, or over all of it, with the keys that people use. */
async function paste(field: Locator, text: string, { isOverAll = false } = {}): Promise<void> {
  const page = field.page();
  await page.evaluate((copied) => {
    const elsewhere = document.createElement('textarea');
    elsewhere.id = 'elsewhere';
    elsewhere.value = copied;
    document.body.append(elsewhere);
    elsewhere.select();
  }, text);
  await page.keyboard.press('ControlOrMeta+c');
  await page.evaluate(() => document.getElementById('elsewhere')?.remove());
  await field.focus();
  await page.keyboard.press(isOverAll ? 'ControlOrMeta+a' : 'End');
  await page.keyboard.press('ControlOrMeta+v');
}

test('what is pasted into a line without room for it is refused whole, and said with numbers, until something else stands there', async ({
  page,
}) => {
  const screen = await open(page, 'en');
  const { attract, bar, common, operator, search } = screen.words;
  await screen.button(attract.start).click();
  const refused = page.getByTestId('paste-refused');
  const query = page.getByLabel(search.label);
  await query.fill('An');
  await paste(query, 'x'.repeat(119));
  await expect(refused).toHaveText(
    'Nothing was pasted: the text would become too long for this field (expected ≤ 120 characters, found 121).',
  );
  await expect(query).toHaveValue('An');
  await paste(query, `${'x'.repeat(118)}\n`);
  await expect(query).toHaveValue(`An${'x'.repeat(118)}`);
  await expect(refused).toHaveCount(0);
  // A break within it becomes a space: one character too many.
  await query.fill('An');
  await paste(query, `${'x'.repeat(118)}\nx`);
  await expect(refused).toContainText('found 122');
  await expect(query).toHaveValue('An');
  // What is marked makes room.
  await paste(query, 'x'.repeat(120), { isOverAll: true });
  await expect(query).toHaveValue('x'.repeat(120));

  await screen.button(common.back).click();
  await screen.button(bar.operator).click();
  const find = page.getByLabel(operator.queue.find);
  await find.fill('An');
  await paste(find, 'x'.repeat(199));
  await expect(refused).toContainText('(expected ≤ 200 characters, found 201)');
  await expect(find).toHaveValue('An');
  await find.fill('Ann');
  await find.fill('An');
  await expect(refused).toHaveCount(0);
});

test('a PIN that is longer than any is refused whole, and is no wrong try', async ({ page }) => {
  const screen = await open(page, 'en', { station: { hasOperatorPin: true } });
  const { bar, operator } = screen.words;
  await screen.button(bar.operator).click();
  const field = page.getByLabel(operator.pin.label).first();
  await paste(field, '1'.repeat(65));
  await expect(page.getByTestId('pin-message')).toContainText('(expected ≤ 64 characters, found 65)');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => window.harness.calls.map(({ name }) => name))).not.toContain('operator.unlock');
  await expect(field).toHaveValue('');
});

test('the keyboard on the screen fills a field to its end and no further', async ({ page }) => {
  const screen = await open(page, 'en');
  const { attract, keyboard, search } = screen.words;
  await screen.button(attract.start).click();
  await screen.button(keyboard.show).click();
  const query = page.getByLabel(search.label);
  await query.fill('x'.repeat(119));
  const keys = page.getByRole('group', { name: keyboard.label });
  await keys.getByRole('button', { name: 'q', exact: true }).click();
  await keys.getByRole('button', { name: 'q', exact: true }).click();
  await expect(query).toHaveValue(`${'x'.repeat(119)}q`);
  await keys.getByRole('button', { name: keyboard.delete }).click();
  await expect(query).toHaveValue('x'.repeat(119));
});
