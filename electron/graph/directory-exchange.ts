import type { Outcome } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { jsonOf } from '../http/answer.ts';
import { defaultTimeouts, type Timeouts } from '../http/exchange.ts';
import type { Clock, Fetch, GetAccessToken } from '../ports.ts';
import { authorizedExchange } from './authorized-exchange.ts';
import { dialectTable } from './dialects.ts';

/** One request to Graph v1.0 that is not about a photo. */
export interface DirectoryRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the API's version, with its ids percent-encoded. */
  readonly path: string;
  readonly body?: object;
  readonly prefer?: string;
}

interface DirectoryExchangeParts {
  /** Root of the cloud's Graph, without a trailing slash. */
  readonly graphUrl: string;
  readonly fetch: Fetch;
  readonly getAccessToken: GetAccessToken;
  readonly clock: Clock;
  readonly randomId: () => string;
  /** For tests; the photo API's otherwise. */
  readonly timeouts?: Timeouts;
}

const answerLimitBytes = 4 * 1024 * 1024;

/**
 * Reads and writes objects of the directory through the same exchange and outcomes as photos: token, claims, deadlines, and
 * every answer understood. The value is the answer's JSON, `undefined` where it has none. Never throws.
 */
export function createDirectoryExchange(parts: DirectoryExchangeParts) {
  const { graphUrl, fetch, getAccessToken, clock, randomId, timeouts = defaultTimeouts } = parts;
  return async ({ method, path, body, prefer }: DirectoryRequest): Promise<Result<unknown, Outcome>> => {
    const { classified, answer } = await authorizedExchange(
      { fetch, getAccessToken, clock, randomId, timeouts },
      {
        method,
        url: `${graphUrl}${dialectTable['v1.0'].prefix}${path}`,
        headers: {
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(prefer === undefined ? {} : { Prefer: prefer }),
        },
        ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
        answerLimitBytes,
        canFindEmpty: false,
      },
    );
    if (classified.kind === 'accepted') return ok(answer === undefined ? undefined : jsonOf(answer.body));
    return err(classified as Outcome);
  };
}
