import { describe, expect, it } from 'vitest';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import { createFakeClock } from '../../fake-clock.ts';

function jsonApi(graphUrl: string) {
  const urls: string[] = [];
  const api = createPhotoApi({
    api: 'v1.0',
    method: 'PUT',
    graphUrl,
    clock: createFakeClock(),
    randomId: () => 'id',
    getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    fetch: async (input) => {
      urls.push(String(input));
      return Response.json({ value: [] }, { headers: { 'request-id': 'r' } });
    },
  });
  return { api, urls };
}

describe('reading JSON', () => {
  it('keeps the dollar of query options and encodes their values', async () => {
    const { api, urls } = jsonApi('https://graph.microsoft.com');
    await api.getJson('/users', { query: { $search: '"displayName:a b+c&d"', $top: '5' } });
    expect(urls).toEqual(['https://graph.microsoft.com/v1.0/users?$search=%22displayName%3Aa%20b%2Bc%26d%22&$top=5']);
  });

  it('follows a next link of its own root', async () => {
    const { api, urls } = jsonApi('https://graph.microsoft.com');
    const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=x%3D';
    expect((await api.getJson(next)).kind).toBe('ok');
    expect(urls).toEqual([next]);
  });

  it('can ask another version', async () => {
    const { api, urls } = jsonApi('https://graph.microsoft.com');
    await api.getJson('/admin/people/photoUpdateSettings', { version: 'beta' });
    expect(urls).toEqual(['https://graph.microsoft.com/beta/admin/people/photoUpdateSettings']);
  });

  it.each([
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:444/v1.0/users',
    'https://user@graph.microsoft.com/v1.0/users',
    '//evil.example/users',
    'users',
    'https://',
    'data:application/json,{}',
  ])('never takes the token to %s', async (path) => {
    const { api, urls } = jsonApi('https://graph.microsoft.com');
    const answer = await api.getJson(path);
    for (const url of urls) expect(new URL(url).origin).toBe('https://graph.microsoft.com');
    if (!path.startsWith('//')) {
      expect(answer.kind === 'error' && answer.error.report.code).toBe('url-outside-root');
      expect(urls).toEqual([]);
    }
  });

  it('stays below a root that has a path', async () => {
    const { api, urls } = jsonApi('https://gateway.example/graph');
    expect((await api.getJson('https://gateway.example/other/users')).kind).toBe('error');
    expect((await api.getJson('/../../other')).kind).toBe('error');
    expect(urls).toEqual([]);
    expect((await api.getJson('/users')).kind).toBe('ok');
    expect(urls).toEqual(['https://gateway.example/graph/v1.0/users']);
  });
});
