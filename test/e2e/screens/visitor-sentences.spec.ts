import { expect, test } from '@playwright/test';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { inLanguages, lookAs, withHarness } from './sentence-look.ts';

/** Every sentence of these screens can be reached: the rule of `sentence-look.ts`. */
const open = withHarness();
const look = lookAs('visitor');
const { queue } = sampleSnapshot;

for (const { language, told } of inLanguages) {
  test(`a visitor's way: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, language, { station: { codeCamera: true } });
    const { words } = screen;
    await look(page, `attract ${language}`, faults);
    await screen.openDemoSheet();
    await look(page, `demo sheet ${language}`, faults);
    await page.keyboard.press('Escape');
    await screen.button(words.attract.start).click();
    await look(page, `search ${language}`, faults);
    await page.getByRole('button', { name: words.keyboard.show }).click();
    await look(page, `search with keyboard ${language}`, faults);
    await page.getByLabel(words.search.label).fill('an');
    await expect(page.getByRole('button', { name: /Antoine/ })).toBeVisible();
    await look(page, `people with keyboard ${language}`, faults);
    await page.getByLabel(words.search.label).evaluate((field) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', 'x'.repeat(200));
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.getByTestId('paste-refused')).toBeVisible();
    await look(page, `a paste refused ${language}`, faults);
    await page.getByRole('button', { name: words.keyboard.hide }).click();
    await look(page, `people ${language}`, faults);
    await page.getByLabel(words.search.label).fill('nobody at all');
    await expect(page.getByText('nobody at all')).toBeVisible();
    await look(page, `nobody found ${language}`, faults);
    await page.getByLabel(words.search.label).fill('Amina');
    await page.getByRole('button', { name: /Amina/ }).click();
    await look(page, `notice ${language}`, faults);
    await screen.agree();
    await expect(screen.button(words.camera.take)).toBeEnabled();
    await look(page, `camera ${language}`, faults);
    await screen.shoot();
    await look(page, `review ${language}`, faults);
    await screen.button(words.common.cancel).click();
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await look(page, `photo thrown away ${language}`, faults);
    await screen.button(words.discard.keep).click();
    await screen.use();
    for (const [name, state] of [
      ['saved', { kind: 'waiting' }],
      ['accepted', { kind: 'accepted', acceptedAtMs: 1 }],
      ['refused', { kind: 'parked', reason: 'refused' }],
      ['to look at', { kind: 'parked', reason: 'awaiting-approval' }],
      ['not let go', { kind: 'withdrawn', refusedFor: 'another-person' }],
    ] as const) {
      await page.evaluate((job) => window.harness.emit('uploads.changed', { job }), sampleJob({ state }));
      await look(page, `receipt ${name} ${language}`, faults);
    }
    await screen.button(words.badge.nextByCode).click();
    await expect(screen.screen('badge')).toBeVisible();
    await look(page, `badge ${language}`, faults);
    await screen.showBadge('99999');
    await expect(page.getByRole('heading', { name: words.badge.problem.unknown.title })).toBeVisible();
    await look(page, `unknown badge ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`when something is wrong: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    await page.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    const signedOut = { signInMode: 'operator', signIn: { kind: 'signed-out' } };
    const screen = await open(page, language, { snapshot: signedOut, fail: 'not-saved-disk-full' });
    await look(page, `attract signed out ${language}`, faults);
    const full = { ...queue, waiting: 1200, parked: 12, canSave: false, network: 'offline' as const };
    await page.evaluate((value) => window.harness.emit('queue.changed', { queue: value }), full);
    await look(page, `attract cannot save ${language}`, faults);
    await page.evaluate((value) => window.harness.emit('queue.changed', { queue: value }), queue);
    await screen.find({ query: 'Antoine', name: 'Antoine' });
    await screen.agree();
    await expect(screen.screen('camera-problem')).toBeVisible();
    await look(page, `camera problem ${language}`, faults);
    const picture = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(900, 900);
      canvas.getContext('2d')?.fillRect(0, 0, 900, 900);
      return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())];
    });
    await page.locator('input[type=file]').setInputFiles({
      name: 'picture.png',
      mimeType: 'image/png',
      buffer: Buffer.from(picture),
    });
    await screen.button(screen.words.review.use).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await look(page, `not saved ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`the station asks: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    await page.clock.install();
    const screen = await open(page, language, { idle: '600' });
    await screen.find({ query: 'Antoine', name: 'Antoine' });
    await page.clock.fastForward(601_000);
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await look(page, `idle ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`signing in with one's own phone: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    const self = { signInMode: 'self-service', signIn: { kind: 'signed-out' } };
    const screen = await open(page, language, { station: { mode: 'self-service' }, snapshot: self });
    await screen.button(screen.words.selfService.start).click();
    await expect(screen.screen('sign-in')).toHaveAttribute('data-state', 'code');
    await look(page, `own sign-in ${language}`, faults);
    await page.evaluate(() => window.harness.emit('signIn.changed', { signIn: { kind: 'signed-out' } }));
    expect(faults).toEqual([]);
  });
}
