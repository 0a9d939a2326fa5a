import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../electron/cli/session.ts';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { folderPerson } from '../../picture-folder.ts';
import { runHere } from './command-run.ts';

// Every second one has a photo; the last has no number.
const people = Array.from({ length: 8 }, (_, index) => folderPerson(index));
const [, pictured] = people;
let scratch: string;
let data: string;
let config: string;
let tenant: DemoTenant;
let server: DemoServer;
const inScratch = (name: string) => path.join(scratch, name);

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-backup-'));
  data = inScratch('data');
  config = inScratch('settings.json');
  const { employeeId: _, ...unnumbered } = folderPerson(8);
  tenant = createDemoTenant({ people: [...people, unnumbered] });
  server = await serveDemoTenant(tenant, { port: 0 });
  const { tenantId, clientId } = tenant;
  await writeFile(
    config,
    JSON.stringify({
      tenant: { tenantId, clientId, authority: server.url, graphUrl: server.url },
      signIn: { mode: 'application', credential: 'secret' },
      queue: { freeSpaceFloorMb: 0 },
    }),
  );
  const session = await openSession({ config, data });
  await session.signIn.provision({ kind: 'secret', secret: tenant.clientSecret });
  await session.close();
});
afterAll(async () => {
  await server.close();
  await rm(scratch, { recursive: true, force: true });
});
afterEach(() => {
  tenant.setFault('none');
  tenant.clearFaults();
});

async function kiosk(...args: string[]) {
  const { exitCode, out } = await runHere([...args, '--json', '--config', config, '--data', data]);
  return { exitCode, json: JSON.parse(out) as Record<string, unknown> };
}
const pictureReads = () => tenant.requests().filter(({ path: asked }) => asked.includes('/photo')).length;

test('everybody’s photo is kept as it is, who has none is listed, and a second run asks only who is not known', async () => {
  const folder = inScratch('all');
  const first = await kiosk('backup', folder, '--everybody');
  expect(first).toMatchObject({ exitCode: 0, json: { counts: { photo: 4, 'no-photo': 5, unread: 0 } } });
  for (const { id, photo } of people) {
    const file = await readFile(path.join(folder, `${id}.jpg`)).catch(() => undefined);
    const present = await tenant.photo({ user: id });
    expect(file === undefined ? undefined : new Uint8Array(file)).toEqual(
      photo === 'none' ? undefined : new Uint8Array(present?.jpeg ?? []),
    );
  }
  const list = await readFile(path.join(folder, 'without-photo.csv'), 'utf8');
  expect(list.trim().split('\r\n')).toHaveLength(6);
  if (process.platform !== 'win32') expect((await stat(folder)).mode & 0o077).toBe(0);
  const asked = pictureReads();
  expect((await kiosk('backup', folder, '--everybody')).json).toMatchObject({ counts: { photo: 4, 'no-photo': 5 } });
  expect(pictureReads()).toBe(asked);
});

test('what cannot be read is told, and the next run asks for just that', async () => {
  const folder = inScratch('parts');
  const whole = await kiosk('backup', folder, '--everybody', '--list-only');
  expect(whole.json).toMatchObject({ counts: { photo: 4, 'no-photo': 5 } });
  expect((await readdir(folder)).filter((name) => name.endsWith('.jpg'))).toEqual([]);
  tenant.failNext('access-denied', { on: 'photo-read', count: 1_000 });
  const refused = await kiosk('backup', folder, '--everybody');
  expect(refused).toMatchObject({ exitCode: 1, json: { isOk: false, counts: { photo: 0, unread: 4 } } });
  tenant.clearFaults();
  const asked = pictureReads();
  expect(await kiosk('backup', folder, '--everybody')).toMatchObject({ exitCode: 0, json: { counts: { photo: 4 } } });
  expect(pictureReads()).toBe(asked + 4);
});

test('badge systems get their numbers, and who lacks one is told', async () => {
  const folder = inScratch('badges');
  const { exitCode, json } = await kiosk('backup', folder, '--everybody', '--names', 'employee-number');
  expect([exitCode, json.counts]).toEqual([1, { photo: 4, 'no-photo': 4, unread: 0, 'no-name': 1, 'name-taken': 0 }]);
  const pictures = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
  expect(pictures).toEqual(people.flatMap(({ photo, employeeId }) => (photo === 'none' ? [] : [`${employeeId}.jpg`])));
});

test('restore puts back exactly the photos that differ, through the queue, and tells what of the backup is damaged', async () => {
  const folder = inScratch('before');
  await kiosk('backup', folder, '--everybody');
  expect((await kiosk('restore', folder)).json).toMatchObject({ isDryRun: true, counts: { same: 4, 'had-none': 5 } });
  await kiosk('upload', `user:${pictured?.id}`, 'test/fixtures/astronaut.png');
  await writeFile(path.join(folder, `${people[3]?.id}.jpg`), 'not what was written');
  const dry = await kiosk('restore', folder);
  expect(dry).toMatchObject({ exitCode: 1, json: { counts: { differs: 1, same: 2, damaged: 1 } } });
  expect((await kiosk('queue', 'list')).json).toMatchObject({ total: 0 });
  expect((await kiosk('restore', folder, '--queue')).json).toMatchObject({
    counts: { queued: 1, same: 2, damaged: 1 },
  });
  expect((await kiosk('queue', 'list')).json).toMatchObject({ total: 1, jobs: [{ target: `user:${pictured?.id}` }] });
});

test.each([
  [['backup', 'x'], '--roster NAME'],
  [['backup', 'x', '--everybody', '--group', 'y'], '--roster NAME'],
  [['backup', 'x', '--everybody', '--names', 'shoe-size'], 'object-id'],
  [['restore', '/nowhere/at/all'], 'no backup'],
])('%j is refused with what was expected', async (args, expected) => {
  const { exitCode, json } = await kiosk(...args);
  expect(exitCode).toBe(2);
  expect(json.error).toContain(expected);
});
