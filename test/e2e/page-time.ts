import type { Disposable, Page } from '@playwright/test';

/**
 * Receipts close by themselves, after seconds that a busy machine may need for itself: for every page opened from here on
 * those seconds do not pass. That they do close is tested with the page's own clock, in `screens/receipt.spec.ts`.
 */
export async function holdReceipts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const start = window.setInterval.bind(window);
    const secondMs = 1000;
    Object.assign(window, {
      setInterval: (action: () => void, delayMs?: number) => (delayMs === secondMs ? 0 : start(action, delayMs)),
    });
  });
}

/**
 * The coach gives up on a machine that is too slow for it, as a busy one is: for every page opened from here on, readings
 * took no time and none is late, until what is returned is disposed of. That it does give up is tested with times of the test's own, in `face-coach.test.ts`.
 */
export function keepCoaching(page: Page): Promise<Disposable> {
  return page.addInitScript(() => {
    const start = window.setTimeout.bind(window);
    const coachLimitsMs: readonly unknown[] = [5_000, 10_000, 15_000];
    Object.assign(window, {
      setTimeout: (action: () => void, delayMs?: number) =>
        coachLimitsMs.includes(delayMs) ? 0 : start(action, delayMs),
    });
    const told = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    Object.defineProperty(MessageEvent.prototype, 'data', {
      ...told,
      get(this: MessageEvent) {
        const data: unknown = told?.get?.call(this);
        return typeof data === 'object' && data !== null && 'tookMs' in data ? { ...data, tookMs: 0 } : data;
      },
    });
  });
}

/**
 * Lets `byMs` pass for the page at one stroke; then its time stands still until `page.clock` lets it go on, so that nothing
 * on screen races the machine. The page must have been opened with `page.clock.install()`.
 */
export async function standStill(page: Page, byMs = 1000): Promise<void> {
  for (;;) {
    const untilMs = await page.evaluate((ms) => Date.now() + ms, byMs);
    try {
      return await page.clock.pauseAt(untilMs);
    } catch (cause) {
      // The machine was so busy meanwhile that the moment is over: the next one, then.
      if (!String(cause).includes('to the past')) throw cause;
    }
  }
}

/** While the page's time stands still, gives work in it the few milliseconds that its timers need, and not more. */
export async function withMilliseconds(page: Page, work: Promise<void>): Promise<void> {
  let isOver = false;
  const end = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await page.clock.runFor(1).catch((cause: unknown) => {
      // The clock is that of all pages of the context, and axe opens one and closes it again.
      if (!String(cause).includes('has been closed')) throw cause;
    });
  }
  await end;
}
