/** No server's word makes a station wait longer: it asks once an hour, and is told again if it is still too soon. */
const longestMs = 3_600_000;

/**
 * `Retry-After` in milliseconds, from seconds (RFC 9110 §10.2.3; a fraction is accepted) or an HTTP date, 0 for one that
 * is over; at most an hour. A date counts from the answer's own `Date`, else from `nowMs`: the station's clock may be
 * wrong. `undefined` where the header is missing or neither.
 */
export function retryAfterMsOf(headers: Headers, nowMs: number): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(longestMs, Math.ceil(Number(text) * 1000));
  // Whatever Date.parse makes of it, a number in another style is not a date.
  if (!/^([a-z]{3}|\d{4}-\d\d-\d\dT)/i.test(text)) return undefined;
  const untilMs = Date.parse(text);
  if (!Number.isFinite(untilMs)) return undefined;
  const serverMs = Date.parse(headers.get('date') ?? '');
  return Math.min(longestMs, Math.max(0, untilMs - (Number.isFinite(serverMs) ? serverMs : nowMs)));
}
