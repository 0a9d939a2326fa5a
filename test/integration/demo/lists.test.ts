import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { commandLineToolsId } from '../../../electron/demo/registrations.ts';
import { applicationToken, personToken } from '../../demo-tokens.ts';
import { sampleClientId } from '../../sample-client-id.ts';

let tenant: DemoTenant;
let server: DemoServer;
let nowMs = Date.UTC(2026, 10, 26, 9);
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 26, 9);
  tenant = createDemoTenant({ nowMs: () => nowMs });
  server = await serveDemoTenant(tenant, { port: 0 });
});
afterEach(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of another service, looked into by each test
  readonly body: any;
}

function as(token: string) {
  return async (method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : `${server.url}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

const administrator = async () => as(await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId));
const columns = [{ name: 'PersonKey', indexed: true, enforceUniqueValues: true }, { name: 'State' }];

/** A list that the kiosk's application was let into, and its address. */
async function sharedList(): Promise<{ readonly list: string; readonly station: ReturnType<typeof as> }> {
  const admin = await administrator();
  const site = await admin('GET', '/sites/tidewater.example:/sites/photo-days');
  const made = await admin('POST', `/sites/${site.body.id}/lists`, { displayName: 'Monday', columns });
  const list = `/sites/${site.body.id}/lists/${made.body.id}`;
  const grant = { roles: ['write'], grantedToV2: { application: { id: tenant.clientId } } };
  expect((await admin('POST', `${list}/permissions`, grant)).status).toBe(201);
  return { list, station: as(await applicationToken(tenant)) };
}

test('an administrator makes a list and lets one application into it, and nobody else', async () => {
  const { list, station } = await sharedList();
  expect((await station('POST', `${list}/items`, { fields: { Title: 'Ann', PersonKey: 'a' } })).status).toBe(201);
  expect((await station('GET', `${list}/items`)).body.value).toHaveLength(1);

  const other = as(await applicationToken(tenant, sampleClientId('slots')));
  expect((await other('GET', `${list}/items`)).status).toBe(403);
  const site = list.split('/lists')[0] ?? '';
  const byStation = await station('POST', `${site}/lists`, { displayName: 'Mine', columns });
  expect([byStation.status, byStation.body.error.code]).toEqual([403, 'accessDenied']);
  const grant = { roles: ['write'], grantedToV2: { application: { id: sampleClientId('slots') } } };
  expect((await station('POST', `${list}/permissions`, grant)).status).toBe(403);
  expect((await station('DELETE', list)).status).toBe(403);
});

test('a unique column takes each value once, and only an indexed one can be searched', async () => {
  const { list, station } = await sharedList();
  await station('POST', `${list}/items`, { fields: { Title: 'Ann', PersonKey: "a'b", State: 'Waiting' } });
  expect((await station('POST', `${list}/items`, { fields: { Title: 'Bo', PersonKey: "a'b" } })).status).toBe(400);
  const found = await station('GET', `${list}/items?$expand=fields&$filter=fields/PersonKey eq 'a''b'`);
  expect(found.body.value.map((item: { fields: object }) => item.fields)).toMatchObject([{ Title: 'Ann' }]);
  expect((await station('GET', `${list}/items?$filter=fields/State eq 'Waiting'`)).status).toBe(400);
  expect((await station('POST', `${list}/items`, { fields: { Colour: 'red' } })).status).toBe(400);
});

test('a change with an outdated eTag is refused, and nothing of it happens', async () => {
  const { list, station } = await sharedList();
  const made = await station('POST', `${list}/items`, { fields: { Title: 'Ann', PersonKey: 'a' } });
  const row = `${list}/items/${made.body.id}`;
  const first = await station('PATCH', `${row}/fields`, { State: 'one' }, { 'if-match': made.body.eTag });
  expect(first.status).toBe(200);
  expect((await station('PATCH', `${row}/fields`, { State: 'two' }, { 'if-match': made.body.eTag })).status).toBe(412);
  const now = await station('GET', `${row}?$expand=fields`);
  expect(now.body).toMatchObject({ eTag: first.body['@odata.etag'], fields: { Title: 'Ann', State: 'one' } });
});

test('changes are told by link: what is new, what is gone, and that one must begin again', async () => {
  const { list, station } = await sharedList();
  for (const key of ['a', 'b', 'c']) await station('POST', `${list}/items`, { fields: { Title: key, PersonKey: key } });
  const first = await station('GET', `${list}/items/delta?$expand=fields&$top=2`);
  const second = await station('GET', first.body['@odata.nextLink']);
  expect([first.body.value.length, second.body.value.length]).toEqual([2, 1]);

  await station('PATCH', `${list}/items/1/fields`, { State: 'one' });
  await station('DELETE', `${list}/items/2`);
  const changes = await station('GET', second.body['@odata.deltaLink']);
  expect(changes.body.value).toMatchObject([
    { id: '1', fields: { State: 'one' } },
    { id: '2', deleted: {} },
  ]);
  const none = await station('GET', changes.body['@odata.deltaLink']);
  expect(none.body.value).toEqual([]);

  for (const one of tenant.lists.lists.values()) one.age += 1;
  const gone = await station('GET', none.body['@odata.deltaLink']);
  expect([gone.status, gone.body.error.code]).toEqual([410, 'resyncRequired']);
  expect((await station('GET', gone.headers.get('location') ?? '')).body.value).toHaveLength(2);
});

test('an application that uses up its units of a minute waits, and only for that', async () => {
  const { list, station } = await sharedList();
  tenant.setPolicy({ listUnitsPerMinute: 8 });
  await station('GET', `${list}/items`);
  const answers = [];
  for (let count = 0; count < 5; count++) answers.push((await station('GET', `${list}/items`)).status);
  expect(answers).toEqual([200, 200, 200, 429, 429]);
  const refused = await station('GET', `${list}/items`);
  expect(refused.headers.get('retry-after')).toBe('60');
  expect((await station('GET', '/users?$top=1')).status).toBe(200);
  nowMs += 61_000;
  expect((await station('GET', `${list}/items`)).status).toBe(200);
});

test('a list that is removed is gone for everybody, and the page shows what is there, live', async () => {
  const { list, station } = await sharedList();
  const stop = new AbortController();
  const page = await fetch(`${server.url}/directory/events`, { signal: stop.signal });
  const text = page.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  const until = async (wanted: string) => {
    while (!seen.includes(wanted)) seen += (await text?.read())?.value ?? '';
  };
  await station('POST', `${list}/items`, { fields: { Title: 'Ann', PersonKey: 'a', State: 'Waiting' } });
  await until('"rows":[["Ann","Waiting",""]]');
  expect((await (await administrator())('DELETE', list)).status).toBe(204);
  await until('event: lists\ndata: {"lists":[]}');
  stop.abort();
  const gone = await station('GET', `${list}/items`);
  expect([gone.status, gone.body.error.code]).toEqual([404, 'itemNotFound']);
});

test('links of somebody’s own making are refused', async () => {
  const { list, station } = await sharedList();
  for (const text of ['null', '7', '{"age":"x"}', 'no JSON']) {
    const token = Buffer.from(text).toString('base64url');
    for (const path of [`${list}/items`, `${list}/items/delta`]) {
      const answer = await station('GET', `${path}?token=${token}`);
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalidRequest']);
    }
  }
});
