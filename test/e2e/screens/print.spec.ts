import { expect, test } from '@playwright/test';
import { formatLocale, languages } from '../../../shared/language.ts';
import { type HarnessServer, startHarness } from '../harness/harness-server.ts';
import { onlyInWhole } from '../in-whole.ts';
import { KioskScreen } from '../kiosk-screen.ts';

/** What staff put on paper, or save as a PDF at a locked station: nobody can scroll or widen it there. */
let harness: HarnessServer;
test.beforeAll(async () => {
  harness = await startHarness();
});
test.afterAll(() => harness.close());

/** A4 that lies, without the margins of a printer, in CSS pixels. */
const paper = { width: 1040, height: 720 };

for (const language of languages) {
  const told = `results on paper lie across it, say their day, and break no word (${language})`;
  test(told, language === 'ja' || language === 'zh-Hans' ? onlyInWhole : {}, async ({ page }) => {
    const screen = new KioskScreen(page, language);
    const { bar, rosters } = screen.words;
    await page.goto(`${harness.url}?languages=${language}`);
    await expect(screen.screen('attract')).toBeVisible();
    await screen.button(bar.operator).click();
    await page.getByRole('tab', { name: rosters.section }).click();
    await page.getByRole('button', { name: 'Onboarding, Monday' }).click();
    await page.getByTestId('roster').getByRole('button', { name: rosters.results.open }).click();
    const sheet = page.locator('[data-print-sheet]');
    await expect(sheet.locator('tbody tr')).toHaveCount(24);

    await page.setViewportSize(paper);
    await page.emulateMedia({ media: 'print' });
    await expect(sheet).toBeVisible();
    await expect(sheet).toContainText(
      new Intl.DateTimeFormat(formatLocale(language), { dateStyle: 'long' }).format(Date.now()),
    );
    const faults = await sheet.evaluate((root) => {
      const range = document.createRange();
      const broken: string[] = [];
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const column = node.parentElement?.closest('td')?.dataset.column ?? '';
        // An address or an id has no words; Japanese and Chinese break between their signs.
        if (column === 'userPrincipalName' || column === 'requestId') continue;
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
          if (/\p{Script=Han}|\p{Script=Kana}|\p{Script=Hira}/u.test(word)) continue;
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
        }
      }
      return root.scrollWidth > innerWidth ? [...broken, 'wider than the paper'] : broken;
    });
    expect(faults).toEqual([]);
    await page.emulateMedia({ media: null });
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(sizes.length).toBeGreaterThan(0);
    for (const [, width, height] of sizes) expect(Number(width)).toBeGreaterThan(Number(height));
  });
}
