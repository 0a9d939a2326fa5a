import { type Answer, jsonOf } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { retryAfterMsOf } from '../http/retry-after.ts';

/** What stands between the station and a usable answer of the sign-in server. `code` never holds personal data. */
export type NetworkFault =
  | { readonly kind: 'offline'; readonly code: string }
  /** TLS says the certificate is not valid now: the clock, here or there, is wrong. */
  | { readonly kind: 'clock'; readonly code: string }
  /** Reached something that is not the sign-in server, or not one this station can use. */
  | { readonly kind: 'unusable'; readonly code: string }
  | { readonly kind: 'busy'; readonly code: string; readonly retryAfterMs?: number };

/** The refusal in an OAuth error answer, without its description (which can name people). */
export interface Refusal {
  readonly error: string;
  /** Numbers of Microsoft's `AADSTS…` codes, the most specific first as the server orders them. */
  readonly aadstsCodes: readonly number[];
  readonly suberror?: string;
  readonly claims?: string;
  readonly correlationId?: string;
}

export type AuthorityAnswer =
  | { readonly kind: 'granted'; readonly body: Record<string, unknown>; readonly lifetimeMs?: number }
  | { readonly kind: 'refused'; readonly body: Record<string, unknown>; readonly refusal: Refusal }
  | { readonly kind: 'fault'; readonly fault: NetworkFault };

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function objectOf(body: Uint8Array): Record<string, unknown> | undefined {
  const value = jsonOf(body);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function refusalOf(body: Record<string, unknown>, error: string): Refusal {
  const listed = Array.isArray(body.error_codes) ? body.error_codes.map(Number).filter(Number.isInteger) : [];
  const described = [...(textOf(body.error_description) ?? '').matchAll(/AADSTS(\d{4,8})/g)].map((hit) =>
    Number(hit[1]),
  );
  const suberror = textOf(body.suberror);
  const claims = textOf(body.claims);
  const correlationId = textOf(body.correlation_id);
  return {
    error: error.slice(0, 100),
    aadstsCodes: [...new Set([...listed, ...described])],
    ...(suberror === undefined ? {} : { suberror: suberror.slice(0, 100) }),
    ...(claims === undefined ? {} : { claims }),
    ...(correlationId === undefined ? {} : { correlationId: correlationId.slice(0, 100) }),
  };
}

const requiredFields = {
  token: ['access_token'],
  'device-code': ['device_code', 'user_code', 'verification_uri'],
} as const;

/** Which endpoint of the sign-in server was asked. */
export type AuthorityEndpoint = keyof typeof requiredFields;

const clockCodes = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_CERT_DATE_INVALID']);
const trustCodes = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME|HOSTNAME_MISMATCH|ERR_SSL|EPROTO|INVALID_CA/;

/** What a request that brought no answer means, from the code of its failure. A redirect is a captive portal's: offline. */
function faultOfCode(code: string): NetworkFault {
  if (clockCodes.has(code)) return { kind: 'clock', code };
  return trustCodes.test(code) ? { kind: 'unusable', code } : { kind: 'offline', code };
}

function busyFault({ status, headers }: Answer, nowMs: number): NetworkFault {
  const retryAfterMs = retryAfterMsOf(headers, nowMs);
  return { kind: 'busy', code: `http-${status}`, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/**
 * What an exchange with the sign-in server means. 429 and 5xx are busy, whether their body came or not. A page that is
 * not JSON is a captive portal or a proxy and counts as offline, whatever its status; so does an answer that was cut.
 */
export function readAuthorityAnswer(endpoint: AuthorityEndpoint, exchanged: Exchange): AuthorityAnswer {
  const fault = (value: NetworkFault): AuthorityAnswer => ({ kind: 'fault', fault: value });
  if (exchanged.kind === 'no-answer') return fault(faultOfCode(exchanged.code));
  const { answer, cut, headersAtMs } = exchanged;
  const { status } = answer;
  if (status === 429 || status >= 500) return fault(busyFault(answer, headersAtMs));
  if (cut !== undefined)
    return fault({ kind: 'offline', code: cut.kind === 'broken' ? cut.code : 'answer-over-limit' });
  const body = objectOf(answer.body);
  if (body === undefined) return fault({ kind: 'offline', code: `not-json-${status}` });
  if (status >= 200 && status < 300) {
    const missing = requiredFields[endpoint].find((name) => textOf(body[name]) === undefined);
    if (missing !== undefined) return fault({ kind: 'unusable', code: `no-${missing}` });
    const lifetimeMs = Number(body.expires_in) * 1000;
    return { kind: 'granted', body, ...(lifetimeMs > 0 ? { lifetimeMs } : {}) };
  }
  const error = textOf(body.error);
  if (error === undefined) return fault({ kind: 'unusable', code: `http-${status}` });
  return { kind: 'refused', body, refusal: refusalOf(body, error) };
}
