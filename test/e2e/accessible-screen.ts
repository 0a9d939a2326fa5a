import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type axe from 'axe-core';

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Without its comments, which every page would read again. */
const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type WithAxe = { readonly axe: typeof axe };

/**
 * What axe finds against WCAG 2.2 AA. It stays in the page until that goes, and makes up its mind there: axe's own way with
 * Playwright opens another page for it each time, at two CPU seconds apiece.
 */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeScript);
  return page.evaluate(async (tags) => {
    // A fade that is under way has half its contrast: what counts is what stays.
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY) animation.finish();
    }
    const found = await (window as unknown as WithAxe).axe.run({
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return found.violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).join(', ')}`);
  }, wcag22aa);
}

/** Nothing is found against WCAG 2.2 AA. */
export async function expectNoViolations(page: Page, where: string): Promise<void> {
  expect(await violations(page), where).toEqual([]);
}

/** Axe finds nothing against WCAG 2.2 AA, no target is below 56 px, and nothing scrolls sideways. */
export async function expectAccessibleScreen(page: Page, where: string): Promise<void> {
  await expectNoViolations(page, where);
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
