import { expect, test } from 'vitest';
import { readAuthorityAnswer } from '../../../electron/auth/authority-answer.ts';
import type { BodyCut } from '../../../electron/http/bounded-body.ts';

const nowMs = Date.UTC(2026, 10, 22, 9);
const answered = (status: number, text: string, headers: Record<string, string> = {}) =>
  ({
    kind: 'answer',
    answer: { status, headers: new Headers(headers), body: new TextEncoder().encode(text), isWhole: true },
    headersAtMs: nowMs,
  }) as const;
const read = (status: number, text: string, retryAfter?: string) =>
  readAuthorityAnswer('token', answered(status, text, retryAfter === undefined ? {} : { 'retry-after': retryAfter }));

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

test('Half an answer counts as offline, by the code of what cut it, except where the status says all.', () => {
  const cutBy = (status: number, cut: BodyCut) =>
    readAuthorityAnswer('token', { ...answered(status, '{"access_token":"a"}', { 'retry-after': '7' }), cut });
  const broken = { kind: 'broken', code: 'ECONNRESET' } as const;
  expect(cutBy(200, broken)).toEqual({ kind: 'fault', fault: { kind: 'offline', code: 'ECONNRESET' } });
  expect(cutBy(400, { kind: 'over-limit' })).toEqual({
    kind: 'fault',
    fault: { kind: 'offline', code: 'answer-over-limit' },
  });
  // Sign-in forgot the status, and with it the wait that was asked for; the photo API did not.
  for (const status of [429, 503]) {
    expect(cutBy(status, broken)).toEqual({
      kind: 'fault',
      fault: { kind: 'busy', code: `http-${status}`, retryAfterMs: 7_000 },
    });
  }
});

test('A wait until a date counts from the server’s clock: the station’s may be wrong.', () => {
  const headers = { date: 'Sun, 22 Nov 2020 00:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2020 00:01:00 GMT' };
  expect(readAuthorityAnswer('token', answered(429, '', headers))).toMatchObject({ fault: { retryAfterMs: 60_000 } });
});

test('A grant with a byte-order mark is a grant, as JSON from the photo API is.', () => {
  expect(read(200, '\ufeff{"access_token":"a","expires_in":60}')).toMatchObject({
    kind: 'granted',
    lifetimeMs: 60_000,
  });
});

test.each([
  ['CERT_HAS_EXPIRED', 'clock'],
  ['CERT_NOT_YET_VALID', 'clock'],
  ['ERR_CERT_DATE_INVALID', 'clock'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unusable'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'unusable'],
  ['ERR_CERT_AUTHORITY_INVALID', 'unusable'],
  ['ENOTFOUND', 'offline'],
  ['ECONNRESET', 'offline'],
  ['ERR_INTERNET_DISCONNECTED', 'offline'],
  ['redirected', 'offline'],
  ['proxy-sign-in', 'offline'],
  ['timeout', 'offline'],
  ['network', 'offline'],
])('A request that failed with %s is told as %s', (code, kind) => {
  expect(readAuthorityAnswer('token', { kind: 'no-answer', code })).toEqual({ kind: 'fault', fault: { kind, code } });
});
