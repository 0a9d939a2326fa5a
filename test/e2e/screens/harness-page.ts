import { expect, type Page, test } from '@playwright/test';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { KioskScreen } from '../kiosk-screen.ts';
import { holdReceipts } from '../page-time.ts';

/**
 * The real renderer over a double, for what a real core does not do when it is asked to; for all tests of the file that calls
 * this. The browser complains of nothing in any of them: the content security policy refuses nothing of ours.
 */
export function openHarness() {
  let harness: HarnessServer;
  let complaints: string[];
  test.beforeAll(async () => {
    harness = await startHarness();
  });
  test.afterAll(() => harness.close());
  test.beforeEach(({ page }) => {
    complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // A picture that is let go of with its screen may have been on its way to it.
      if (message.type() === 'error' && !message.location().url.startsWith('blob:')) complaints.push(message.text());
    });
  });
  test.afterEach(() => expect(complaints).toEqual([]));
  return {
    url: () => harness.url,
    /** What the browser has complained of so far, which a test may have meant. */
    takeComplaints: () => complaints.splice(0),
    /** The first screen, with the photo that the double sends and receipts that stay. `settings`: more of the address. */
    async open(page: Page, settings = ''): Promise<KioskScreen> {
      const screen = new KioskScreen(page);
      await holdReceipts(page);
      await page.goto(`${harness.url}?photo=1${settings}`);
      await expect(screen.screen('attract')).toBeVisible();
      return screen;
    },
  };
}

export const antoine = { query: 'Antoine', name: 'Antoine' };
