import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRequest, type RequestFacts } from '../../../electron/loopback/request-guard.ts';
import { createSessions } from '../../../electron/loopback/sessions.ts';

const host = '127.0.0.1:4711';
const headerOf = (...values: string[]) => fc.oneof(fc.constantFrom(...values), fc.constant(undefined), fc.string());
const facts: fc.Arbitrary<RequestFacts> = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'), fc.string()),
  host: headerOf(host, 'localhost:4711', '127.0.0.1', '127.0.0.1:80'),
  origin: headerOf(`http://${host}`, 'null', 'http://evil.example', `https://${host}`),
  fetchSite: headerOf('same-origin', 'same-site', 'cross-site', 'none'),
  fetchMode: headerOf('navigate', 'cors', 'no-cors', 'websocket'),
});

test('whatever is sent: what reaches the commands is a script of our own page, and a write says so twice', () => {
  let allowed = 0;
  fc.assert(
    fc.property(facts, (asked) => {
      if (judgeRequest(asked, host, 'api').kind === 'refused') return;
      allowed += 1;
      expect(asked).toMatchObject({ host, fetchSite: 'same-origin' });
      expect(asked.fetchMode).not.toBe('navigate');
      expect(['GET', 'POST']).toContain(asked.method);
      expect([`http://${host}`, ...(asked.method === 'GET' ? [undefined] : [])]).toContain(asked.origin);
    }),
    { numRuns: 20_000 },
  );
  expect(allowed).toBeGreaterThan(0);
});

test('whatever is sent: files go to our own page and to a person who opens the address, under our own name', () => {
  let allowed = 0;
  fc.assert(
    fc.property(facts, (asked) => {
      if (judgeRequest(asked, host, 'file').kind === 'refused') return;
      allowed += 1;
      expect(asked.host).toBe(host);
      expect(['GET', 'HEAD']).toContain(asked.method);
      expect([undefined, 'same-origin', 'none']).toContain(asked.fetchSite);
      if (asked.fetchSite === 'none') expect(asked.fetchMode).toBe('navigate');
    }),
    { numRuns: 20_000 },
  );
  expect(allowed).toBeGreaterThan(0);
});

test('secrets and sessions: once, the newest only, both halves of one session, at most eight live', () => {
  const sessions = createSessions();
  expect(sessions.exchange('')).toBeUndefined();
  const old = sessions.issueSecret();
  const secret = sessions.issueSecret();
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(sessions.exchange(old)).toBeUndefined();
  const first = sessions.exchange(secret);
  expect(first).toBeDefined();
  expect(sessions.exchange(secret)).toBeUndefined();
  expect(sessions.isValid(first?.cookie, first?.pageKey)).toBe(true);
  expect(sessions.isValid(first?.pageKey, first?.cookie)).toBe(false);
  expect(sessions.isValid(first?.cookie, undefined)).toBe(false);
  for (let count = 0; count < 8; count += 1) sessions.exchange(sessions.issueSecret());
  expect(sessions.isValid(first?.cookie, first?.pageKey)).toBe(false);
});
