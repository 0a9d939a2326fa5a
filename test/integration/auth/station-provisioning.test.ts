import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProvisioningFiles, provisionStation as provision } from '../../../electron/auth/station-provisioning.ts';
import { createTenantAccess, type TenantAccessParts } from '../../../electron/core/tenant-access.ts';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { parseSettings } from '../../../electron/settings/settings-file.ts';
import { createTestCertificate } from '../../test-certificate.ts';

let demo: DemoTenant;
let server: DemoServer;

beforeAll(async () => {
  demo = createDemoTenant();
  server = await serveDemoTenant(demo, { port: 0 });
});
afterAll(() => server.close());

/** A new station's parts, its sign-in server at the demo tenant, and a folder for what is handed over. */
async function newStation(signIn: object) {
  const folder = mkdtempSync(path.join(tmpdir(), 'provisioning-'));
  const { tenantId, clientId } = demo;
  const tenant = { tenantId, clientId, authority: server.url, graphUrl: server.url };
  const settings = parseSettings({ tenant, signIn }, 'settings.json');
  const dataFolder = path.join(folder, 'data');
  const cipher = await openKeyFileCipher(path.join(folder, 'system-key'));
  if (settings.kind === 'error' || cipher.kind === 'error') throw new Error('no station');
  const logLines: string[] = [];
  const note = (event: string, fields: unknown) => void logLines.push(`${event} ${JSON.stringify(fields)}`);
  const parts: TenantAccessParts = {
    settings: settings.value,
    dataFolder,
    cipher: cipher.value,
    clock: createSystemClock(),
    randomId: () => 'id',
    fetch,
    log: { info: note, warn: note, error: note },
  };
  const put = (name: string, content: string | Uint8Array) => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  /** As at the next start of the app. */
  const started = async () => {
    const access = createTenantAccess(parts);
    const state = await access.signIn.restore();
    await access.signIn.close();
    return state;
  };
  return { parts, put, started, dataFolder, logLines };
}
/** The parts of a station, as the app builds its sign-in from them. */
function provisionStation(parts: TenantAccessParts, files: ProvisioningFiles) {
  const { settings, log } = parts;
  return provision({ settings, log, openSignIn: () => createTenantAccess(parts).signIn }, files);
}
const withCertificate = { mode: 'application', credential: 'certificate' };
const withSecret = { mode: 'application', credential: 'secret' };

test('An installed app takes a certificate from a file, signs in with it at its next start, and the file is gone.', async () => {
  const { parts, put, started, dataFolder } = await newStation(withCertificate);
  const own = createTestCertificate({ commonName: 'lobby' });
  demo.registerCertificate(demo.clientId, own.certificatePem);
  const file = put('station.pem', own.certificatePem + own.privateKeyPem);
  expect(await started()).toMatchObject({ problem: 'not-provisioned' });
  expect(await provisionStation(parts, { file, shouldWipe: true })).toEqual({
    kind: 'ok',
    value: expect.stringMatching(/SHA-256 [0-9A-F]{64} is sealed and kept/),
  });
  expect(existsSync(file)).toBe(false);
  expect(await started()).toMatchObject({ kind: 'signed-in' });
  expect(readFileSync(path.join(dataFolder, 'sign-in/credential.sealed')).includes('PRIVATE KEY')).toBe(false);
});

test('A certificate’s passphrase comes from a file too, and both are wiped only when asked.', async () => {
  const { parts, put, started } = await newStation(withCertificate);
  const own = createTestCertificate({ commonName: 'lobby' });
  demo.registerCertificate(demo.clientId, own.certificatePem);
  const key = createPrivateKey(own.privateKeyPem).export({
    ...{ type: 'pkcs8', format: 'pem' },
    ...{ cipher: 'aes-256-cbc', passphrase: 'a b ü' },
  });
  const file = put('station.pem', own.certificatePem + key);
  const wrong = put('wrong.txt', 'a b u\n');
  const right = put('right.txt', 'a b ü\r\n');
  const keeping = { file, shouldWipe: true };
  expect(await provisionStation(parts, keeping)).toMatchObject({ kind: 'error' });
  expect(await provisionStation(parts, { ...keeping, passphraseFile: wrong })).toMatchObject({ kind: 'error' });
  expect([existsSync(file), existsSync(wrong)]).toEqual([true, true]);
  const handing = { file, passphraseFile: right, shouldWipe: false };
  expect(await provisionStation(parts, handing)).toMatchObject({ kind: 'ok' });
  expect([existsSync(file), existsSync(right)]).toEqual([true, true]);
  expect(await provisionStation(parts, { ...handing, shouldWipe: true })).toMatchObject({ kind: 'ok' });
  expect([existsSync(file), existsSync(right)]).toEqual([false, false]);
  expect(await started()).toMatchObject({ kind: 'signed-in' });
});

test.each([
  ['a line end', (secret: string) => `${secret}\n`],
  ['a mark of UTF-8 in front', (secret: string) => `\uFEFF${secret}\r\n`],
  ['UTF-16, as PowerShell writes it', (secret: string) => Buffer.from(`\uFEFF${secret}\r\n`, 'utf16le')],
])('A secret is read from a file with %s.', async (_, written) => {
  const { parts, put, started, logLines } = await newStation(withSecret);
  const said = await provisionStation(parts, { file: put('secret.txt', written(demo.clientSecret)), shouldWipe: true });
  expect(said).toMatchObject({ kind: 'ok' });
  expect(await started()).toMatchObject({ kind: 'signed-in' });
  expect(JSON.stringify([said, logLines])).not.toContain(demo.clientSecret);
});

test('What does not fit is refused in one line, kept where it is, and changes nothing.', async () => {
  const { parts, put, started, dataFolder } = await newStation(withSecret);
  const good = put('secret.txt', demo.clientSecret);
  await provisionStation(parts, { file: good, shouldWipe: false });
  const own = createTestCertificate({ commonName: 'lobby' });
  const bad = [
    put('station.pem', own.certificatePem + own.privateKeyPem),
    put('bytes.pfx', Uint8Array.from([0x30, 0x82, 1, 2, 0xff])),
    put('empty.txt', ''),
    path.join(dataFolder, 'nowhere.txt'),
  ];
  for (const file of bad) {
    const said = await provisionStation(parts, { file, shouldWipe: true });
    expect(said, file).toEqual({ kind: 'error', error: expect.stringMatching(/^[^\n]+$/) });
  }
  expect(bad.map((file) => existsSync(file))).toEqual([true, true, true, false]);
  expect(await started()).toMatchObject({ kind: 'signed-in' });
});

test('A station that has no credential of its own takes none.', async () => {
  for (const signIn of [{ mode: 'operator' }, { mode: 'self-service' }]) {
    const { parts, put, dataFolder } = await newStation(signIn);
    const file = put('secret.txt', demo.clientSecret);
    expect(await provisionStation(parts, { file, shouldWipe: true })).toMatchObject({ kind: 'error' });
    expect(
      await provisionStation({ ...parts, settings: { ...parts.settings, tenant: 'demo' } }, { file, shouldWipe: true }),
    ).toMatchObject({ kind: 'error' });
    expect(existsSync(file)).toBe(true);
    expect(existsSync(dataFolder) ? readdirSync(dataFolder) : []).toEqual([]);
  }
});
