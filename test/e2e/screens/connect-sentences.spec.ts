import { expect, test } from '@playwright/test';
import type { CertificateRenewal } from '../../../shared/certificate-renewal.ts';
import type { Connection, ConnectPlan } from '../../../shared/connection.ts';
import { settingGroups } from '../../../shared/setting-fields.ts';
import { connectionAt, renewalAt } from '../../connect-double.ts';
import { inLanguages, lookAs, withHarness } from './sentence-look.ts';

/** Every sentence of these screens can be reached: the rule of `sentence-look.ts`. */
const open = withHarness();
const look = lookAs('operator');

for (const { language, toldInEnglish } of inLanguages) {
  test(`connecting with a company: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language);
    const { connect } = screen.words;
    const tell = (connection: Connection) =>
      page.evaluate((state) => window.harness.emit('connect.changed', { connection: state }), connection);
    const become = (more: object) =>
      page.evaluate(async (extra) => {
        const now = await window.harness.api.commands['station.snapshot']({});
        if (now.kind !== 'ok') return;
        const station = { ...now.value.station, ...('station' in extra ? (extra.station as object) : {}) };
        window.harness.emit('station.changed', { snapshot: { ...now.value, ...extra, station } });
      }, more);
    await become({ isUnset: true });
    await expect(screen.screen('set-up')).toBeVisible();
    await look(page, `set up ${language}`, faults);
    const guarded = { isUnset: true, station: { hasOperatorPin: true } };
    await become(guarded);
    await screen.button(screen.words.setUp.demo).click();
    await become({ ...guarded, isOperator: true });
    await expect(page.getByText(screen.words.setUp.demoBody)).toBeVisible();
    await look(page, `the demo company for staff ${language}`, faults);
    await screen.button(screen.words.common.back).click();
    await expect(screen.screen('set-up')).toBeVisible();
    await become({});
    await screen.button(connect.invite).click();
    await expect(screen.button(connect.guided.start)).toBeVisible();
    await page.getByLabel(connect.recognise.label).fill('contoso');
    await screen.button(connect.recognise.ask).click();
    await expect(page.getByTestId('recognise').getByRole('alert')).toBeVisible();
    await page.getByTestId('connect-targets').getByText(connect.targets.team, { exact: false }).first().click();
    await expect(page.getByText(connect.targets.doubtful)).toBeVisible();
    await look(page, `connect ${language}`, faults);
    await screen.button(connect.guided.start).click();
    await expect(page.getByTestId('user-code')).toBeVisible();
    await look(page, `administrator ${language}`, faults);
    const plan = { way: 'application', cloud: 'demo', manner: 'guided', targets: ['user'] } satisfies ConnectPlan;
    const problem = {
      code: 'consent-refused',
      reason: 'Authorization_RequestDenied',
      requestId: 'A1'.repeat(18),
    } as const;
    await tell(connectionAt(plan, 'permissions', { phase: 'stopped', problem, canRemove: true }));
    await expect(page.locator('[data-problem]')).toBeVisible();
    await look(page, `refused ${language}`, faults);
    await screen.button(connect.remove.start).click();
    await look(page, `remove ${language}`, faults);
    await screen.button(connect.remove.ask.keep).click();
    await tell(
      connectionAt(plan, 'settings', {
        phase: 'removed',
        problem: { code: 'settings-not-written', reason: '/etc/photo-kiosk/settings.json (EACCES)' },
      }),
    );
    await expect(page.locator('[data-problem="settings-not-written"]')).toBeVisible();
    await look(page, `removed, not written ${language}`, faults);
    const check = [{ item: 'authority', light: 'red', code: 'unreachable', detail: { reason: 'ENOTFOUND' } }] as const;
    await tell(connectionAt(plan, 'settings', { phase: 'checked', check: [...check], canRemove: true }));
    await expect(screen.button(connect.finish)).toBeVisible();
    await look(page, `checked ${language}`, faults);
    await become({ needsPin: true, isOperator: true });
    await tell(connectionAt({ ...plan, cloud: 'own' }, 'settings', { phase: 'checked', canRemove: true }));
    await expect(page.getByTestId('first-pin')).toBeVisible();
    await screen.button(connect.finish).click();
    await look(page, `first PIN ${language}`, faults);
    await tell(connectionAt(plan, 'settings', { phase: 'checked', canRemove: true }));
    await screen.button(connect.finish).click();
    await expect(page.locator('[data-connect="connected"]')).toBeVisible();
    await page.getByLabel(connect.trial.find).fill('Amina');
    await page.getByRole('button', { name: /Amina/ }).click();
    await screen.shoot();
    await screen.wayToUse().click();
    await expect(page.getByTestId('trial-result')).toBeVisible();
    await tell(connectionAt(plan, 'settings', { phase: 'connected', canRemove: true }));
    await expect(page.locator('[data-connect="connected"]')).toBeVisible();
    await look(page, `connected ${language}`, faults);
    await screen.button(connect.anew).click();
    await screen.button(connect.byHand.start).click();
    await expect(page.getByTestId('script')).toBeVisible();
    await page.getByLabel(connect.facts.client).fill('not an id');
    await screen.button(connect.hand.check).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, `by hand ${language}`, faults);
    for (const name of ['roster-cards-20261126-201530.pdf', 'roster-results-20261126-201544.pdf']) {
      const folder = '/home/photo-kiosk-lobby-station/Downloads';
      await page.evaluate((saved) => window.harness.emit('station.fileSaved', saved), { name, folder });
    }
    await expect(page.getByTestId('saved-files').getByRole('listitem')).toHaveCount(2);
    await look(page, `files that were saved ${language}`, faults);
    await screen.button(screen.words.fileSaved.close).last().click();
    await page.evaluate(() => window.harness.emit('station.fileNotSaved', {}));
    await expect(page.getByText(screen.words.fileNotSaved.title)).toBeVisible();
    await look(page, `a file that was not saved ${language}`, faults);
    // The sheet's own way out for screen readers is called the same in some languages.
    await screen.button(screen.words.fileNotSaved.close).last().click();
    await screen.button(screen.words.common.back).click();
    const { certificate } = screen.words;
    const tellOf = (renewal: CertificateRenewal) =>
      page.evaluate((state) => window.harness.emit('certificate.changed', { renewal: state }), renewal);
    await tellOf(renewalAt(undefined));
    await page.getByTestId('station-sections').getByRole('button', { name: certificate.title }).click();
    await expect(screen.button(certificate.renew)).toBeVisible();
    await look(page, `certificate ${language}`, faults);
    await screen.button(certificate.renew).click();
    await expect(page.getByTestId('user-code')).toBeVisible();
    await look(page, `certificate code ${language}`, faults);
    const elsewhere = { code: 'registration-elsewhere', reason: 'Request_ResourceNotFound' } as const;
    await tellOf(renewalAt('upload', { phase: 'stopped', problem: elsewhere }));
    await expect(page.locator('[data-problem]')).toBeVisible();
    await look(page, `certificate refused ${language}`, faults);
    await tellOf(renewalAt(undefined, { daysLeft: -3 }));
    await expect(page.getByText(certificate.over.title)).toBeVisible();
    await look(page, `certificate over ${language}`, faults);
    const former = {
      thumbprintSha256: 'C3'.repeat(32),
      endsAtMs: 1_820_000_000_000,
      problem: { code: 'offline', reason: 'ECONNREFUSED' },
    } as const;
    await tellOf(renewalAt(undefined, { phase: 'renewed', isDue: false, former }));
    await expect(screen.button(certificate.former.remove)).toBeVisible();
    await look(page, `certificate of before ${language}`, faults);
    const { problem: _, ...kept } = former;
    await tellOf(renewalAt(undefined, { phase: 'renewed', isDue: false, kept }));
    await expect(page.getByText(certificate.kept.title)).toBeVisible();
    await look(page, `certificate that stays ${language}`, faults);
    await screen.button(screen.words.common.back).click();
    const { supportLog } = screen.words;
    await page.getByTestId('station-sections').getByRole('button', { name: supportLog.title }).click();
    await expect(page.getByTestId('log-lines')).toBeVisible();
    await look(page, `log ${language}`, faults);
    const saving = page.waitForEvent('download');
    await screen.button(supportLog.save).click();
    expect((await saving).suggestedFilename()).toMatch(/^photo-kiosk-.*\.log$/);
    expect(faults).toEqual([]);
  });

  test(`the settings: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language);
    const { bar, operator, settings, common } = screen.words;
    await screen.button(bar.operator).click();
    await page.getByRole('tab', { name: operator.sections.station }).click();
    await page.getByTestId('station-sections').getByRole('button').last().click();
    const row = (id: string) => page.locator(`[data-settings="${id}"]`);
    await expect(row('pin')).toBeVisible();
    await look(page, `settings ${language}`, faults);
    for (const group of settingGroups) {
      await row(group).click();
      await expect(page.locator('[data-setting]').first()).toBeVisible();
      if (group === 'photo') {
        await page.locator('[data-setting="photo.quality"]').getByRole('textbox').fill('7');
        await expect(page.getByRole('alert')).toBeVisible();
      }
      await look(page, `settings ${group} ${language}`, faults);
      await screen.button(common.back).click();
    }
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, `settings with a fault ${language}`, faults);
    await row('pin').click();
    await page.getByLabel(settings.pin.first, { exact: true }).fill('123456');
    await page.getByLabel(settings.pin.again, { exact: true }).fill('654321');
    await screen.button(settings.pin.set).click();
    await expect(page.getByTestId('pin-said')).toHaveText(settings.pin.differ);
    await look(page, `settings PIN ${language}`, faults);
    await page.evaluate(async () => {
      const now = await window.harness.api.commands['station.snapshot']({});
      if (now.kind === 'error') return;
      const station = { ...now.value.station, hasOperatorPin: true };
      window.harness.emit('station.changed', {
        snapshot: { ...now.value, station, isOperator: true, mustKeepPin: true },
      });
    });
    await expect(page.getByText(settings.pin.stays)).toBeVisible();
    await expect(screen.button(settings.pin.remove)).toBeHidden();
    await look(page, `settings PIN that stays ${language}`, faults);
    await screen.button(common.back).click();
    await row('transfer').click();
    await look(page, `settings copy ${language}`, faults);
    const { transfer } = settings;
    await screen.button(transfer.showCodes).click();
    // A camera reads no half of a code: it comes into view by itself, and so does what a copy would change.
    await expect(page.getByTestId('settings-codes')).toBeInViewport({ ratio: 1 });
    await look(page, `settings as codes ${language}`, faults);
    const copy = { name: 'copy.json', mimeType: 'application/json' };
    const chosen = page.locator('input[type=file]');
    await chosen.setInputFiles({
      ...copy,
      buffer: Buffer.from('{"station":{"mode":"onboarding","idleTimeoutSeconds":60}}'),
    });
    await expect(screen.button(transfer.take)).toBeInViewport({ ratio: 1 });
    await look(page, `settings of a copy ${language}`, faults);
    await chosen.setInputFiles({ ...copy, buffer: Buffer.from('{"station":{"mode":"office"}}') });
    await expect(page.getByText(transfer.unfit)).toBeVisible();
    await look(page, `settings of a copy that does not fit ${language}`, faults);
    await screen.button(transfer.readCodes).click();
    await expect(page.getByText(transfer.hold)).toBeVisible();
    await look(page, `reading codes of settings ${language}`, faults);
    expect(faults).toEqual([]);
  });
}
