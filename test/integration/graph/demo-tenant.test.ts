import { randomUUID } from 'node:crypto';
import {
  Client,
  type Context,
  HTTPMessageHandler,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { demoClientSecret, sampleClientId } from '../../../electron/demo/registrations.ts';
import type { Api } from '../../../electron/graph/dialects.ts';
import { createPhotoApi, type PhotoApi } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { SlotSight } from '../../../shared/slot-sight.ts';
import { printTarget, type Target } from '../../../shared/target.ts';

let tenant: DemoTenant;
let server: DemoServer;
let applicationToken: string;
let personToken: string;

async function tokenFor(form: Record<string, string>): Promise<string> {
  const answer = await fetch(`${server.url}/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const json = (await answer.json()) as { access_token?: string };
  return json.access_token ?? '';
}

async function signIn(person: string): Promise<string> {
  const clientId = sampleClientId('slots');
  const form = { client_id: clientId, scope: `${server.url}/.default openid` };
  const started = await fetch(`${server.url}/${tenant.tenantId}/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { device_code, user_code } = (await started.json()) as { device_code: string; user_code: string };
  expect(tenant.approveDevice(user_code, person)).toBe(true);
  return tokenFor({ client_id: clientId, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code });
}

beforeAll(async () => {
  tenant = createDemoTenant();
  server = await serveDemoTenant(tenant, { port: 0 });
  applicationToken = await tokenFor({
    client_id: sampleClientId('slots'),
    client_secret: demoClientSecret,
    grant_type: 'client_credentials',
    scope: `${server.url}/.default`,
  });
  personToken = await signIn('grace.whitfield@tidewater.example');
});
afterAll(() => server.close());

function ours(api: Api, token: string): PhotoApi {
  return createPhotoApi({
    api,
    method: 'PUT',
    graphUrl: server.url,
    fetch,
    clock: createSystemClock(),
    randomId: randomUUID,
    getAccessToken: async () => ({ kind: 'ok', value: token }),
    comparePictures: async (a, b) => meanDifference(a, b),
  });
}

/** Microsoft's own client. It sends tokens over https only, so on this loopback socket a middleware adds it. */
function microsofts(token: string, version = 'v1.0'): Client {
  const handler = new HTTPMessageHandler();
  const bearer: Middleware = {
    async execute(context: Context) {
      const headers = new Headers(context.options?.headers as HeadersInit);
      headers.set('Authorization', `Bearer ${token}`);
      context.options = { ...context.options, headers: Object.fromEntries(headers) };
      await handler.execute(context);
    },
  };
  return Client.initWithMiddleware({ middleware: bearer, baseUrl: `${server.url}/`, defaultVersion: version });
}

/** Mean difference of two pictures at 64 by 64 pixels, independent of the product's own comparison. */
async function meanDifference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [x, y] = await Promise.all(
    [a, b].map((bytes) =>
      sharp(bytes).resize(64, 64, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer(),
    ),
  );
  let sum = 0;
  for (let at = 0; at < (x?.byteLength ?? 0); at += 1) sum += Math.abs((x?.[at] ?? 0) - (y?.[at] ?? 0));
  return sum / (x?.byteLength ?? 1);
}

const picture = (name: string, edgePx = 648, quality = 90) =>
  sharp(`test/fixtures/${name}.png`)
    .resize(edgePx, edgePx, { fit: 'cover' })
    .removeAlpha()
    .jpeg({ quality })
    .toBuffer();

async function blobBytes(value: unknown): Promise<Uint8Array> {
  return value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(await (value as Blob).arrayBuffer());
}

const aoi = 'aoi.tanaka@tidewater.example';
interface Slot {
  readonly name: string;
  readonly path: () => string;
  readonly target: () => Target;
  readonly token: () => string;
  readonly canDelete: boolean;
}

function contact(isInFolder: boolean): { ownerId: string; folderId?: string; id: string } {
  const ownerId = tenant.directory.person(aoi)?.id ?? '';
  const folderId = tenant.directory.contactFolders(ownerId)[0]?.id ?? '';
  const found = tenant.directory.contacts(ownerId, isInFolder ? folderId : undefined)[0];
  return { ownerId, id: found?.id ?? '', ...(isInFolder ? { folderId } : {}) };
}
const groupId = (isTeam: boolean) => tenant.directory.groups.find((group) => group.isTeam === isTeam)?.id ?? '';
const encoded = (text: string) => encodeURIComponent(text);

const slots: readonly Slot[] = [
  { name: 'me', path: () => '/me', target: () => ({ kind: 'me' }), token: () => personToken, canDelete: true },
  {
    name: 'a user by name',
    path: () => `/users/${encoded(aoi)}`,
    target: () => ({ kind: 'user', user: aoi }),
    token: () => applicationToken,
    canDelete: true,
  },
  {
    name: 'a user with a plus sign, as an administrator',
    path: () => `/users/${encoded('ines.goncalves+press@tidewater.example')}`,
    target: () => ({ kind: 'user', user: 'ines.goncalves+press@tidewater.example' }),
    token: () => personToken,
    canDelete: true,
  },
  {
    name: 'a group',
    path: () => `/groups/${groupId(false)}`,
    target: () => ({ kind: 'group', groupId: groupId(false) }),
    token: () => personToken,
    canDelete: true,
  },
  {
    name: 'a team',
    path: () => `/teams/${groupId(true)}`,
    target: () => ({ kind: 'team', teamId: groupId(true) }),
    token: () => personToken,
    canDelete: false,
  },
  {
    name: 'a contact',
    path: () => `/users/${contact(false).ownerId}/contacts/${encoded(contact(false).id)}`,
    target: () => ({ kind: 'contact', owner: contact(false).ownerId, contactId: contact(false).id }),
    token: () => applicationToken,
    canDelete: false,
  },
  {
    name: 'a contact in a folder',
    path: () => {
      const { ownerId, folderId = '', id } = contact(true);
      return `/users/${ownerId}/contactFolders/${encoded(folderId)}/contacts/${encoded(id)}`;
    },
    target: () => {
      const { ownerId, folderId = '', id } = contact(true);
      return { kind: 'contact', owner: ownerId, folderId, contactId: id };
    },
    token: () => applicationToken,
    canDelete: false,
  },
];

describe('Microsoft’s own client sees what ours sees', () => {
  it.each(slots)('$name: what we put, it reads', async ({ path, target, token }) => {
    const api = ours('v1.0', token());
    const jpeg = await picture('astronaut');
    const sight = await api.lookAtSlot(target());
    const outcome = await api.put(target(), jpeg, { priority: 'high' });
    expect(outcome.report).toMatchObject({ kind: 'accepted' });

    const theirs = microsofts(token());
    const metadata = (await theirs.api(`${path()}/photo`).get()) as Record<string, unknown>;
    const mine = await api.readMetadata(target());
    expect(mine).toMatchObject({
      kind: 'ok',
      value: {
        kind: 'photo',
        widthPx: metadata.width,
        heightPx: metadata.height,
        eTag: metadata['@odata.mediaEtag'],
      },
    });
    const bytes = await blobBytes(
      await theirs.api(`${path()}/photo/$value`).responseType(ResponseType.ARRAYBUFFER).get(),
    );
    const value = await api.readValue(target());
    expect(value.kind === 'ok' && value.value.kind === 'photo' && Buffer.from(value.value.bytes).equals(bytes)).toBe(
      true,
    );

    const list = (await theirs.api(`${path()}/photos`).get()) as { value: { width: number }[] };
    const sizes = await api.listSizes(target());
    expect(sizes.kind === 'ok' && sizes.value.map((size) => size.widthPx)).toEqual(
      list.value.map((size) => size.width),
    );
    const receipt = await api.confirm(target(), { jpeg, ...(sight.kind === 'ok' ? { before: sight.value } : {}) });
    expect(receipt).toMatchObject({ kind: 'confirmed', widthPx: 648 });
  });

  it.each(slots)('$name: what it puts, we read', async ({ path, target, token }) => {
    const jpeg = await picture('coffee', 504);
    await microsofts(token()).api(`${path()}/photo/$value`).header('Content-Type', 'image/jpeg').put(jpeg);
    const api = ours('v1.0', token());
    expect(await api.readMetadata(target())).toMatchObject({ value: { kind: 'photo', widthPx: 504 } });
    const value = await api.readValue(target());
    const bytes = value.kind === 'ok' && value.value.kind === 'photo' ? value.value.bytes : new Uint8Array();
    expect(await meanDifference(bytes, jpeg)).toBeLessThan(4);
    // 504 pixels are stored, so there is no 648, and for display the largest stands in.
    expect(await api.readSize(target(), 648)).toMatchObject({ value: { kind: 'no-photo' } });
    expect(await api.readForDisplay(target(), 600)).toMatchObject({ value: { kind: 'photo' } });
    expect(await api.readSize(target(), 48)).toMatchObject({ value: { kind: 'photo' } });
  });

  it.each(slots)(
    '$name: what one deletes is gone for the other, where it can be deleted',
    async ({ path, target, token, canDelete }) => {
      const api = ours('v1.0', token());
      const theirs = microsofts(token());
      if (!canDelete) {
        expect(await api.delete(target())).toMatchObject({
          error: { kind: 'unsupported', report: { code: 'delete-not-in-api' } },
        });
        return;
      }
      expect(await api.delete(target())).toEqual({ kind: 'ok', value: 'deleted' });
      await expect(theirs.api(`${path()}/photo`).get()).rejects.toMatchObject({ statusCode: 404 });
      expect(await api.readMetadata(target())).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
      expect(await api.readValue(target())).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
      const jpeg = await picture('chelsea');
      expect((await api.put(target(), jpeg, { priority: 'low' })).kind).toBe('accepted');
      await theirs.api(`${path()}/photo/$value`).delete();
      expect(await api.readMetadata(target())).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
    },
  );

  it('on beta as on v1.0', async () => {
    const target: Target = { kind: 'user', user: aoi };
    expect((await ours('beta', applicationToken).put(target, await picture('chelsea'), { priority: 'low' })).kind).toBe(
      'accepted',
    );
    const metadata = (await microsofts(applicationToken, 'beta')
      .api(`/users/${encoded(aoi)}/photo`)
      .get()) as { width: number };
    expect(metadata.width).toBe(648);
  });
});

describe('the Outlook API', () => {
  it.each(['outlook-v2.0', 'outlook-beta'] as const)('%s writes and reads a user’s photo', async (api) => {
    const scope = 'https://outlook.office.com/.default';
    const token = await tokenFor({
      client_id: sampleClientId('excess'),
      client_secret: demoClientSecret,
      grant_type: 'client_credentials',
      scope,
    });
    const client = ours(api, token);
    const target: Target = { kind: 'user', user: aoi };
    const jpeg = await picture(api === 'outlook-beta' ? 'chelsea' : 'astronaut');
    const sight = await client.lookAtSlot(target);
    const before = sight.kind === 'ok' ? { before: sight.value } : {};
    expect((await client.put(target, jpeg, { priority: 'high' })).report).toMatchObject({ kind: 'accepted' });
    expect(await client.readMetadata(target)).toMatchObject({ value: { kind: 'photo', widthPx: 648 } });
    expect(await client.confirm(target, { jpeg, ...before })).toMatchObject({ kind: 'confirmed' });
    const sizes = await client.listSizes(target);
    if (api === 'outlook-beta') expect(sizes.kind === 'ok' && sizes.value.length).toBe(9);
    else expect(sizes).toMatchObject({ error: { report: { code: 'sizes-not-in-api' } } });
    // The 1×1 GIF is no photo, neither as metadata nor as a picture.
    await ours('v1.0', applicationToken).delete(target);
    expect(await client.readMetadata(target)).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
    expect(await client.readValue(target)).toEqual({ kind: 'ok', value: { kind: 'no-photo' } });
  });
});

describe('the receipt', () => {
  const target: Target = { kind: 'user', user: 'chloe.lefevre@tidewater.example' };
  const api = () => ours('v1.0', applicationToken);
  async function look(): Promise<SlotSight> {
    const sight = await api().lookAtSlot(target);
    if (sight.kind === 'error') throw new Error(JSON.stringify(sight.error));
    return sight.value;
  }
  async function send(jpeg: Uint8Array) {
    const before = await look();
    expect((await api().put(target, jpeg, { priority: 'high' })).kind).toBe('accepted');
    return { jpeg, before };
  }
  async function loseWrite(jpeg: Uint8Array) {
    tenant.failNext('lost-write');
    return send(jpeg);
  }

  it.each([
    [648, 95],
    [648, 60],
    [324, 90],
    [120, 80],
  ])('confirms a photo of %i px and quality %i, which the service encoded anew', async (edgePx, quality) => {
    const sent = await send(await picture('astronaut', edgePx, quality));
    expect(await api().confirm(target, sent)).toMatchObject({ kind: 'confirmed' });
  });

  it('confirms a photo that was sent twice', async () => {
    await send(await picture('astronaut'));
    const sent = await send(await picture('astronaut'));
    expect((await api().confirm(target, sent)).kind).toBe('confirmed');
  });

  it('tells that the older photo is still served, and later that the new one is', async () => {
    await send(await picture('chelsea'));
    const jpeg = await picture('coffee');
    const before = await look();
    tenant.failNext('older-photo');
    expect((await api().put(target, jpeg, { priority: 'high' })).kind).toBe('accepted');
    const sent = { jpeg, before };
    expect((await api().confirm(target, sent)).kind).toBe('older-photo');
    let kind = 'older-photo';
    for (let reads = 0; reads < 5 && kind === 'older-photo'; reads += 1) ({ kind } = await api().confirm(target, sent));
    expect(kind).toBe('confirmed');
  });

  it('tells that somebody else’s newer photo has replaced it', async () => {
    const sent = await send(await picture('coffee'));
    await microsofts(applicationToken)
      .api(`/users/${encoded(target.kind === 'user' ? target.user : '')}/photo/$value`)
      .header('Content-Type', 'image/jpeg')
      .put(await picture('astronaut'));
    expect((await api().confirm(target, sent)).kind).toBe('newer-photo');
  });

  it('never confirms a write that was accepted and lost', async () => {
    await send(await picture('chelsea'));
    const sent = await loseWrite(await picture('coffee'));
    expect((await api().confirm(target, sent)).kind).toBe('older-photo');
    expect((await api().confirm(target, { jpeg: sent.jpeg })).kind).toBe('cannot-tell');
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'never confirms a lost retake that is %i of 255 brighter than the photo that is still there',
    async (by) => {
      const first = await picture('astronaut');
      await send(first);
      const retake = await sharp(first).linear(1, by).jpeg({ quality: 92 }).toBuffer();
      const sent = await loseWrite(new Uint8Array(retake));
      expect((await api().confirm(target, sent)).kind).toBe('older-photo');
      // Nor when nobody looked before: then it cannot be told.
      expect((await api().confirm(target, { jpeg: sent.jpeg })).kind).toBe('cannot-tell');
      // Once it is stored, it is confirmed, however alike.
      expect((await api().confirm(target, await send(sent.jpeg))).kind).toBe('confirmed');
    },
  );

  it('never confirms a lost photo of a dark room that shows another dark room', async () => {
    const dark = async (name: 'astronaut' | 'coffee') =>
      new Uint8Array(
        await sharp(await picture(name))
          .linear(0.02, 0)
          .jpeg({ quality: 92 })
          .toBuffer(),
      );
    await send(await dark('astronaut'));
    const sent = await loseWrite(await dark('coffee'));
    expect((await api().confirm(target, sent)).kind).toBe('older-photo');
    expect((await api().confirm(target, await send(sent.jpeg))).kind).toBe('confirmed');
  });

  it('never confirms a PATCH on beta, which answers 204 and changes nothing', async () => {
    const jpeg = await picture('coffee');
    await send(await picture('chelsea'));
    await fetch(`${server.url}/beta/users/${encoded(printTarget(target).slice(5))}/photo/$value`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${applicationToken}`, 'Content-Type': 'image/jpeg' },
      body: new Uint8Array(jpeg),
    });
    expect((await api().confirm(target, { jpeg })).kind).toBe('cannot-tell');
  });

  it('cannot tell without pixels, nor when nothing can be read', async () => {
    const jpeg = await picture('coffee');
    const sent = await send(jpeg);
    const blind = createPhotoApi({
      api: 'v1.0',
      method: 'PUT',
      graphUrl: server.url,
      fetch,
      clock: createSystemClock(),
      randomId: randomUUID,
      getAccessToken: async () => ({ kind: 'ok', value: applicationToken }),
    });
    await send(await picture('chelsea'));
    expect(await blind.confirm(target, sent)).toMatchObject({ kind: 'cannot-tell', report: { code: 'not-compared' } });
    tenant.setFault('network-off');
    expect(await api().confirm(target, sent)).toMatchObject({ kind: 'cannot-tell', report: { kind: 'offline' } });
    tenant.setFault('throttled');
    expect(await api().confirm(target, sent)).toMatchObject({
      kind: 'cannot-tell',
      report: { kind: 'throttled' },
      retryAfterMs: expect.any(Number),
    });
    tenant.setFault('none');
  });

  it('finds different photos far apart and one photo, however encoded, close together', async () => {
    const [a, b, c] = await Promise.all([picture('astronaut'), picture('chelsea'), picture('coffee')]);
    const encodings = await Promise.all(
      [40, 60, 75, 95].flatMap((quality) => [648, 324].map((edge) => picture('astronaut', edge, quality))),
    );
    const same = await Promise.all(encodings.map((jpeg) => meanDifference(a, jpeg)));
    const other = await Promise.all([meanDifference(a, b), meanDifference(a, c), meanDifference(b, c)]);
    expect(Math.max(...same)).toBeLessThan(4);
    expect(Math.min(...other)).toBeGreaterThan(30);
  });
});
