import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importWords } from '../../../electron/cli/import-words.ts';
import { openSession, type Session } from '../../../electron/cli/session.ts';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { err } from '../../../shared/result.ts';
import { commented, folderPerson } from '../../picture-folder.ts';
import { runHere } from './command-run.ts';

const count = 16;
const people = Array.from({ length: count }, (_, index) => folderPerson(index));
let scratch: string;
let pictures: string;
let config: string;
let tenant: DemoTenant;
let server: DemoServer;

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-import-'));
  pictures = path.join(scratch, 'pictures');
  await mkdir(pictures);
  const jpeg = await sharp('test/fixtures/astronaut.png').resize(900).jpeg().toBuffer();
  for (const { id, employeeId } of people) {
    await writeFile(path.join(pictures, `${employeeId}.jpg`), commented(jpeg, id));
  }
  tenant = createDemoTenant({ people });
  server = await serveDemoTenant(tenant, { port: 0 });
  config = path.join(scratch, 'settings.json');
  const { tenantId, clientId } = tenant;
  await writeFile(
    config,
    JSON.stringify({
      tenant: { tenantId, clientId, authority: server.url, graphUrl: server.url },
      signIn: { mode: 'application', credential: 'secret' },
      station: { faceGuidance: false },
      queue: { freeSpaceFloorMb: 0 },
    }),
  );
  const session = await openSession({ config, data: path.join(scratch, 'signed-in') });
  await session.signIn.provision({ kind: 'secret', secret: tenant.clientSecret });
  await session.close();
});
afterAll(async () => {
  await server.close();
  await rm(scratch, { recursive: true, force: true });
});

/** A data folder of its own that is signed in already. */
async function dataFolder(name: string): Promise<string> {
  const folder = path.join(scratch, name);
  await cp(path.join(scratch, 'signed-in'), folder, { recursive: true });
  return folder;
}

async function kiosk(data: string, ...args: string[]) {
  const { exitCode, out, error } = await runHere([...args, '--json', '--config', config, '--data', data]);
  return { exitCode, error, json: JSON.parse(out) as Record<string, unknown> };
}

test('without --queue nothing is changed; with it everybody’s photo is saved, and a second run finds nothing to do', async () => {
  const data = await dataFolder('twice');
  const dry = await kiosk(data, 'import', pictures);
  expect(dry.exitCode).toBe(0);
  expect(dry.json).toMatchObject({ isDryRun: true, states: { ready: count }, findings: { 'has-photo': count / 2 } });
  expect((await kiosk(data, 'queue', 'list')).json).toMatchObject({ total: 0 });
  const report = path.join(scratch, 'report.csv');
  const saved = await kiosk(data, 'import', pictures, '--queue', '--report', report, '--without-present');
  expect(saved).toMatchObject({ exitCode: 0, json: { isOk: true, states: { queued: count } } });
  expect((await readFile(report, 'utf8')).trim().split('\r\n')).toHaveLength(count + 1);
  expect((await kiosk(data, 'queue', 'list')).json).toMatchObject({ total: count });
  const again = await kiosk(data, 'import', pictures, '--queue', '--without-present');
  expect(again).toMatchObject({ exitCode: 0, json: { states: { queued: 0, done: count } } });
  const repeated = await kiosk(data, 'import', pictures, '--queue', '--again', '--keep-present');
  expect(repeated.json).toMatchObject({ states: { queued: count / 2, done: count / 2 } });
});

test('a list says whose the files are, however they are called; what it names and is not there is told', async () => {
  const data = await dataFolder('list');
  const folder = path.join(scratch, 'listed');
  await mkdir(path.join(folder, 'a'), { recursive: true });
  for (const [index, name] of ['IMG_1.JPG', 'a/IMG_2.jpg', 'IMG_3.jpg'].entries()) {
    await cp(path.join(pictures, `${people[index]?.employeeId}.jpg`), path.join(folder, name));
  }
  const list = path.join(folder, 'list.csv');
  const rows = [
    people[0]?.employeeId,
    'img_1.jpg',
    people[1]?.userPrincipalName,
    'a\\IMG_2.jpg',
    people[2]?.id,
    'gone.jpg',
  ];
  await writeFile(list, `person,file\n${rows[0]},${rows[1]}\n${rows[2]},${rows[3]}\n${rows[4]},${rows[5]}\n`);
  const { exitCode, json } = await kiosk(data, 'import', folder, '--csv', list, '--without-present');
  expect(exitCode).toBe(1);
  expect(json).toMatchObject({ states: { ready: 2, held: 1 }, missingFiles: ['gone.jpg'] });
  const ready = (json.items as { state: string; name: string; match: { person: { objectId: string } } }[])
    .filter(({ state }) => state === 'ready')
    .map(({ name, match }) => [name, match.person.objectId]);
  expect(ready).toEqual([
    ['IMG_1.JPG', people[0]?.id],
    ['a/IMG_2.jpg', people[1]?.id],
  ]);
});

test('that the face reader failed for long, and pictures were passed over without it, is told with what to do', async () => {
  const data = await dataFolder('faceless');
  const failure = { code: 'photo-process-failed' as const };
  const changed = (session: Session): Session => {
    let lostMs = 0;
    const failing = async () => {
      lostMs += 60_000;
      return err(failure);
    };
    return {
      ...session,
      clock: { ...session.clock, monotonicMs: () => session.clock.monotonicMs() + lostMs },
      faceReader: () => ({ place: failing, read: failing, rest() {}, async close() {} }),
    };
  };
  const run = (...args: string[]) =>
    runHere(['import', pictures, '--without-present', '--config', config, '--data', data, ...args], undefined, changed);
  const { exitCode, error } = await run();
  expect(exitCode).toBe(1);
  expect(error).toContain(importWords.facesGivenUp.en);
  expect(JSON.parse((await run('--json')).out)).toMatchObject({ hasGivenUpFaces: true, states: { held: count } });
});

test.each([
  [['import', 'nowhere-at-all'], 'cannot be read'],
  [['import', 'package.json'], 'ZIP'],
  [['import', '.', '--pattern', '{nobody}'], 'a field of a roster in braces'],
  [['import', '.', '--take', 'anything'], 'no-face or several-faces'],
  [['import', '.', '--queue', '--dry-run'], 'one of both'],
])('%j is refused with what was expected', async (args, expected) => {
  const { exitCode, json } = await kiosk(path.join(scratch, 'unused'), ...args);
  expect(exitCode).toBe(2);
  expect(json.error).toContain(expected);
});

test('a directory that cannot be reached stops it before anything, and says to come back', async () => {
  const data = await dataFolder('offline');
  tenant.setFault('network-off');
  const { exitCode, json } = await kiosk(data, 'import', pictures, '--queue');
  tenant.setFault('none');
  expect(exitCode).toBe(3);
  expect(json).toMatchObject({ stop: 'directory-unread', states: { queued: 0 } });
});

/** Runs the command as a process of its own, and kills it as nothing else can once `moment` has come. */
async function killedAt(data: string, moment: (child: ChildProcess) => Promise<void>): Promise<void> {
  const args = [
    'electron/cli.ts',
    'import',
    pictures,
    '--queue',
    '--without-present',
    '--config',
    config,
    '--data',
    data,
  ];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await Promise.race([moment(child), ended]);
  child.kill('SIGKILL');
  await ended;
}

/** Resolves once so much has been written to the store’s log: a moment in the midst of saving. */
async function logHas(data: string, sizeBytes: number): Promise<void> {
  for (;;) {
    const log = await readFile(path.join(data, 'store', 'kiosk.db-wal')).catch(() => Buffer.alloc(0));
    if (log.byteLength >= sizeBytes) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('killed in the midst of saving, again and again, nobody is lost and nobody comes twice', async () => {
  const data = await dataFolder('killed');
  for (const sizeBytes of [200_000, 600_000]) await killedAt(data, () => logHas(data, sizeBytes));
  const after = await kiosk(data, 'queue', 'list', '--filter', 'all');
  const { exitCode, json } = await kiosk(data, 'import', pictures, '--queue', '--without-present');
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({ states: { queued: count - Number(after.json.total) } });
  const whole = await kiosk(data, 'queue', 'list', '--filter', 'all');
  const targets = (whole.json.jobs as { target: string }[]).map(({ target }) => target);
  expect(targets.sort()).toEqual(people.map(({ id }) => `user:${id}`).sort());
  expect((await kiosk(data, 'queue', 'verify')).exitCode).toBe(0);
});
