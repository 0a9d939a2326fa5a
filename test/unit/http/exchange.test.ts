import { describe, expect, it } from 'vitest';
import { defaultTimeouts, type Exchange, exchange, type Timeouts } from '../../../electron/http/exchange.ts';
import type { Fetch } from '../../../electron/ports.ts';
import { createFakeClock } from '../../fake-clock.ts';

const request = { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me', headers: {}, answerLimitBytes: 1000 };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Runs an exchange on a clock that stands still, and tells after how many milliseconds of it the exchange ended. */
async function endOf(
  fetch: Fetch,
  more: Partial<typeof request> & { body?: Uint8Array; isSuccessBodyIdle?: boolean } = {},
  timeouts: Timeouts = defaultTimeouts,
): Promise<{ result: Exchange; afterMs: number }> {
  const clock = createFakeClock();
  let result: Exchange | undefined;
  void exchange({ fetch, clock, timeouts }, { ...request, ...more }).then((value) => {
    result = value;
  });
  await turn();
  while (result === undefined) {
    clock.advance(clock.nextTimerMs() ?? 0);
    await turn();
  }
  expect(clock.nextTimerMs()).toBeUndefined();
  return { result, afterMs: clock.monotonicMs() };
}

/** Answers at once with the beginning of a body that never ends. */
const halfAnswer: Fetch = async () =>
  new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([1, 2, 3])) }), {
    headers: { 'request-id': 'r' },
  });

describe('an exchange', () => {
  it('ends at its deadline even when fetch ignores its signal', async () => {
    const { result, afterMs } = await endOf(() => new Promise(() => {}));
    expect(result).toEqual({ kind: 'no-answer', code: 'timeout' });
    expect(afterMs).toBe(20_000);
  });

  it('has longer for more to send', async () => {
    const { afterMs } = await endOf(() => new Promise(() => {}), { method: 'PUT', body: new Uint8Array(100 * 1024) });
    expect(afterMs).toBe(20_000 + 100 * 40);
  });

  it('ends when a body falls silent, and keeps what came', async () => {
    const { result, afterMs } = await endOf(halfAnswer);
    expect(result).toMatchObject({
      kind: 'answer',
      cut: { kind: 'broken', code: 'timeout' },
      answer: { isWhole: false },
    });
    expect(result.kind === 'answer' && [...result.answer.body]).toEqual([1, 2, 3]);
    expect(afterMs).toBe(15_000);
  });

  it('waits only a second for a body that says nothing more', async () => {
    const { result, afterMs } = await endOf(halfAnswer, { isSuccessBodyIdle: true });
    expect(result).toMatchObject({ kind: 'answer', answer: { status: 200 } });
    expect(afterMs).toBe(1_000);
  });

  it('ends by its limit as a whole, whether the headers or the body keep it waiting', async () => {
    const timeouts = { ...defaultTimeouts, wholeMs: 7_000 };
    expect((await endOf(() => new Promise(() => {}), {}, timeouts)).afterMs).toBe(7_000);
    expect((await endOf(halfAnswer, {}, timeouts)).afterMs).toBe(7_000);
  });

  it('aborts the request with its deadline', async () => {
    let signal: AbortSignal | null | undefined;
    await endOf((_, init) => {
      signal = init?.signal;
      return new Promise(() => {});
    });
    expect(signal?.aborted).toBe(true);
  });

  it('tells when the headers came, not when the body ended', async () => {
    const startMs = createFakeClock().nowMs();
    const { result } = await endOf(halfAnswer);
    expect(result.kind === 'answer' && result.headersAtMs).toBe(startMs);
  });

  it('sends what it is given and nothing of its own: no cookie, nothing from a cache, no redirect followed', async () => {
    const seen: RequestInit[] = [];
    for (const method of ['GET', 'PUT', 'POST']) {
      await endOf(
        async (_, init = {}) => {
          seen.push(init);
          return new Response();
        },
        { method },
      );
    }
    expect(seen.map(({ signal: _, ...init }) => init)).toEqual(
      ['GET', 'PUT', 'POST'].map((method) => ({
        method,
        headers: {},
        redirect: 'error',
        window: null,
        cache: 'no-store',
        credentials: 'omit',
      })),
    );
  });

  it('does not begin when it has been called off: fetch is not called', async () => {
    let calls = 0;
    const fetch: Fetch = () => {
      calls += 1;
      return new Promise(() => {});
    };
    const result = await exchange(
      { fetch, clock: createFakeClock(), timeouts: defaultTimeouts },
      request,
      AbortSignal.abort(),
    );
    expect(result).toEqual({ kind: 'no-answer', code: 'aborted' });
    expect(calls).toBe(0);
  });

  it('ends at once when it is called off under way', async () => {
    const controller = new AbortController();
    const clock = createFakeClock();
    const pending = exchange(
      { fetch: () => new Promise(() => {}), clock, timeouts: defaultTimeouts },
      request,
      controller.signal,
    );
    controller.abort();
    expect(await pending).toEqual({ kind: 'no-answer', code: 'aborted' });
    expect(clock.nextTimerMs()).toBeUndefined();
  });
});
