import { readFileSync } from 'node:fs';
import { ConfidentialClientApplication, PublicClientApplication, version } from '@azure/msal-node';
import { expect, test } from 'vitest';
import { describeAuthority } from '../../../electron/auth/authority.ts';
import { signInErrorOfMsalError } from '../../../electron/auth/sign-in-error.ts';

/** What the sign-in room builds on. When an upgrade of MSAL breaks one of these, read the room's comments before going on. */
const clientId = '11111111-1111-4111-8111-111111111111';
const { authority, knownAuthorities, authorityMetadata } = describeAuthority('https://login.test', 'contoso.test');
const auth = { clientId, authority, knownAuthorities, authorityMetadata };

function application(answer: () => { status: number; headers: Record<string, string>; body: object }) {
  let asked = 0;
  const networkClient = {
    sendGetRequestAsync: async () => expect.unreachable('no discovery'),
    sendPostRequestAsync: async <T>() => {
      asked += 1;
      return answer() as { status: number; headers: Record<string, string>; body: T };
    },
  };
  const client = new ConfidentialClientApplication({ auth: { ...auth, clientSecret: 's' }, system: { networkClient } });
  const scopes = ['https://graph.test/.default'];
  return { acquire: () => client.acquireTokenByClientCredential({ scopes, skipCache: true }), asked: () => asked };
}

test('MSAL is pinned exactly, and has public clients with device code and browser.', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  expect(dependencies['@azure/msal-node']).toBe(version);
  const client = new PublicClientApplication({ auth });
  expect([typeof client.acquireTokenByDeviceCode, typeof client.acquireTokenInteractive]).toEqual([
    'function',
    'function',
  ]);
});

test('After one 5xx MSAL itself refuses the next request without sending it, with an empty code: so it never sees one.', async () => {
  const { acquire, asked } = application(() => ({ status: 503, headers: {}, body: { error: 'busy' } }));
  await expect(acquire()).rejects.toThrow();
  const refusal = await acquire().catch((error: unknown) => error);
  expect(asked()).toBe(1);
  expect(signInErrorOfMsalError(refusal)).toEqual({ kind: 'busy', code: 'msal-refusal', retryAfterMs: 60_000 });
});

test('MSAL takes a 503 without an OAuth error for a success without a token: another reason why it never sees one.', async () => {
  const { acquire } = application(() => ({ status: 503, headers: {}, body: {} }));
  expect(await acquire()).toMatchObject({ accessToken: '' });
});

test('MSAL does not join parallel requests: the token source does.', async () => {
  const { acquire, asked } = application(() => ({
    status: 200,
    headers: {},
    body: { access_token: 'a', expires_in: 3600, token_type: 'Bearer' },
  }));
  await Promise.all([acquire(), acquire(), acquire()]);
  expect(asked()).toBe(3);
});

test('MSAL refuses an http authority: such a server gets an https alias.', async () => {
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: 'http://127.0.0.1:1/contoso.test/',
      knownAuthorities: ['127.0.0.1:1'],
      clientSecret: 's',
    },
  });
  await expect(client.acquireTokenByClientCredential({ scopes: ['x/.default'] })).rejects.toMatchObject({
    errorCode: 'authority_uri_insecure',
  });
});
