import type { INetworkModule } from '@azure/msal-node';
import { exchange, type OutgoingRequest } from '../http/exchange.ts';
import type { Clock, Fetch } from '../ports.ts';
import { pause } from '../process/pause.ts';
import { type AuthorityAnswer, type NetworkFault, type Refusal, readAuthorityAnswer } from './authority-answer.ts';

type AuthorityRequest = Pick<OutgoingRequest, 'method' | 'headers' | 'body'>;
type NetworkResponse<T> = { headers: Record<string, string>; body: T; status: number };

/** MSAL's way to the network, with what it does not tell: the fault or refusal of the last request, and the clock's error. */
export interface AuthorityNetwork {
  readonly module: INetworkModule;
  /** The last request's fault, when it had one. */
  fault(): NetworkFault | undefined;
  /** The last request's refusal, when it was refused. */
  refusal(): Refusal | undefined;
  /** How long the last granted token lives by the server's word; independent of this machine's clock. */
  lifetimeMs(): number | undefined;
  /** Server's time minus this machine's, from the last answer's `Date` (one second fine). */
  skewMs(): number | undefined;
  /** Ends requests and waits under way; later ones fail at once. */
  abort(): void;
}

const answerLimitBytes = 1024 * 1024;
const slowDownMs = 5_000;

/** RFC 8628 lets a server leave `interval` out; MSAL 7.2.1 would then ask without any pause. */
function withSaneTimes(body: Record<string, unknown>): Record<string, unknown> {
  const interval = Number(body.interval ?? 5);
  const expiresIn = Number(body.expires_in);
  return {
    ...body,
    interval: interval > 0 && interval <= 300 ? interval : 5,
    expires_in: expiresIn > 0 && expiresIn <= 86_400 ? expiresIn : 900,
  };
}

/**
 * MSAL's network client over the exchange that Graph's requests go through: every request ends within `timeoutMs`,
 * headers and body together; redirects are not followed (a secret is in the body); an answer is at most 1 MB. 429 and 5xx are kept from MSAL, whose local
 * refusal of 60 s would outlast a short outage (ThrottlingUtils of msal-common): the token source waits instead.
 * While a device code is polled, faults and `slow_down` (which MSAL 7.2.1 takes for the end, DeviceCodeClient) count as
 * "not yet", with the extra pause RFC 8628 §3.5 asks for.
 */
export function createAuthorityNetwork(parts: {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly timeoutMs?: number;
}): AuthorityNetwork {
  const { clock, timeoutMs = 20_000 } = parts;
  const timeouts = {
    headersMs: timeoutMs,
    sendMsPerKilobyte: 0,
    bodySilenceMs: timeoutMs,
    bodyMs: timeoutMs,
    wholeMs: timeoutMs,
  };
  const aborter = new AbortController();
  let last: AuthorityAnswer | undefined;
  let lifetimeMs: number | undefined;
  let skewMs: number | undefined;
  let extraPollDelayMs = 0;

  async function ask(url: string, request: AuthorityRequest) {
    const endpoint = new URL(url).pathname.endsWith('/devicecode') ? 'device-code' : 'token';
    const exchanged = await exchange(
      { fetch: parts.fetch, clock, timeouts },
      { ...request, url, answerLimitBytes },
      aborter.signal,
    );
    if (exchanged.kind === 'answer') {
      const serverMs = Date.parse(exchanged.answer.headers.get('date') ?? '');
      if (Number.isFinite(serverMs)) skewMs = serverMs + 500 - exchanged.headersAtMs;
    }
    return readAuthorityAnswer(endpoint, exchanged);
  }

  function toMsal<T>(answer: AuthorityAnswer): NetworkResponse<T> {
    last = answer;
    if (answer.kind === 'fault') throw new Error(answer.fault.code);
    if (answer.kind === 'granted') lifetimeMs = answer.lifetimeMs;
    return { headers: {}, status: answer.kind === 'granted' ? 200 : 400, body: answer.body as T };
  }

  async function poll<T>(url: string, request: AuthorityRequest): Promise<NetworkResponse<T>> {
    if (extraPollDelayMs > 0) await pause(clock, extraPollDelayMs, aborter.signal);
    const answer = await ask(url, request);
    const isSlowDown = answer.kind === 'refused' && answer.refusal.error === 'slow_down';
    const isPassing = answer.kind === 'fault' && ['offline', 'busy'].includes(answer.fault.kind);
    if (aborter.signal.aborted || !(isSlowDown || isPassing)) return toMsal(answer);
    extraPollDelayMs = Math.min(extraPollDelayMs + slowDownMs, 60_000);
    return { headers: {}, status: 400, body: { error: 'authorization_pending' } as T };
  }

  return {
    module: {
      async sendGetRequestAsync<T>(url: string): Promise<NetworkResponse<T>> {
        return toMsal(await ask(url, { method: 'GET', headers: {} }));
      },
      async sendPostRequestAsync<T>(url: string, options?: { headers?: Record<string, string>; body?: string }) {
        const form = options?.body ?? '';
        const request = {
          method: 'POST',
          headers: options?.headers ?? {},
          body: new TextEncoder().encode(form),
        } as const;
        if (new URLSearchParams(form).get('grant_type')?.endsWith('device_code')) return poll<T>(url, request);
        const answer = await ask(url, request);
        const isCode = answer.kind === 'granted' && 'device_code' in answer.body;
        return toMsal<T>(isCode ? { ...answer, body: withSaneTimes(answer.body) } : answer);
      },
    },
    fault: () => (last?.kind === 'fault' ? last.fault : undefined),
    refusal: () => (last?.kind === 'refused' ? last.refusal : undefined),
    lifetimeMs: () => lifetimeMs,
    skewMs: () => skewMs,
    abort: () => aborter.abort(),
  };
}
