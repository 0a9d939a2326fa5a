import { describe, expect, it } from 'vitest';
import { type Classified, classifyAnswer, kindOf } from '../../../electron/graph/classification.ts';

interface Given {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly isWhole?: boolean;
  readonly canFindEmpty?: boolean;
  readonly isWrite?: boolean;
}

const clientRequestId = 'cccccccc-0000-4000-8000-000000000001';
const nowMs = Date.UTC(2026, 10, 22, 8);

function classify({
  status,
  headers = {},
  body,
  isWhole = true,
  canFindEmpty = false,
  isWrite = true,
}: Given): Classified {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return classifyAnswer(
    {
      status,
      headers: new Headers({ 'request-id': 'rrrr', ...headers }),
      body: new TextEncoder().encode(text),
      isWhole,
    },
    { clientRequestId, nowMs, canFindEmpty, isWrite },
  );
}

const error = (code: string, ...inner: string[]) => ({
  error: {
    code,
    message: 'Somebody Secret',
    innerError: inner.reduceRight<object>((deeper, name) => ({ code: name, innererror: deeper }), {}),
  },
});

describe('what each answer means', () => {
  // Section 5 of the reference, row by row.
  it.each<[string, Given, string]>([
    ['200', { status: 200 }, 'accepted'],
    ['204 without a body', { status: 204 }, 'accepted'],
    ['429', { status: 429 }, 'throttled'],
    ['503', { status: 503 }, 'throttled'],
    ['509', { status: 509 }, 'throttled'],
    ['500', { status: 500 }, 'transient'],
    ['502', { status: 502 }, 'transient'],
    ['504', { status: 504 }, 'transient'],
    ['423', { status: 423 }, 'transient'],
    ['409 concurrency', { status: 409, body: error('Directory_ConcurrencyViolation') }, 'transient'],
    ['408', { status: 408 }, 'transient'],
    ['401', { status: 401, body: error('InvalidAuthenticationToken') }, 'sign-in-needed'],
    ['403 access denied', { status: 403, body: error('ErrorAccessDenied') }, 'refused'],
    ['403 request denied', { status: 403, body: error('Authorization_RequestDenied') }, 'refused'],
    ['403 policy', { status: 403, body: error('Forbidden', 'ForbiddenByPolicy') }, 'refused'],
    ['403 app only', { status: 403, body: error('x', 'AppOnlyTokenNotSupportedForGroupUpdate') }, 'refused'],
    ['404 person', { status: 404, body: error('Request_ResourceNotFound') }, 'no-such-target'],
    [
      '404 user not resolved',
      { status: 404, body: error('ErrorUserResolutionFailedUserDoesNotExist') },
      'no-such-target',
    ],
    ['500 of the mailbox store', { status: 500, body: error('ErrorStoreInternalServerError') }, 'transient'],
    ['400 of a personal account', { status: 400, body: error('ConsumerPhotoIsNotSupported') }, 'unsupported'],
    ['404 invalid user', { status: 404, body: error('ErrorInvalidUser') }, 'no-such-target'],
    ['404 mailbox', { status: 404, body: error('MailboxNotEnabledForRESTAPI') }, 'no-mailbox'],
    [
      '404 nested mailbox',
      { status: 404, body: error('ResourceNotFound', 'MailboxNotHostedInExchangeOnline') },
      'no-mailbox',
    ],
    ['400 AuthenticationError', { status: 400, body: error('AuthenticationError') }, 'no-mailbox'],
    ['401 AuthenticationError', { status: 401, body: error('AuthenticationError') }, 'sign-in-needed'],
    ['400 MailboxNotHosted', { status: 400, body: error('MailboxNotHostedInExchangeOnline') }, 'no-mailbox'],
    ['400 too small', { status: 400, body: error('BadRequest', 'ValidationWidthTooSmall') }, 'picture-refused'],
    ['411', { status: 411 }, 'picture-refused'],
    ['413', { status: 413 }, 'picture-refused'],
    ['415', { status: 415 }, 'picture-refused'],
    ['405', { status: 405 }, 'wrong-cloud-or-path'],
    ['406', { status: 406 }, 'wrong-cloud-or-path'],
    ['501', { status: 501 }, 'wrong-cloud-or-path'],
    ['507', { status: 507 }, 'storage-full'],
    [
      '403 insufficient_claims',
      { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="e30="' } },
      'sign-in-needed',
    ],
    ['a portal page with 200', { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } }, 'offline'],
    ['a redirect', { status: 302, headers: { location: 'http://wifi.example/' } }, 'offline'],
    ['511', { status: 511 }, 'offline'],
    ['407', { status: 407 }, 'offline'],
    // Codes that nobody has seen fall back to the status, and to the code around them.
    ['403 new code', { status: 403, body: error('NewIn2031') }, 'refused'],
    ['404 new inner code', { status: 404, body: error('ErrorInvalidUser', 'NewIn2031') }, 'no-such-target'],
    ['418', { status: 418 }, 'refused'],
    ['599', { status: 599 }, 'transient'],
    ['429 whatever the code', { status: 429, body: error('ErrorAccessDenied') }, 'throttled'],
    ['403 with a broken body', { status: 403, body: '{"error":{"code":' }, 'refused'],
  ])('%s', (_, given, kind) => {
    const classified = classify(given);
    expect(classified.kind).toBe(kind);
    expect(classified.report.status).toBe(given.status);
    expect(classified.report.requestId).toBe('rrrr');
    expect(JSON.stringify(classified)).not.toContain('Secret');
  });

  it('finds an empty slot only when reading', () => {
    for (const code of ['ImageNotFound', 'ErrorItemNotFound', 'ErrorEntityNotFound']) {
      expect(classify({ status: 404, body: error(code), canFindEmpty: true }).kind).toBe('no-photo');
      expect(classify({ status: 404, body: error(code) }).kind).toBe('no-such-target');
    }
  });

  it('names the most specific code', () => {
    expect(classify({ status: 403, body: error('Forbidden', 'Middle', 'ForbiddenByPolicy') }).report.code).toBe(
      'ForbiddenByPolicy',
    );
  });

  it('keeps text that is no code out of the report', () => {
    for (const code of ['Aoi Tanaka has no licence', 'aoi@tidewater.example', 'x'.repeat(101), '<b>']) {
      expect(classify({ status: 403, body: error(code) }).report.code).toBeUndefined();
    }
  });

  it('does not believe a 2xx that no Microsoft service marked', () => {
    const answer = { status: 200, headers: new Headers(), body: new Uint8Array(), isWhole: true };
    const context = { clientRequestId, nowMs, canFindEmpty: false, isWrite: false };
    expect(classifyAnswer(answer, context)).toMatchObject({ kind: 'offline', report: { code: 'captive-portal' } });
    // Returning the random id that only the request carried proves it as well.
    const echoed = { ...answer, headers: new Headers({ 'client-request-id': clientRequestId }) };
    expect(classifyAnswer(echoed, context).kind).toBe('accepted');
    const other = { ...answer, headers: new Headers({ 'client-request-id': 'another' }) };
    expect(classifyAnswer(other, context).kind).toBe('offline');
  });

  it('goes on to the read-back after a page’s success that bears both ids, and only after a write', () => {
    const html = (headers: Record<string, string>) => ({
      status: 200,
      headers: new Headers({ 'content-type': 'text/html; charset=utf-8', ...headers }),
      body: new Uint8Array(),
      isWhole: true,
    });
    const context = { clientRequestId, nowMs, canFindEmpty: false };
    const both = html({ 'request-id': 'rrrr', 'client-request-id': clientRequestId });
    expect(classifyAnswer(both, { ...context, isWrite: true }).kind).toBe('accepted');
    expect(classifyAnswer(both, { ...context, isWrite: false }).kind).toBe('offline');
    for (const marks of [
      {},
      { 'request-id': 'rrrr' },
      { 'client-request-id': clientRequestId },
      { 'request-id': 'rrrr', 'client-request-id': 'of somebody else' },
    ]) {
      expect(classifyAnswer(html(marks), { ...context, isWrite: true }).kind).toBe('offline');
    }
  });

  it('reads the codes of an error that stands as JSON in the message of UnknownError, and no other message', () => {
    const inner = (code: string) => JSON.stringify({ error: { code, message: 'canary' } });
    const answer = (code: string, message: string) =>
      classify({ status: 404, body: { error: { code, message } } }) as { kind: string; report: { code?: string } };
    const user = 'ErrorUserResolutionFailedUserDoesNotExist';
    expect(answer('UnknownError', inner(user))).toMatchObject({ kind: 'no-such-target', report: { code: user } });
    const bare = JSON.stringify({ code: 'ErrorMailboxNotFound' });
    expect(answer('UnknownError', bare)).toMatchObject({ kind: 'no-mailbox' });
    expect(answer('Request_BadRequest', inner('ErrorAccessDenied')).report.code).toBe('Request_BadRequest');
    for (const message of ['', '{', '{"error":', '[]', 'null', '{"error":{"code":"a name with spaces"}}']) {
      expect(answer('UnknownError', message)).toMatchObject({
        kind: 'no-such-target',
        report: { code: 'UnknownError' },
      });
    }
  });

  it('does not park a photo because of a filter’s page', () => {
    const answer = {
      status: 403,
      headers: new Headers({ 'content-type': 'text/html' }),
      body: new Uint8Array(),
      isWhole: true,
    };
    const classified = classifyAnswer(answer, { clientRequestId, nowMs, canFindEmpty: false, isWrite: true });
    expect(classified).toMatchObject({ kind: 'offline', report: { code: 'not-the-service' } });
  });

  it('does not judge a photo by half an answer', () => {
    expect(classify({ status: 400, isWhole: false })).toMatchObject({
      kind: 'offline',
      report: { code: 'answer-cut' },
    });
    expect(classify({ status: 404, isWhole: false }).kind).toBe('offline');
    for (const status of [200, 401, 429, 500, 503, 507]) {
      expect(classify({ status, isWhole: false }).kind).not.toBe('offline');
    }
  });

  it('has a kind for every status and code', () => {
    for (let status = 100; status < 1000; status += 1) {
      expect(kindOf(status, ['Whatever'])).toBeTypeOf('string');
    }
  });
});

describe('what the queue is told', () => {
  it.each([429, 503, 500])('hands on when a %i wishes the next try, by the server’s own clock', (status) => {
    const headers = { date: 'Sun, 22 Nov 2020 00:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2020 00:01:00 GMT' };
    expect(classify({ status, headers })).toMatchObject({ retryAfterMs: 60_000 });
    expect(classify({ status, headers: { 'retry-after': '-5' } })).not.toHaveProperty('retryAfterMs');
  });

  it('hands on how near the throttle is', () => {
    expect(classify({ status: 200, headers: { 'x-ms-throttle-limit-percentage': '0.85' } }).kind).toBe('accepted');
    expect(classify({ status: 200, headers: { 'x-ms-throttle-limit-percentage': '0.85' } })).toMatchObject({
      throttleFraction: 0.85,
    });
    expect(classify({ status: 200, headers: { 'x-ms-throttle-limit-percentage': 'NaN' } })).not.toHaveProperty(
      'throttleFraction',
    );
  });

  it('hands on the claims of a challenge, decoded, and only when they can be read', () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1702682181"}}}';
    const challenge = (text: string) =>
      `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${text}"`;
    const good = classify({ status: 401, headers: { 'www-authenticate': challenge(btoa(claims)) } });
    expect(good).toMatchObject({ kind: 'sign-in-needed', claims });
    for (const bad of ['!!!', btoa('not json'), btoa('[1]'), 'e30', '']) {
      const classified = classify({ status: 401, headers: { 'www-authenticate': challenge(bad) } });
      expect(classified.kind).toBe('sign-in-needed');
      if (bad !== 'e30') expect(classified).not.toHaveProperty('claims');
    }
  });

  it('hands on the ETag of an accepted photo', () => {
    expect(classify({ status: 200, headers: { etag: 'W/"abc"' } })).toMatchObject({
      kind: 'accepted',
      eTag: 'W/"abc"',
    });
  });

  it('reports the time of the station in ISO 8601', () => {
    expect(classify({ status: 200 }).report.at).toBe('2026-11-22T08:00:00.000Z');
  });
});
