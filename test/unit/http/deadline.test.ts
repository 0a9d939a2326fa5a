import { describe, expect, it } from 'vitest';
import { createDeadline } from '../../../electron/http/deadline.ts';
import { createFakeClock } from '../../fake-clock.ts';

const never = () => new Promise<never>(() => {});

describe('a deadline', () => {
  it('hands on what the work brings, good or bad, and leaves no timer', async () => {
    const clock = createFakeClock();
    const deadline = createDeadline(clock);
    expect(await deadline.race(Promise.resolve(7), 1_000)).toBe(7);
    await expect(deadline.race(Promise.reject(new Error('work')), 1_000)).rejects.toThrow('work');
    expect(clock.nextTimerMs()).toBeUndefined();
    expect(deadline.signal.aborted).toBe(false);
  });

  it('ends work that ignores its signal', async () => {
    const clock = createFakeClock();
    const deadline = createDeadline(clock);
    const raced = deadline.race(never(), 1_000);
    clock.advance(1_000);
    await expect(raced).rejects.toMatchObject({ code: 'timeout' });
    expect(deadline.signal.aborted).toBe(true);
  });

  it('stays ended: later work is not waited for', async () => {
    const clock = createFakeClock();
    const deadline = createDeadline(clock);
    deadline.abort('over-limit');
    deadline.abort('second');
    await expect(deadline.race(never(), 1_000)).rejects.toMatchObject({ code: 'over-limit' });
    expect(clock.nextTimerMs()).toBeUndefined();
  });

  it('gives all its races together no longer than the whole', async () => {
    const clock = createFakeClock();
    const deadline = createDeadline(clock, { wholeMs: 1_500 });
    const first = deadline.race(new Promise((resolve) => void clock.setTimer(1_000, () => resolve('headers'))), 1_200);
    clock.advance(1_000);
    expect(await first).toBe('headers');
    const second = deadline.race(never(), 1_200);
    expect(clock.nextTimerMs()).toBe(500);
    clock.advance(500);
    await expect(second).rejects.toMatchObject({ code: 'timeout' });
  });

  it('ends with the caller’s signal until it is closed', async () => {
    const controller = new AbortController();
    const open = createDeadline(createFakeClock(), { signal: controller.signal });
    const closed = createDeadline(createFakeClock(), { signal: controller.signal });
    closed.close();
    const raced = open.race(never(), 1_000);
    controller.abort();
    await expect(raced).rejects.toMatchObject({ code: 'aborted' });
    expect(closed.signal.aborted).toBe(false);
  });

  it('is over from the start for a caller who has already called off', async () => {
    const deadline = createDeadline(createFakeClock(), { signal: AbortSignal.abort() });
    await expect(deadline.race(never(), 1_000)).rejects.toMatchObject({ code: 'aborted' });
  });
});
