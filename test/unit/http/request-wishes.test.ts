import { expect, test } from 'vitest';
import { createAuthorityNetwork } from '../../../electron/auth/authority-network.ts';
import { createPhotoApi } from '../../../electron/graph/photo-api.ts';
import type { Fetch } from '../../../electron/ports.ts';
import { createFakeClock } from '../../fake-clock.ts';

/** A `fetch` that keeps what it was asked for, and answers nothing useful. */
function keepingFetch(): { fetch: Fetch; asked: { url: string; init: RequestInit }[] } {
  const asked: { url: string; init: RequestInit }[] = [];
  return {
    asked,
    fetch: async (input, init = {}) => {
      asked.push({ url: String(input), init });
      return Response.json({}, { headers: { 'request-id': 'r' } });
    },
  };
}

/** Every kind of request that leaves the station, by the room that makes it. */
async function everyRequest(fetch: Fetch): Promise<void> {
  const api = createPhotoApi({
    api: 'v1.0',
    method: 'PUT',
    graphUrl: 'https://graph.microsoft.com',
    clock: createFakeClock(),
    randomId: () => 'id',
    getAccessToken: async () => ({ kind: 'ok', value: 'token' }),
    fetch,
  });
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
  await api.put({ kind: 'me' }, jpeg, { priority: 'high' });
  await api.put({ kind: 'me' }, jpeg, { priority: 'low', method: 'PATCH' });
  await api.readMetadata({ kind: 'me' });
  await api.readValue({ kind: 'me' });
  await api.delete({ kind: 'me' });
  await api.getJson('/users');
  const { module } = createAuthorityNetwork({ fetch, clock: createFakeClock() });
  await module.sendGetRequestAsync('https://login.microsoftonline.com/t/discovery').catch(() => undefined);
  await module
    .sendPostRequestAsync('https://login.microsoftonline.com/t/oauth2/v2.0/token', { body: 'client_secret=s' })
    .catch(() => undefined);
}

test('no request takes along what the system keeps for a host, nor follows where it is sent on to', async () => {
  const { fetch, asked } = keepingFetch();
  await everyRequest(fetch);
  expect(asked.map(({ init }) => init.method)).toEqual(['PUT', 'PATCH', 'GET', 'GET', 'DELETE', 'GET', 'GET', 'POST']);
  for (const { url, init } of asked) {
    // Cookies, and passwords and certificates of the person whose system this is: none of them is the station's.
    expect(init.credentials, `${init.method} ${url}`).toBe('omit');
    expect(['error', 'manual'], `${init.method} ${url}`).toContain(init.redirect);
    if (init.method === 'GET') expect(init.cache, url).toBe('no-store');
  }
});
