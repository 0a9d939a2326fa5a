import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoBaseUrl } from '../../../electron/demo/demo-address.ts';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { type FaultName, faultCatalogue, type RequestFault } from '../../../electron/demo/request-fault.ts';
import type { Fetch } from '../../../electron/ports.ts';
import { applicationToken } from '../../demo-tokens.ts';
import { pictureDifference, portraitJpeg } from '../../fixture-photo.ts';

const tenant = createDemoTenant({ slowMs: 20 });
const person = 'amahle.dlamini@tidewater.example';
let server: DemoServer;
let portrait: Uint8Array<ArrayBuffer>;
let authorization: string;
beforeAll(async () => {
  server = await serveDemoTenant(tenant, { port: 0 });
  portrait = await portraitJpeg();
  authorization = `Bearer ${await applicationToken(tenant)}`;
});
afterEach(() => {
  tenant.clearFaults();
  tenant.setFault('none');
});
afterAll(() => server.close());

const carriers: readonly { readonly name: string; readonly fetch: Fetch; readonly base: () => string }[] = [
  { name: 'in process', fetch: tenant.fetch, base: () => demoBaseUrl },
  { name: 'on a socket', fetch: (input, init) => fetch(input, init), base: () => server.url },
];
type Carrier = (typeof carriers)[number];

function put(carrier: Carrier, signal?: AbortSignal): Promise<Response> {
  const headers = { authorization, 'content-type': 'image/jpeg' };
  const init = { method: 'PUT', body: portrait, headers, ...(signal === undefined ? {} : { signal }) };
  return carrier.fetch(`${carrier.base()}/v1.0/users/${person}/photo/$value`, init);
}
const get = (carrier: Carrier, path = 'photo/$value') =>
  carrier.fetch(`${carrier.base()}/v1.0/users/${person}/${path}`, { headers: { authorization } });

function isAnswer(entry: [string, RequestFault]): entry is [FaultName, Extract<RequestFault, { kind: 'answer' }>] {
  return entry[1].kind === 'answer';
}
const answers = (Object.entries(faultCatalogue) as [string, RequestFault][]).filter(isAnswer);

describe.each(carriers)('$name', (carrier) => {
  test.each(answers)('%s answers once with its status, code and headers, and stores nothing', async (name, fault) => {
    const before = await tenant.photo({ user: person });
    tenant.failNext(name);
    const response = await put(carrier);
    expect(response.status).toBe(fault.status);
    const { error } = (await response.json()) as {
      error: { code: string; innerError: { code?: string; 'request-id': string } };
    };
    expect(error.code).toBe(fault.code);
    expect(error.innerError.code).toBe(fault.innerCodes?.[0]);
    expect(error.innerError['request-id']).toBe(response.headers.get('request-id'));
    if (name === '429-date') {
      const waitMs =
        Date.parse(response.headers.get('retry-after') ?? '') - Date.parse(response.headers.get('date') ?? '');
      expect(waitMs).toBe(10_000);
    } else {
      for (const [header, value] of Object.entries(fault.headers ?? {}))
        expect(response.headers.get(header)).toBe(value);
    }
    expect((await tenant.photo({ user: person }))?.eTag).toBe(before?.eTag);
    expect((await put(carrier)).status).toBe(200);
  });

  test('nearly-throttled stores the photo and warns in a header', async () => {
    tenant.failNext('nearly-throttled');
    const response = await put(carrier);
    expect([response.status, response.headers.get('x-ms-throttle-limit-percentage')]).toEqual([200, '0.9']);
    expect((await put(carrier)).headers.get('x-ms-throttle-limit-percentage')).toBeNull();
  });

  test('a captive portal answers 200 with HTML and without Graph’s marks', async () => {
    tenant.failNext('captive-portal');
    const response = await put(carrier);
    expect([response.status, response.headers.get('content-type'), response.headers.get('request-id')]).toEqual([
      200,
      'text/html; charset=utf-8',
      null,
    ]);
    expect(await response.text()).toContain('Wi-Fi');
  });

  test.each(['reset-before-headers', 'reset-mid-headers'] as const)('%s rejects and stores nothing', async (name) => {
    const before = await tenant.photo({ user: person });
    tenant.failNext(name);
    await expect(put(carrier)).rejects.toBeInstanceOf(TypeError);
    expect((await tenant.photo({ user: person }))?.eTag).toBe(before?.eTag);
  });

  test('reset-after-stored rejects, and the photo is there', async () => {
    const before = await tenant.photo({ user: person });
    tenant.failNext('reset-after-stored');
    await expect(put(carrier)).rejects.toBeInstanceOf(TypeError);
    expect((await tenant.photo({ user: person }))?.eTag).not.toBe(before?.eTag);
  });

  test('reset-mid-body gives headers, then breaks inside the body', async () => {
    tenant.failNext('reset-mid-body', { on: 'photo-read' });
    const response = await get(carrier);
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  test.each(['hang-before-headers', 'hang-mid-headers'] as const)(
    '%s answers nothing until the client gives up',
    async (name) => {
      const giveUp = new AbortController();
      const arrived = new Promise<void>((resolve) => {
        const stop = tenant.requestLog.onAdd(() => {
          stop();
          resolve();
        });
      });
      tenant.failNext(name);
      const sent = put(carrier, giveUp.signal);
      await arrived;
      giveUp.abort(new Error('gave up'));
      await expect(sent).rejects.toThrow();
    },
  );

  test('after older-photo, the older photo is served for so many reads', async () => {
    await put(carrier);
    const older = (await get(carrier)).headers.get('etag');
    tenant.failNext({ kind: 'older-photo', reads: 2 });
    expect((await put(carrier)).status).toBe(200);
    const eTags = [];
    for (let read = 0; read < 3; read += 1) eTags.push((await get(carrier)).headers.get('etag'));
    expect(eTags.slice(0, 2)).toEqual([older, older]);
    expect(eTags[2]).not.toBe(older);
  });

  test('after newer-photo, somebody else’s photo is served; after lost-write, the one from before', async () => {
    tenant.failNext('newer-photo');
    expect((await put(carrier)).status).toBe(200);
    const other = new Uint8Array(await (await get(carrier)).arrayBuffer());
    expect(await pictureDifference(other, portrait)).toBeGreaterThan(20);
    tenant.failNext('lost-write');
    expect((await put(carrier)).status).toBe(200);
    expect(new Uint8Array(await (await get(carrier)).arrayBuffer())).toEqual(other);
  });

  test('a fault may wait for sign-in, reads or anything, and for as many requests as asked', async () => {
    tenant.failNext('503', { on: 'sign-in' });
    tenant.failNext('502', { on: 'photo-read', count: 2 });
    expect((await put(carrier)).status).toBe(200);
    expect([(await get(carrier)).status, (await get(carrier)).status, (await get(carrier)).status]).toEqual([
      502, 502, 200,
    ]);
    const token = await carrier.fetch(`${carrier.base()}/${tenant.tenantId}/oauth2/v2.0/token`, { method: 'POST' });
    expect(token.status).toBe(503);
  });

  test('the switch: network off, slow, throttled, refused, and back', async () => {
    const heard: string[] = [];
    const stop = tenant.onFault((fault) => heard.push(fault));
    tenant.setFault('network-off');
    await expect(get(carrier, 'photo')).rejects.toBeInstanceOf(TypeError);
    tenant.setFault('throttled');
    const throttled = await get(carrier, 'photo');
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '10']);
    tenant.setFault('refused');
    expect([(await put(carrier)).status, (await get(carrier, 'photo')).status]).toEqual([403, 200]);
    tenant.setFault('slow');
    expect((await put(carrier)).status).toBe(200);
    tenant.setFault('none');
    stop();
    expect(heard).toEqual(['network-off', 'throttled', 'refused', 'slow', 'none']);
  });
});

test('in process, a host that is not the tenant’s is not reached', async () => {
  await expect(tenant.fetch('https://graph.microsoft.com/v1.0/me')).rejects.toBeInstanceOf(TypeError);
});

test('an aborted request rejects with the signal’s reason', async () => {
  const reason = new Error('not now');
  await expect(tenant.fetch(`${demoBaseUrl}/v1.0/me`, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
