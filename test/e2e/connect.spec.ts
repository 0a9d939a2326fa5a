import { readFile, writeFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen, somebody } from './kiosk-screen.ts';
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
  const operator = new OperatorScreen(page);
  const { connect } = screen.words;
  await screen.open(kiosk);
  const beganMs = performance.now();
  await screen.button(connect.invite).click();
  await page.getByLabel(connect.recognise.label).fill('anna@tidewater.example');
  await screen.button(connect.recognise.ask).click();
  await expect(page.getByTestId('recognise')).toContainText('tidewater.example: Demo company');
  await expect(page.getByRole('radio', { name: 'Demo company (to rehearse)' })).toBeChecked();
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
  // A rehearsal is at the demo company, and says so.
  await expect(screen.button(screen.words.demo.label)).toBeVisible();
  await page.getByLabel(connect.trial.find).fill(somebody.query);
  await page
    .getByTestId('person-finder')
    .getByRole('button', { name: new RegExp(somebody.name) })
    .click();
  await screen.shoot();
  await screen.wayToUse().click();
  const trial = page.getByTestId('trial-result');
  await expect(trial).toHaveAttribute('data-job-state', 'confirmed');
  await expect(trial).toContainText(somebody.name);
  console.log(
    `    from the first screen to a confirmed photo: ${Math.round((performance.now() - beganMs) / 100) / 10} s`,
  );
  await expectAccessibleScreen(page, 'a test photo that has arrived');
  await page
    .getByTestId('trial-photo')
    .getByRole('button', { name: screen.words.undo.act.photo })
    .or(page.getByTestId('trial-photo').getByRole('button', { name: screen.words.undo.act.empty }))
    .click();
  // Where there was no photo it is asked first.
  const remove = screen.button(screen.words.undo.ask.confirm);
  await expect(trial.filter({ hasText: /(Former photo|Removal): / }).or(remove)).toBeVisible();
  if (await remove.isVisible()) await remove.click();
  await expect(trial).toContainText(/^.*(Former photo|Removal): /);
  await expect(page.locator('[data-connect="connected"]')).toBeVisible();
  await operator.leave();
  await screen.toReview();
  await screen.use();
  await screen.expectReceipt('confirmed');
});

test('what a press begins is in view before it, and said with the button, also on a small screen', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 600 });
  kiosk = await startKiosk();
  const screen = new KioskScreen(page);
  const { connect } = screen.words;
  await screen.open(kiosk);
  await screen.button(connect.invite).click();
  const chosen = page.getByTestId('connect-chosen');
  for (const targets of ['People', 'People + Groups']) {
    if (targets !== 'People') await page.locator('label', { hasText: /^Groups/ }).click();
    const words = `The station itself · ${targets} · Worldwide (also GCC)`;
    await expect(chosen).toHaveText(words);
    await expect(chosen).toBeInViewport({ ratio: 1 });
    for (const start of [connect.guided.start, connect.byHand.start]) {
      await expect(screen.button(start)).toBeInViewport({ ratio: 1 });
      await expect(screen.button(start)).toHaveAccessibleDescription(words);
    }
  }
  const [said, pressed] = [await chosen.boundingBox(), await screen.button(connect.guided.start).boundingBox()];
  expect(said?.y).toBeLessThan(pressed?.y ?? 0);
});

test('settings are changed on the screen and apply at once, and nobody’s edit of the file is lost', async ({
  page,
}) => {
  kiosk = await startKiosk({ settings: { station: { name: 'South door' } } });
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  const { settings, common } = screen.words;
  const news = page.getByTestId('settings-news');
  const field = (at: string) => page.locator(`[data-setting="${at}"]`);
  const group = async (id: string) => {
    await screen.button(common.back).click();
    await page.locator(`[data-settings="${id}"]`).click();
  };
  await screen.open(kiosk);
  await operator.open();
  await page.getByRole('tab', { name: operator.words.sections.station }).click();
  await page.getByTestId('station-sections').getByRole('button').last().click();
  const said = page.getByText(/stand in \S+settings\.json/);
  const file = ((await said.textContent()) ?? '').match(/\S+settings\.json/)?.[0] ?? '';
  const inFile = async () => JSON.parse(await readFile(file, 'utf8'));
  await expectAccessibleScreen(page, 'the settings');

  await page.locator('[data-settings="station"]').click();
  await field('station.name').getByRole('textbox').fill('North door');
  await group('languages');
  await field('station.languages')
    .getByRole('button', { name: /العربية/ })
    .click();
  await expectAccessibleScreen(page, 'a page of the settings');
  await screen.button(settings.save).click();
  await expect(news).toHaveText(settings.saved);
  await expect(page.locator('header')).toContainText('North door');
  expect((await inFile()).station).toMatchObject({ name: 'North door', languages: ['en', 'ja', 'zh-Hans'] });

  await group('photo');
  await field('photo.quality').getByRole('textbox').fill('7');
  await expect(field('photo.quality')).toContainText('Expected at least 40, found 7.');
  await expect(screen.button(settings.save)).toBeDisabled();
  await field('photo.quality').getByRole('textbox').fill('60');
  const { station } = await inFile();
  await writeFile(file, JSON.stringify({ station: { ...station, name: 'East door' }, photo: { quality: 70 } }));
  await screen.button(settings.save).click();
  await expect(news).toHaveText(settings.changedMeanwhile);
  await expect(field('photo.quality')).toContainText(settings.fileNow.replace('{{value}}', '70'));
  expect((await inFile()).photo).toEqual({ quality: 70 });
  await screen.button(settings.save).click();
  await expect(news).toHaveText(settings.saved);
  expect(await inFile()).toMatchObject({ station: { name: 'East door' }, photo: { quality: 60 } });
  await expect(page.locator('header')).toContainText('East door');

  await group('pin');
  await page.getByLabel(settings.pin.first, { exact: true }).fill('482913');
  await page.getByLabel(settings.pin.again, { exact: true }).fill('482913');
  await screen.button(settings.pin.set).click();
  await expect(page.getByTestId('pin-said')).toHaveText(settings.pin.done);
  expect(await readFile(file, 'utf8')).not.toContain('482913');
  await operator.leave();
  await screen.button(screen.words.bar.operator).click();
  await operator.enter('482913');
  await expect(operator.main).toHaveAttribute('data-state', 'unlocked');
});
