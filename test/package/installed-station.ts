/** An installed station on a display, a session and a keyring of its own, as a user without rights. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type StationHealth, stationHealthSchema } from '../../shared/station-health.ts';

export interface Run {
  said(): string;
  readonly ended: Promise<number | null>;
}

export interface InstalledStation {
  readonly program: string;
  readonly folder: string;
  readonly data: string;
  readonly display: string;
  /** Starts the program in the station's session. */
  start(...args: readonly string[]): Run;
  /**
   * Runs the shipped session as its unit does: on no display, with the key that systemd keeps; in cage, without a screen. With options
   * it carries those out.
   */
  startSession(...options: readonly string[]): Run;
  /** What `cage` shows, as a PNG at `file`. */
  shootSession(file: string): boolean;
  /** Starts the program with no display at all, and waits for its end. */
  command(...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }>;
  signal(name: NodeJS.Signals): void;
  health(): StationHealth | undefined;
  log(): string;
  /** What an expression comes to in the page; `undefined` while there is no page that could say. */
  page(expression: string): Promise<unknown>;
  /** Writes a file that belongs to the station's user. */
  put(name: string, text: string | Uint8Array): string;
  until<Value>(read: () => Value | Promise<Value>, what: string): Promise<NonNullable<Value>>;
  close(): void;
}

/** Only ends what hangs. */
const patienceMs = 90_000;
const isRoot = process.getuid?.() === 0;
const asUser = isRoot ? ['setpriv', '--reuid', 'kiosk', '--regid', 'kiosk', '--clear-groups'] : [];
const session =
  'printf "keyring\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$@"';
/** What wlroots is told where there is neither a graphics card nor a keyboard. */
const screenless = { WLR_BACKENDS: 'headless', WLR_RENDERER: 'pixman', WLR_LIBINPUT_NO_DEVICES: '1' };
const answerSchema = z.object({ value: z.unknown().optional(), error: z.string().optional() });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function openDisplay(): Promise<{ display: string; server: ChildProcess }> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.once('data', (text: Buffer) => resolve({ display: `:${text.toString().trim()}`, server }));
  });
}

const followed = new Set<ChildProcess>();

function follow(command: readonly string[], env: NodeJS.ProcessEnv): Run {
  const [name = '', ...words] = command;
  const child = spawn(name, words, { env, detached: true });
  followed.add(child);
  child.once('exit', () => followed.delete(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  return { said: () => said, ended: new Promise((resolve) => child.once('close', resolve)) };
}

/** What a page is asked, through `page-driver.cjs`. */
function openDriver(folder: string) {
  let count = 0;
  return async (expression: string): Promise<unknown> => {
    const name = path.join(folder, String(++count));
    writeFileSync(`${name}.new`, expression);
    renameSync(`${name}.new`, `${name}.ask`);
    const endMs = performance.now() + 20_000;
    while (!existsSync(`${name}.answer`)) {
      if (performance.now() > endMs) return undefined;
      await pause(50);
    }
    const { value, error } = answerSchema.parse(JSON.parse(readFileSync(`${name}.answer`, 'utf8')));
    if (error !== undefined && !error.includes('there is no window')) throw new Error(`the page: ${error}`);
    return value;
  };
}

/** As the station's user, whose home is a new one unless it is named. */
export async function openInstalledStation(program: string, knownHome?: string): Promise<InstalledStation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-installed-'));
  const place = (name: string) => path.join(folder, name);
  const [home, driver, credentials] = [knownHome ?? place('home'), place('driver'), place('credentials')];
  // Where the app keeps its data when it is not told.
  const data = path.join(home, '.local/share/photo-kiosk/electron');
  for (const made of [data, driver, credentials]) mkdirSync(made, { recursive: true });
  const own = (what: string) => isRoot && spawnSync('chown', ['-R', 'kiosk:kiosk', what]);
  own(folder);
  own(home);
  const { display, server } = await openDisplay();
  const places = { HOME: home, XDG_RUNTIME_DIR: home, XDG_CURRENT_DESKTOP: 'GNOME', KIOSK_PAGE_DRIVER: driver };
  const words = (args: readonly string[]) => [program, `--data=${data}`, ...args];

  function health() {
    const file = path.join(data, 'health.json');
    return existsSync(file) ? stationHealthSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  }
  return {
    ...{ program, folder, data, display, health, page: openDriver(driver) },
    start(...args) {
      const env = { ...process.env, ...places, DISPLAY: display };
      return follow([...asUser, 'dbus-run-session', '--', 'sh', '-c', session, ...words(args)], env);
    },
    startSession(...options) {
      // As LoadCredentialEncrypted does.
      const key = path.join(credentials, 'photo-kiosk.key');
      const sealed = '/etc/credstore.encrypted/photo-kiosk.key';
      rmSync(key, { force: true });
      spawnSync('systemd-creds', ['decrypt', '--name=photo-kiosk.key', sealed, key]);
      own(credentials);
      const { DISPLAY: _display, ...rest } = process.env;
      const env = { ...rest, ...places, ...screenless, CREDENTIALS_DIRECTORY: credentials };
      return follow([...asUser, 'dbus-run-session', '--', '/usr/share/photo-kiosk/kiosk-session', ...options], env);
    },
    shootSession(file) {
      const socket = readdirSync(home).find((name) => /^wayland-\d+$/.test(name));
      if (socket === undefined) return false;
      const shot = path.join(home, 'shot.png');
      const env = { ...process.env, ...places, WAYLAND_DISPLAY: socket };
      const isShot =
        spawnSync(asUser[0] ?? 'grim', [...asUser.slice(1), ...(isRoot ? ['grim'] : []), shot], { env }).status === 0;
      if (isShot) cpSync(shot, file);
      return isShot;
    },
    async command(...args) {
      const env = { ...process.env, ...places, DISPLAY: '' };
      const run = follow([...asUser, ...words(args)], env);
      return { code: await run.ended, said: run.said() };
    },
    signal(name) {
      // Its other processes are told their kind first; a station outside this root is another's.
      const here = ['--ns', String(process.pid), '--nslist', 'mnt'];
      const main = `^${program} --(data=${data}|supervised)`;
      const found = spawnSync('pgrep', [...here, '-f', main], { encoding: 'utf8' });
      const [pid = ''] = found.stdout.split('\n');
      if (pid === '') throw new Error(`${name}: expected a station that runs, found none`);
      process.kill(Number(pid), name);
    },
    log() {
      const file = path.join(data, 'logs/kiosk.log');
      return existsSync(file) ? readFileSync(file, 'utf8') : '';
    },
    put(name, text) {
      writeFileSync(place(name), text, { mode: 0o600 });
      own(place(name));
      return place(name);
    },
    async until(read, what) {
      const endMs = performance.now() + patienceMs;
      for (;;) {
        const value = await read();
        if (value) return value;
        if (performance.now() > endMs) {
          throw new Error(`waited in vain for ${what}; health: ${JSON.stringify(health())}`);
        }
        await pause(200);
      }
    },
    close() {
      // What a promise that was not kept has left running, with everything that it started.
      for (const { pid } of followed) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      server.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
