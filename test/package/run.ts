/**
 * `npm run test:installed`: the packages of `dist/`, or a Debian one that is packed now, through a station's whole life
 * (`installed.ts`), on a copy-on-write view of this machine. Linux, as root. Where Electron is older than the pinned one:
 * KIOSK_ELECTRON_DIST names its folder, KIOSK_ELECTRON_SHIM a CommonJS file with what it lacks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alterPackage } from './altered-package.ts';
import { borrowElectron } from './older-electron.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dist = path.join(root, 'dist');
const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-package-test-'));
const { KIOSK_ELECTRON_DIST: electron, KIOSK_ELECTRON_SHIM: shim } = process.env;

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

const packed = (kind = '.deb') => (existsSync(dist) ? readdirSync(dist) : []).find((name) => name.endsWith(kind));

/** From a given Electron, without any download: fpm's place is taken by dpkg-deb. */
function pack(): boolean {
  const borrowed = path.join(folder, 'electron');
  if (electron) borrowElectron(electron, borrowed);
  return run(process.execPath, ['build/package.ts', 'deb'], {
    ...(electron ? { KIOSK_ELECTRON_DIST: borrowed } : {}),
    CUSTOM_FPM_PATH: path.join(import.meta.dirname, 'fpm-with-dpkg.sh'),
  });
}

async function tryOut(): Promise<boolean> {
  if (packed() === undefined && !pack()) return false;
  if (!run(process.execPath, ['build/inspect-package.ts'])) return false;
  const deb = path.join(dist, packed() ?? '');
  const before = [...(shim ? [path.resolve(shim)] : []), path.join(import.meta.dirname, 'page-driver.cjs')];
  const modules = electron ? path.join(electron, 'node_modules') : undefined;
  const alteration = { before, ...(modules !== undefined && existsSync(modules) ? { modules } : {}) };
  const [now, next] = ['now.deb', 'next.deb'].map((name) => path.join(folder, name)) as [string, string];
  await alterPackage(deb, now, alteration);
  await alterPackage(deb, next, { ...alteration, version: '0.2.0' });
  const rpm = packed('.rpm');
  const script = path.join(import.meta.dirname, 'installed.ts');
  return run(path.join(import.meta.dirname, 'in-scratch-root.sh'), [process.execPath, script], {
    PHOTO_KIOSK_DEB: now,
    PHOTO_KIOSK_NEXT_DEB: next,
    ...(rpm === undefined ? {} : { PHOTO_KIOSK_RPM: path.join(dist, rpm) }),
  });
}

try {
  process.exitCode = (await tryOut()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
