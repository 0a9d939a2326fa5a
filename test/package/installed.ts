/**
 * A station's life from package to removal, on Linux, in a root of its own (`run.ts` prepares both): installed, refused, set up
 * as the guide says, one photo through, killed, updated with a photo that waits, removed. Installs PHOTO_KIOSK_DEB, then
 * PHOTO_KIOSK_NEXT_DEB.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readFuses } from '../../build/fuses.ts';
import { demoClientId, demoClientSecret } from '../../electron/demo/registrations.ts';
import { demoTenantId } from '../../electron/demo/sample-people.ts';
import { createGraphReader } from '../e2e/demo-graph.ts';
import { openInstalledStation } from './installed-station.ts';
import { takePhoto } from './photo-walk.ts';

const root = path.resolve(import.meta.dirname, '../..');
const results = path.join(root, 'test-results/installed');
const app = '/opt/photo-kiosk';
const counts = { passed: 0, failed: 0 };
const pin = '246810';
const [first, second] = ['Grace Whitfield', 'Oliver Bennett'];

/** Each builds on the one before: after the first that is not kept the others are not asked. */
async function promise(name: string, body: () => Promise<void>): Promise<void> {
  if (counts.failed > 0) {
    counts.failed += 1;
    console.log(`-    ${name}`);
    return;
  }
  try {
    await body();
    counts.passed += 1;
    console.log(`ok   ${name}`);
  } catch (cause) {
    counts.failed += 1;
    console.log(`FAIL ${name}\n     ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function equal(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

function dpkg(...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync('dpkg', args, { encoding: 'utf8' });
  equal(status, 0, `dpkg ${args.join(' ')}: ${stdout}${stderr}`);
}

/** Every file below a folder that somebody else than root could change. */
function changeable(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => {
      const entry = lstatSync(file);
      return entry.uid !== 0 || (!entry.isSymbolicLink() && (entry.mode & 0o022) !== 0);
    });
}

/** A company's tenant on a socket; its address stays the same when it comes back. */
function openTenant(port = 0): Promise<{ url: string; port: number; server: ChildProcess }> {
  const server = spawn(process.execPath, [path.join(root, 'electron/demo/serve.ts'), '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.on('data', (text: Buffer) => {
      const [, url, actual] = /ready (http:\/\/127\.0\.0\.1:(\d+))/.exec(text.toString()) ?? [];
      if (url !== undefined) resolve({ url, port: Number(actual), server });
    });
  });
}

const settingsOf = (url: string) => ({
  tenant: { tenantId: demoTenantId, clientId: demoClientId, graphUrl: url, authority: url },
  signIn: { mode: 'application', credential: 'secret' },
  station: { canChooseFile: true },
});

async function photoSizeIn(url: string, name: string): Promise<number> {
  const graph = await createGraphReader(url);
  return (await graph.photo(await graph.personId(name)).catch(() => new Uint8Array())).byteLength;
}

mkdirSync(results, { recursive: true });
const [deb = '', next = ''] = [process.env.PHOTO_KIOSK_DEB, process.env.PHOTO_KIOSK_NEXT_DEB];
const station = await openInstalledStation(path.join(app, 'photo-kiosk'));
const { start, command, until, health, log, put, signal } = station;
let tenant = await openTenant();
const picture = readFileSync(path.join(root, 'test/fixtures/astronaut.png'));
const config = `--config=${path.join(station.folder, 'settings.json')}`;
const run = () => start(config, '--supervised');
const isRunning = () => health()?.state === 'running';

await promise('the package installs, belongs to root, and nobody else can change the app', async () => {
  dpkg('--install', deb);
  equal(changeable(app).join(' '), '', 'files that others can change');
  equal((await readFuses(station.program)).join(' '), '', 'fuses');
  for (const file of ['/usr/bin/photo-kiosk', '/usr/share/photo-kiosk/photo-kiosk.service']) {
    equal(existsSync(file), true, file);
  }
});

await promise('a command line that opens the station is refused with 64, before anything is written', async () => {
  equal(await start('--no-sandbox').ended, 64, 'exit code');
  equal(existsSync(path.join(station.data, 'store')), false, 'store');
});

await promise('without settings it says that it is not set up, and does not end', async () => {
  const waiting = start(config, '--supervised');
  await until(() => health()?.state === 'cannot-start', 'the notice');
  signal('SIGTERM');
  equal(await waiting.ended, 0, 'exit code');
});

await promise('PIN and secret are handed over as the guide says, and their file is gone', async () => {
  put('settings.json', JSON.stringify(settingsOf(tenant.url)));
  const told = await command(`--set-pin=${put('pin.txt', `${pin}\n`)}`, config);
  equal(told.code, 0, `--set-pin (${told.said})`);
  const secret = put('secret.txt', `${demoClientSecret}\n`);
  const taken = start(config, `--provision=${secret}`, '--wipe');
  equal(await taken.ended, 0, `--provision (${taken.said()})`);
  equal(existsSync(secret), false, 'the secret’s file');
});

await promise('one photo goes through, from the first screen to the directory', async () => {
  const before = await photoSizeIn(tenant.url, first);
  run();
  await until(isRunning, 'the station');
  await until(() => log().includes('"msg":"station.started"'), 'the line of the start');
  await until(() => station.page('document.querySelector("[data-screen=attract]") !== null'), 'the first screen');
  const shot = path.join(results, 'first-screen.png');
  if (spawnSync('import', ['-display', station.display, '-window', 'root', shot]).status === 0) {
    console.log(`     picture: ${path.relative(root, shot)}`);
  }
  await takePhoto(station, { name: first, picture });
  await until(() => log().includes('"confirmed"'), 'the confirmation');
  equal(
    (await photoSizeIn(tenant.url, first)) === before,
    false,
    'whether the directory still has the photo of before',
  );
});

await promise(
  'offline a photo waits; killed and started again, it is there, and the end was not in order',
  async () => {
    tenant.server.kill();
    await takePhoto(station, { name: second, picture });
    await until(() => health()?.waiting === 1, 'the photo that waits');
    signal('SIGKILL');
    const startedAt = health()?.startedAt;
    run();
    await until(() => isRunning() && health()?.startedAt !== startedAt, 'the second run');
    equal(health()?.lastExit?.code, undefined, 'code of the last exit');
    await until(() => health()?.waiting === 1, 'the photo that waited');
    const status = await command('--status', '--json');
    equal(status.said.includes('"state":"running"'), true, `what --status says without a display (${status.said})`);
    const audit = await command('--audit', '--json', config);
    for (const item of ['account', 'app-rights', 'data-rights', 'key', 'sandbox']) {
      const passes = audit.said.includes(`{"item":"${item}","verdict":"pass"`);
      equal(passes, true, `whether --audit passes ${item} (${audit.said})`);
    }
  },
);

await promise(
  'updated with a photo that waits, the next version sends it, and staff close it with their PIN',
  async () => {
    dpkg('--install', next);
    signal('SIGTERM');
    await until(() => health()?.state === 'stopped', 'the end');
    tenant = await openTenant(tenant.port);
    const before = await photoSizeIn(tenant.url, second);
    const updated = run();
    await until(isRunning, 'the next version');
    equal(health()?.version, '0.2.0', 'version');
    await until(() => health()?.waiting === 0, 'the photo to be sent');
    equal(
      (await photoSizeIn(tenant.url, second)) === before,
      false,
      'whether the directory still has the photo of before',
    );
    await station.page(`kiosk.commands['operator.unlock']({ pin: '${pin}' })`);
    // Its answer may come too late for the page.
    await station.page("void kiosk.commands['operator.close']({})");
    equal(await updated.ended, 79, 'exit code after staff closed it');
    equal(health()?.exitCode, 79, 'exit code in the health file');
  },
);

await promise('removed, it leaves nothing but the data', async () => {
  dpkg('--remove', 'photo-kiosk');
  for (const file of [app, '/usr/bin/photo-kiosk', '/usr/share/photo-kiosk']) equal(existsSync(file), false, file);
  equal(existsSync(path.join(station.data, 'store')), true, 'the data');
});

tenant.server.kill();
station.close();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
