import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { AuthorityCommand, AuthorityFault, AuthorityOptions } from './entra-authority.ts';

/**
 * An independent sign-in server in a process of its own (so that a test can bend its own clock): `oidc-provider`, with
 * the routes and manners of the Microsoft identity platform in front of it. Started by `entra-authority.ts`.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as AuthorityOptions;
const { tenantId, graphUrl } = options;
const people: Readonly<Record<string, { name: string; preferred_username: string }>> = options.people;
const scopes = ['.default', 'User.ReadWrite', 'ProfilePhoto.ReadWrite.All', 'User.ReadBasic.All'].map(
  (name) => `${graphUrl}/${name}`,
);

const requests: { path: string; grant: string | undefined; claims: string | undefined }[] = [];
let faults: AuthorityFault[] = [];
/** About what Entra allows a client's clock. */
const leewaySeconds = 240;
let provider: Provider;

const signingKey = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg: 'RS256',
  kid: 'test',
};
const stationKey = {
  ...new X509Certificate(options.stationCertificatePem).publicKey.export({ format: 'jwk' }),
  use: 'sig',
  kid: 'station',
};

function providerAt(origin: string): Provider {
  const root = `/${tenantId}/oauth2/v2.0`;
  const made = new Provider(origin, {
    jwks: { keys: [signingKey] },
    scopes: ['openid', 'profile', 'offline_access', ...scopes],
    clients: [
      {
        client_id: options.secretClientId,
        client_secret: options.secret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      {
        client_id: options.certificateClientId,
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'PS256',
        jwks: { keys: [stationKey] },
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
      {
        client_id: options.publicClientId,
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        redirect_uris: ['http://localhost'],
        response_types: ['code'],
      },
    ],
    routes: {
      token: `${root}/token`,
      device_authorization: `${root}/devicecode`,
      code_verification: '/device',
      jwks: '/keys',
    },
    features: {
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => graphUrl,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(' '),
          audience: graphUrl,
          accessTokenFormat: 'jwt',
          accessTokenTTL: options.tokenLifetimeSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'oid', 'tid'], profile: ['name', 'preferred_username'] },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, oid: sub, tid: tenantId, ...people[sub] }),
    }),
    extraTokenClaims: (_: unknown, token: { kind: string }) =>
      token.kind === 'ClientCredentials'
        ? { roles: ['ProfilePhoto.ReadWrite.All', 'User.ReadBasic.All'] }
        : { scp: 'ProfilePhoto.ReadWrite.All User.ReadBasic.All' },
    issueRefreshToken: () => true,
    ttl: { DeviceCode: options.codeLifetimeSeconds },
    clockTolerance: leewaySeconds,
  });
  return made;
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** Microsoft's answers carry `client_info`, an interval and AADSTS numbers. */
const numberOf: Readonly<Record<string, number>> = {
  authorization_pending: 70016,
  invalid_client: 7000215,
  access_denied: 65004,
  expired_token: 70019,
  invalid_grant: 70008,
};

/** Entra says when it was the time of an assertion that it refused (AADSTS700024), and when the certificate (700027). */
function assertionNumber(assertion: string): number {
  const payload = Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8');
  const { nbf, exp } = JSON.parse(payload) as { nbf: number; exp: number };
  const now = Date.now() / 1000;
  return nbf > now + leewaySeconds || exp < now - leewaySeconds ? 700024 : 700027;
}

function subjectOf(idToken: unknown): string {
  const payload = Buffer.from(String(idToken).split('.')[1] ?? '', 'base64url').toString('utf8');
  return payload === '' ? 'nobody' : (JSON.parse(payload) as { sub: string }).sub;
}

function entraShaped(path: string, text: string, asked: URLSearchParams): string {
  const body = JSON.parse(text) as Record<string, unknown>;
  if (path.endsWith('/devicecode')) return JSON.stringify({ ...body, interval: options.intervalSeconds });
  if (typeof body.access_token === 'string') {
    const info = Buffer.from(JSON.stringify({ uid: subjectOf(body.id_token), utid: tenantId })).toString('base64url');
    return JSON.stringify({ ...body, client_info: info });
  }
  const assertion = asked.get('client_assertion');
  const isRefusedAssertion = assertion !== null && body.error === 'invalid_client';
  const number = isRefusedAssertion ? assertionNumber(assertion) : numberOf[String(body.error)];
  const error = body.error === 'access_denied' ? 'authorization_declined' : body.error;
  return JSON.stringify({ ...body, error, ...(number === undefined ? {} : { error_codes: [number] }) });
}

function fail(
  fault: Exclude<AuthorityFault, { kind: 'none' | 'lost-answer' }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (fault.kind) {
    case 'hang-before-headers':
      return;
    case 'hang-in-headers':
      request.socket.write('HTTP/1.1 200 OK\r\nContent-Type: appl');
      return;
    case 'hang-in-body':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write('{"access_token":"');
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'answer':
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body);
  }
}

/** Lets the provider answer, and holds the answer back to give it Microsoft's shape. */
function forward(
  path: string,
  body: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
  isLost: boolean,
): void {
  if (body.get('grant_type') === 'device_code') body.set('grant_type', 'urn:ietf:params:oauth:grant-type:device_code');
  Object.assign(request, { body: Object.fromEntries(body) });
  const end = response.end.bind(response);
  response.end = ((chunk?: unknown) => {
    if (isLost) {
      request.socket.destroy();
      return response;
    }
    const shaped = entraShaped(path, String(chunk ?? '{}'), body);
    response.setHeader('content-length', Buffer.byteLength(shaped));
    return end(shaped);
  }) as typeof response.end;
  void provider.callback()(request, response);
}

const server = createServer(
  { key: options.tls.privateKeyPem, cert: options.tls.certificatePem },
  (request, response) => {
    void bodyOf(request).then((body) => {
      const path = new URL(request.url ?? '/', 'https://x').pathname;
      requests.push({ path, grant: body.get('grant_type') ?? undefined, claims: body.get('claims') ?? undefined });
      const fault = faults.shift();
      if (fault && fault.kind !== 'none' && fault.kind !== 'lost-answer') fail(fault, request, response);
      else forward(path, body, request, response, fault?.kind === 'lost-answer');
    });
  },
);

async function grantTo(accountId: string, clientId: string): Promise<string> {
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid profile offline_access');
  grant.addResourceScope(graphUrl, scopes.join(' '));
  return grant.save();
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

async function decide(userCode: string, decision: 'approve' | 'deny' | 'expire', who: string): Promise<void> {
  const code = await provider.DeviceCode.findByUserCode(userCode.replace(/[^A-Z0-9]/gi, ''));
  if (!code) throw new Error('no such code');
  if (decision === 'deny') Object.assign(code, { error: 'access_denied', errorDescription: 'declined' });
  if (decision === 'expire') code.exp = nowSeconds() - 1;
  if (decision === 'approve') {
    const granted = {
      accountId: who,
      grantId: await grantTo(who, code.params.client_id),
      scope: code.params.scope,
      resource: graphUrl,
      authTime: nowSeconds(),
    };
    Object.assign(code, granted);
  }
  await code.save();
}

/** The page of an authorization request, on which somebody signs in and agrees. */
async function approvePage(url: string, who: string) {
  const asked = new URL(url).searchParams;
  const of = (name: string) => asked.get(name) ?? '';
  const code = new provider.AuthorizationCode({
    accountId: who,
    client: await provider.Client.find(of('client_id')),
    grantId: await grantTo(who, of('client_id')),
    redirectUri: of('redirect_uri'),
    scope: of('scope'),
    resource: graphUrl,
    ...(asked.has('nonce') ? { nonce: of('nonce') } : {}),
    codeChallenge: of('code_challenge'),
    codeChallengeMethod: of('code_challenge_method'),
    authTime: nowSeconds(),
  });
  return { redirectUri: of('redirect_uri'), form: { code: await code.save(), state: of('state') } };
}

async function obey(command: AuthorityCommand): Promise<unknown> {
  switch (command.kind) {
    case 'faults':
      faults = [...command.faults];
      return undefined;
    case 'requests':
      return requests;
    case 'forget-requests':
      requests.length = 0;
      return undefined;
    case 'approve-page':
      return approvePage(command.url, command.who ?? options.approveAs);
    case 'decide':
      return decide(command.userCode, command.decision, command.who ?? options.approveAs);
  }
}

process.on('message', (message: { id: number; command: AuthorityCommand }) => {
  obey(message.command).then(
    (value) => process.send?.({ id: message.id, value }),
    (error: unknown) => process.send?.({ id: message.id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));

server.listen(options.port ?? 0, '127.0.0.1', () => {
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = providerAt(origin);
  process.send?.({ ready: origin });
});
