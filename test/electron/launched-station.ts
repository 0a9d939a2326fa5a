import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { calmArguments, firstPage, obstacle } from './shell-app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const electron = process.env.KIOSK_ELECTRON;
const standIn = path.join(import.meta.dirname, 'stand-in-sqlite.cjs');

interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What was started; it ends with the main process's code. */
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** A station that is started with options of its own, and whose log is read. */
interface LaunchedStation {
  readonly folder: string;
  readonly dataFolder: string;
  /** The user's home, with the keyring. */
  readonly home: string;
  /** What it is started with; a test may change it before. */
  readonly env: Record<string, string>;
  start(...options: readonly string[]): Promise<Launched>;
  /** Starts the app without Playwright, as a terminal does, and waits for its end. */
  run(...options: readonly string[]): Promise<{ readonly exitCode: number | null; readonly said: string }>;
  logLines(): readonly Record<string, unknown>[];
  setAsides(): readonly string[];
}

function logLinesIn(dataFolder: string): Record<string, unknown>[] {
  const file = path.join(dataFolder, 'logs/kiosk.log');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
}

export const launchedStation = base.extend<{ readonly launched: LaunchedStation }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
  launched: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-launched-'));
    const dataFolder = path.join(folder, 'data');
    const home = path.join(folder, 'home');
    const env = { ...process.env, KIOSK_STATE: home } as Record<string, string>;
    const words = (options: readonly string[]) => [root, `--data=${dataFolder}`, ...options];
    const started: ElectronApplication[] = [];
    await use({
      ...{ folder, dataFolder, home, env },
      async start(...options) {
        const app = await _electron.launch({
          ...(electron === undefined ? {} : { executablePath: electron }),
          chromiumSandbox: obstacle === undefined,
          args: ['-r', standIn, ...calmArguments, ...words(options)],
          env,
        });
        started.push(app);
        return { app, page: await firstPage(app), process: app.process(), stop: () => app.close() };
      },
      run(...options) {
        const sandbox = obstacle === undefined ? [] : ['--no-sandbox'];
        const child = spawn(electron ?? 'electron', [...sandbox, ...words(options)], { env });
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
        return new Promise((resolve) => child.once('close', (exitCode) => resolve({ exitCode, said })));
      },
      logLines: () => logLinesIn(dataFolder),
      setAsides: () => readdirSync(dataFolder).filter((name) => name.startsWith('set-aside')),
    });
    for (const app of started) await app.close().catch(() => {});
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});
