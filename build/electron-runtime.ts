import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../node_modules/electron');
/** As in `@electron/get`, which also reads a mirror's address from these variables. */
const releases = 'https://github.com/electron/electron/releases/download/';
const probeLimitMs = 4000;
const fetchLimitMs = 5 * 60_000;

/**
 * The Electron to run: the one named by `KIOSK_ELECTRON`, else the one that the `electron` package has fetched; `undefined`
 * when there is none yet.
 */
export function findElectron(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.KIOSK_ELECTRON;
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  try {
    const program = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** Whether Electron's own download answers within seconds. Offline this fails at once. */
export async function canFetchElectron(env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (env.KIOSK_ELECTRON !== undefined && env.KIOSK_ELECTRON !== '') return false;
  if (!existsSync(path.join(folder, 'install.js'))) return false;
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const mirror = env.npm_config_electron_mirror ?? env.ELECTRON_MIRROR ?? releases;
  const url = `${mirror}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`;
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeLimitMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Runs the `electron` package's own download, with a time limit; the program, or `undefined` when it did not work. */
export function fetchElectron(): string | undefined {
  spawnSync(process.execPath, [path.join(folder, 'install.js')], { stdio: 'inherit', timeout: fetchLimitMs });
  return findElectron();
}
