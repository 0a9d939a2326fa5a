import {
  AuthenticationHandler,
  Client,
  type Context,
  GraphError,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { sampleContactFolders, sampleContacts, sampleGroups } from '../../../electron/demo/sample-groups.ts';
import { applicationToken, personToken } from '../../demo-tokens.ts';
import { pictureDifference, portraitJpeg } from '../../fixture-photo.ts';
import { sampleClientId } from '../../sample-client-id.ts';

const tenant = createDemoTenant();
let server: DemoServer;
let portrait: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  server = await serveDemoTenant(tenant, { port: 0 });
  portrait = await portraitJpeg();
});
afterAll(() => server.close());

/** Microsoft's own client, believing that it talks to graph.microsoft.com; only the last step goes to our socket. */
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

const asApplication = () => graphClient(() => applicationToken(tenant, sampleClientId('slots')));
const asPerson = (alias: string) =>
  graphClient(() => personToken(tenant, `${alias}@tidewater.example`, sampleClientId('slots')));

async function bytesOf(client: Client, path: string): Promise<Uint8Array> {
  const body: unknown = await client
    .api(path)
    .responseType('arraybuffer' as never)
    .get();
  return new Uint8Array(body as ArrayBuffer);
}

function put(client: Client, path: string): Promise<unknown> {
  return client.api(path).header('Content-Type', 'image/jpeg').put(portrait);
}

const team = sampleGroups[0];
const group = sampleGroups[3];
const contact = sampleContacts[0];
const folderContact = sampleContacts[1];
const folder = sampleContactFolders[0];
const encoded = encodeURIComponent;

const slots = [
  {
    name: 'a user by id, as an application',
    path: '/users/2c4ff317-dfcb-4d52-854b-bbedb8e16fdf',
    client: asApplication,
    canDelete: true,
  },
  {
    name: 'a user with an apostrophe',
    path: `/users/${encoded("sean.o'brien@tidewater.example")}`,
    client: asApplication,
    canDelete: true,
  },
  {
    name: 'a user with a plus sign',
    path: `/users/${encoded('ines.goncalves+press@tidewater.example')}`,
    client: asApplication,
    canDelete: true,
  },
  { name: 'the signed-in user', path: '/me', client: () => asPerson('yutong.wang'), canDelete: true },
  {
    name: 'any user, as a User Administrator',
    path: '/users/ren.watanabe@tidewater.example',
    client: () => asPerson('grace.whitfield'),
    canDelete: true,
  },
  { name: 'a group', path: `/groups/${group?.id}`, client: asApplication, canDelete: true },
  { name: 'a team', path: `/teams/${team?.id}`, client: () => asPerson('aoi.tanaka'), canDelete: false },
  {
    name: 'my contact',
    path: `/me/contacts/${encoded(contact?.id ?? '')}`,
    client: () => asPerson('aoi.tanaka'),
    canDelete: false,
  },
  {
    name: 'a contact in a folder, as an application',
    path: `/users/aoi.tanaka@tidewater.example/contactFolders/${encoded(folder?.id ?? '')}/contacts/${encoded(folderContact?.id ?? '')}`,
    client: asApplication,
    canDelete: false,
  },
];

describe('Microsoft’s own Graph client', () => {
  test.each(slots)('puts, reads, lists and deletes the photo of $name', async ({ path, client, canDelete }) => {
    const graph = client();
    await put(graph, `${path}/photo/$value`);

    const metadata = await graph.api(`${path}/photo`).get();
    expect(metadata).toMatchObject({ id: '648x648', width: 648, height: 648, '@odata.mediaContentType': 'image/jpeg' });
    expect(metadata['@odata.mediaEtag']).toMatch(/^W\/"[0-9a-f]{64}"$/);

    const sizes = await graph.api(`${path}/photos`).get();
    expect(sizes.value.map((size: { width: number }) => size.width)).toEqual([
      48, 64, 96, 120, 240, 360, 432, 504, 648,
    ]);

    const value = await bytesOf(graph, `${path}/photo/$value`);
    expect(await sharp(value).metadata()).toMatchObject({ format: 'jpeg', width: 648, height: 648 });
    expect(await pictureDifference(value, portrait)).toBeLessThan(3);
    const small = await bytesOf(graph, `${path}/photos/240x240/$value`);
    expect(await sharp(small).metadata()).toMatchObject({ width: 240, height: 240 });
    expect(await pictureDifference(small, portrait)).toBeLessThan(5);

    const deletion = graph.api(`${path}/photo/$value`).delete();
    if (!canDelete) {
      await expect(deletion).rejects.toMatchObject({ statusCode: 405 });
      return;
    }
    await deletion;
    await expect(graph.api(`${path}/photo`).get()).rejects.toMatchObject({ statusCode: 404, code: 'ImageNotFound' });
  });

  test('sends bytes as application/json unless told otherwise, and is refused as Graph refuses it', async () => {
    const sent = asApplication().api('/users/ken.yamamoto@tidewater.example/photo/$value').put(portrait);
    await expect(sent).rejects.toBeInstanceOf(GraphError);
    await expect(sent).rejects.toMatchObject({ statusCode: 415 });
    expect(await tenant.photo({ user: 'ken.yamamoto@tidewater.example' })).toBeUndefined();
  });

  test('finds people by name, reading, mail and employee number', async () => {
    const graph = asApplication();
    const users = () =>
      graph.api('/users').header('ConsistencyLevel', 'eventual').count(true).select('displayName,employeeId').top(5);
    const names = async (request: ReturnType<typeof users>) =>
      (await request.get()).value.map((user: { displayName: string }) => user.displayName);
    expect(await names(users().search('"displayName:葵"'))).toEqual(['田中 葵']);
    expect(await names(users().search('"mail:yutong" OR "displayName:nothing"'))).toEqual(['王雨桐']);
    expect(
      await names(users().filter("startsWith(onPremisesExtensionAttributes/extensionAttribute1,'たなか')")),
    ).toEqual(['田中 葵']);
    expect(await names(users().filter("employeeId eq '10041'"))).toEqual(['田中 葵']);
  });

  test('follows @odata.nextLink through everybody, each person once', async () => {
    const graph = asApplication();
    const seen: string[] = [];
    let page = await graph.api('/users').top(25).get();
    for (;;) {
      seen.push(...page.value.map((user: { id: string }) => user.id));
      if (page['@odata.nextLink'] === undefined) break;
      page = await graph.api(page['@odata.nextLink'].replace(server.url, 'https://graph.microsoft.com')).get();
    }
    expect(seen).toHaveLength(tenant.directory.people.length);
    expect(new Set(seen).size).toBe(seen.length);
  });
});
