import { expect, test } from '@playwright/test';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { inLanguages, lookAs, withHarness } from './sentence-look.ts';

/** Every sentence of these screens can be reached: the rule of `sentence-look.ts`. */
const open = withHarness();
const look = lookAs('operator');
const { queue } = sampleSnapshot;

for (const { language, told, toldInEnglish } of inLanguages) {
  test(`undoing a photo: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const self = { signInMode: 'self-service', signIn: { kind: 'signed-out' } };
    const screen = await open(page, language, { station: { mode: 'self-service' }, snapshot: self });
    const { words } = screen;
    const tell = (changes: Partial<UploadJob>) =>
      page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(changes));
    const untilMs = Date.now() + 86_400_000;
    await screen.button(words.selfService.start).click();
    await page.evaluate(() =>
      window.harness.emit('signIn.changed', {
        signIn: { kind: 'signed-in', validUntilMs: 4_000_000_000_000, permissions: [] },
      }),
    );
    await expect(screen.screen('notice')).toBeVisible();
    await look(page, `own notice ${language}`, faults);
    await screen.agree();
    await screen.shoot();
    await screen.use();
    await tell({ state: { kind: 'confirmed', confirmedAtMs: 1 }, former: { kind: 'photo', untilMs } });
    await expect(screen.button(words.undo.own.photo)).toBeVisible();
    await look(page, `receipt to undo ${language}`, faults);
    await screen.button(words.undo.own.photo).click();
    await expect(page.getByRole('heading', { name: words.undo.receipt['put-back'].unsent })).toBeVisible();
    await look(page, `undoing ${language}`, faults);
    for (const [name, state] of [
      ['accepted', { kind: 'accepted', acceptedAtMs: 1 }],
      ['confirmed', { kind: 'confirmed', confirmedAtMs: 1 }],
      ['failed', { kind: 'parked', reason: 'refused' }],
    ] as const) {
      await tell({ id: 'undo-job-1', undoes: 'put-back', state });
      await expect(page.getByRole('heading', { name: words.undo.receipt['put-back'][name] })).toBeVisible();
      await look(page, `undoing ${name} ${language}`, faults);
    }

    const opened = await open(page, language, {});
    await opened.button(words.bar.operator).click();
    await page.getByRole('option').nth(4).click();
    await expect(page.getByTestId('former')).toBeVisible();
    const done = { id: 'job-4', state: { kind: 'confirmed', confirmedAtMs: 1 } } as const;
    for (const [name, former] of [
      ['photo', { kind: 'photo', untilMs }],
      ['cannot be removed', { kind: 'cannot-remove', untilMs }],
      ['may not be read', { kind: 'unread', why: 'refused', untilMs }],
    ] as const) {
      await tell({ ...done, former });
      await expect(page.locator(`[data-former="${former.kind}"]`)).toBeVisible();
      await look(page, `former ${name} ${language}`, faults);
    }
    await tell({ ...done, former: { kind: 'empty', untilMs } });
    await screen.button(words.undo.act.empty).click();
    await expect(page.getByRole('heading', { name: words.undo.ask.title })).toBeVisible();
    await look(page, `remove again ${language}`, faults);
    await screen.button(words.undo.ask.keep).click();
    await tell({ ...done, former: { kind: 'photo', untilMs } });
    await screen.button(words.undo.act.photo).click();
    await expect(page.getByTestId('job').locator('[data-job-state="waiting"]')).toBeVisible();
    await look(page, `put back ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`the operator's screens: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    const busy = {
      ...queue,
      waiting: 1200,
      parked: 15,
      held: 3,
      keptForCompany: 7,
      drainEstimateMs: 3_600_000,
      oldestSavedAtMs: 1_790_000_000_000,
      ageAlarm: 'week',
      storageNotice: 'set-aside',
      network: 'offline',
      pause: { kind: 'offline' },
    };
    const snapshot = { queue: busy, signInMode: 'operator', signIn: { kind: 'signed-out' }, canClose: true };
    const station = { hasOperatorPin: true, trust: 'approval' };
    const screen = await open(page, language, { station, snapshot, held: '3' });
    const { operator, bar, approval } = screen.words;
    await screen.button(bar.operator).click();
    await screen.button('1').click();
    await screen.button(operator.pin.unlock).click();
    await expect(page.getByTestId('pin-message')).not.toBeEmpty();
    await look(page, `PIN ${language}`, faults);
    for (const digit of '1234') await screen.button(digit).click();
    await screen.button(operator.pin.unlock).click();
    await expect(page.getByTestId('approval').getByRole('listitem').first()).toBeVisible();
    await look(page, `photos to look at ${language}`, faults);
    await page
      .getByTestId('approval')
      .getByRole('button', { name: new RegExp(`^${approval.refuse}`) })
      .first()
      .click();
    await look(page, `why not ${language}`, faults);
    await page.getByTestId('approval').getByRole('button').last().click();
    await expect(page.getByRole('heading', { name: approval.approveAllAsk.title })).toBeVisible();
    await look(page, `let all go ${language}`, faults);
    await page.getByRole('tab', { name: new RegExp(`^${operator.sections.queue}`) }).click();
    await expect(page.getByRole('option').first()).toBeVisible();
    await look(page, `photos ${language}`, faults);
    await page.getByLabel(operator.queue.find).fill('nobody at all');
    await expect(page.getByText(operator.queue.empty.search)).toBeVisible();
    await look(page, `photos not found ${language}`, faults);
    await page.getByLabel(operator.queue.find).fill('');
    await page.getByRole('option').nth(1).click();
    await expect(page.getByTestId('job')).toBeVisible();
    await look(page, `photo ${language}`, faults);
    await screen.button(operator.queue.withdraw).click();
    await look(page, `withdraw ${language}`, faults);
    await screen.button(operator.queue.withdrawAsk.keep).click();
    await screen.button(operator.transfer.open).click();
    await look(page, `move photos ${language}`, faults);
    for (const way of ['exportWay', 'importWay'] as const) {
      await page.getByRole('button', { name: new RegExp(`^${operator.transfer[way]}`) }).click();
      await page.getByLabel(operator.transfer.passphrase).fill('correct horse');
      await look(page, `move photos, ${way} ${language}`, faults);
      await screen.button(screen.words.common.back).last().click();
    }
    await page.getByRole('tab', { name: operator.sections.station }).click();
    await look(page, `station ${language}`, faults);
    const parts = page.getByTestId('station-sections').getByRole('button');
    for (const [index, part] of ['signIn', 'check'].entries()) {
      await parts.nth(index).click();
      await look(page, `${part} ${language}`, faults);
      await page.setViewportSize({ width: 800, height: 600 });
      await screen.button(operator.station.toList).click();
    }
    await parts.nth(1).click();
    await screen.button(operator.close.action).click();
    await look(page, `close the station ${language}`, faults);
    await screen.button(operator.close.keep).click();
    expect(faults).toEqual([]);
  });

  test(`photos of groups: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language);
    const { targets, bar } = screen.words;
    await screen.button(bar.operator).click();
    await page.getByRole('tab', { name: targets.section }).click();
    await expect(page.locator('[data-notice="ability"]')).toBeVisible();
    await page.getByLabel(targets.find.group).fill('i');
    await expect(page.getByRole('button', { name: /Instrument/ })).toBeVisible();
    await look(page, `groups ${language}`, faults);
    await page.getByRole('button', { name: /Instrument/ }).click();
    await expect(page.getByTestId('target')).toBeVisible();
    await look(page, `group ${language}`, faults);
    await screen.button(targets.takeOrChoose).click();
    await expect(screen.button(screen.words.camera.take)).toBeEnabled();
    await look(page, `camera for a group ${language}`, faults);
    await screen.shoot();
    await look(page, `review for a group ${language}`, faults);
    await screen.button(screen.words.review.use).click();
    await expect(page.getByTestId('last-target')).toBeVisible();
    await look(page, `group saved ${language}`, faults);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByText(targets.many.team, { exact: true }).click();
    await expect(page.locator('[data-notice="finding"]')).toBeVisible();
    await look(page, `teams ${language}`, faults);
    await page.getByText(targets.many.contact, { exact: true }).click();
    await expect(page.getByLabel(targets.mailbox.find)).toBeVisible();
    await look(page, `whose contacts ${language}`, faults);
    expect(faults).toEqual([]);
  });
}
