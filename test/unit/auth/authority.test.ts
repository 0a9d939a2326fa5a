import { ConfidentialClientApplication, PublicClientApplication } from '@azure/msal-node';
import { expect, test } from 'vitest';
import { applicationScopes, describeAuthority, personScopes } from '../../../electron/auth/authority.ts';

const tenantId = 'contoso.onmicrosoft.com';
const clientId = '11111111-1111-4111-8111-111111111111';

/** The addresses real MSAL asks, with a network that answers nothing useful. */
async function addressesAsked(base: string): Promise<string[]> {
  const asked: string[] = [];
  const note = async (url: string): Promise<never> => {
    asked.push(url.replace(/\?.*/, ''));
    throw new Error('no network');
  };
  const networkClient = { sendGetRequestAsync: note, sendPostRequestAsync: note };
  const { authority, knownAuthorities, authorityMetadata } = describeAuthority(base, tenantId);
  const auth = { clientId, authority, knownAuthorities, authorityMetadata };
  const application = new ConfidentialClientApplication({
    auth: { ...auth, clientSecret: 's' },
    system: { networkClient },
  });
  await application.acquireTokenByClientCredential({ scopes: ['https://graph.test/.default'] }).catch(() => {});
  const person = new PublicClientApplication({ auth, system: { networkClient } });
  await person
    .acquireTokenByDeviceCode({ scopes: ['https://graph.test/User.Read'], deviceCodeCallback: () => {} })
    .catch(() => {});
  return asked;
}

test.each([
  'https://login.microsoftonline.com',
  'https://login.microsoftonline.us',
  'https://login.chinacloudapi.cn',
  'https://login.partner.microsoftonline.cn',
  'https://idp.contoso.test',
  'https://idp.contoso.test/below/a/path',
  'http://127.0.0.1:8123',
  'http://127.0.0.1:8123/demo/',
  'https://demo.photo-kiosk.invalid',
])('With the authority %s MSAL asks its token and device code addresses and nothing else', async (base) => {
  const root = `${base.replace(/\/$/, '')}/${tenantId}/oauth2/v2.0`;
  expect(await addressesAsked(base)).toEqual([`${root}/token`, `${root}/devicecode`]);
});

test('A browser is sent to the real server, also where MSAL knows it by an alias.', async () => {
  for (const base of ['http://127.0.0.1:8123/demo', 'https://login.microsoftonline.com']) {
    const described = describeAuthority(base, tenantId);
    const client = new PublicClientApplication({ auth: { clientId, ...described } });
    const url = await client.getAuthCodeUrl({ scopes: ['openid'], redirectUri: 'http://localhost:1' });
    expect(described.toRealUrl(url).startsWith(`${base}/${tenantId}/oauth2/v2.0/authorize?`)).toBe(true);
  }
});

test('Scopes are addresses of the cloud’s own Graph host; each mode asks for the least.', () => {
  expect(applicationScopes('https://graph.microsoft.us')).toEqual(['https://graph.microsoft.us/.default']);
  expect(personScopes('https://graph.microsoft.com', 'self-service')).toEqual([
    'https://graph.microsoft.com/User.ReadWrite',
  ]);
  expect(personScopes('https://graph.microsoft.com', 'operator')).toEqual([
    'https://graph.microsoft.com/ProfilePhoto.ReadWrite.All',
    'https://graph.microsoft.com/User.ReadBasic.All',
  ]);
  expect(personScopes('https://outlook.office.com', 'operator')).toEqual(['https://outlook.office.com/.default']);
});
