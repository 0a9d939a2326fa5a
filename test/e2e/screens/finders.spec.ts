import { expect, type Page, test } from '@playwright/test';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { connectionAt } from '../../connect-double.ts';
import { samplePeople, sampleSnapshot } from '../../kiosk-double.ts';
import { withHarness } from './sentence-look.ts';

const open = withHarness();
const { signIn: signedIn } = sampleSnapshot;
const become = (page: Page, signIn: SignInState) =>
  page.evaluate((state) => window.harness.emit('signIn.changed', { signIn: state }), signIn);

/** The page of a station that has just been connected. */
async function connected(page: Page, settings: Record<string, string> = {}) {
  const screen = await open(page, 'en', settings);
  const { connect } = screen.words;
  await screen.button(connect.invite).click();
  await expect(screen.button(connect.guided.start)).toBeVisible();
  const plan = { way: 'application', cloud: 'demo', manner: 'guided', targets: ['user'] } as const;
  const connection = connectionAt({ ...plan, targets: ['user'] }, 'settings', { phase: 'connected' });
  await page.evaluate((state) => window.harness.emit('connect.changed', { connection: state }), connection);
  return { field: page.getByLabel(connect.trial.find), finder: page.getByTestId('person-finder'), screen };
}

test('what is typed for the test photo stays, and finds, when the station signs in anew meanwhile', async ({
  page,
}) => {
  const { field, finder } = await connected(page);
  await field.fill('Amina');
  await expect(finder.getByRole('button', { name: /Amina/ })).toBeVisible();
  await become(page, { kind: 'starting' });
  await expect(field).toHaveCount(0);
  await become(page, signedIn);
  await expect(field).toHaveValue('Amina');
  await expect(finder.getByRole('button', { name: /Amina/ })).toBeVisible();
});

test('a finder says why the directory did not answer, and not that nobody is found', async ({ page }) => {
  const { field, finder, screen } = await connected(page, { search: 'refused', copy: 'none' });
  await field.fill('Amina');
  await expect(finder).toContainText(screen.words.search.why.refused);
  await expect(finder).not.toContainText(screen.words.rosters.person.none);
});

test('a finder says that only whom the station remembers was looked through, of people it finds and of nobody', async ({
  page,
}) => {
  const { field, finder, screen } = await connected(page, { search: 'offline' });
  const { search, rosters } = screen.words;
  await field.fill('Amina');
  await expect(finder.getByRole('button', { name: /Amina/ })).toBeVisible();
  await expect(finder).toContainText(`${search.why.offline} ${search.remembered}`);
  await field.fill('Nobody at all');
  await expect(finder).toContainText(`${search.why.offline} ${rosters.person.noneRemembered}`);
});

test('an answer from before the station signed in takes nobody away who was found since', async ({ page }) => {
  const screen = await open(page, 'en');
  const { bar, rosters } = screen.words;
  await screen.button(bar.operator).click();
  await page.getByRole('tab', { name: rosters.section }).click();
  await screen.button(rosters.list.new).click();
  const finder = page.getByTestId('person-finder');
  await page.evaluate(() => {
    const late: ((answer: { kind: 'error'; error: { code: 'sign-in-needed' } }) => void)[] = [];
    window.harness.answer('people.search', () => new Promise((tell) => late.push(tell)));
    Object.assign(window, {
      tellLate: () => late.map((tell) => tell({ kind: 'error', error: { code: 'sign-in-needed' } })),
    });
  });
  await become(page, { kind: 'starting' });
  await finder.getByRole('textbox').fill('Amina');
  const asked = () => page.evaluate(() => window.harness.calls.filter(({ name }) => name === 'people.search').length);
  await expect.poll(asked).toBe(1);
  await page.evaluate(
    (people) => {
      window.harness.answer('people.search', async () => ({ kind: 'ok', value: { people, isFromCache: false } }));
    },
    [...samplePeople],
  );
  await become(page, signedIn);
  await expect(finder.getByRole('button', { name: /Amina/ })).toBeVisible();
  await page.evaluate(() => (window as unknown as { tellLate(): void }).tellLate());
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(finder.getByRole('button', { name: /Amina/ })).toBeVisible();
  await expect(finder).not.toContainText(screen.words.search.why['sign-in-needed']);
});

test('lists that cannot be read anew stay as they are, and are not said to be none', async ({ page }) => {
  const screen = await open(page, 'en');
  const { bar, rosters } = screen.words;
  await screen.button(bar.operator).click();
  await page.getByRole('tab', { name: rosters.section }).click();
  const list = page.getByTestId('rosters');
  await expect(list.getByRole('button', { name: 'Onboarding, Monday' })).toBeVisible();
  await page.evaluate(() => {
    window.harness.answer('rosters.list', async () => ({ kind: 'error', error: { code: 'internal' } }));
    window.harness.emit('rosters.erasingChanged', { erasing: [] });
  });
  await expect(list).toContainText(rosters.problem.other);
  await expect(list.getByRole('button', { name: 'Onboarding, Monday' })).toBeVisible();
  await expect(list).not.toContainText(rosters.list.empty);
});

test('who could not be looked for on the list is not said to be missing from it', async ({ page }) => {
  const screen = await open(page, 'en');
  const { rosters } = screen.words;
  await screen.toSession('Onboarding, Monday');
  await page.evaluate(() =>
    window.harness.answer('rosters.find', async () => ({ kind: 'error', error: { code: 'internal' } })),
  );
  const field = page.getByLabel(rosters.session.find);
  await field.fill('4711');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(rosters.problem.other);
  await expect(page.getByTestId('new-walk-in')).toHaveCount(0);
});

test('of the rows that a photo may be moved to those of an earlier name do not stay where they cannot be read anew', async ({
  page,
}) => {
  const screen = await open(page, 'en');
  const { bar, rosters } = screen.words;
  await screen.button(bar.operator).click();
  await page.getByRole('tab', { name: rosters.section }).click();
  await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
  // The second one has a photo.
  await page.getByTestId('roster').getByRole('option').nth(1).click();
  await screen.button(rosters.move.open).click();
  const move = page.getByTestId('move-photo');
  const field = page.getByLabel(rosters.move.find);
  await field.fill('a');
  await expect(move.getByRole('listitem').first()).toBeVisible();
  await page.evaluate(() =>
    window.harness.answer('rosters.rows', async () => ({ kind: 'error', error: { code: 'internal' } })),
  );
  await field.fill('an');
  await expect(move.getByRole('alert')).toHaveText(rosters.problem.other);
  await expect(move.getByRole('listitem')).toHaveCount(0);
});
