import { createHash, X509Certificate } from 'node:crypto';
import {
  AuthError,
  ConfidentialClientApplication,
  CryptoProvider,
  PublicClientApplication,
  ResponseMode,
} from '@azure/msal-node';
import { beforeEach, describe, expect, test } from 'vitest';
import { demoBaseUrl } from '../../../electron/demo/demo-address.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { createMsalNetwork } from '../../msal-network.ts';
import { sampleClientId } from '../../sample-client-id.ts';
import { createTestCertificate } from '../../test-certificate.ts';

let tenant: DemoTenant;
beforeEach(() => {
  tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0, lifetimeSeconds: 900 } });
});

const knownAuthorities = [new URL(demoBaseUrl).host];
const graphScopes = ['https://graph.microsoft.com/.default'];
const authority = (name: string): string => `${demoBaseUrl}/${name}`;

function system() {
  return { networkClient: createMsalNetwork(tenant.fetch) };
}

function confidential(credential: object, clientId = tenant.clientId) {
  const auth = { clientId, authority: authority(tenant.tenantId), knownAuthorities, ...credential };
  return new ConfidentialClientApplication({ auth, system: system() });
}

function publicClient(clientId = tenant.clientId) {
  const auth = { clientId, authority: authority(tenant.tenantId), knownAuthorities };
  return new PublicClientApplication({ auth, system: system() });
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(AuthError);
  const { errorCode, message } = error as AuthError;
  return `${errorCode} ${/AADSTS\d+/.exec(message)?.[0] ?? message.split(': ').at(-1)}`;
}

/** What the token opens at Graph: the status of one read. */
async function statusWith(token: string | undefined, path: string): Promise<number> {
  const response = await tenant.fetch(`${demoBaseUrl}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } });
  return response.status;
}

describe('real MSAL, client credentials', () => {
  test('a secret gets a token that Graph takes', async () => {
    const result = await confidential({ clientSecret: tenant.clientSecret }).acquireTokenByClientCredential({
      scopes: graphScopes,
    });
    expect(await statusWith(result?.accessToken, '/users?$top=1')).toBe(200);
    expect(await statusWith(result?.accessToken, '/me')).toBe(400);
  });

  test.each([
    ['a wrong secret', { clientSecret: 'wrong' }, undefined, 'invalid_client AADSTS7000215'],
    ['an expired secret', { clientSecret: 'demo-secret-of-last-year' }, undefined, 'invalid_client AADSTS7000222'],
    [
      'an unknown app',
      { clientSecret: 'x' },
      'de300000-7e4a-4c1d-8f00-00000000ffff',
      'unauthorized_client AADSTS700016',
    ],
  ])('%s is told by its AADSTS number', async (_name, credential, clientId, expected) => {
    const work = confidential(credential, clientId).acquireTokenByClientCredential({ scopes: graphScopes });
    expect(await refusalOf(work)).toBe(expected);
  });

  test('an unknown resource and an unknown tenant answer as Entra does', async () => {
    const client = confidential({ clientSecret: tenant.clientSecret });
    const work = client.acquireTokenByClientCredential({ scopes: ['https://nowhere.example/.default'] });
    expect(await refusalOf(work)).toBe('invalid_resource AADSTS500011');
    const body = new URLSearchParams({ grant_type: 'client_credentials' });
    const response = await tenant.fetch(`${demoBaseUrl}/other.example/oauth2/v2.0/token`, { method: 'POST', body });
    expect(await response.json()).toMatchObject({ error: 'invalid_request', error_codes: [90002] });
  });

  test('a registered certificate signs in; another one, or a clock 20 minutes off, does not', async () => {
    const { certificatePem, privateKeyPem } = createTestCertificate({ commonName: 'kiosk' });
    const stranger = createTestCertificate({ commonName: 'stranger' });
    let shiftMs = 0;
    tenant = createDemoTenant({ nowMs: () => Date.now() + shiftMs });
    tenant.registerCertificate(tenant.clientId, certificatePem);
    const clientOf = (certificate: string, privateKey: string) => {
      const thumbprintSha256 = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
      return confidential({ clientCertificate: { thumbprintSha256, privateKey } });
    };
    const ask = (client: ConfidentialClientApplication) =>
      client.acquireTokenByClientCredential({ scopes: graphScopes, skipCache: true });
    const result = await ask(clientOf(certificatePem, privateKeyPem));
    expect(await statusWith(result?.accessToken, '/users?$top=1')).toBe(200);
    expect(await refusalOf(ask(clientOf(stranger.certificatePem, stranger.privateKeyPem)))).toBe(
      'invalid_client AADSTS700027',
    );
    expect(await refusalOf(ask(clientOf(certificatePem, stranger.privateKeyPem)))).toBe('invalid_client AADSTS50012');
    shiftMs = 20 * 60_000;
    expect(await refusalOf(ask(clientOf(certificatePem, privateKeyPem)))).toBe('invalid_client AADSTS700024');
    shiftMs = -20 * 60_000;
    expect(await refusalOf(ask(clientOf(certificatePem, privateKeyPem)))).toBe('invalid_client AADSTS700024');
    shiftMs = -4 * 60_000;
    expect(await ask(clientOf(certificatePem, privateKeyPem))).not.toBeNull();
  });
});

describe('real MSAL, device code', () => {
  function signIn(decide: (userCode: string) => void, client = publicClient(), scopes = ['User.ReadWrite']) {
    return client.acquireTokenByDeviceCode({ scopes, deviceCodeCallback: ({ userCode }) => decide(userCode) });
  }

  test('an approved person is signed in, reads /me, and stays signed in by refresh token', async () => {
    const client = publicClient();
    const result = await signIn(
      (code) => expect(tenant.approveDevice(code, 'aoi.tanaka@tidewater.example')).toBe(true),
      client,
    );
    expect(result?.account?.username).toBe('aoi.tanaka@tidewater.example');
    expect(await statusWith(result?.accessToken, '/me')).toBe(200);
    expect(await statusWith(result?.accessToken, '/me/photo')).toBe(200);
    const account = result?.account ?? undefined;
    if (account === undefined || account === null) throw new Error('no account');
    const renewed = await client.acquireTokenSilent({ account, scopes: ['User.ReadWrite'], forceRefresh: true });
    expect(renewed.fromCache).toBe(false);
    expect(renewed.accessToken).not.toBe(result?.accessToken);
    tenant.revokeSessions('aoi.tanaka@tidewater.example');
    const work = client.acquireTokenSilent({ account, scopes: ['User.ReadWrite'], forceRefresh: true });
    expect(await refusalOf(work)).toContain('AADSTS700082');
  });

  test('while nobody has decided, MSAL goes on asking', async () => {
    let asked = 0;
    let decide: (() => void) | undefined;
    const stop = tenant.requestLog.onAdd((entry) => {
      if (entry.code === 'authorization_pending') asked += 1;
      if (asked === 3) decide?.();
    });
    const result = await signIn((code) => {
      decide = () => void tenant.approveDevice(code, 'grace.whitfield@tidewater.example');
    });
    stop();
    expect(asked).toBe(3);
    expect(result?.account?.name).toBe('Grace Whitfield');
  });

  test('declining, a disabled account and missing consent end the sign-in with their codes', async () => {
    // MSAL hands on OAuth's code here and leaves the AADSTS number in the answer.
    expect(await refusalOf(signIn((code) => tenant.declineDevice(code)))).toBe(
      'post_request_failed authorization_declined',
    );
    expect(await refusalOf(signIn((code) => tenant.approveDevice(code, 'former.employee@tidewater.example')))).toBe(
      'post_request_failed invalid_grant',
    );
    const unconsented = publicClient(sampleClientId('unconsented'));
    const work = signIn((code) => tenant.approveDevice(code, 'aoi.tanaka@tidewater.example'), unconsented);
    expect(await refusalOf(work)).toBe('post_request_failed invalid_grant');
  });

  test('polling faster than the interval is told to slow down, and a code expires', async () => {
    let nowMs = Date.now();
    tenant = createDemoTenant({ nowMs: () => nowMs, deviceCode: { intervalSeconds: 5, lifetimeSeconds: 60 } });
    const post = async (endpoint: string, form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: tenant.clientId, ...form });
      const url = `${demoBaseUrl}/${tenant.tenantId}/oauth2/v2.0/${endpoint}`;
      return (await (await tenant.fetch(url, { method: 'POST', body })).json()) as Record<string, string>;
    };
    const device = await post('devicecode', { scope: 'User.Read' });
    const poll = () =>
      post('token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: device.device_code ?? '',
      });
    expect((await poll()).error).toBe('authorization_pending');
    expect((await poll()).error).toBe('slow_down');
    nowMs += 5_000;
    expect((await poll()).error).toBe('authorization_pending');
    nowMs += 60_000;
    expect((await poll()).error).toBe('expired_token');
    expect(tenant.approveDevice(device.user_code ?? '', 'aoi.tanaka@tidewater.example')).toBe(false);
  });

  test('the page at /device takes the code as people type it, and signs in the account they pick', async () => {
    const page = async (form: Record<string, string>) => {
      const response = await tenant.fetch(`${demoBaseUrl}/device`, { method: 'POST', body: new URLSearchParams(form) });
      return { status: response.status, text: await response.text() };
    };
    const mei = tenant.directory.person('mei.fujimoto@tidewater.example')?.id ?? '';
    const former = tenant.directory.person('former.employee@tidewater.example')?.id ?? '';
    let pages: Promise<unknown> = Promise.resolve();
    const result = await signIn((userCode) => {
      const code = `${userCode.slice(0, 4).toLowerCase()} ${userCode.slice(4)}`;
      pages = (async () => {
        expect((await page({ code: 'WRONG' })).status).toBe(400);
        expect((await page({ code })).text).toContain('Mei Fujimoto');
        expect((await page({ code, decision: 'approve', account: former })).text).toContain('AADSTS50057');
        expect((await page({ code, decision: 'approve', account: mei })).status).toBe(200);
      })();
    });
    await pages;
    expect(result?.account?.name).toBe('Mei Fujimoto');
  });

  test('another web site cannot press the buttons', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const response = await tenant.fetch(`${demoBaseUrl}/device`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ code: 'X' }),
    });
    expect(response.status).toBe(403);
  });
});

describe('real MSAL, authorisation code with PKCE', () => {
  const redirectUri = 'http://localhost:53682';
  const scopes = ['User.ReadWrite'];

  async function decide(url: string, form: Record<string, string>): Promise<URL> {
    const response = await tenant.fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '');
  }

  test('signs a person in; the code works once, and only with its verifier', async () => {
    const client = publicClient();
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const url = await client.getAuthCodeUrl({
      scopes,
      redirectUri,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      state: 's1',
    });
    expect(await (await tenant.fetch(url)).text()).toContain('Grace Whitfield');
    const account = tenant.directory.person('grace.whitfield@tidewater.example')?.id ?? '';
    const target = await decide(url, { decision: 'approve', account });
    expect([target.origin, target.searchParams.get('state')]).toEqual([redirectUri, 's1']);
    const code = target.searchParams.get('code') ?? '';
    const result = await client.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier });
    expect(result.account?.username).toBe('grace.whitfield@tidewater.example');
    const again = client.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier });
    expect(await refusalOf(again)).toContain('AADSTS54005');
    const second = (await decide(url, { decision: 'approve', account })).searchParams.get('code') ?? '';
    const wrong = client.acquireTokenByCode({ code: second, scopes, redirectUri, codeVerifier: 'x'.repeat(43) });
    expect(await refusalOf(wrong)).toContain('AADSTS501481');
  });

  test('a program that asks for a form is answered with one, which a browser sends by itself', async () => {
    const query = { scopes, redirectUri, codeChallenge: 'c'.repeat(43), codeChallengeMethod: 'S256', state: 's2' };
    const url = await publicClient().getAuthCodeUrl({ ...query, responseMode: ResponseMode.FORM_POST });
    const account = tenant.directory.person('grace.whitfield@tidewater.example')?.id ?? '';
    const body = new URLSearchParams({ decision: 'approve', account });
    const page = await (await tenant.fetch(url, { method: 'POST', body })).text();
    expect(page).toContain(`action="${redirectUri}/"`);
    expect(page).toMatch(/name="code" value="[^"]{20,}"/);
    expect(page).toContain('name="state" value="s2"');
    const script = page.match(/src="([^"]+)"/)?.[1] ?? '';
    expect(await (await tenant.fetch(`${demoBaseUrl}${script}`)).text()).toContain('submit()');
  });

  test('declining leads back with access_denied; a redirect to another machine is never followed', async () => {
    const query = { scopes, codeChallenge: 'c'.repeat(43), codeChallengeMethod: 'S256' };
    const url = await publicClient().getAuthCodeUrl({ ...query, redirectUri });
    expect((await decide(url, { decision: 'decline' })).searchParams.get('error')).toBe('access_denied');
    const elsewhere = await publicClient().getAuthCodeUrl({ ...query, redirectUri: 'https://evil.example/' });
    expect((await tenant.fetch(elsewhere)).status).toBe(400);
  });
});
