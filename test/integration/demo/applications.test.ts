import { createHash, sign, X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication } from '@azure/msal-node';
import {
  AuthenticationHandler,
  Client,
  type Context,
  type GraphError,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from '../../../electron/demo/demo-tenant.ts';
import { commandLineToolsId } from '../../../electron/demo/registrations.ts';
import { personToken } from '../../demo-tokens.ts';
import { createTestCertificate, type TestCertificate } from '../../test-certificate.ts';

let tenant: DemoTenant;
let server: DemoServer;
let ahead = 0;

async function openTenant(options: DemoTenantOptions = {}): Promise<void> {
  ahead = 0;
  tenant = createDemoTenant({ nowMs: () => Date.now() + ahead, ...options });
  server = await serveDemoTenant(tenant, { port: 0 });
}
beforeEach(() => openTenant());
afterEach(() => server.close());

/** Microsoft's own client; only the last step goes to our socket. */
function graphClient(getAccessToken: () => Promise<string>): Client {
  const toSocket: Middleware = {
    async execute(context: Context) {
      const url = typeof context.request === 'string' ? context.request : context.request.url;
      context.response = await fetch(url.replace('https://graph.microsoft.com', server.url), context.options);
    },
  };
  const authorise = new AuthenticationHandler({ getAccessToken });
  authorise.setNext(toSocket);
  return Client.initWithMiddleware({ middleware: authorise });
}

const as = (alias: string) => graphClient(() => personToken(tenant, `${alias}@tidewater.example`, commandLineToolsId));

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: GraphError) => [error.statusCode, error.code],
  );

const keyOf = ({ certificatePem }: TestCertificate) => ({
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
  key: new X509Certificate(certificatePem).raw.toString('base64'),
});

async function idOfRole(admin: Client, value: string): Promise<{ resourceId: string; appRoleId: string }> {
  const graph = await admin.api("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')").get();
  const role = graph.appRoles.find((one: { value: string }) => one.value === value);
  return { resourceId: graph.id, appRoleId: role.id };
}

/** A registration with a certificate, its service principal, and one permission with consent. */
async function registered(admin: Client, certificate: TestCertificate) {
  const application = await admin
    .api("/applications(uniqueName='station-1')")
    .header('Prefer', 'create-if-missing')
    .patch({ displayName: 'Station 1', keyCredentials: [keyOf(certificate)] });
  const principal = await admin.api('/servicePrincipals').post({ appId: application.appId });
  const role = await idOfRole(admin, 'User.Read.All');
  await admin.api(`/servicePrincipals/${principal.id}/appRoleAssignments`).post({ principalId: principal.id, ...role });
  return { application, principal };
}

/** A token by Microsoft's own sign-in library with the certificate. */
async function tokenWith({ certificatePem, privateKeyPem }: TestCertificate, clientId: string): Promise<string> {
  const alias = 'https://sign-in.test';
  const root = `${alias}/${tenant.tenantId}`;
  const real = `${server.url}/${tenant.tenantId}`;
  const client = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: root,
      knownAuthorities: ['sign-in.test'],
      authorityMetadata: JSON.stringify({
        issuer: `${real}/v2.0`,
        authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
        token_endpoint: `${real}/oauth2/v2.0/token`,
        jwks_uri: `${real}/discovery/v2.0/keys`,
      }),
      clientCertificate: {
        thumbprintSha256: new X509Certificate(certificatePem).fingerprint256.replaceAll(':', ''),
        privateKey: privateKeyPem,
      },
    },
  });
  const result = await client.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  return result?.accessToken ?? '';
}

const rolesOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).roles;

describe('app registrations', () => {
  test('one that an administrator makes signs in with its certificate and holds what was consented to', async () => {
    const station = createTestCertificate({ commonName: 'station 1' });
    const { application } = await registered(as('tomas.herrera'), station);
    expect(rolesOf(await tokenWith(station, application.appId))).toEqual(['User.Read.All']);
  });

  test('an upsert by its unique name makes it once, however often it is repeated', async () => {
    const admin = as('tomas.herrera');
    const upsert = () =>
      admin
        .api("/applications(uniqueName='station-1')")
        .header('Prefer', 'create-if-missing')
        .patch({ displayName: 'Station 1', tags: ['kiosk'] });
    const first = await upsert();
    await upsert();
    const list = await admin.api('/applications').filter("tags/any(t:t eq 'kiosk')").get();
    expect(list.value.map((one: { id: string }) => one.id)).toEqual([first.id]);
    expect(await refusal(admin.api("/applications(uniqueName='nobody')").patch({ displayName: 'x' }))).toEqual([
      404,
      'Request_ResourceNotFound',
    ]);
  });

  test('consent takes its time to reach tokens', async () => {
    await server.close();
    await openTenant({ policy: { consentDelayMs: 60_000 } });
    const station = createTestCertificate({ commonName: 'station 1' });
    const { application } = await registered(as('tomas.herrera'), station);
    expect(rolesOf(await tokenWith(station, application.appId))).toBeUndefined();
    ahead = 61_000;
    expect(rolesOf(await tokenWith(station, application.appId))).toEqual(['User.Read.All']);
  });

  test('an application adds its next certificate with a proof of the present one, and none without', async () => {
    const [present, next, stranger] = ['present', 'next', 'stranger'].map((commonName) =>
      createTestCertificate({ commonName }),
    ) as [TestCertificate, TestCertificate, TestCertificate];
    const { application } = await registered(as('tomas.herrera'), present);
    const station = graphClient(() => tokenWith(present, application.appId));
    const addKey = (proof: string) =>
      station.api(`/applications/${application.id}/addKey`).post({ keyCredential: keyOf(next), proof });
    expect(await refusal(addKey(proofBy(stranger, application.id)))).toEqual([
      401,
      'Authentication_MissingOrMalformed',
    ]);
    await addKey(proofBy(present, application.id));
    expect(rolesOf(await tokenWith(next, application.appId))).toEqual(['User.Read.All']);
    expect(rolesOf(await tokenWith(present, application.appId))).toEqual(['User.Read.All']);
  });

  test('an application removes a certificate with a proof of another, by the id that the directory lists it under', async () => {
    const [present, next] = ['present', 'next'].map((commonName) => createTestCertificate({ commonName })) as [
      TestCertificate,
      TestCertificate,
    ];
    const { application } = await registered(as('tomas.herrera'), present);
    const path = `/applications/${application.id}`;
    await graphClient(() => tokenWith(present, application.appId))
      .api(`${path}/addKey`)
      .post({ keyCredential: keyOf(next), proof: proofBy(present, application.id) });
    const { keyCredentials } = await as('tomas.herrera').api(path).get();
    const station = graphClient(() => tokenWith(next, application.appId));
    const remove = (keyId: string, proof: string) => station.api(`${path}/removeKey`).post({ keyId, proof });
    const proof = proofBy(next, application.id);
    expect(await refusal(remove('00000000-0000-4000-8000-000000000000', proof))).toEqual([
      404,
      'Request_ResourceNotFound',
    ]);
    await remove(keyCredentials[0].keyId, proof);
    expect(rolesOf(await tokenWith(next, application.appId))).toEqual(['User.Read.All']);
    await expect(tokenWith(present, application.appId)).rejects.toThrow(/700027/);
  });

  test('whoever has no role is told that an administrator must consent', async () => {
    await expect(personToken(tenant, 'aoi.tanaka@tidewater.example', commandLineToolsId)).rejects.toThrow(
      /AADSTS90094/,
    );
  });

  test('a role that may not consent registers, and is refused the permission', async () => {
    expect(await refusal(registered(as('grace.whitfield'), createTestCertificate({ commonName: 'x' })))).toEqual([
      403,
      'Authorization_RequestDenied',
    ]);
    expect(tenant.applications.applications.size).toBe(1);
    expect(tenant.applications.assignments).toEqual([]);
  });

  test('the tenant can forbid registrations, and runs out of room for them', async () => {
    tenant.setPolicy({ registrations: 'administrators' });
    const make = (alias: string) => refusal(as(alias).api('/applications').post({ displayName: 'x' }));
    expect(await make('grace.whitfield')).toEqual([403, 'Authorization_RequestDenied']);
    tenant.setPolicy({ applicationQuota: 0 });
    expect(await make('tomas.herrera')).toEqual([403, 'Directory_QuotaExceeded']);
    expect(tenant.applications.applications.size).toBe(0);
  });

  test('one without a service principal cannot sign in, and one that was removed is unknown', async () => {
    const admin = as('tomas.herrera');
    const station = createTestCertificate({ commonName: 'station 1' });
    const made = await admin.api('/applications').post({ displayName: 'x', keyCredentials: [keyOf(station)] });
    await expect(tokenWith(station, made.appId)).rejects.toThrow(/7000229/);
    await admin.api(`/applications/${made.id}`).delete();
    await expect(tokenWith(station, made.appId)).rejects.toThrow(/700016/);
  });
});

/** A proof of possession as Microsoft describes it for rolling keys. */
function proofBy({ certificatePem, privateKeyPem }: TestCertificate, applicationId: string): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nowSeconds = Math.floor(Date.now() / 1000);
  const x5t = createHash('sha1').update(new X509Certificate(certificatePem).raw).digest('base64url');
  const claims = {
    aud: '00000003-0000-0000-c000-000000000000',
    iss: applicationId,
    nbf: nowSeconds,
    exp: nowSeconds + 600,
  };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT', x5t })}.${encoded(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKeyPem).toString('base64url')}`;
}
