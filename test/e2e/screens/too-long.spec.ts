import { expect, test } from '@playwright/test';
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
