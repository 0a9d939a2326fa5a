import type { OutcomeKind } from '../../shared/outcome.ts';
import { jsonOf } from '../http/answer.ts';
import { defaultTimeouts } from '../http/exchange.ts';
import { retryAfterMsOf } from '../http/retry-after.ts';
import type { Clock, Fetch, GetAccessToken } from '../ports.ts';
import { authorizedExchange } from './authorized-exchange.ts';
import { dialectTable } from './dialects.ts';
import { errorCodesOf } from './error-codes.ts';

/** One request to a SharePoint list. */
export interface ListRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below Graph's version, ids percent-encoded; or a whole link that Graph gave before. */
  readonly path: string;
  readonly body?: object;
  /** The eTag exactly as it came. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** What came of it: an answer of whatever status, or the reason why there was none. */
export type ListAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly json: unknown;
      readonly code?: string;
      readonly retryAfterMs?: number;
      /** The service's time (whole seconds), and this machine's monotonic clock around it. */
      readonly time?: { readonly dateMs: number; readonly askedMs: number; readonly answeredMs: number };
    }
  | { readonly kind: 'no-answer'; readonly why: OutcomeKind; readonly retryAfterMs?: number };

interface ListExchangeParts {
  /** Root of the cloud's Graph, without a trailing slash. */
  readonly graphUrl: string;
  readonly fetch: Fetch;
  readonly getAccessToken: GetAccessToken;
  readonly clock: Clock;
  readonly randomId: () => string;
}

const answerLimitBytes = 16 * 1024 * 1024;

/** Speaks to lists through the same exchange as photos: token, claims, deadlines. A link that leads elsewhere is not followed. */
export function createListExchange(parts: ListExchangeParts): (request: ListRequest) => Promise<ListAnswer> {
  const { graphUrl, fetch, getAccessToken, clock, randomId } = parts;
  const below = `${graphUrl}${dialectTable['v1.0'].prefix}`;
  return async ({ method, path, body, ifMatch, signal }) => {
    const url = path.startsWith('/') ? `${below}${path}` : path;
    if (!url.startsWith(`${below}/`)) return { kind: 'no-answer', why: 'unsupported' };
    const askedMs = clock.monotonicMs();
    const { classified, answer } = await authorizedExchange(
      { fetch, getAccessToken, clock, randomId, timeouts: defaultTimeouts },
      {
        method,
        url,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
        },
        ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
        answerLimitBytes,
        canFindEmpty: false,
      },
      signal,
    );
    const { kind } = classified;
    const isUsable = answer !== undefined && kind !== 'offline' && kind !== 'sign-in-needed';
    if (!isUsable || (answer.status < 300 && kind !== 'accepted')) {
      const waitMs = 'retryAfterMs' in classified ? classified.retryAfterMs : undefined;
      const why = kind === 'no-photo' ? 'unsupported' : kind;
      return { kind: 'no-answer', why, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
    }
    const json = jsonOf(answer.body);
    const [code] = errorCodesOf(json);
    const waitMs = retryAfterMsOf(answer.headers, clock.nowMs());
    const dateMs = Date.parse(answer.headers.get('date') ?? '');
    return {
      kind: 'answer',
      status: answer.status,
      json,
      ...(code === undefined ? {} : { code }),
      ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
      ...(Number.isNaN(dateMs) ? {} : { time: { dateMs, askedMs, answeredMs: clock.monotonicMs() } }),
    };
  };
}
