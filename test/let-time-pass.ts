import type { FakeClock } from './fake-clock.ts';

/** Lets everything that is ready to go on, go on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Advances the clock timer by timer, so that what each one starts is under way before the next. */
export async function letTimePass(clock: FakeClock, byMs: number): Promise<void> {
  const endMs = clock.monotonicMs() + byMs;
  await settle();
  for (;;) {
    const leftMs = endMs - clock.monotonicMs();
    const nextMs = clock.nextTimerMs();
    if (nextMs === undefined || nextMs > leftMs) {
      clock.advance(leftMs);
      return settle();
    }
    clock.advance(nextMs);
    await settle();
  }
}
