import { expect, type Page, test } from '@playwright/test';
import type { CertificateRenewal } from '../../../shared/certificate-renewal.ts';
import type { Connection, ConnectPlan } from '../../../shared/connection.ts';
import { type Language, languages } from '../../../shared/language.ts';
import type { RosterSetUp } from '../../../shared/roster-set-up.ts';
import { settingGroups } from '../../../shared/setting-fields.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { connectionAt, renewalAt } from '../../connect-double.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { onlyInWhole } from '../in-whole.ts';
import { KioskScreen } from '../kiosk-screen.ts';
import { holdReceipts } from '../page-time.ts';
import { unreachable, withoutCue } from './sentence-reach.ts';

/**
 * One rule for every screen, in every language, at every size and with doubled text: every sentence and every button can be
 * reached, nothing is cut or covered, what goes on below says so, and no page is wider than its screen.
 */
let harness: HarnessServer;
test.beforeAll(async () => {
  harness = await startHarness();
});
test.afterAll(() => harness.close());

const sizes = [
  [1080, 1920],
  [1280, 800],
  [800, 600],
  [427, 267],
  [390, 844],
] as const;

/** A language along each direction: a visitor's screens and the ways to the staff's. */
const everyTime: readonly Language[] = ['en', 'ar'];
/** Where least has room, with doubled text: what is too long is so here. */
const narrowest = sizes.slice(2);
const isWhole = process.env.KIOSK_TESTS === 'whole';

/**
 * The screen as it is now: `npm test` looks where least has room, `npm run test:whole` at every size, at 100 and 200 %.
 */
async function look(page: Page, where: string, faults: string[]): Promise<void> {
  for (const percent of isWhole ? [100, 200] : [200]) {
    await setText(page, percent);
    for (const [width, height] of isWhole ? sizes : narrowest) {
      await page.setViewportSize({ width, height });
      const place = `${where} at ${width}x${height}, ${percent} %`;
      for (const fault of await lastingFaults(page)) faults.push(`${place}: ${fault}`);
      const folder = process.env.KIOSK_SCREENSHOTS;
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/${place.replaceAll(/[^a-z0-9-]+/gi, '_')}.png` });
    }
  }
  await setText(page, 100);
  await page.setViewportSize({ width: 1280, height: 800 });
}

const looks = 20;

/** What is still wrong once the screen has come to rest: while it is drawn anew a cue may come a moment later. */
async function lastingFaults(page: Page): Promise<string[]> {
  for (let left = looks; ; left -= 1) {
    await settle(page);
    const faults = [...(await withoutCue(page)), ...(await unreachable(page))];
    if (faults.length === 0 || left === 0) return faults;
  }
}

/** What the person's choice of text size does to the document. */
async function setText(page: Page, percent: number): Promise<void> {
  await page.evaluate((scale) => {
    document.documentElement.style.setProperty('--text-scale', String(scale));
    document.documentElement.dataset.text = scale > 1.25 ? 'large' : 'normal';
  }, percent / 100);
}

/** Two frames: what watches sizes has seen the new one and drawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)))),
  );
}

for (const language of languages) {
  const told = everyTime.includes(language) ? {} : onlyInWhole;
  /** The rooms of the staff, which are built of the same parts. */
  const toldInEnglish = language === 'en' ? {} : onlyInWhole;
  async function open(page: Page, settings: Record<string, unknown> = {}): Promise<KioskScreen> {
    const screen = new KioskScreen(page, language);
    await holdReceipts(page);
    const asked = new URLSearchParams({ languages: [language, ...languages.filter((one) => one !== language)].join() });
    for (const [key, value] of Object.entries(settings)) {
      asked.set(key, typeof value === 'string' ? value : JSON.stringify(value));
    }
    await page.goto(`${harness.url}?photo=1&${asked}`);
    await expect(screen.screen('attract')).toBeVisible();
    return screen;
  }
  const { queue } = sampleSnapshot;

  test(`a visitor's way: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, { station: { codeCamera: true } });
    const { words } = screen;
    await look(page, `attract ${language}`, faults);
    await screen.openDemoSheet();
    await look(page, `demo sheet ${language}`, faults);
    await page.keyboard.press('Escape');
    await screen.button(words.attract.start).click();
    await look(page, `search ${language}`, faults);
    await page.getByRole('button', { name: words.search.showKeyboard }).click();
    await look(page, `search with keyboard ${language}`, faults);
    await page.getByLabel(words.search.label).fill('an');
    await expect(page.getByRole('button', { name: /Antoine/ })).toBeVisible();
    await look(page, `people with keyboard ${language}`, faults);
    await page.getByRole('button', { name: words.search.hideKeyboard }).click();
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
    const screen = await open(page, { snapshot: signedOut, fail: 'not-saved-disk-full' });
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
    const screen = await open(page, { idle: '600' });
    await screen.find({ query: 'Antoine', name: 'Antoine' });
    await page.clock.fastForward(601_000);
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await look(page, `idle ${language}`, faults);
    expect(faults).toEqual([]);
  });

  test(`signing in with one's own phone: every sentence can be reached (${language})`, told, async ({ page }) => {
    const faults: string[] = [];
    const self = { signInMode: 'self-service', signIn: { kind: 'signed-out' } };
    const screen = await open(page, { station: { mode: 'self-service' }, snapshot: self });
    await screen.button(screen.words.selfService.start).click();
    await expect(screen.screen('sign-in')).toHaveAttribute('data-state', 'code');
    await look(page, `own sign-in ${language}`, faults);
    await page.evaluate(() => window.harness.emit('signIn.changed', { signIn: { kind: 'signed-out' } }));
    expect(faults).toEqual([]);
  });

  test(`undoing a photo: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const self = { signInMode: 'self-service', signIn: { kind: 'signed-out' } };
    const screen = await open(page, { station: { mode: 'self-service' }, snapshot: self });
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

    const staffed = await open(page, {});
    await staffed.button(words.bar.operator).click();
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
    const screen = await open(page, { station, snapshot, held: '3' });
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
    const screen = await open(page);
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

  test(`a list that stations share: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page, { station: { codeCamera: true } });
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
      const elsewhere = await open(page, { sharing: standing });
      await elsewhere.button(bar.operator).click();
      await page.getByRole('tab', { name: rosters.section }).click();
      await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
      await expect(page.getByText(said)).toBeVisible();
      await look(page, `shared, ${standing} ${language}`, faults);
    }

    // A real camera's folder: pictures that nobody has yet, and it cannot be read now.
    const withCamera = await open(page, { hotFolder: 'gone', station: { hasHotFolder: true } });
    await withCamera.button(bar.operator).click();
    await page.getByRole('tab', { name: rosters.section }).click();
    await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
    await page
      .getByTestId('roster')
      .getByRole('button')
      .filter({ has: page.locator('.lucide-play') })
      .click();
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

  test(`connecting with a company: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page);
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

  test(`choosing files: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page);
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
      await open(page, { files: fate });
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
    const screen = await open(page, { station: { hasOperatorPin: true } });
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
    const screen = await open(page);
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

  test(`the settings: every sentence can be reached (${language})`, toldInEnglish, async ({ page }) => {
    const faults: string[] = [];
    const screen = await open(page);
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
