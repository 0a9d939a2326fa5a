import { expect, test } from '@playwright/test';
import { en } from '../../../renderer/languages/en.ts';
import { receiptStages } from '../../../renderer/store/receipt-stage.ts';
import { refusalWords } from '../../../shared/refusal-words.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { expectAccessibleScreen } from '../accessible-screen.ts';
import { onlyInWhole } from '../in-whole.ts';
import { KioskScreen } from '../kiosk-screen.ts';
import { standStill } from '../page-time.ts';
import { antoine, openHarness } from './harness-page.ts';

const { url, open } = openHarness();

const jobs: Readonly<Record<(typeof receiptStages)[number], Partial<UploadJob>>> = {
  saved: {},
  sending: { state: { kind: 'sending' } },
  accepted: { state: { kind: 'accepted', acceptedAtMs: 1 } },
  confirmed: { state: { kind: 'confirmed', confirmedAtMs: 1 } },
  'waiting-offline': { lastOutcome: { kind: 'offline', at: '2026-01-05T09:00:00Z' } },
  'waiting-throttled': { lastOutcome: { kind: 'throttled', at: '2026-01-05T09:00:00Z' } },
  'waiting-sign-in': { lastOutcome: { kind: 'sign-in-needed', at: '2026-01-05T09:00:00Z' } },
  'waiting-retry': { lastOutcome: { kind: 'transient', at: '2026-01-05T09:00:00Z' } },
  refused: { state: { kind: 'parked', reason: 'refused' } },
  parked: { state: { kind: 'parked', reason: 'no-mailbox' } },
  'awaiting-approval': { state: { kind: 'parked', reason: 'awaiting-approval' } },
  'not-approved': { state: { kind: 'withdrawn', refusedFor: 'another-person' } },
  superseded: { state: { kind: 'superseded' } },
  withdrawn: { state: { kind: 'withdrawn' } },
};

for (const theme of ['light', 'dark']) {
  const told = `every state of the receipt says what is known, is announced and readable (${theme})`;
  test(told, theme === 'dark' ? onlyInWhole : {}, async ({ page }) => {
    const screen = await open(page, `&theme=${theme}`);
    await screen.toReview(antoine);
    await screen.use();
    for (const stage of receiptStages) {
      await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(jobs[stage]));
      await screen.expectReceipt(stage);
      const { title, body: always } = en.receipt.stage[stage];
      // Why staff did not send it stands before what became of it.
      const body = stage === 'not-approved' ? `${refusalWords['another-person'].person.en} ${always}` : always;
      await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
      await expect(page.getByText(body, { exact: true })).toBeVisible();
      await expect(page.getByTestId('announcer')).toHaveText(`${title}. ${body}`);
      await expectAccessibleScreen(page, stage);
    }
  });
}

test('the receipt follows the queue as a whole: offline and back', async ({ page }) => {
  const screen = await open(page);
  await screen.toReview(antoine);
  await screen.use();
  await screen.expectReceipt('saved');
  const queue = sampleSnapshot.queue;
  const tell = (change: Partial<typeof queue>) =>
    page.evaluate((value) => window.harness.emit('queue.changed', { queue: value }), { ...queue, ...change });
  await tell({ waiting: 1, network: 'offline', pause: { kind: 'offline' } });
  await screen.expectReceipt('waiting-offline');
  await expect(page.locator('[data-sign]')).toHaveText(`${en.bar.sign.offline} · 1 waiting`);
  await tell({});
  await screen.expectReceipt('saved');
});

for (const [code, problem] of [
  ['not-saved-disk-full', 'diskFull'],
  ['not-saved-queue-full', 'queueFull'],
  ['not-saved-storage', 'storage'],
  ['photo-process-failed', 'picture'],
  ['internal', 'other'],
] as const) {
  const told = `not saved (${code}): says so in plain words, and keeps picture and crop for another try`;
  test(told, problem === 'diskFull' ? {} : onlyInWhole, async ({ page }) => {
    const screen = await open(page, `&fail=${code}`);
    await screen.toReview(antoine);
    await screen.button(en.review.turnRight).click();
    const crop = await page.locator('[data-crop]').getAttribute('data-crop');
    await screen.button(en.review.use).click();
    await expect(page.getByRole('alert')).toContainText(en.notSaved[problem]);
    await expect(screen.button(en.common.tryAgain)).toBeFocused();
    await expect(page.locator('[data-crop]')).toHaveAttribute('data-crop', crop ?? '');
    await expectAccessibleScreen(page, code);
    await screen.button(en.review.retake).click();
    await expect(screen.screen('camera')).toBeVisible();
  });
}

test('a receipt closes by itself, not before its news can be read; whoever asks for more time can do so again', async ({
  page,
}) => {
  await page.clock.install();
  const screen = new KioskScreen(page);
  await page.goto(url());
  await screen.toReview(antoine);
  await standStill(page);
  await screen.use();
  await page.clock.runFor(39_000);
  await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(jobs.confirmed));
  await screen.expectReceipt('confirmed');
  await page.clock.runFor(14_000);
  await screen.expectReceipt('confirmed');
  const more = screen.button(en.receipt.more);
  await more.click();
  await expect(more).toHaveCount(0);
  await page.clock.runFor(539_000);
  await expect(more).toHaveCount(0);
  await page.clock.runFor(3_000);
  await more.click();
  await expect(more).toHaveCount(0);
  // Past the end of the time that was asked for first.
  await page.clock.runFor(61_000);
  await screen.expectReceipt('confirmed');
  await page.clock.runFor(481_000);
  await expect(more).toBeVisible();
  await page.clock.runFor(61_000);
  await expect(screen.screen('attract')).toBeVisible();
});

test(
  'whoever stays until their own photo is sent can stay again, and is not signed out meanwhile',
  onlyInWhole,
  async ({ page }) => {
    await page.clock.install();
    const screen = new KioskScreen(page);
    const settings = {
      station: JSON.stringify({ mode: 'self-service' }),
      snapshot: JSON.stringify({ signInMode: 'self-service', signIn: { kind: 'signed-out' } }),
    };
    await page.goto(`${url()}?${new URLSearchParams(settings)}`);
    await screen.button(screen.words.selfService.start).click();
    await page.evaluate(() =>
      window.harness.emit('signIn.changed', {
        signIn: { kind: 'signed-in', validUntilMs: 4_000_000_000_000, permissions: [] },
      }),
    );
    await screen.agree();
    await screen.shoot();
    await standStill(page);
    await screen.use();
    await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob(jobs['waiting-offline']));
    await screen.expectReceipt('waiting-offline');
    const stay = screen.button(screen.words.selfService.receipt.stay);
    for (const passedMs of [541_000, 541_000]) {
      await stay.click();
      await expect(stay).toHaveCount(0);
      await page.clock.runFor(61_000);
      await screen.expectReceipt('waiting-offline');
      await expect(stay).toHaveCount(0);
      await page.clock.runFor(passedMs - 61_000);
      await expect(stay).toBeVisible();
    }
    await page.clock.runFor(61_000);
    await expect(screen.screen('attract')).toBeVisible();
  },
);
