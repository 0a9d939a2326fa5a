import { expect, type Page, test } from '@playwright/test';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { connectionAt } from '../../connect-double.ts';
import { sampleSnapshot } from '../../kiosk-double.ts';
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
