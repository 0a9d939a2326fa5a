import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SignInParts } from '../../../electron/auth/sign-in.ts';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { createTestCertificate } from '../../test-certificate.ts';
import { createSignInStation, type SignInStation } from './sign-in-station.ts';

let demo: DemoTenant;
let server: DemoServer;
let open: SignInStation[] = [];
const operator = { mode: 'operator', method: 'device-code' } as const;
const grace = 'grace.whitfield@tidewater.example';

beforeAll(async () => {
  demo = createDemoTenant();
  server = await serveDemoTenant(demo, { port: 0 });
});
afterEach(async () => {
  demo.setFault('none');
  await Promise.all(open.map(({ signIn }) => signIn.close()));
  open = [];
});
afterAll(() => server.close());

/** A station at the demo tenant on its socket: http, which MSAL itself would refuse. */
async function station(settings: SignInParts['settings'], more: Partial<SignInParts> = {}): Promise<SignInStation> {
  const { tenantId, clientId } = demo;
  const made = await createSignInStation(undefined, settings, {
    tenant: { tenantId, clientId, authority: server.url, graphUrl: server.url },
    fetch,
    ...more,
  });
  open.push(made);
  return made;
}

async function codeOf(mine: SignInStation): Promise<string> {
  await mine.signIn.start({ method: 'device-code' });
  return (await mine.reached('waiting-for-person')).userCode;
}

test('The demo tenant’s own secret needs no handing over.', async () => {
  const mine = await station(
    { mode: 'application', credential: 'certificate' },
    { givenCredential: { kind: 'secret', secret: demo.clientSecret } },
  );
  expect(await mine.signIn.restore()).toMatchObject({ kind: 'signed-in' });
});

test('A certificate works over http on this machine: its assertion names the real token address.', async () => {
  const own = createTestCertificate({ commonName: 'station 9' });
  demo.registerCertificate(demo.clientId, own.certificatePem);
  const mine = await station({ mode: 'application', credential: 'certificate' });
  await mine.signIn.provision({ kind: 'file', bytes: Buffer.from(own.certificatePem + own.privateKeyPem) });
  expect(await mine.signIn.restore()).toMatchObject({
    kind: 'signed-in',
    permissions: expect.arrayContaining(['ProfilePhoto.ReadWrite.All']),
  });
});

test('An operator and a visitor sign in by device code; declining offers a fresh one.', async () => {
  for (const settings of [operator, { mode: 'self-service' } as const]) {
    const mine = await station(settings);
    demo.declineDevice(await codeOf(mine));
    expect(await mine.reached('needs-attention')).toMatchObject({ problem: 'declined' });
    expect(demo.approveDevice(await codeOf(mine), grace)).toBe(true);
    expect(await mine.reached('signed-in')).toMatchObject({ account: { userName: grace } });
    expect(await mine.signIn.me()).toMatchObject({ id: demo.directory.person(grace)?.id });
  }
});

test('An operator signs in with the system’s browser where the station is not locked.', async () => {
  const account = demo.directory.person(grace)?.id ?? '';
  const mine = await station(
    { ...operator, method: 'browser' },
    {
      // What the page and the browser do: pick an account, then send the form that the page answers with.
      openBrowser: async (address) => {
        expect(address.startsWith(`${server.url}/`)).toBe(true);
        const body = new URLSearchParams({ decision: 'approve', account });
        const page = await (await fetch(address, { method: 'POST', body, redirect: 'manual' })).text();
        const fields = page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g);
        const answer = new URLSearchParams([...fields].map(([, name = '', value = '']) => [name, value]));
        const target = page.match(/<form method="post" action="([^"]+)"/)?.[1] ?? '';
        void fetch(target, { method: 'POST', body: answer, redirect: 'manual' });
      },
    },
  );
  expect(await mine.signIn.start({ method: 'browser' })).toMatchObject({ kind: 'ok' });
  expect(await mine.reached('signed-in')).toMatchObject({ account: { userName: grace } });
});

test('When the operator’s sessions are revoked the station asks for a new sign-in.', async () => {
  const mine = await station(operator);
  demo.approveDevice(await codeOf(mine), grace);
  await mine.reached('signed-in');
  demo.revokeSessions(grace);
  await mine.signIn.close();
  const next = await station(operator, { dataFolder: mine.dataFolder });
  await next.signIn.restore();
  expect(await next.signIn.getAccessToken({ skipCache: true })).toEqual({
    kind: 'error',
    error: { kind: 'sign-in-needed' },
  });
  expect(next.signIn.state()).toMatchObject({ kind: 'needs-attention', problem: 'session-expired' });
});

test('With the demo’s network off the station says so, and comes back when it is on.', async () => {
  const mine = await station(
    { mode: 'application', credential: 'secret' },
    { givenCredential: { kind: 'secret', secret: demo.clientSecret } },
  );
  demo.setFault('network-off');
  expect(await mine.signIn.restore()).toEqual({ kind: 'offline-without-token' });
  demo.setFault('none');
  const signedIn = mine.reached('signed-in');
  while ((await mine.signIn.getAccessToken()).kind === 'error') await new Promise((resolve) => setImmediate(resolve));
  await signedIn;
});
