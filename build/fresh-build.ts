import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const builtFrom = [
  'shared',
  'build/electron.vite.config.ts',
  'build/face-files.ts',
  'build/bundled-packages.ts',
  'package-lock.json',
];

/** What each shell needs: what it is made from, and one file of each bundle, of which the oldest decides. */
const needs = {
  browser: { sources: ['renderer', ...builtFrom], results: ['out/renderer/index.html', 'out/renderer/face/iris.bin'] },
  electron: {
    sources: ['renderer', 'electron', ...builtFrom],
    results: [
      'out/renderer/index.html',
      'out/renderer/face/iris.bin',
      'out/main/boot.js',
      'out/main/main.js',
      'out/main/face-process.js',
      'out/preload/preload.cjs',
    ],
  },
} as const;

/** Builds when there is no build for this shell or a source is newer than it. Throws when building fails. */
export function ensureBuilt(shell: keyof typeof needs, say: (line: string) => void): void {
  const { sources, results } = needs[shell];
  const builtAtMs = Math.min(...results.map((file) => changedAtMs(path.join(root, file)) ?? 0));
  const changedAt = Math.max(...sources.map((source) => newestMs(path.join(root, source))));
  if (builtAtMs > changedAt) return;
  say(builtAtMs === 0 ? 'building the kiosk (the first start only)' : 'building the kiosk (its sources changed)');
  const vite = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const config = path.join(root, 'build/electron.vite.config.ts');
  const built = spawnSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('the kiosk could not be built: `npm run build` shows why');
}

function changedAtMs(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

function newestMs(place: string): number {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs));
}
