import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Axe finds nothing against WCAG 2.2 AA, no target is below 56 px, and nothing scrolls sideways. */
export async function expectAccessibleScreen(page: Page, where: string): Promise<void> {
  // A fade that is under way has half its contrast: what counts is what stays.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish();
    }
  });
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze();
  expect(
    violations.map(({ id, nodes }) => `${where}: ${id} at ${nodes.map(({ target }) => target).join(', ')}`),
  ).toEqual([]);
  const targets = 'button:visible, [role=tab]:visible, [role=option]:visible, a:visible';
  const small = await page.locator(targets).evaluateAll((elements) =>
    elements.flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      // The way out of a dialog that only a screen reader meets is cut to a pixel: nobody touches it.
      const isCut = element.parentElement !== null && element.parentElement.getBoundingClientRect().width <= 1;
      if (isCut) return [];
      return Math.min(width, height) < 55.5
        ? [`${element.textContent} ${Math.round(width)}x${Math.round(height)}`]
        : [];
    }),
  );
  expect(small, where).toEqual([]);
  const sideways = await page.evaluate(() => {
    const elements = [document.documentElement, ...document.querySelectorAll('main *')];
    return elements.filter((element) => {
      const canScroll = ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
      return (element === document.documentElement || canScroll) && element.scrollWidth > element.clientWidth + 1;
    }).length;
  });
  expect(sideways, `${where}: sideways scrolling`).toBe(0);
}
