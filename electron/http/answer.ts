/** One answer of a server, read whole within its cap or as far as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** False when the body broke off, hung, or went over its cap. */
  readonly isWhole: boolean;
}

const printable = /^[\x21-\x7e]+$/;

/** A header as a short token for a report; anything that is not plain printable ASCII is dropped. */
export function headerToken(headers: Headers, name: string, limit = 200): string | undefined {
  const value = headers.get(name)?.trim();
  return value !== undefined && value.length <= limit && printable.test(value) ? value : undefined;
}

/** Microsoft's id of the request, under either of its names. */
export function requestIdOf(headers: Headers): string | undefined {
  return headerToken(headers, 'request-id') ?? headerToken(headers, 'x-ms-request-id');
}

/**
 * Whether a Microsoft service sent this, not a captive portal or a proxy on the way: it names the request, or it
 * returned the random id that only the request carried.
 */
export function isFromService(answer: Pick<Answer, 'headers'>, clientRequestId: string): boolean {
  const { headers } = answer;
  return (
    requestIdOf(headers) !== undefined ||
    headers.get('client-request-id') === clientRequestId ||
    headers.has('x-ms-ags-diagnostic')
  );
}

/** Whether the answer is a page for people. The photo API never sends one. */
export function isHtml(headers: Headers): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)/i.test(headers.get('content-type') ?? '');
}

/** The body as JSON; `undefined` when it is not JSON in UTF-8 (a byte-order mark is accepted). Never throws. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  for (const [key, entry] of Object.entries(value)) if (key.toLowerCase() === name) return entry;
  return undefined;
}

const codeForm = /^[A-Za-z0-9_.-]{1,100}$/;
const deepestLevel = 8;

/**
 * The error codes of an answer, the most specific (deepest nested) first. Only what looks like a code is taken, so that
 * no text of the answer reaches a report.
 */
export function errorCodesOf(json: unknown): string[] {
  const codes: string[] = [];
  let level = field(json, 'error');
  for (let depth = 0; depth < deepestLevel && level !== undefined; depth += 1) {
    const code = typeof level === 'string' ? level : field(level, 'code');
    if (typeof code === 'string' && codeForm.test(code)) codes.unshift(code);
    level = field(level, 'innererror');
  }
  return codes;
}

/** `Retry-After` in milliseconds, from seconds or an HTTP date (against the answer's own `Date` when it has one). At most a day. */
export function retryAfterMsOf(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  const dayMs = 86_400_000;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(dayMs, Math.ceil(Number(text) * 1000));
  // Digits and signs alone are not a date, whatever Date.parse makes of them.
  if (!/[a-z]/i.test(text)) return undefined;
  const untilMs = Date.parse(text);
  if (!Number.isFinite(untilMs)) return undefined;
  const serverMs = Date.parse(headers.get('date') ?? '');
  return Math.min(dayMs, Math.max(0, untilMs - (Number.isFinite(serverMs) ? serverMs : nowMs)));
}

/** How near the throttle is, from `x-ms-throttle-limit-percentage`: 0.8 and above means slow down. */
export function throttleFractionOf(headers: Headers): number | undefined {
  const text = headers.get('x-ms-throttle-limit-percentage')?.trim();
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) return undefined;
  return Number(text);
}

/** The claims of a challenge in `WWW-Authenticate`, decoded to the JSON text that a sign-in takes; `undefined` when there are none or they are not JSON. */
export function claimsChallengeOf(headers: Headers): string | undefined {
  const encoded = /[\s,]claims\s*=\s*"?([A-Za-z0-9+/_=-]{4,8000})"?/i.exec(headers.get('www-authenticate') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const claims: unknown = JSON.parse(text);
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the answer asks for a new sign-in with more claims, readable or not. */
export function isClaimsChallenge(headers: Headers): boolean {
  return /insufficient_claims|[\s,]claims\s*=/i.test(headers.get('www-authenticate') ?? '');
}
