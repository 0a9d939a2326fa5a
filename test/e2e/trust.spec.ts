import { expect, test } from '@playwright/test';
import { refusalWords } from '../../shared/refusal-words.ts';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { type KioskProcess, startKiosk } from './kiosk-process.ts';
import { KioskScreen, somebody } from './kiosk-screen.ts';
import { OperatorScreen } from './operator-screen.ts';

let kiosk: KioskProcess;
test.afterEach(() => kiosk.end('SIGTERM'));

test('where staff look first, a photo goes only when they let it go, and one they do not let go is gone', async ({
  page,
}) => {
  kiosk = await startKiosk({ settings: { station: { trust: 'approval' } } });
  const screen = new KioskScreen(page);
  const staff = new OperatorScreen(page);
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

  await staff.open();
  const cards = page.getByTestId('approval').getByRole('listitem');
  await expect(cards).toHaveCount(2);
  await expectAccessibleScreen(page, 'photos to look at');
  const aoi = cards.filter({ hasText: '田中 葵' });
  await aoi.getByRole('button', { name: new RegExp(`^${approval.refuse}`) }).click();
  await aoi.getByRole('button', { name: refusalWords['another-person'].staff.en }).click();
  await expect(cards).toHaveCount(1);
  await cards.getByRole('button', { name: new RegExp(`^${approval.approve}`) }).click();
  await expect(page.getByText(approval.none)).toBeVisible();

  await staff.section('queue');
  await expect(staff.rows()).toHaveCount(2);
  await expect(staff.rows().filter({ hasText: staff.words.queue.state.confirmed })).toHaveCount(1);
  await expect(staff.rows().filter({ hasText: staff.words.queue.state.notApproved })).toHaveCount(1);
});
