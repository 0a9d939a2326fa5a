import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { type EntraAuthority, startEntraAuthority } from '../../entra-authority.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { createTestCertificate, pfxOf } from '../../test-certificate.ts';
import { createSignInStation, everyByteBelow, signInByCode } from './sign-in-station.ts';
import { withAuthority } from './with-authority.ts';

let authority: EntraAuthority;
const open = withAuthority((started) => {
  authority = started;
});

beforeEach(() => authority.forgetRequests());

async function station(
  ...[settings, more]: [Parameters<typeof createSignInStation>[1], Parameters<typeof createSignInStation>[2]?]
) {
  const made = await createSignInStation(authority, settings, more);
  open.push(made);
  return made;
}
const application = (credential: 'certificate' | 'secret') => ({ mode: 'application', credential }) as const;
const operator = { mode: 'operator', method: 'device-code' } as const;
const certificateFile = () => Buffer.from(authority.station.privateKeyPem + authority.station.certificatePem);

test('An unattended station signs in with its certificate, handed over once, also after a restart.', async () => {
  const first = await station(application('certificate'));
  expect(await first.signIn.restore()).toMatchObject({ kind: 'needs-attention', problem: 'not-provisioned' });
  const kept = await first.signIn.provision({ kind: 'file', bytes: certificateFile() });
  expect(kept).toMatchObject({ kind: 'ok', value: { kind: 'certificate', subject: 'CN=station 7' } });
  expect(await first.signIn.restore()).toMatchObject({
    kind: 'signed-in',
    permissions: ['ProfilePhoto.ReadWrite.All', 'User.ReadBasic.All'],
  });
  const second = await station(application('certificate'), { dataFolder: first.dataFolder });
  expect(await second.signIn.restore()).toMatchObject({ kind: 'signed-in' });
  expect((await authority.requests()).map(({ grant }) => grant)).toEqual(['client_credentials', 'client_credentials']);
});

test('A PFX does the same as a PEM.', async () => {
  const mine = await station(application('certificate'));
  const bytes = pfxOf(authority.station, 'pass phrase', 'older');
  expect(await mine.signIn.provision({ kind: 'file', bytes, passphrase: 'pass phrase' })).toMatchObject({ kind: 'ok' });
  expect(await mine.signIn.restore()).toMatchObject({ kind: 'signed-in' });
});

test('A certificate with 30 or fewer days left warns with the state.', async () => {
  const soon = createTestCertificate({ commonName: 'soon over', days: 15 });
  const other = await startEntraAuthority({ stationCertificatePem: soon.certificatePem });
  try {
    const mine = await createSignInStation(other, application('certificate'));
    await mine.signIn.provision({ kind: 'file', bytes: Buffer.from(soon.certificatePem + soon.privateKeyPem) });
    expect(await mine.signIn.restore()).toMatchObject({ kind: 'signed-in', certificateExpiresInDays: 13 });
    expect(mine.logLines).toContain('sign-in.certificate-ends {"days":13}');
    await mine.signIn.close();
  } finally {
    await other.close();
  }
});

test('A certificate that the tenant does not have is named as the problem.', async () => {
  const mine = await station(application('certificate'));
  const stranger = createTestCertificate({ commonName: 'stranger' });
  await mine.signIn.provision({ kind: 'file', bytes: Buffer.from(stranger.certificatePem + stranger.privateKeyPem) });
  expect(await mine.signIn.restore()).toMatchObject({ kind: 'needs-attention', problem: 'certificate-unknown' });
  expect(await mine.signIn.getAccessToken()).toEqual({ kind: 'error', error: { kind: 'sign-in-needed' } });
});

test('Five parallel requests make one POST, and no discovery request is ever made.', async () => {
  const mine = await station(application('secret'));
  await mine.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  const tokens = await Promise.all(Array.from({ length: 5 }, () => mine.signIn.getAccessToken()));
  expect(new Set(tokens.map((token) => token.kind === 'ok' && token.value)).size).toBe(1);
  expect(await authority.requests()).toHaveLength(1);
});

test('A wrong secret is said to be wrong; handing over the right one helps at once.', async () => {
  const mine = await station(application('secret'));
  await mine.signIn.provision({ kind: 'secret', secret: 'not it' });
  expect(await mine.signIn.restore()).toMatchObject({
    kind: 'needs-attention',
    problem: 'wrong-secret',
    code: 'AADSTS7000215',
  });
  await mine.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  expect(await mine.signIn.restore()).toMatchObject({ kind: 'signed-in' });
});

test('A secret is not given to another sign-in host than the one it was handed over for.', async () => {
  const mine = await station(application('secret'));
  await mine.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  const asked: string[] = [];
  const elsewhere = await station(application('secret'), {
    dataFolder: mine.dataFolder,
    tenant: {
      tenantId: authority.options.tenantId,
      clientId: authority.options.secretClientId,
      authority: 'https://evil.test',
      graphUrl: 'https://graph.test',
    },
    fetch: async (url) => {
      asked.push(String(url));
      return new Response('{}');
    },
  });
  expect(await elsewhere.signIn.restore()).toMatchObject({ problem: 'not-provisioned' });
  expect(asked).toEqual([]);
});

test('What the command line sealed with the key file, a station with the system’s key store takes over and seals anew.', async () => {
  const commandLine = await station(application('secret'), { keyName: 'station.key' });
  await commandLine.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  const { dataFolder } = commandLine;
  const systemKey = await openKeyFileCipher(path.join(mkdtempSync(path.join(tmpdir(), 'system-key-')), 'key'));
  if (systemKey.kind === 'error') throw new Error(systemKey.error.kind);
  const desktop = await station(application('secret'), { dataFolder, cipher: systemKey.value });
  expect(await desktop.signIn.restore()).toMatchObject({ kind: 'signed-in' });
  rmSync(path.join(dataFolder, 'station.key'));
  const later = await station(application('secret'), { dataFolder, cipher: systemKey.value });
  expect(await later.signIn.restore()).toMatchObject({ kind: 'signed-in' });
});

test('A credential that cannot be opened stays where it is and is named as unreadable.', async () => {
  const mine = await station(application('secret'));
  await mine.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  const stranger = await station(application('secret'), { dataFolder: mine.dataFolder, keyName: 'another-key' });
  expect(await stranger.signIn.restore()).toMatchObject({ problem: 'credential-unreadable' });
  const again = await station(application('secret'), { dataFolder: mine.dataFolder });
  expect(await again.signIn.restore()).toMatchObject({ kind: 'signed-in' });
});

test('A kept credential whose certificate cannot be read is named as unreadable; no request is made with it.', async () => {
  const cipher = createFixedCipher();
  const mine = await station(application('certificate'), { cipher });
  const credential = { kind: 'certificate', certificatePem: 'damaged', privateKeyPem: 'damaged' };
  mkdirSync(path.join(mine.dataFolder, 'sign-in'));
  writeFileSync(
    path.join(mine.dataFolder, 'sign-in/credential.sealed'),
    await cipher.seal(Buffer.from(JSON.stringify({ authority: authority.origin, credential }))),
  );
  expect(await mine.signIn.restore()).toMatchObject({ kind: 'needs-attention', problem: 'credential-unreadable' });
  expect(await authority.requests()).toEqual([]);
});

test('After a 401 a new token is fetched; a claims challenge reaches the authority.', async () => {
  const mine = await station(application('secret'));
  await mine.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
  await mine.signIn.getAccessToken();
  await mine.signIn.getAccessToken({ claims: Buffer.from(claims).toString('base64') });
  const seen = await authority.requests();
  expect(seen).toHaveLength(2);
  expect(JSON.parse(seen[1]?.claims ?? '{}')).toMatchObject(JSON.parse(claims));
});

test('No token, secret or name reaches the log on any path, and nothing on disk is in clear.', async () => {
  const secretStation = await station(application('secret'));
  await secretStation.signIn.provision({ kind: 'secret', secret: authority.options.secret });
  await secretStation.signIn.restore();
  await authority.setFaults({
    kind: 'answer',
    status: 400,
    body: JSON.stringify({
      error: 'invalid_grant',
      error_description: 'AADSTS50034: canary.ingrid@contoso.test and canary-secret-value',
      canary: 'canary',
    }),
  });
  await secretStation.signIn.getAccessToken({ claims: '{"x":{}}' });
  const mine = await station(operator);
  await signInByCode(authority, mine);
  for (const { logLines, dataFolder, signIn } of [secretStation, mine]) {
    const token = await signIn.getAccessToken();
    const payload = token.kind === 'ok' ? (token.value.split('.')[1] ?? 'missing') : 'missing';
    const said = `${logLines.join('\n')}\n${everyByteBelow(dataFolder)}`;
    expect(logLines.length).toBeGreaterThan(0);
    for (const canary of ['canary', 'refresh', payload]) expect(said).not.toContain(canary);
    const modes = readdirSync(path.join(dataFolder, 'sign-in')).map(
      (name) => statSync(path.join(dataFolder, 'sign-in', name)).mode & 0o777,
    );
    expect(new Set(modes)).toEqual(new Set([0o600]));
  }
});
