import { expect, test } from 'vitest';
import { preferredLanguage } from '../../../electron/demo/page-words.ts';
import { createFaultList, faultCatalogue } from '../../../electron/demo/request-fault.ts';
import { readServeOptions } from '../../../electron/demo/serve-options.ts';

const write = { area: 'graph', isPhoto: true, isWrite: true } as const;
const read = { area: 'graph', isPhoto: true, isWrite: false } as const;

test('faults are used in order, each for its own kind of request and as often as asked', () => {
  const faults = createFaultList();
  faults.add(faultCatalogue['503'], { count: 2 });
  faults.add(faultCatalogue['429'], { on: 'photo-read' });
  faults.add(faultCatalogue['500'], { on: 'any' });
  expect(faults.take({ area: 'page', isPhoto: false, isWrite: false })).toBeUndefined();
  expect(faults.take(read)).toBe(faultCatalogue['429']);
  expect(faults.take(write)).toBe(faultCatalogue['503']);
  expect(faults.take(write)).toBe(faultCatalogue['503']);
  expect(faults.take({ area: 'sign-in', isPhoto: false, isWrite: true })).toBe(faultCatalogue['500']);
  expect(faults.take(write)).toBeUndefined();
});

test('every status of the outcome table can be asked for', () => {
  const statuses = new Set(
    Object.values(faultCatalogue).flatMap((fault) => (fault.kind === 'answer' ? [fault.status] : [])),
  );
  const wanted = [400, 401, 403, 404, 405, 406, 408, 409, 411, 413, 415, 423, 429, 500, 501, 502, 503, 504, 507, 509];
  expect(wanted.filter((status) => !statuses.has(status))).toEqual([]);
});

test('the claims challenge decodes to JSON', () => {
  const challenge = faultCatalogue['claims-401'];
  const header = challenge.kind === 'answer' ? (challenge.headers?.['www-authenticate'] ?? '') : '';
  const claims = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
  expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toHaveProperty('access_token');
});

test('the command line is read whole', () => {
  const argv = ['--port', '8080', '--latency-ms', '20', '--fault', 'slow', '--fault', '429x3', '--fault', 'claims-403'];
  expect(readServeOptions(argv)).toEqual({
    kind: 'ok',
    value: {
      port: 8080,
      latencyMs: 20,
      fault: 'slow',
      failing: [
        { fault: '429', count: 3 },
        { fault: 'claims-403', count: 1 },
      ],
      photoSource: 'cloud',
      registrations: 'everybody',
      applicationQuota: 250,
      consentDelayMs: 0,
    },
  });
});

test.each([
  ['ja', 'ja'],
  ['zh-TW,en;q=0.2', 'zh-Hans'],
  ['de,fr;q=0.9', 'en'],
  ['en;q=0.3,ja;q=0.9', 'ja'],
  ['ja;q=0,en', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [null, 'en'],
])('a browser that asks for %s gets %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
