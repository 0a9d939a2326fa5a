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

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** `Retry-After` in milliseconds, from seconds or a date; at most an hour, as MSAL caps it. */
export function retryAfterMs(value: string | null, nowMs: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - nowMs;
  return Number.isFinite(delayMs) ? Math.min(Math.max(delayMs, 0), 3_600_000) : undefined;
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

/**
 * What an HTTP answer of the sign-in server means. A page that is not JSON is a captive portal or a proxy and counts
 * as offline, whatever its status; 429 and 5xx are busy.
 */
export function readAuthorityAnswer(
  endpoint: AuthorityEndpoint,
  http: { readonly status: number; readonly retryAfter: string | null; readonly text: string },
  nowMs: number,
): AuthorityAnswer {
  const { status, text } = http;
  if (status === 429 || status >= 500) {
    const delayMs = retryAfterMs(http.retryAfter, nowMs);
    const fault = { kind: 'busy', code: `http-${status}` } as const;
    return { kind: 'fault', fault: delayMs === undefined ? fault : { ...fault, retryAfterMs: delayMs } };
  }
  const body = parseObject(text);
  if (body === undefined) return { kind: 'fault', fault: { kind: 'offline', code: `not-json-${status}` } };
  if (status >= 200 && status < 300) {
    const missing = requiredFields[endpoint].find((name) => textOf(body[name]) === undefined);
    if (missing !== undefined) return { kind: 'fault', fault: { kind: 'unusable', code: `no-${missing}` } };
    const lifetimeMs = Number(body.expires_in) * 1000;
    return { kind: 'granted', body, ...(lifetimeMs > 0 ? { lifetimeMs } : {}) };
  }
  const error = textOf(body.error);
  if (error === undefined) return { kind: 'fault', fault: { kind: 'unusable', code: `http-${status}` } };
  return { kind: 'refused', body, refusal: refusalOf(body, error) };
}

const clockCodes = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_CERT_DATE_INVALID']);
const trustCodes =
  /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME|HOSTNAME_MISMATCH|ERR_SSL|EPROTO|INVALID_CA|UNEXPECTED_REDIRECT/;

/** The code of a failed request: Node's from the chain of causes, or Chromium's `net::ERR_…`. Never its message. */
function failureCode(error: unknown): string {
  let at: unknown = error;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    const { code, message, cause } = at as { code?: unknown; message?: unknown; cause?: unknown };
    if (typeof code === 'string') return code;
    const chromium = /net::(ERR_[A-Z_]+)/.exec(String(message))?.[1];
    if (chromium !== undefined) return chromium;
    at = cause;
  }
  return 'no-answer';
}

/** What a request that brought no answer means. */
export function faultOfFailure(error: unknown): NetworkFault {
  const code = failureCode(error);
  if (clockCodes.has(code)) return { kind: 'clock', code };
  return trustCodes.test(code) ? { kind: 'unusable', code } : { kind: 'offline', code };
}
