/**
 * On Windows and macOS: the package of `dist/` installed for all users, started as a station of the demo, its fuses and what it
 * says of itself read, a picture taken. `node test/package/first-start.ts [PROGRAM]`: without installing, on any system. On Linux
 * `installed.ts` does this and much more.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { readFuses } from '../../build/fuses.ts';
import { readHealth } from '../../electron/host/health-file.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const results = path.join(root, 'test-results/installed');
/** Only ends what hangs. */
const patienceMs = 180_000;

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: expected 0, got ${status}: ${stdout}${stderr}`);
  return stdout;
}

function packageNamed(pattern: RegExp): string {
  const name = readdirSync(dist).find((file) => pattern.test(file));
  if (name === undefined)
    throw new Error(`expected a package like ${pattern} in dist/, got ${readdirSync(dist).join(', ')}`);
  return path.join(dist, name);
}

/** Installs as an administrator's script does, and says where the program is. */
function install(): string {
  if (process.platform === 'win32') {
    run('msiexec', ['/i', packageNamed(/\.msi$/), '/qn', '/norestart']);
    return path.join(process.env.ProgramFiles ?? 'C:\\Program Files', 'Photo Kiosk', 'Photo Kiosk.exe');
  }
  if (process.platform === 'darwin') {
    const forThis = process.arch === 'arm64' ? /-arm64\.pkg$/ : /^(?!.*-arm64).*\.pkg$/;
    run('sudo', ['installer', '-pkg', packageNamed(forThis), '-target', '/']);
    return '/Applications/Photo Kiosk.app/Contents/MacOS/Photo Kiosk';
  }
  throw new Error('on Linux: npm run test:installed');
}

const shootOnWindows = (file: string) => `
  Add-Type -AssemblyName System.Windows.Forms, System.Drawing
  $place = [System.Windows.Forms.Screen]::PrimaryScreen.Bounds
  $picture = New-Object System.Drawing.Bitmap $place.Width, $place.Height
  [System.Drawing.Graphics]::FromImage($picture).CopyFromScreen($place.Location, [System.Drawing.Point]::Empty, $place.Size)
  $picture.Save('${file}')`;

/** A picture of the whole display; one of a single colour shows nothing. */
async function shoot(file: string): Promise<void> {
  if (process.platform === 'win32') run('powershell', ['-NoProfile', '-Command', shootOnWindows(file)]);
  else if (process.platform === 'darwin') run('screencapture', ['-x', file]);
  else run('import', ['-window', 'root', file]);
  const { channels } = await sharp(file).stats();
  if (channels.every(({ stdev }) => stdev < 1)) throw new Error(`expected a picture, got a single colour: ${file}`);
}

async function until(read: () => boolean, station: ChildProcess, what: string): Promise<void> {
  const endMs = performance.now() + patienceMs;
  while (!read()) {
    if (station.exitCode !== null) throw new Error(`waited for ${what}; the station ended with ${station.exitCode}`);
    if (performance.now() > endMs) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function firstStart(program: string, folder: string): Promise<void> {
  const bundle = process.platform === 'darwin' ? program.replace(/\.app\/.*$/, '.app') : program;
  const faults = await readFuses(bundle);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const [data, config] = [path.join(folder, 'data'), path.join(folder, 'settings.json')];
  writeFileSync(config, '{ "tenant": "demo" }');
  const station = spawn(program, [`--config=${config}`, `--data=${data}`], { stdio: 'inherit' });
  const ended = new Promise((resolve) => station.once('exit', resolve));
  try {
    await until(() => readHealth(data)?.state === 'running', station, 'a station that runs');
    const logFile = path.join(data, 'logs/kiosk.log');
    const hasSaid = () => existsSync(logFile) && readFileSync(logFile, 'utf8').includes('"msg":"station.started"');
    await until(hasSaid, station, 'the line of the start in its log');
    await shoot(path.join(results, `first-screen-${process.platform}.png`));
    const said = run(program, ['--status', '--json', `--data=${data}`]);
    if (!said.includes('"state":"running"')) throw new Error(`--status: expected a station that runs, got ${said}`);
  } finally {
    // On Windows this ends it at once.
    station.kill('SIGTERM');
    await ended;
  }
}

mkdirSync(results, { recursive: true });
const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-first-start-'));
try {
  await firstStart(process.argv[2] ?? install(), folder);
  console.log('1 passed, 0 failed');
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
