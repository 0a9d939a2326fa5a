import path from 'node:path';
import { expect, test } from '@playwright/test';
import { refusalWords } from '../../shared/refusal-words.ts';
import { writeCodeClip } from '../code-clip.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { chromiumArguments, launchBrowser } from './chromium.ts';
import { type KioskProcess, scratchFolder, startKiosk } from './kiosk-process.ts';
import { KioskScreen, somebody } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';

let kiosk: KioskProcess;
test.afterEach(() => kiosk.end('SIGTERM'));

test('where staff look first, a photo goes only when they let it go, and one they do not let go is gone', async ({
  page,
}) => {
  kiosk = await startKiosk({ settings: { station: { trust: 'approval' } } });
  const screen = new KioskScreen(page);
  const operator = new OperatorScreen(page);
  const { approval, bar, common } = screen.words;
  await screen.open(kiosk);
  for (const person of [somebody, { query: 'aoi.tanaka', name: '田中 葵' }]) {
    await screen.toReview(person);
    await screen.use();
    await screen.expectReceipt('awaiting-approval');
    await expect(screen.screen('receipt')).toContainText('A member of staff looks at it first.');
    await screen.button(common.done).click();
  }
  await expect(screen.screen('attract')).toBeVisible();
  await expect(page.getByText(bar.sign.toApprove)).toBeVisible();

  await operator.open();
  const cards = page.getByTestId('approval').getByRole('listitem');
  await expect(cards).toHaveCount(2);
  await expectAccessibleScreen(page, 'photos to look at');
  const aoi = cards.filter({ hasText: '田中 葵' });
  await aoi.getByRole('button', { name: new RegExp(`^${approval.refuse}`) }).click();
  await aoi.getByRole('button', { name: refusalWords['another-person'].operator.en }).click();
  await expect(cards).toHaveCount(1);
  await cards.getByRole('button', { name: new RegExp(`^${approval.approve}`) }).click();
  await expect(page.getByText(approval.none)).toBeVisible();

  await page.getByRole('tab', { name: operator.words.sections.queue }).click();
  await expect(operator.rows()).toHaveCount(2);
  await expect(operator.rows().filter({ hasText: operator.words.queue.state.confirmed })).toHaveCount(1);
  await expect(operator.rows().filter({ hasText: operator.words.queue.state.notApproved })).toHaveCount(1);
});

test('where a badge is asked for it opens the way from the first screen, and the next one from the receipt; nobody is found by name', async ({
  page,
}) => {
  kiosk = await startKiosk({ settings: { station: { trust: 'badge' } } });
  const screen = new KioskScreen(page);
  const { badge, attract, common } = screen.words;
  await screen.open(kiosk);
  await expect(screen.screen('attract')).toContainText(badge.attract);
  await screen.button(attract.start).click();
  await expect(screen.screen('badge')).toContainText(badge.reader);
  await expectAccessibleScreen(page, 'badge');
  await expect(screen.button(badge.byName)).toHaveCount(0);
  await screen.showBadge('99999');
  await expect(screen.screen('badge')).toContainText(badge.problem.unknown.title);
  await expect(screen.screen('badge')).not.toContainText('99999');
  await screen.button(common.cancel).click();

  await expect(screen.screen('attract')).toBeVisible();
  await screen.showBadge('10041');
  await expect(screen.screen('notice')).toContainText('田中 葵');
  await screen.agree();
  await screen.shoot();
  // A badge that is shown now takes no picture away.
  await screen.showBadge('10048');
  await expect(screen.screen('review')).toBeVisible();
  await screen.use();
  await screen.expectReceipt('confirmed');
  await screen.showBadge('10048');
  await expect(screen.screen('notice')).toBeVisible();
  await expect(screen.screen('notice')).not.toContainText('田中 葵');
});

test('a code held to the camera opens the way from the first screen, and the next one from the receipt', async () => {
  const clip = path.join(scratchFolder('clip'), 'code.y4m');
  await writeCodeClip(clip, 'Code128', '10041');
  kiosk = await startKiosk({ settings: { station: { codeCamera: true } } });
  const browser = await launchBrowser([...chromiumArguments, `--use-file-for-fake-video-capture=${clip}`]);
  try {
    const screen = new KioskScreen(await browser.newPage());
    const { badge } = screen.words;
    await screen.open(kiosk);
    await screen.button(badge.useCode).click();
    await expect(screen.screen('notice')).toContainText('田中 葵');
    await screen.agree();
    await screen.shoot();
    await screen.use();
    await screen.expectReceipt('confirmed');
    await screen.button(badge.nextByCode).click();
    await expect(screen.screen('notice')).toContainText('田中 葵');
  } finally {
    await browser.close();
  }
});
