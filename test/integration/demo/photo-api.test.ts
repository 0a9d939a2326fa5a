import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoBaseUrl } from '../../../electron/demo/demo-address.ts';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { sampleContacts, sampleGroups } from '../../../electron/demo/sample-groups.ts';
import { applicationToken, personToken } from '../../demo-tokens.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { sampleClientId } from '../../sample-client-id.ts';

const tenant = createDemoTenant();
const mail = (alias: string): string => encodeURIComponent(`${alias}@tidewater.example`);
const jpegHeaders = { 'content-type': 'image/jpeg' };
let portrait: Uint8Array<ArrayBuffer>;
let application: string;
beforeAll(async () => {
  portrait = await portraitJpeg();
  application = await applicationToken(tenant);
});

async function call(method: string, path: string, init: RequestInit = {}, token = application): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string> | undefined) };
  return tenant.fetch(`${demoBaseUrl}${path}`, { ...init, method, headers });
}
const put = (path: string, token = application, method = 'PUT') =>
  call(method, path, { body: portrait, headers: jpegHeaders }, token);
async function codeOf(response: Response): Promise<string> {
  const body = (await response.json()) as { error: { code: string } };
  return body.error.code;
}
const personPath = (alias: string, version = 'v1.0'): string => `/${version}/users/${mail(alias)}/photo/$value`;

describe('what is sent is really looked at', () => {
  const path = personPath('jiho.park');
  test.each([
    ['a PNG that says it is a JPEG', () => sharp(portrait).png().toBuffer(), 400, 'ErrorInvalidImage'],
    ['text', async () => Buffer.from('hello'), 400, 'ErrorInvalidImage'],
    ['a JPEG without its second half', async () => portrait.slice(0, portrait.length / 2), 400, 'ErrorInvalidImage'],
    ['a JPEG without its last byte', async () => portrait.slice(0, -1), 400, 'ErrorInvalidImage'],
    ['47 pixels', () => sharp(portrait).resize(47, 200).jpeg().toBuffer(), 400, 'ValidationWidthTooSmall'],
    ['nothing', async () => new Uint8Array(), 400, 'RequestBodyRead'],
    ['more than 4 MB', async () => new Uint8Array(4 * 1024 * 1024 + 1), 413, 'RequestEntityTooLarge'],
  ])('%s is refused and changes nothing', async (_name, make, status, code) => {
    const body = new Uint8Array(await make());
    const response = await call('PUT', path, { body, headers: jpegHeaders });
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect(await tenant.photo({ user: 'jiho.park@tidewater.example' })).toBeUndefined();
  });

  test.each([
    ['application/octet-stream', 500],
    ['application/json', 415],
    ['image/png', 415],
  ])('Content-Type %s comes to %i', async (type, status) => {
    const response = await call('PUT', path, { body: portrait, headers: { 'content-type': type } });
    expect(response.status).toBe(status);
  });

  test('a wide picture becomes its centre square; EXIF and GPS are gone', async () => {
    const wide = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#00ff00' } })
      .composite([
        { input: { create: { width: 600, height: 600, channels: 3, background: '#ff0000' } }, left: 0, top: 0 },
      ])
      .withExif({ IFD0: { Copyright: 'me' } })
      .jpeg()
      .toBuffer();
    await call('PUT', path, { body: new Uint8Array(wide), headers: jpegHeaders });
    const stored = await tenant.photo({ user: 'jiho.park@tidewater.example' });
    const { exif, width } = await sharp(stored?.jpeg).metadata();
    expect([exif, width]).toEqual([undefined, 504]);
    // A quarter of the centre square is green; of the left one nothing would be, of the right one half.
    const greenShare = ((await sharp(stored?.jpeg).stats()).channels[1]?.mean ?? 0) / 255;
    expect(greenShare).toBeCloseTo(0.25, 1);
  });

  test('sizes are never larger than the upload', async () => {
    const body = await portraitJpeg(504);
    await call('PUT', path, { body, headers: jpegHeaders });
    const listed = (await (await call('GET', path.replace('photo/$value', 'photos'))).json()) as {
      value: { id: string }[];
    };
    expect(listed.value.at(-1)?.id).toBe('504x504');
    expect((await call('GET', path.replace('photo/$value', 'photos/648x648/$value'))).status).toBe(404);
    expect((await call('GET', path.replace('photo/$value', 'photos/50x50/$value'))).status).toBe(404);
  });
});

describe('methods and success by version', () => {
  test.each([
    ['PUT', 'v1.0', 200, true],
    ['PATCH', 'v1.0', 200, true],
    ['PUT', 'beta', 200, true],
    ['PATCH', 'beta', 204, false],
    ['POST', 'v1.0', 405, false],
  ])('%s on %s answers %i (stored: %s)', async (method, version, status, isStored) => {
    const before = await tenant.photo({ user: 'anna.kovalenko@tidewater.example' });
    const response = await put(personPath('anna.kovalenko', version), application, method);
    const after = await tenant.photo({ user: 'anna.kovalenko@tidewater.example' });
    expect([response.status, before?.eTag !== after?.eTag]).toEqual([status, isStored]);
  });

  test('a team takes PUT only, answers 204, and shows the photo of its group', async () => {
    const team = sampleGroups.find((group) => group.isTeam);
    const token = await personToken(tenant, 'aoi.tanaka@tidewater.example', sampleClientId('slots'));
    expect((await put(`/v1.0/teams/${team?.id}/photo/$value`, token)).status).toBe(204);
    expect((await put(`/v1.0/teams/${team?.id}/photo/$value`, token, 'PATCH')).status).toBe(405);
    expect((await put(`/beta/teams/${team?.id}/photo/$value`, token)).status).toBe(405);
    expect((await call('GET', `/v1.0/groups/${team?.id}/photo`, {}, token)).status).toBe(200);
  });

  test('$value comes with a weak ETag and six hours of private caching, and knows If-None-Match', async () => {
    const first = await call('GET', personPath('aoi.tanaka'));
    expect(first.headers.get('cache-control')).toBe('private, max-age=21600');
    const eTag = first.headers.get('etag') ?? '';
    expect(eTag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    expect((await call('GET', personPath('aoi.tanaka'), { headers: { 'if-none-match': eTag } })).status).toBe(304);
  });

  test('a photo that only the directory keeps has one size, of any dimension', async () => {
    const path = `/v1.0/users/${mail('ida.strand')}`;
    expect(await (await call('GET', `${path}/photo`)).json()).toMatchObject({ id: '300x360', width: 300, height: 360 });
    expect((await call('GET', `${path}/photos/48x48`)).status).toBe(404);
  });
});

describe('refusals', () => {
  const cases: readonly [string, () => Promise<Response>, number, string][] = [
    ['an unknown person', () => put(personPath('nobody.here')), 404, 'Request_ResourceNotFound'],
    ['a person without a mailbox', () => put(personPath('bruno.keller')), 404, 'MailboxNotEnabledForRESTAPI'],
    ['a mailbox on premises', () => put(personPath('hana.novotna')), 400, 'MailboxNotHostedInExchangeOnline'],
    ['/me with an application’s token', () => put('/v1.0/me/photo/$value'), 400, 'BadRequest'],
    [
      'a contact without the permission',
      async () =>
        put(
          `/v1.0/users/${mail('aoi.tanaka')}/contacts/${encodeURIComponent(sampleContacts[0]?.id ?? '')}/photo/$value`,
          await applicationToken(tenant, sampleClientId('look')),
        ),
      403,
      'Authorization_RequestDenied',
    ],
    [
      'an application that may only look',
      async () => put(personPath('aoi.tanaka'), await applicationToken(tenant, sampleClientId('look'))),
      403,
      'Authorization_RequestDenied',
    ],
    [
      'a team, as an application',
      async () =>
        put(`/v1.0/teams/${sampleGroups[0]?.id}/photo/$value`, await applicationToken(tenant, sampleClientId('slots'))),
      403,
      'Authorization_RequestDenied',
    ],
    [
      'somebody else’s photo without an admin role',
      async () => put(personPath('yui.takahashi'), await personToken(tenant, 'aoi.tanaka@tidewater.example')),
      403,
      'Authorization_RequestDenied',
    ],
    [
      'an admin role for one branch only',
      async () => put(personPath('yui.takahashi'), await personToken(tenant, 'ruth.adler@tidewater.example')),
      403,
      'ForbiddenByPolicy',
    ],
    ['an unknown version', () => call('GET', '/v1.0x/users'), 404, ''],
    ['an unknown segment', () => call('GET', '/v1.0/planets'), 400, 'BadRequest'],
    ['no token', () => call('GET', '/v1.0/users', {}, ''), 401, 'InvalidAuthenticationToken'],
    [
      'a token for another API',
      async () =>
        call('GET', '/v1.0/users', {}, await applicationToken(tenant, tenant.clientId, 'https://vault.azure.net')),
      401,
      'InvalidAuthenticationToken',
    ],
    [
      'a token with a changed claim',
      async () =>
        call(
          'GET',
          '/v1.0/users',
          {},
          application.replace(/\.(.)/, (_all, first) => `.${first === 'e' ? 'f' : 'e'}`),
        ),
      401,
      'InvalidAuthenticationToken',
    ],
  ];
  test.each(cases)('%s', async (_name, ask, status, code) => {
    const response = await ask();
    expect(response.status).toBe(status);
    if (code !== '') expect(await codeOf(response)).toBe(code);
    if (status === 401) expect(response.headers.get('www-authenticate')).toContain('authorization_uri=');
  });

  test('an expired token is refused with 401', async () => {
    let nowMs = Date.UTC(2026, 0, 5);
    const timed = createDemoTenant({ nowMs: () => nowMs, tokenLifetimeSeconds: 600 });
    const headers = { authorization: `Bearer ${await applicationToken(timed)}` };
    const url = `${demoBaseUrl}/v1.0/users?$top=1`;
    expect((await timed.fetch(url, { headers })).status).toBe(200);
    nowMs += 601_000;
    expect((await timed.fetch(url, { headers })).status).toBe(401);
  });

  test('every error body carries date, request-id and client-request-id, and so do the headers', async () => {
    const response = await call('GET', '/v1.0/users/nobody', { headers: { 'client-request-id': 'mine' } });
    const { error } = (await response.json()) as { error: { innerError: Record<string, string> } };
    expect(error.innerError['client-request-id']).toBe('mine');
    expect(error.innerError['request-id']).toBe(response.headers.get('request-id'));
    expect(response.headers.get('client-request-id')).toBe('mine');
    expect(Number.isNaN(Date.parse(response.headers.get('date') ?? ''))).toBe(false);
  });

  test('the tenant’s policy onPremises forbids everybody, and says so where the policy is read', async () => {
    const policed = createDemoTenant({ policy: { photoSource: 'onPremises' } });
    const token = await applicationToken(policed, sampleClientId('slots'));
    const headers = { authorization: `Bearer ${token}` };
    const policy = await policed.fetch(`${demoBaseUrl}/beta/admin/people/photoUpdateSettings`, { headers });
    expect(await policy.json()).toMatchObject({ source: 'onPremises' });
    const url = `${demoBaseUrl}${personPath('aoi.tanaka')}`;
    const response = await policed.fetch(url, {
      method: 'PUT',
      body: portrait,
      headers: { ...headers, ...jpegHeaders },
    });
    expect([response.status, await codeOf(response)]).toEqual([403, 'ForbiddenByPolicy']);
  });

  test('group photos can be refused to applications, as the service was seen to', async () => {
    const strict = createDemoTenant({ policy: { appOnlyGroupWrites: 'refused' } });
    const headers = { authorization: `Bearer ${await applicationToken(strict)}`, ...jpegHeaders };
    const url = `${demoBaseUrl}/v1.0/groups/${sampleGroups[3]?.id}/photo/$value`;
    const response = await strict.fetch(url, { method: 'PUT', body: portrait, headers });
    expect(await codeOf(response)).toBe('AppOnlyTokenNotSupportedForGroupUpdate');
  });
});

describe('people', () => {
  test('$search without ConsistencyLevel: eventual is refused in Graph’s words', async () => {
    const response = await call('GET', '/v1.0/users?$search="displayName:a"');
    expect([response.status, await codeOf(response)]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  test('a filter on extension attributes needs the header and $count', async () => {
    const filter = encodeURIComponent("startsWith(onPremisesExtensionAttributes/extensionAttribute1,'た')");
    const headers = { consistencylevel: 'eventual' };
    expect((await call('GET', `/v1.0/users?$filter=${filter}`, { headers })).status).toBe(400);
    expect((await call('GET', `/v1.0/users?$filter=${filter}&$count=true`)).status).toBe(400);
    expect((await call('GET', `/v1.0/users?$filter=${filter}&$count=true`, { headers })).status).toBe(200);
  });

  test('User.ReadBasic.All alone shows nothing but the basic profile', async () => {
    const token = await applicationToken(tenant, sampleClientId('look'));
    const person = await call('GET', `/v1.0/users/${mail('aoi.tanaka')}?$select=displayName,department`, {}, token);
    expect(await person.json()).toMatchObject({ displayName: '田中 葵', department: null });
  });
});

describe('the Outlook photo API', () => {
  const outlookToken = () => applicationToken(tenant, sampleClientId('excess'), 'https://outlook.office.com');
  const users = (alias: string): string => `Users('${mail(alias)}')`;

  test('metadata has the shapes of the seed document', async () => {
    const response = await call('GET', `/api/v2.0/${users('aoi.tanaka')}/photo`, {}, await outlookToken());
    expect(await response.json()).toMatchObject({
      Id: '648X648',
      Width: 648,
      Height: 648,
      '@odata.mediaContentType': 'image/jpeg',
    });
  });

  test('no photo is 200 with a GIF of one pixel and an empty ETag', async () => {
    const response = await call('GET', `/api/beta/${users('alex.morgan')}/photo`, {}, await outlookToken());
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      Id: '1X1',
      Width: 1,
      Height: 1,
      '@odata.mediaContentType': 'image/gif',
      '@odata.mediaEtag': '',
    });
    const value = await call('GET', `/api/v2.0/${users('alex.morgan')}/photo/$value`, {}, await outlookToken());
    expect(await sharp(Buffer.from(await value.arrayBuffer())).metadata()).toMatchObject({
      format: 'gif',
      width: 1,
      height: 1,
    });
  });

  test('the photos collection exists in beta only', async () => {
    const token = await outlookToken();
    const beta = await call('GET', `/api/beta/${users('aoi.tanaka')}/photos('240X240')`, {}, token);
    expect(await beta.json()).toMatchObject({ Id: '240X240' });
    expect((await call('GET', `/api/v2.0/${users('aoi.tanaka')}/photos`, {}, token)).status).toBe(400);
  });

  test.each([
    ['v2.0', 'PUT', 200],
    ['v2.0', 'PATCH', 200],
    ['beta', 'PUT', 200],
    ['beta', 'PATCH', 405],
  ])('%s %s answers %i', async (version, method, status) => {
    const response = await put(`/api/${version}/${users('emma.rossi')}/photo/$value`, await outlookToken(), method);
    expect(response.status).toBe(status);
  });

  test('serves users only, and takes only its own tokens', async () => {
    expect((await put(`/api/v2.0/groups/${sampleGroups[3]?.id}/photo/$value`, await outlookToken())).status).toBe(400);
    const graphToken = await applicationToken(tenant, sampleClientId('excess'));
    expect((await call('GET', `/api/v2.0/${users('aoi.tanaka')}/photo`, {}, graphToken)).status).toBe(401);
  });
});
