import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type EntraAuthority, startEntraAuthority } from '../../entra-authority.ts';
import { createSignInStation, type SignInStation } from './sign-in-station.ts';

let authority: EntraAuthority;
let open: SignInStation[] = [];

beforeAll(async () => {
  authority = await startEntraAuthority();
});
beforeEach(() => authority.forgetRequests());
afterEach(async () => {
  await Promise.all(open.map(({ signIn }) => signIn.close()));
  open = [];
});
afterAll(() => authority.close());

async function station(
  ...[settings, more]: [Parameters<typeof createSignInStation>[1], Parameters<typeof createSignInStation>[2]?]
) {
  const made = await createSignInStation(authority, settings, more);
  open.push(made);
  return made;
}
const browser = { mode: 'operator', method: 'browser' } as const;

/** A browser in which somebody signs in at once; `answered` holds where it was sent then, and what it was shown there. */
function willingBrowser() {
  const answered: { redirectUri: string; page: string }[] = [];
  const openBrowser = async (url: string) => {
    const { redirectUri, form } = await authority.approvePage(url);
    const shown = await fetch(redirectUri, { method: 'POST', body: form });
    answered.push({ redirectUri, page: await shown.text() });
  };
  return { answered, openBrowser };
}

/** The ports of this machine that Node's `fetch` speaks to while `work` runs. */
async function portsAsked(work: () => Promise<unknown>): Promise<string[]> {
  const ports: string[] = [];
  const note = (message: unknown) => {
    const { request } = message as { request: { origin: string } };
    ports.push(new URL(request.origin).port);
  };
  subscribe('undici:request:create', note);
  await work().finally(() => unsubscribe('undici:request:create', note));
  return ports;
}

test('An operator signs in by browser, the page says that it can be closed, and a restart finds them signed in.', async () => {
  const { answered, openBrowser } = willingBrowser();
  const mine = await station(browser, { openBrowser });
  await mine.signIn.start({ method: 'browser' });
  expect(await mine.reached('signed-in')).toMatchObject({ account: { userName: 'canary.ingrid@contoso.test' } });
  expect(answered).toEqual([expect.objectContaining({ page: expect.stringContaining('You can close this page') })]);
  expect(await mine.signIn.getAccessToken()).toMatchObject({ kind: 'ok' });
  await mine.signIn.close();
  const next = await station(browser, { dataFolder: mine.dataFolder, openBrowser });
  expect(await next.signIn.restore()).toMatchObject({ kind: 'signed-in' });
  expect(await next.signIn.me()).toMatchObject({ displayName: 'Canary Ingrid Ødegård' });
});

test.each([
  ['signs out', (mine: SignInStation) => mine.signIn.signOut()],
  ['ends', (mine: SignInStation) => mine.signIn.close()],
])(
  'The port of a browser sign-in that is over is asked nothing more when the station %s: it may be anybody’s.',
  async (_, end) => {
    const { answered, openBrowser } = willingBrowser();
    const mine = await station(browser, { openBrowser });
    await mine.signIn.start({ method: 'browser' });
    await mine.reached('signed-in');
    const [port] = answered.map(({ redirectUri }) => new URL(redirectUri).port);
    expect(await portsAsked(() => fetch(`http://localhost:${port}/`).catch(() => {}))).toEqual([port]);
    expect(await portsAsked(() => end(mine))).toEqual([]);
  },
);

test('The browser method is refused where the station is locked, where the settings ask for the code, in self-service, and for an application.', async () => {
  const openBrowser = async () => expect.unreachable('no browser may open');
  const refused = { kind: 'error', error: { code: 'not-allowed' } };
  const locked = await station(browser);
  expect(await locked.signIn.start({ method: 'browser' })).toMatchObject(refused);
  const byCode = await station({ mode: 'operator', method: 'device-code' }, { openBrowser });
  expect(await byCode.signIn.start({ method: 'browser' })).toMatchObject(refused);
  const visitor = await station({ mode: 'self-service' }, { openBrowser });
  expect(await visitor.signIn.start({ method: 'browser' })).toMatchObject(refused);
  const unattended = await station({ mode: 'application', credential: 'secret' }, { openBrowser });
  expect(await unattended.signIn.start({ method: 'device-code' })).toMatchObject(refused);
  expect(await authority.requests()).toEqual([]);
});

/** How many ports this process listens on. Asked of itself: a port that was closed may be anybody's a moment later. */
const listening = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;

test('Cancelling a browser sign-in closes the port it listened on.', async () => {
  const before = listening();
  const mine = await station(browser, { openBrowser: async () => {} });
  expect(await mine.signIn.start({ method: 'browser' })).toMatchObject({ kind: 'ok' });
  expect(mine.signIn.state()).toEqual({ kind: 'waiting-for-browser' });
  expect(listening()).toBe(before + 1);
  mine.signIn.cancel();
  expect(mine.signIn.state()).toEqual({ kind: 'signed-out' });
  await mine.signIn.close();
  expect(listening()).toBe(before);
});

test('A browser sign-in that is cancelled before its page is there opens none, and leaves no port behind.', async () => {
  const before = listening();
  let opened = 0;
  const openBrowser = async () => {
    opened += 1;
  };
  const mine = await station(browser, { openBrowser });
  const started = mine.signIn.start({ method: 'browser' });
  while (listening() === before) await setImmediate();
  mine.signIn.cancel();
  await started;
  await mine.signIn.close();
  expect(opened).toBe(0);
  while (listening() !== before) await setImmediate();
});
