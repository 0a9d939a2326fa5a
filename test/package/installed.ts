/**
 * A station's life from package to removal, on Linux, in a root of its own (`run.ts` prepares both): installed, refused, set up
 * as the guide says, one photo through, killed, updated with a photo that waits, removed. Installs PHOTO_KIOSK_DEB, then
 * PHOTO_KIOSK_NEXT_DEB; and PHOTO_KIOSK_RPM, where one was made.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { readFuses } from '../../build/fuses.ts';
import { demoClientId, demoClientSecret } from '../../electron/demo/registrations.ts';
import { demoTenantId } from '../../electron/demo/sample-people.ts';
import { createGraphReader } from '../e2e/demo-graph.ts';
import { followGuide } from './guide-commands.ts';
import { openInstalledStation } from './installed-station.ts';
import { takePhoto } from './photo-walk.ts';
import { cutOffButtons, hasSettled, reachesEdges } from './screen-cover.ts';

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

/** What a package puts where the app, its icons and its session lie. */
function installedFiles(): string[] {
  const icons = '/usr/share/icons/hicolor';
  const below = (folder: string) => {
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    return names.map((name) => path.join(folder, name));
  };
  const ownIcons = below(icons).filter((file) => path.basename(file).startsWith('photo-kiosk.'));
  const files = [...below(app), ...below('/usr/share/photo-kiosk'), ...ownIcons].sort();
  // What an older Electron is lent for the test.
  return files.filter((file) => !file.startsWith(path.join(app, 'node_modules')));
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
const { PHOTO_KIOSK_DEB: deb = '', PHOTO_KIOSK_NEXT_DEB: next = '', PHOTO_KIOSK_RPM: rpm = '' } = process.env;
const station = await openInstalledStation(path.join(app, 'photo-kiosk'));
const { start, command, until, health, log, put, signal } = station;
let tenant = await openTenant();
let ofDeb: string[] = [];
const picture = readFileSync(path.join(root, 'test/fixtures/astronaut.png'));
const config = `--config=${path.join(station.folder, 'settings.json')}`;
const run = () => start(config, '--supervised');
const isRunning = () => health()?.state === 'running';

await promise('the package installs, belongs to root, and nobody else can change the app', async () => {
  dpkg('--install', deb);
  equal(changeable(app).join(' '), '', 'files that others can change');
  ofDeb = installedFiles();
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

await promise('what the guide says of user, session, key and settings works as it stands there', async () => {
  const place = path.join(station.folder, 'guide');
  mkdirSync(place);
  writeFileSync(path.join(place, 'settings.json'), '{ "tenant": "demo" }');
  writeFileSync(path.join(place, 'pin.txt'), `${pin}\n`);
  dpkg('--install', '--force-downgrade', deb);
  equal(spawnSync('userdel', ['--remove', 'kiosk']).status, 0, 'userdel: the guide makes a user of its own');
  for (const heading of ['User and session', 'The key', 'Settings, credential, start']) followGuide(heading, place);
  const unit = '/etc/systemd/system/photo-kiosk.service';
  const told = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
  equal(`${told.status}${told.stderr}`, '0', `systemd-analyze verify ${unit}`);
  equal(
    existsSync('/etc/systemd/system/graphical.target.wants/photo-kiosk.service'),
    true,
    'the unit starts by itself',
  );
  equal(readFileSync('/etc/passwd', 'utf8').includes(':/home/kiosk:/usr/sbin/nologin'), true, 'a user without a shell');
  equal(statSync('/etc/photo-kiosk/settings.json').uid, 0, 'owner of the settings');
  equal(existsSync('/home/kiosk/setup'), false, 'the folder with the PIN');
});

await promise(
  'in the shipped session, in cage, it covers the display, takes a picture that is chosen in the page, is updated after a kill with what it knows, and ends as staff close it',
  async () => {
    mkdirSync('/home/kiosk/Pictures');
    writeFileSync('/home/kiosk/Pictures/picture.png', picture);
    const inCage = await openInstalledStation(station.program, '/home/kiosk');
    try {
      const isUp = () => inCage.page('document.querySelector("[data-screen=attract]") !== null');
      const checked = inCage.startSession('--check', '--json');
      equal(await checked.ended, 0, `exit code of --check in the session (${checked.said()})`);
      equal(checked.said().includes('"isOk":true'), true, `what --check says in the session (${checked.said()})`);
      const crashed = inCage.startSession();
      await inCage.until(isUp, 'the first screen in cage').catch((cause: Error) => {
        throw new Error(`${cause.message}; the session said: ${crashed.said()}`);
      });
      await inCage.until(() => inCage.page(hasSettled), 'a first screen that has come to rest');
      const shot = path.join(results, 'first-screen-in-cage.png');
      await inCage.until(
        async () => inCage.shootSession(shot) && (await reachesEdges(shot)),
        `a picture that reaches its edges: ${shot}`,
      );
      const { width, height } = await sharp(shot).metadata();
      equal(await inCage.page("innerWidth + '×' + innerHeight"), `${width}×${height}`, 'size of the page');
      equal(await inCage.page(cutOffButtons), '', 'buttons that reach past the display');
      await takePhoto(inCage, { name: second, picture: { named: 'picture.png' } });
      await inCage.until(() => inCage.log().includes('"confirmed"'), 'the confirmation');
      inCage.signal('SIGKILL');
      // As the unit is told, systemd starts it again after this one.
      equal(await crashed.ended, 137, 'exit code of the session after a kill');
      dpkg('--install', next);
      const closed = inCage.startSession();
      await inCage.until(isUp, 'the first screen after an update');
      equal(inCage.health()?.version, '0.2.0', 'version');
      await inCage.page(`kiosk.commands['operator.unlock']({ pin: '${pin}' })`);
      const kept = await inCage.page(
        "kiosk.commands['uploads.list']({ offset: 0, limit: 9, filter: 'all' }).then((reply) => JSON.stringify(reply))",
      );
      equal(`${kept}`.includes('"confirmed"'), true, `whether it knows the photo of before (${kept})`);
      await inCage.page("void kiosk.commands['operator.close']({})");
      equal(await closed.ended, 79, 'exit code of the session after staff closed the station');
    } finally {
      inCage.close();
    }
  },
);

await promise('removed, it leaves nothing but the data', async () => {
  dpkg('--remove', 'photo-kiosk');
  for (const file of [app, '/usr/bin/photo-kiosk', '/usr/share/photo-kiosk']) equal(existsSync(file), false, file);
  equal(existsSync(path.join(station.data, 'store')), true, 'the data');
});

if (rpm !== '') {
  await promise('the rpm holds the same files, belongs to root, and is gone when it is removed', async () => {
    // What it depends on has other names here.
    const { status, stderr } = spawnSync('rpm', ['--install', '--nodeps', rpm], { encoding: 'utf8' });
    equal(status, 0, `rpm --install: ${stderr}`);
    equal(installedFiles().join('\n'), ofDeb.join('\n'), 'files');
    equal(changeable(app).join(' '), '', 'files that others can change');
    equal((await readFuses(station.program)).join(' '), '', 'fuses');
    const owned = spawnSync('rpm', ['--query', '--list', 'photo-kiosk'], { encoding: 'utf8' }).stdout;
    // Any other app on the same Electron has these.
    equal(owned.includes('.build-id'), false, 'links by build');
    equal(spawnSync('rpm', ['--erase', 'photo-kiosk']).status, 0, 'rpm --erase');
    for (const file of [app, '/usr/bin/photo-kiosk', '/usr/share/photo-kiosk']) equal(existsSync(file), false, file);
  });
}

tenant.server.kill();
station.close();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
