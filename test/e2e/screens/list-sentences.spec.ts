import { expect, test } from '@playwright/test';
import type { RosterSetUp } from '../../../shared/roster-set-up.ts';
import { inLanguages, lookAs, withHarness } from './sentence-look.ts';

/** Every sentence of these screens can be reached: the rule of `sentence-look.ts`. */
const open = withHarness();
const look = lookAs('operator');

for (const { language, toldInEnglish } of inLanguages) {
  test(`a list that stations share: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language, { station: { codeCamera: true } });
    const { bar, common, rosters, sharedList } = screen.words;
    await screen.button(bar.operator).click();
    await page.getByRole('tab', { name: rosters.section }).click();
    await look(page, `lists ${language}`, faults);
    await screen.button(sharedList.join.open).click();
    const file = page.locator('input[type="file"]');
    const handOver = { name: 'roster-share-20260921-093015.json', mimeType: 'application/json' };
    await file.setInputFiles({ ...handOver, buffer: Buffer.from('none') });
    await expect(page.getByRole('alert')).toContainText('no JSON');
    await look(page, `not a hand-over file ${language}`, faults);
    await file.setInputFiles({ ...handOver, buffer: Buffer.from('taken') });
    await expect(page.getByLabel(sharedList.join.name)).toBeVisible();
    await look(page, `take part ${language}`, faults);
    await screen.button(common.back).click();
    await page.getByRole('button', { name: 'Welcome day, Tuesday' }).click();
    await screen.button(sharedList.open).click();
    await page.getByLabel(sharedList.site).fill('contoso');
    await screen.button(sharedList.begin).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, `share ${language}`, faults);
    const tell = (setUp: RosterSetUp) =>
      page.evaluate((state) => window.harness.emit('rosters.setUpChanged', { setUp: state }), setUp);
    const setUp: RosterSetUp = {
      ...{ rosterId: 'roster-2', work: 'share', phase: 'working' },
      steps: [
        { step: 'sign-in', state: 'doing' },
        { step: 'site', state: 'to-do' },
        { step: 'list', state: 'to-do' },
        { step: 'consent', state: 'to-do' },
        { step: 'grant', state: 'to-do' },
      ],
    };
    const code = {
      userCode: 'CDEFGHJKL',
      verificationUrl: 'https://microsoft.com/devicelogin',
      expiresAtMs: Date.now() + 840_000,
    };
    await tell({ ...setUp, code });
    await expect(page.getByTestId('user-code')).toBeVisible();
    await look(page, `administrator of lists ${language}`, faults);
    const problem = { code: 'refused', step: 'grant', facts: `403 · accessDenied · ${'A1'.repeat(18)}` } as const;
    await tell({ ...setUp, phase: 'stopped', problem });
    await expect(page.locator('[data-problem="refused"]')).toBeVisible();
    await look(page, `list refused ${language}`, faults);
    await screen.button(common.back).click();
    await page.getByTestId('roster').getByRole('button', { name: rosters.detail.toLists }).click();
    await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
    await screen.button(sharedList.open).click();
    await expect(screen.button(sharedList.save)).toBeVisible();
    await look(page, `shared ${language}`, faults);
    await screen.button(common.back).click();
    await expect(page.getByTestId('sharing')).toContainText('Reception upstairs');
    await page
      .getByTestId('roster')
      .getByRole('button')
      .filter({ has: page.locator('.lucide-play') })
      .click();
    await expect(screen.screen('session')).toBeVisible();
    await expect(page.getByTestId('sharing')).toBeVisible();
    await look(page, `shared session ${language}`, faults);
    await screen.button(rosters.session.holdCard).click();
    await expect(page.getByLabel(screen.words.badge.picture)).toBeVisible();
    await look(page, `shared session with a camera ${language}`, faults);
    await screen.button(rosters.mark['no-show']).click();
    await expect(page.getByRole('heading', { name: sharedList.forOthers })).toBeVisible();
    await look(page, `shared session with nobody to call ${language}`, faults);

    for (const [standing, said] of [
      ['unasked', sharedList.unasked],
      ['over', sharedList.eraseWaits],
    ] as const) {
      const elsewhere = await open(page, language, { sharing: standing });
      await elsewhere.button(bar.operator).click();
      await page.getByRole('tab', { name: rosters.section }).click();
      await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
      await expect(page.getByText(said)).toBeVisible();
      await look(page, `shared, ${standing} ${language}`, faults);
    }

    // A real camera's folder: pictures that nobody has yet, and it cannot be read now.
    const withCamera = await open(page, language, { hotFolder: 'gone', station: { hasHotFolder: true } });
    await withCamera.toSession('Onboarding, Monday');
    await expect(page.getByTestId('hot-folder').getByRole('img')).toHaveCount(4);
    await look(page, `session with a real camera ${language}`, faults);
    const tray = page.getByTestId('hot-folder');
    const { leaveOut, leaveOutAsk } = screen.words.hotFolder;
    await tray.getByRole('button', { name: leaveOut }).first().click();
    await expect(tray.getByRole('heading', { name: leaveOutAsk.title })).toBeVisible();
    await look(page, `leaving a picture out ${language}`, faults);
    await screen.button(leaveOutAsk.keep).click();
    await page.getByTestId('hot-folder').getByRole('button').first().click();
    await expect(screen.screen('review')).toBeVisible();
    await screen.button(screen.words.review.retake).click();
    await expect(screen.screen('session')).toBeVisible();
    await screen.button(rosters.session.call).click();
    await screen.agree();
    await expect(page.getByText(screen.words.hotFolder.camera)).toBeVisible();
    await look(page, `before a real camera ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`choosing files: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language);
    const { filePicker } = screen.words;
    const picker = page.getByTestId('file-picker');
    for (const choice of ['files', 'folder'] as const) {
      await page.evaluate((asked) => window.harness.emit('files.asked', asked), { choice, accept: '.csv' });
      await expect(picker.getByRole('button', { name: filePicker.place.downloads })).toBeVisible();
      await look(page, `places of ${choice} ${language}`, faults);
      await picker.getByRole('button', { name: filePicker.place.downloads }).click();
      if (choice === 'files') await picker.getByRole('button', { name: /results/ }).click();
      await look(page, `choosing ${choice} ${language}`, faults);
      if (choice === 'folder') await picker.getByRole('button', { name: 'Badges' }).click();
      if (choice === 'folder') {
        await look(page, `an empty folder ${language}`, faults);
        await screen.button(screen.words.common.back).click();
        await expect(picker.getByRole('listitem').first()).toBeVisible();
      }
      await screen.button(choice === 'files' ? filePicker.choose : filePicker.chooseFolder).click();
      await expect(picker).toBeHidden();
    }
    for (const [fate, said] of [
      ['nowhere', filePicker.noPlaces],
      ['pulled', filePicker.failed],
      ['', filePicker.empty],
      ['gone', filePicker.gone],
      ['over', filePicker.over],
    ] as const) {
      await open(page, language, { files: fate });
      await page.evaluate((asked) => window.harness.emit('files.asked', asked), {
        choice: 'file',
        accept: '',
      } as const);
      const row = (name: string | RegExp) => picker.getByRole('button', { name });
      if (fate !== 'nowhere') await row(filePicker.place.downloads).click();
      if (fate === 'pulled') {
        await row(/results/).click();
        await row(filePicker.choose).click();
      } else if (fate !== 'nowhere') await row('Badges').click();
      await expect(picker.getByText(said)).toBeVisible();
      await look(page, `choosing files, ${fate === '' ? 'nothing there' : fate} ${language}`, faults);
    }
    expect(faults).toEqual([]);
  });

  test(`importing pictures: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language, { station: { hasOperatorPin: true } });
    const { words } = screen;
    const { imports } = words;
    await screen.button(words.bar.operator).click();
    for (const digit of '1234') await screen.button(digit).click();
    await screen.button(words.operator.pin.unlock).click();
    await page.getByRole('tab', { name: imports.section }).click();
    await page.getByLabel(imports.source.path).fill('pictures');
    await screen.button(imports.source.look).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, `import source ${language}`, faults);
    await page.getByLabel(imports.source.path).fill('/srv/pictures');
    await screen.button(imports.source.look).click();
    await expect(page.getByRole('progressbar')).toBeVisible();
    await look(page, `import looking ${language}`, faults);
    await page.evaluate(() =>
      window.harness.api.commands['imports.lookOver']({ path: '/ready', asksPresent: true, again: false }),
    );
    await expect(page.getByTestId('import')).toHaveAttribute('data-phase', 'ready');
    await look(page, `import ready ${language}`, faults);
    await page.setViewportSize({ width: 800, height: 600 });
    await screen.button(imports.choices.title).click();
    await expect(page.getByText(imports.run.facesGivenUp)).toBeVisible();
    await look(page, `import choices ${language}`, faults);
    await page.getByTestId('import-rows').getByRole('option').nth(3).click();
    await expect(page.getByTestId('import-item')).toBeVisible();
    await look(page, `import picture ${language}`, faults);
    await screen.button(imports.item.crop).click();
    await expect(page.getByTestId('import-crop')).toBeVisible();
    await look(page, `import crop ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`who has no photo: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language);
    const { bar, common, rosters, survey } = screen.words;
    await screen.button(bar.operator).click();
    await page.getByRole('tab', { name: rosters.section }).click();
    await screen.button(survey.open).click();
    await expect(page.getByRole('heading', { name: survey.title.everybody })).toBeVisible();
    await look(page, `nobody asked about ${language}`, faults);
    await screen.button(common.back).click();
    await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
    const phase = (kind: string) => expect(page.getByTestId('survey')).toHaveAttribute('data-phase', kind);
    await page.getByTestId('roster').getByRole('button', { name: rosters.results.open }).click();
    await screen.button(survey.open).click();
    await screen.button(survey.begin).click();
    await phase('asking');
    await look(page, `asking about photos ${language}`, faults);
    await screen.button(survey.pause).click();
    await phase('paused');
    await look(page, `asking has stopped ${language}`, faults);
    await page.getByTestId('survey-rows').getByRole('option').nth(3).click();
    await expect(page.getByTestId('survey-person')).toBeVisible();
    await look(page, `why a photo was not read ${language}`, faults);
    expect(faults).toEqual([]);
  });
}
