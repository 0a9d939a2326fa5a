import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ConnectionRecord, connectionRecordSchema } from '../../../electron/connecting/connection-record.ts';
import { createRecordFile } from '../../../electron/connecting/record-file.ts';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { stepsOf } from '../../../shared/connection.ts';
import { connectStepWords } from '../../../shared/connection-words.ts';
import { guided } from '../../connecting-station.ts';
import { startProcess } from '../../started-process.ts';

let folder: string;
let tenant: DemoTenant;
let server: DemoServer;
/** Hears of each change that the tenant was asked for, once it is made and before its answer is sent. */
let onChange: (change: string) => void = () => {};

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'connect-kill-'));
  tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.05, lifetimeSeconds: 900 } });
  const told: DemoTenant = {
    ...tenant,
    async answer(request) {
      const { method, url } = request;
      const body = method === 'GET' ? '' : await request.clone().text();
      const answer = await tenant.answer(request);
      const { pathname } = new URL(url);
      if (method !== 'GET' && pathname.startsWith('/v1.0/')) {
        onChange(`${method} ${pathname} ${createHash('sha256').update(body).digest('hex')}`);
      }
      return answer;
    },
  };
  server = await serveDemoTenant(told, { port: 0 });
  const settings = { connecting: { authority: server.url, graphUrl: server.url } };
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Where the process is killed, each place once: as a step is begun, or as a change was made whose answer nobody hears. Every run of
 * the tests kills it at the switch and at the changes, of which the tenant sees the most.
 */
const steps = stepsOf(guided).filter((step) => step === 'settings' || process.env.KIOSK_TESTS === 'whole');
const killedAt = new Set<string>();

/** Starts `kiosk connect` and kills it at the first step or change that none was killed at before. Resolves with its exit code, or `killed`. */
async function connectUntilKilled(): Promise<number | 'killed'> {
  const place = ['--config', path.join(folder, 'settings.json'), '--data', path.join(folder, 'data')];
  const started = await startProcess('electron/cli.ts', ['connect', ...place], /^/);
  let isKilled = false;
  const kill = (event: string) => {
    if (isKilled || killedAt.has(event)) return;
    killedAt.add(event);
    isKilled = true;
    started.child.kill('SIGKILL');
  };
  onChange = kill;
  const approved = new Set<string>();
  const hear = () => {
    const said = started.output();
    for (const step of steps) if (said.includes(`· ${connectStepWords[step].en}\n`)) kill(step);
    for (const [, code = ''] of said.matchAll(/\/device {4}(\S+)$/gm)) {
      if (!approved.has(code)) tenant.approveDevice(code, 'tomas.herrera@tidewater.example');
      approved.add(code);
    }
  };
  started.child.stderr?.on('data', hear);
  hear();
  const code = await started.exited;
  // A kill may come when the process has ended by itself.
  return started.child.signalCode === 'SIGKILL' ? 'killed' : (code ?? -1);
}

/** The record of connecting as it lies on the disk. */
async function sealedRecord(): Promise<ConnectionRecord | undefined> {
  const dataFolder = path.join(folder, 'data');
  const cipher = await openKeyFileCipher(path.join(dataFolder, 'station.key'));
  if (cipher.kind === 'error') return undefined;
  const log = { info() {}, warn() {}, error() {} };
  const parts = { dataFolder, cipher: cipher.value, clock: createSystemClock(), log };
  return createRecordFile(parts, 'connection.sealed', connectionRecordSchema).load();
}

test('kill -9 at each step, and after each change whose answer is lost: one registration, its least permissions, one key that is nowhere in clear', async () => {
  let pem: string | undefined;
  let ended: number | 'killed' = 'killed';
  for (let runs = 0; ended === 'killed' && runs < 30; runs += 1) {
    ended = await connectUntilKilled();
    const record = await sealedRecord();
    pem ??= record?.key?.privateKeyPem;
    // Killed between its last line on the disk and its end: it would begin anew.
    if (record?.phase === 'connected') ended = 0;
  }
  expect(ended).toBe(0);
  const changes = [...killedAt].filter((event) => event.includes(' '));
  expect(changes.map((change) => change.split(' ')[0]).sort()).toEqual(['PATCH', 'PATCH', 'POST', 'POST', 'POST']);
  expect([...killedAt].filter((event) => !event.includes(' '))).toEqual(steps);

  const { applications, principals, assignments, grants } = tenant.applications;
  const [registration] = applications.values();
  // Graph itself is the other principal.
  expect([applications.size, principals.size - 1, registration?.keyCredentials.length, grants.length]).toEqual([
    1, 1, 1, 0,
  ]);
  expect(tenant.applications.registration(registration?.appId ?? '')).toMatchObject({
    roles: ['User.Read.All', 'ProfilePhoto.ReadWrite.All'],
    scopes: [],
  });
  expect(assignments).toHaveLength(2);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const everything = files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1')).join('\n');
  const lines = (pem ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
  expect(lines.length).toBeGreaterThan(20);
  for (const canary of ['PRIVATE KEY', ...lines]) expect(everything).not.toContain(canary);
});
