import { expect, test } from 'vitest';
import { faultOfFailure, readAuthorityAnswer, retryAfterMs } from '../../../electron/auth/authority-answer.ts';

const nowMs = Date.UTC(2026, 10, 22, 9);
const read = (status: number, text: string, retryAfter: string | null = null) =>
  readAuthorityAnswer('token', { status, retryAfter, text }, nowMs);

test.each([
  ['a captive portal with 200', 200, '<!doctype html><title>Welcome</title>'],
  ['a captive portal that redirects', 302, ''],
  ['a proxy that wants a password', 407, '<html>'],
  ['a block page', 403, '<html>'],
  ['JSON that is no object', 200, '[]'],
])('%s counts as offline', (_, status, text) => {
  expect(read(status, text)).toEqual({ kind: 'fault', fault: { kind: 'offline', code: `not-json-${status}` } });
});

test.each([429, 500, 502, 503, 504])('%i is busy, whatever its body', (status) => {
  expect(read(status, '<html>')).toEqual({ kind: 'fault', fault: { kind: 'busy', code: `http-${status}` } });
  expect(read(status, '{"error":"x"}', '7')).toMatchObject({ fault: { retryAfterMs: 7_000 } });
});

test('JSON that is not an answer of a sign-in server makes it unusable, not offline.', () => {
  expect(read(200, '{"hello":1}')).toEqual({ kind: 'fault', fault: { kind: 'unusable', code: 'no-access_token' } });
  expect(read(404, '{"message":"no route"}')).toEqual({ kind: 'fault', fault: { kind: 'unusable', code: 'http-404' } });
});

test('Of a refusal the numbers, sub-error, claims and correlation id are kept, and never the description.', () => {
  const body = {
    error: 'interaction_required',
    error_description: 'AADSTS50076: canary.ingrid@contoso.test must use MFA. Trace ID: 1\r\n AADSTS53003: also',
    error_codes: [50076],
    suberror: 'basic_action',
    claims: '{"access_token":{}}',
    correlation_id: 'c-1',
  };
  const answer = read(400, JSON.stringify(body));
  expect(answer).toMatchObject({
    kind: 'refused',
    refusal: {
      error: 'interaction_required',
      aadstsCodes: [50076, 53003],
      suberror: 'basic_action',
      claims: '{"access_token":{}}',
      correlationId: 'c-1',
    },
  });
  expect(answer.kind === 'refused' && JSON.stringify(answer.refusal)).not.toContain('canary');
});

test('Retry-After is read as seconds and as a date, and never makes the station wait more than an hour.', () => {
  expect(retryAfterMs('120', nowMs)).toBe(120_000);
  expect(retryAfterMs(new Date(nowMs + 30_000).toUTCString(), nowMs)).toBe(30_000);
  expect(retryAfterMs('999999', nowMs)).toBe(3_600_000);
  expect(retryAfterMs('-5', nowMs)).toBe(0);
  expect(retryAfterMs('soon', nowMs)).toBeUndefined();
  expect(retryAfterMs(null, nowMs)).toBeUndefined();
});

const withCode = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
test.each([
  [withCode('CERT_HAS_EXPIRED'), 'clock', 'CERT_HAS_EXPIRED'],
  [withCode('CERT_NOT_YET_VALID'), 'clock', 'CERT_NOT_YET_VALID'],
  [new Error('net::ERR_CERT_DATE_INVALID'), 'clock', 'ERR_CERT_DATE_INVALID'],
  [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unusable', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'unusable', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'unusable', 'ERR_CERT_AUTHORITY_INVALID'],
  [withCode('ENOTFOUND'), 'offline', 'ENOTFOUND'],
  [withCode('ECONNRESET'), 'offline', 'ECONNRESET'],
  [new Error('net::ERR_INTERNET_DISCONNECTED'), 'offline', 'ERR_INTERNET_DISCONNECTED'],
  [new Error('canary.ingrid@contoso.test'), 'offline', 'no-answer'],
  [undefined, 'offline', 'no-answer'],
])('A failed request is known by its code alone (%#)', (error, kind, code) => {
  expect(faultOfFailure(error)).toEqual({ kind, code });
});
