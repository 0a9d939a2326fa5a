import { request } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { applicationToken } from '../../demo-tokens.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

const tenant = createDemoTenant();
let server: DemoServer;
beforeAll(async () => {
  server = await serveDemoTenant(tenant, { port: 0 });
});
afterAll(() => server.close());

interface PageEvent {
  readonly name: string;
  readonly data: Record<string, unknown>;
}

/** Reads the page's events until one passes `isLast`. */
async function eventsUntil(response: Response, isLast: (event: PageEvent) => boolean): Promise<PageEvent[]> {
  const seen: PageEvent[] = [];
  let text = '';
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, name = '', data = '{}'] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      const event = { name, data: JSON.parse(data) as Record<string, unknown> };
      seen.push(event);
      if (isLast(event)) return seen;
    }
  }
  return seen;
}

async function uploadPhoto(person: string): Promise<void> {
  const headers = { authorization: `Bearer ${await applicationToken(tenant)}`, 'content-type': 'image/jpeg' };
  const url = `${server.url}/v1.0/users/${person}/photo/$value`;
  expect((await fetch(url, { method: 'PUT', headers, body: await portraitJpeg() })).status).toBe(200);
}

describe('the directory page', () => {
  test.each([
    ['ja,en;q=0.5', 'ja', '社員ディレクトリ'],
    ['zh-CN,zh;q=0.9', 'zh-Hans', '通讯录'],
    ['ar-EG,ar;q=0.9', 'ar', 'الدليل'],
    ['fr,en;q=0.1', 'en', 'Directory'],
  ])('speaks the browser’s language, the way its lines run: %s', async (accepted, lang, title) => {
    const response = await fetch(server.url, { headers: { 'accept-language': accepted } });
    const text = await response.text();
    expect(text).toContain(`<html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`);
    expect(text).toContain(`<title>${title} · `);
    expect(text.match(/class="row"/g)).toHaveLength(tenant.directory.people.length);
  });

  test('lets no script run but its own', async () => {
    const response = await fetch(server.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(await response.text()).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/);
  });

  test('tells at once when a photo arrives, who sent what, and where to see it', async () => {
    const response = await fetch(`${server.url}/directory/events`);
    const id = tenant.directory.person('haruto.sato@tidewater.example')?.id;
    const events = eventsUntil(response, (event) => event.name === 'photo');
    await uploadPhoto('haruto.sato@tidewater.example');
    const seen = await events;
    expect(seen[0]?.name).toBe('state');
    const photo = seen.find((event) => event.name === 'photo');
    expect(photo?.data).toMatchObject({ id });
    for (const [shown, edgePx] of [
      ['48', 96],
      ['96', 240],
      ['240', 432],
    ] as const) {
      const picture = await fetch(`${server.url}/directory/photos/${id}/${shown}?v=${photo?.data.version}`);
      expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({
        width: edgePx,
        height: edgePx,
      });
    }
  });

  test('shows the switch of the demo bar, and turns it from the page itself', async () => {
    const response = await fetch(`${server.url}/directory/events`);
    const events = eventsUntil(response, (event) => event.name === 'fault');
    const headers = { 'content-type': 'application/json', origin: server.url };
    const body = JSON.stringify({ fault: 'throttled' });
    expect((await fetch(`${server.url}/directory/fault`, { method: 'POST', headers, body })).status).toBe(204);
    expect((await events).at(-1)?.data).toMatchObject({ fault: 'throttled', name: 'Throttled' });
    expect(tenant.fault()).toBe('throttled');
    tenant.setFault('none');
  });

  test('stays reachable while the network is off for everybody else', async () => {
    tenant.setFault('network-off');
    expect((await fetch(server.url)).status).toBe(200);
    await expect(fetch(`${server.url}/v1.0/users`)).rejects.toThrow();
    tenant.setFault('none');
  });
});

describe('whoever is not the page', () => {
  test('another site in the same browser cannot turn the switch', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
    const init = { method: 'POST', headers, body: JSON.stringify({ fault: 'refused' }) };
    expect((await fetch(`${server.url}/directory/fault`, init)).status).toBe(403);
    expect(tenant.fault()).toBe('none');
  });

  test('a name that somebody else points at 127.0.0.1 is refused', async () => {
    const status = await new Promise((resolve, reject) => {
      const sent = request(server.url, { headers: { host: `evil.example:${server.port}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.once('error', reject).end();
    });
    expect(status).toBe(421);
  });

  test('a bearer token never reaches the request log', () => {
    const authorised = tenant.requests().filter((entry) => entry.headers.authorization !== undefined);
    expect(authorised.length).toBeGreaterThan(0);
    expect(authorised.every((entry) => entry.headers.authorization === 'Bearer …')).toBe(true);
  });
});
