import { randomUUID } from 'node:crypto';
import { Client, type Context, HTTPMessageHandler, type Middleware } from '@microsoft/microsoft-graph-client';
import sharp from 'sharp';
import { serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { demoClientSecret } from '../../../electron/demo/registrations.ts';
import type { Api } from '../../../electron/graph/dialects.ts';
import { createPhotoApi, type PhotoApi } from '../../../electron/graph/photo-api.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { sampleClientId } from '../../sample-client-id.ts';

/** A demo tenant on a socket, with a token of the application and one of an administrator, and two clients of its photos. */
export interface SignedInTenant {
  readonly tenant: DemoTenant;
  readonly url: string;
  readonly applicationToken: string;
  readonly personToken: string;
  tokenFor(form: Record<string, string>): Promise<string>;
  ours(api: Api, token: string): PhotoApi;
  microsofts(token: string, version?: string): Client;
  close(): Promise<void>;
}

export async function openSignedInTenant(): Promise<SignedInTenant> {
  const tenant = createDemoTenant();
  const server = await serveDemoTenant(tenant, { port: 0 });
  const { url } = server;
  const clientId = sampleClientId('slots');
  const post = async (endpoint: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form);
    const answer = await fetch(`${url}/${tenant.tenantId}/oauth2/v2.0/${endpoint}`, { method: 'POST', body });
    return (await answer.json()) as Partial<Record<string, string>>;
  };
  const tokenFor = async (form: Record<string, string>) => (await post('token', form)).access_token ?? '';
  async function signIn(person: string): Promise<string> {
    const { device_code = '', user_code = '' } = await post('devicecode', {
      client_id: clientId,
      scope: `${url}/.default openid`,
    });
    if (!tenant.approveDevice(user_code, person)) throw new Error(`${person} could not approve ${user_code}`);
    return tokenFor({ client_id: clientId, grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code });
  }
  return {
    tenant,
    url,
    tokenFor,
    applicationToken: await tokenFor({
      client_id: clientId,
      client_secret: demoClientSecret,
      grant_type: 'client_credentials',
      scope: `${url}/.default`,
    }),
    personToken: await signIn('grace.whitfield@tidewater.example'),
    ours: (api, token) =>
      createPhotoApi({
        api,
        method: 'PUT',
        graphUrl: url,
        fetch,
        clock: createSystemClock(),
        randomId: randomUUID,
        getAccessToken: async () => ({ kind: 'ok', value: token }),
        comparePictures: meanDifference,
      }),
    microsofts: (token, version = 'v1.0') => microsoftsClient(`${url}/`, token, version),
    close: () => server.close(),
  };
}

/** Microsoft's own client. It sends tokens over https only, so on this loopback socket a middleware adds it. */
function microsoftsClient(baseUrl: string, token: string, version: string): Client {
  const handler = new HTTPMessageHandler();
  const bearer: Middleware = {
    async execute(context: Context) {
      const headers = new Headers(context.options?.headers as HeadersInit);
      headers.set('Authorization', `Bearer ${token}`);
      context.options = { ...context.options, headers: Object.fromEntries(headers) };
      await handler.execute(context);
    },
  };
  return Client.initWithMiddleware({ middleware: bearer, baseUrl, defaultVersion: version });
}

/** Mean difference of two pictures at 64 by 64 pixels, independent of the product's own comparison. */
export async function meanDifference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [x, y] = await Promise.all(
    [a, b].map((bytes) =>
      sharp(bytes).resize(64, 64, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer(),
    ),
  );
  let sum = 0;
  for (let at = 0; at < (x?.byteLength ?? 0); at += 1) sum += Math.abs((x?.[at] ?? 0) - (y?.[at] ?? 0));
  return sum / (x?.byteLength ?? 1);
}

/** A picture of the fixtures as a square JPEG. */
export const picture = (name: string, edgePx = 648, quality = 90) =>
  sharp(`test/fixtures/${name}.png`)
    .resize(edgePx, edgePx, { fit: 'cover' })
    .removeAlpha()
    .jpeg({ quality })
    .toBuffer();
