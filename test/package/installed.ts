/**
 * `npm run test:installed`: starts the installed app on Linux as a user without rights, on a display and a keyring of its own, and asks
 * of it what a station promises before anybody has touched it. The program is `PHOTO_KIOSK`, else `/opt/photo-kiosk/photo-kiosk`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StationHealth, stationHealthSchema } from '../../shared/station-health.ts';

const program = process.env.PHOTO_KIOSK || '/opt/photo-kiosk/photo-kiosk';
const results = path.resolve(import.meta.dirname, '../../test-results/installed');
const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-installed-'));
const home = path.join(folder, 'home');
const data = path.join(folder, 'data');
const config = path.join(folder, 'settings.json');
/** Only ends what hangs. */
const patienceMs = 180_000;
const counts = { passed: 0, failed: 0 };

/** In a session with a bus and an unlocked keyring; root gives its rights away first. */
function inSession(display: string, args: readonly string[]): [string, string[], NodeJS.ProcessEnv] {
  const script =
    'printf "keyring\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"';
  const session = ['dbus-run-session', '--', 'sh', '-c', script, program, `--data=${data}`, ...args];
  const asUser = process.getuid?.() === 0 ? ['setpriv', '--reuid', 'kiosk', '--regid', 'kiosk', '--clear-groups'] : [];
  const [command = '', ...words] = [...asUser, ...session];
  const env = { ...process.env, DISPLAY: display, HOME: home, XDG_RUNTIME_DIR: home, XDG_CURRENT_DESKTOP: 'GNOME' };
  return [command, words, env];
}

interface Run {
  readonly child: ChildProcess;
  said(): string;
  readonly ended: Promise<number | null>;
}

function start(display: string, ...args: readonly string[]): Run {
  const [command, words, env] = inSession(display, args);
  const child = spawn(command, words, { env, detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text));
  return { child, said: () => said, ended: new Promise((resolve) => child.once('close', resolve)) };
}

/** The app's own main process below the session's shell. */
function mainProcess(): number {
  const found = spawnSync('pgrep', ['-f', `^${program} --data=${data}`], { encoding: 'utf8' });
  return Number(found.stdout.split('\n')[0]);
}

function health(): StationHealth | undefined {
  const file = path.join(data, 'health.json');
  return existsSync(file) ? stationHealthSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

async function until<Value>(read: () => Value | undefined | false, what: string): Promise<Value> {
  const endMs = performance.now() + patienceMs;
  for (;;) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > endMs) throw new Error(`waited in vain for ${what}; health: ${JSON.stringify(health())}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function promise(name: string, body: () => Promise<void>): Promise<void> {
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

function openDisplay(): Promise<{ display: string; server: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.once('data', (text: Buffer) => resolve({ display: `:${text.toString().trim()}`, server }));
  });
}

async function askAll(display: string): Promise<void> {
  await promise('a command line that opens the station is refused with 64, before anything is written', async () => {
    const run = start(display, '--no-sandbox');
    equal(await run.ended, 64, 'exit code');
    equal(existsSync(path.join(data, 'store')), false, 'store');
  });
  await promise('without settings it says that it is not set up, and does not end', async () => {
    const run = start(display, `--config=${path.join(folder, 'none.json')}`, '--supervised');
    await until(() => health()?.state === 'cannot-start', 'the notice');
    process.kill(mainProcess(), 'SIGTERM');
    equal(await run.ended, 0, 'exit code');
  });
  await promise('with settings it runs, covers the display, and is the page of the kiosk', async () => {
    const run = start(display, `--config=${config}`, '--supervised');
    await until(() => health()?.state === 'running', 'the station');
    const log = readFileSync(path.join(data, 'logs/kiosk.log'), 'utf8');
    equal(log.includes('"msg":"station.started"'), true, 'line of the start');
    const picture = path.join(results, 'first-screen.png');
    const shot = spawnSync('import', ['-display', display, '-window', 'root', picture]);
    if (shot.status === 0) console.log(`     picture: ${path.relative(process.cwd(), picture)}`);
    process.kill(mainProcess(), 'SIGKILL');
    await run.ended;
  });
  await promise('killed and started again, it knows that it did not end in order', async () => {
    const run = start(display, `--config=${config}`, '--supervised');
    await until(() => health()?.state === 'running' && health()?.lastExit !== undefined, 'the second run');
    equal(health()?.lastExit?.code, undefined, 'code of the last exit');
    const status = start('', '--status', '--json');
    await status.ended;
    equal(status.said().includes('"state":"running"'), true, `what --status says without a display (${status.said()})`);
    process.kill(mainProcess(), 'SIGTERM');
    equal(await run.ended, 0, 'exit code');
    equal(health()?.state, 'stopped', 'state');
  });
}

mkdirSync(results, { recursive: true });
for (const place of [home, data]) mkdirSync(place);
writeFileSync(config, '{ "tenant": "demo" }');
if (process.getuid?.() === 0) spawnSync('chown', ['-R', 'kiosk:kiosk', folder]);
else chmodSync(folder, 0o700);
const { display, server } = await openDisplay();
await askAll(display);
server.kill();
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
