import { describe, expect, it } from 'vitest';
import { defaultTimeouts, type Exchange, exchange, networkFailureCode } from '../../../electron/http/exchange.ts';
import type { Fetch } from '../../../electron/ports.ts';
import { createFakeClock } from '../../fake-clock.ts';

const request = { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me', headers: {}, answerLimitBytes: 1000 };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Runs an exchange on a clock that stands still, and tells after how many milliseconds of it the exchange ended. */
async function endOf(
  fetch: Fetch,
  more: Partial<typeof request> & { body?: Uint8Array } = {},
): Promise<{ result: Exchange; afterMs: number }> {
  const clock = createFakeClock();
  let result: Exchange | undefined;
  void exchange({ fetch, clock, timeouts: defaultTimeouts }, { ...request, ...more }).then((value) => {
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

function streamOf(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>): Fetch {
  return async () => new Response(new ReadableStream<Uint8Array>({ pull }), { headers: { 'request-id': 'r' } });
}

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
    let isFirst = true;
    const { result, afterMs } = await endOf(
      streamOf((controller) => {
        if (!isFirst) return new Promise(() => {});
        isFirst = false;
        controller.enqueue(new Uint8Array([1, 2, 3]));
      }),
    );
    expect(result).toMatchObject({ kind: 'answer', cut: 'broken', answer: { isWhole: false } });
    expect(result.kind === 'answer' && [...result.answer.body]).toEqual([1, 2, 3]);
    expect(afterMs).toBe(15_000);
  });

  it('aborts the request with its deadline', async () => {
    let signal: AbortSignal | null | undefined;
    await endOf((_, init) => {
      signal = init?.signal;
      return new Promise(() => {});
    });
    expect(signal?.aborted).toBe(true);
  });

  it('does not read past its cap', async () => {
    let pulled = 0;
    const { result } = await endOf(
      streamOf((controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(300));
      }),
    );
    expect(result).toMatchObject({ kind: 'answer', cut: 'over-limit' });
    expect(result.kind === 'answer' && result.answer.body.byteLength).toBeLessThanOrEqual(1000);
    expect(pulled).toBeLessThan(10);
  });

  it('does not begin when it has been called off', async () => {
    const controller = new AbortController();
    controller.abort();
    const result = await exchange(
      { fetch: () => new Promise(() => {}), clock: createFakeClock(), timeouts: defaultTimeouts },
      request,
      controller.signal,
    );
    expect(result).toEqual({ kind: 'no-answer', code: 'aborted' });
  });
});

describe('the code of a network failure', () => {
  const withCode = (code: string, message = 'm') => Object.assign(new Error(message), { code });
  it.each<[unknown, string]>([
    [new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') }), 'ECONNREFUSED'],
    [new TypeError('fetch failed', { cause: withCode('UND_ERR_CONNECT_TIMEOUT') }), 'UND_ERR_CONNECT_TIMEOUT'],
    [new TypeError('fetch failed', { cause: new AggregateError([withCode('ETIMEDOUT')]) }), 'ETIMEDOUT'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'ERR_INTERNET_DISCONNECTED'],
    // What undici and Electron's net.fetch say of a redirect that is not to be followed.
    [new TypeError('fetch failed', { cause: new Error('unexpected redirect') }), 'redirected'],
    [new Error("Attempted to redirect, but redirect policy was 'error'"), 'redirected'],
    // What undici says of a proxy that wants a sign-in.
    [
      new TypeError('fetch failed', {
        cause: new Error('Request was cancelled.', {
          cause: withCode('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
        }),
      }),
      'proxy-sign-in',
    ],
    [new Error('net::ERR_PROXY_AUTH_REQUESTED'), 'ERR_PROXY_AUTH_REQUESTED'],
    [new Error('https://graph.microsoft.com/v1.0/users/aoi: secret'), 'network'],
    [withCode('has spaces and a name'), 'network'],
    ['aoi@tidewater.example', 'network'],
    [undefined, 'network'],
    [null, 'network'],
    [42, 'network'],
  ])('of %s is %s, never a message', (cause, code) => {
    expect(networkFailureCode(cause)).toBe(code);
  });

  it('is found in a cause that leads back to itself', () => {
    const loop: { cause?: unknown } = {};
    loop.cause = loop;
    expect(networkFailureCode(loop)).toBe('network');
  });
});
