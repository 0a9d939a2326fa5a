import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { isPin } from '../../../electron/operator/operator-pin.ts';
import { runCommand } from '../../command-line.ts';
import { createTestCertificate } from '../../test-certificate.ts';
import { runHere } from './command-run.ts';

let demo: DemoTenant;
let server: DemoServer;

beforeAll(async () => {
  demo = createDemoTenant();
  server = await serveDemoTenant(demo, { port: 0 });
});
afterAll(() => server.close());

/** A station's folder and settings file, and a way to run commands at it. */
function terminal(signIn: object) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sign-in-cli-'));
  const config = path.join(folder, 'settings.json');
  const { tenantId, clientId } = demo;
  const tenant = { tenantId, clientId, authority: server.url, graphUrl: server.url };
  writeFileSync(config, JSON.stringify({ tenant, signIn, station: { name: 'Lobby' } }), { mode: 0o640 });
  const dataFolder = path.join(folder, 'data');
  const complete = (args: readonly string[]) => [...args, '--config', config, '--data', dataFolder];
  const run = (args: readonly string[], onError?: (text: string) => void) => runHere(complete(args), onError);
  /** As a program of its own, with a secret on its standard input. */
  const pipe = (args: readonly string[], input: string) => runCommand(complete(args), input);
  return { folder, config, dataFolder, run, pipe };
}

test('provision takes a certificate, wipes its file when asked, and whoami signs in with it.', async () => {
  const { folder, run } = terminal({ mode: 'application', credential: 'certificate' });
  expect((await run(['whoami'])).exitCode).toBe(1);
  const own = createTestCertificate({ commonName: 'lobby' });
  demo.registerCertificate(demo.clientId, own.certificatePem);
  const file = path.join(folder, 'station.pem');
  writeFileSync(file, own.certificatePem + own.privateKeyPem);
  expect(await run(['provision', file, '--wipe'])).toMatchObject({ exitCode: 0 });
  expect(existsSync(file)).toBe(false);
  const { exitCode, out } = await run(['whoami', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    isOk: true,
    signIn: { kind: 'signed-in' },
    credential: { subject: 'CN=lobby' },
  });
  expect(await run(['provision', '--remove'])).toMatchObject({ exitCode: 0 });
  expect((await run(['whoami'])).exitCode).toBe(1);
});

test('A secret is piped in, never an argument, and never printed; a bad file is refused and kept.', async () => {
  const { folder, run, pipe } = terminal({ mode: 'application', credential: 'secret' });
  expect(await pipe(['provision', '--secret'], `${demo.clientSecret}\n`)).toMatchObject({ code: 0 });
  const { exitCode, out, error } = await run(['whoami', '--language', 'ja']);
  expect(exitCode).toBe(0);
  expect(out + error).not.toContain(demo.clientSecret);
  const file = path.join(folder, 'not-a-certificate.pem');
  writeFileSync(file, 'hello');
  expect((await run(['provision', file, '--wipe'])).exitCode).toBe(2);
  expect(readFileSync(file, 'utf8')).toBe('hello');
  expect((await pipe(['provision', '--secret'], '')).code).toBe(2);
  expect((await run(['provision'])).exitCode).toBe(2);
});

test.skipIf(process.platform === 'win32')(
  'A credential whose file cannot be wiped is kept, and the command says so instead of failing with a stack.',
  async () => {
    const { folder, run } = terminal({ mode: 'application', credential: 'certificate' });
    const own = createTestCertificate({ commonName: 'lobby' });
    demo.registerCertificate(demo.clientId, own.certificatePem);
    // A pipe can be read, and cannot be synced.
    const pipe = path.join(folder, 'station.pem');
    execFileSync('mkfifo', [pipe]);
    const [provisioned] = await Promise.all([
      run(['provision', pipe, '--wipe']),
      writeFile(pipe, own.certificatePem + own.privateKeyPem),
    ]);
    expect(provisioned.exitCode).toBe(1);
    expect(provisioned.error).toContain(pipe);
    expect(provisioned.error).not.toMatch(/\n\s+at |node:/);
    expect((await run(['whoami'])).exitCode).toBe(0);
  },
);

test('An operator signs in with the code shown, is known afterwards, and signs out without a trace.', async () => {
  const { dataFolder, run } = terminal({ mode: 'operator' });
  expect((await run(['whoami'])).exitCode).toBe(4);
  let isApproved = false;
  const signedIn = await run(['sign-in'], (text) => {
    const code = /\/device\s+(\S+)/.exec(text)?.[1];
    if (code !== undefined && !isApproved) isApproved = demo.approveDevice(code, 'grace.whitfield@tidewater.example');
  });
  expect(signedIn).toMatchObject({ exitCode: 0, out: expect.stringContaining('grace.whitfield@tidewater.example') });
  expect((await run(['whoami'])).out).toContain('Grace Whitfield');
  expect((await run(['sign-out'])).exitCode).toBe(0);
  expect(readdirSync(path.join(dataFolder, 'sign-in'))).toEqual([]);
  expect((await run(['whoami'])).exitCode).toBe(4);
});

test('set-pin writes only the hash into the settings file and keeps the rest, its mode too.', async () => {
  const { config, run, pipe } = terminal({ mode: 'operator' });
  const before = JSON.parse(readFileSync(config, 'utf8'));
  expect((await pipe(['set-pin'], '12345\n')).code).toBe(2);
  expect(await pipe(['set-pin'], '246813\n')).toMatchObject({ code: 0 });
  const { station, ...others } = JSON.parse(readFileSync(config, 'utf8'));
  expect({ ...others, station: { name: station.name } }).toEqual(before);
  expect(await isPin('246813', station.operatorPinHash)).toBe(true);
  expect(statSync(config).mode & 0o777).toBe(0o640);
  await run(['set-pin', '--remove']);
  expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual(before);
});
