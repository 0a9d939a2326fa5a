import { expect, test } from '@playwright/test';
import { expectAccessibleScreen } from './accessible-screen.ts';
import { type HarnessServer, startHarness } from './harness/harness-server.ts';
import { onlyInWhole } from './in-whole.ts';
import { OperatorScreen } from './operator-screen.ts';
import { readQrCode } from './screen-reading.ts';

test.beforeEach(({ page }) => {
  page.on('pageerror', (cause) => {
    throw cause;
  });
});

test.describe('the operator’s pages', () => {
  let harness: HarnessServer;
  test.beforeAll(async () => {
    harness = await startHarness();
  });
  test.afterAll(() => harness.close());

  test('ten thousand photos scroll with a few dozen rows in the page, by finger and by keyboard', async ({ page }) => {
    await page.goto(`${harness.url}?jobs=10000`);
    const operator = new OperatorScreen(page);
    await operator.open();
    const list = page.getByTestId('jobs');
    await expect(operator.rows().first()).toHaveAttribute('aria-setsize', '10000');
    const longestMs = await list.evaluate(async (element) => {
      let longest = 0;
      let last = performance.now();
      for (let step = 1; step <= 120; step += 1) {
        element.scrollTop = (element.scrollHeight * step) / 120;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
      return longest;
    });
    console.log(`    longest frame while scrolling through 10,000 rows: ${Math.round(longestMs)} ms`);
    expect(await operator.rows().count()).toBeLessThan(60);
    await expect(page.locator('[aria-posinset="10000"] [data-job-state]')).toBeVisible();
    await list.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowUp');
    // A row opens once it is there: its page was dropped while the end of the list was in view.
    await expect(page.locator('[role=option][data-active=true] [data-job-state]')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(operator.detail()).toBeVisible();
  });

  test('the staff’s screens are left at once when the core locks them', async ({ page }) => {
    await page.goto(harness.url);
    const operator = new OperatorScreen(page);
    await operator.open();
    await operator.chooseNewest();
    await page.evaluate(() => window.harness.emit('operator.changed', { isOperator: false }));
    await expect(page.locator('[data-screen="attract"]')).toBeVisible();
    await expect(operator.rows()).toHaveCount(0);
  });

  const looks = [
    { theme: 'light', languages: 'en', viewport: { width: 1280, height: 800 } },
    { theme: 'dark', languages: 'ja,en', viewport: { width: 1080, height: 1920 } },
    { theme: 'light', languages: 'zh-Hans,en', viewport: { width: 800, height: 600 } },
    { theme: 'dark', languages: 'en', viewport: { width: 800, height: 600 } },
  ];
  for (const { theme, languages, viewport } of looks) {
    const where = `${languages.split(',')[0]} ${theme} ${viewport.width}x${viewport.height}`;
    test(
      `every operator screen is accessible: ${where}`,
      languages.startsWith('zh') ? {} : onlyInWhole,
      async ({ page }) => {
        await page.setViewportSize(viewport);
        const open = async (more: Record<string, string>) => {
          await page.goto(`${harness.url}?${new URLSearchParams({ theme, languages, ...more })}`);
          await page.locator('header button').last().click();
          await expect(page.locator('[data-screen="operator"]')).toBeVisible();
        };
        await open({ station: JSON.stringify({ hasOperatorPin: true }) });
        await expectAccessibleScreen(page, `${where}: PIN`);
        await open({
          snapshot: JSON.stringify({
            signInMode: 'operator',
            signIn: { kind: 'needs-attention', problem: 'role-missing', code: 'AADSTS50105' },
          }),
        });
        await page.locator('[data-job-state]').first().waitFor();
        await expectAccessibleScreen(page, `${where}: list`);
        await page.getByRole('option').nth(1).click();
        await expectAccessibleScreen(page, `${where}: photo`);
        await page.getByRole('tab').last().click();
        const parts = page.getByTestId('station-sections').getByRole('button');
        await expect(parts.nth(1)).toHaveAttribute('data-tone', 'attention');
        await expectAccessibleScreen(page, `${where}: station`);
        await parts.first().click();
        await expectAccessibleScreen(page, `${where}: sign-in`);
        await page.locator('[data-sign-in] button').last().click();
        await expect(page.getByTestId('qr')).toBeVisible();
        expect(await readQrCode(page)).toBe('https://microsoft.com/devicelogin');
        await expectAccessibleScreen(page, `${where}: code`);
        await page.getByRole('tab').first().click();
        await page.getByRole('tab').last().click();
        await parts.nth(1).click();
        await expect(page.locator('[data-check="done"]')).toBeVisible();
        await expectAccessibleScreen(page, `${where}: check`);
      },
    );
  }
});
