import { describe, expect, it } from 'vitest';
import { createDeadline } from '../../../electron/http/deadline.ts';
import { networkFailureCode } from '../../../electron/http/network-failure.ts';
import { createFakeClock } from '../../fake-clock.ts';

const withCode = (code: unknown, message = 'm') => Object.assign(new Error(message), { code });
const failed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('the code of a network failure', () => {
  it.each<[string, unknown, string]>([
    ['Node’s, in the cause', failed(withCode('ECONNREFUSED')), 'ECONNREFUSED'],
    ['undici’s', failed(withCode('UND_ERR_CONNECT_TIMEOUT')), 'UND_ERR_CONNECT_TIMEOUT'],
    ['Chromium’s, in the message', new Error('net::ERR_INTERNET_DISCONNECTED'), 'ERR_INTERNET_DISCONNECTED'],
    // Sign-in read no list of errors (a host with several addresses); the photo API read the first only.
    ['found in a list of errors', failed(new AggregateError([withCode('ETIMEDOUT')])), 'ETIMEDOUT'],
    [
      'found in the second of a list',
      failed(new AggregateError([new Error('no code'), withCode('ENETUNREACH')])),
      'ENETUNREACH',
    ],
    // Sign-in cut Chromium's names at the first digit.
    ['Chromium’s whole name, digits too', new Error('net::ERR_HTTP2_PROTOCOL_ERROR'), 'ERR_HTTP2_PROTOCOL_ERROR'],
    // Sign-in knew neither of these two: `UND_ERR_ABORTED` and no code.
    [
      'a proxy’s 407 before undici’s own code',
      failed(
        new Error('Request was cancelled.', {
          cause: withCode('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling'),
        }),
      ),
      'proxy-sign-in',
    ],
    ['a redirect refused by undici', failed(new Error('unexpected redirect')), 'redirected'],
    [
      'a redirect refused by Electron',
      new Error("Attempted to redirect, but redirect policy was 'error'"),
      'redirected',
    ],
    ['a redirect refused by Chromium', new Error('net::ERR_UNSAFE_REDIRECT'), 'redirected'],
    ['Chromium’s for a proxy that asks', new Error('net::ERR_PROXY_AUTH_REQUESTED'), 'ERR_PROXY_AUTH_REQUESTED'],
    // Sign-in took any text that was called `code`, and with it what a server or a name had put there.
    ['not a text that is no code', withCode('has spaces and a name'), 'network'],
    ['found below a text that is no code', Object.assign(failed(withCode('EPIPE')), { code: 'two words' }), 'EPIPE'],
    ['not a number (DOMException)', withCode(20), 'network'],
    ['not a message', new Error('https://graph.microsoft.com/v1.0/users/aoi: secret'), 'network'],
    ['not a thrown text', 'aoi@tidewater.example', 'network'],
    // Sign-in said `no-answer` where the photo API said `network`.
    ['"network" for nothing', undefined, 'network'],
    ['"network" for null', null, 'network'],
    ['"network" for a number', 42, 'network'],
  ])('is %s', (_, cause, code) => {
    expect(networkFailureCode(cause)).toBe(code);
  });

  it('is the deadline’s own when that ended the work', async () => {
    const clock = createFakeClock();
    const deadline = createDeadline(clock);
    const raced = deadline.race(new Promise(() => {}), 10).catch(networkFailureCode);
    clock.advance(10);
    expect(await raced).toBe('timeout');
    expect(networkFailureCode(failed(deadline.signal.reason))).toBe('timeout');
  });

  it('is found in a cause, or a list, that leads back to itself', () => {
    const loop: { cause?: unknown; errors?: unknown } = {};
    loop.cause = loop;
    loop.errors = Array.from({ length: 100_000 }, () => loop);
    expect(networkFailureCode(loop)).toBe('network');
  });
});
