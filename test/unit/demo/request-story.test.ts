import { expect, test } from 'vitest';
import { requestKind } from '../../../electron/demo/request-story.ts';

const entry = {
  atMs: 0,
  area: 'graph',
  method: 'GET',
  path: '/v1.0/me',
  headers: {},
  requestId: 'r',
  status: 401,
  durationMs: 1,
} as const;

test('the station check asks without a token on purpose: that is told as a question, not as a refusal', () => {
  expect(requestKind(entry)).toBe('reached');
  expect(requestKind({ ...entry, headers: { authorization: 'Bearer …' } })).toBe('unauthorised');
});

test('settings that a station need not read are no refusal either', () => {
  const asked = { ...entry, headers: { authorization: 'Bearer …' }, path: '/beta/admin/people/photoUpdateSettings' };
  expect(requestKind({ ...asked, status: 403 })).toBe('settings-unread');
});

test('what was forbidden is still told as refused', () => {
  expect(requestKind({ ...entry, status: 403 })).toBe('refused');
});
