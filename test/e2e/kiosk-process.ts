import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StartedProcess, startProcess } from '../started-process.ts';
import { hostFile } from './host-bundle.ts';

/** A folder of this test's own. */
export function scratchFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `kiosk-${name}-`));
}

/** The browser host, running without opening a browser. */
export interface KioskProcess extends StartedProcess {
  readonly dataFolder: string;
  /** An address opens the kiosk once; then the host prints the next one. Resolves with one that was not given out yet. */
  nextLaunchUrl(): Promise<string>;
}

/** What a test says of its station; more of the settings' schema may stand in it. */
export interface TestSettings {
  readonly station?: object;
  readonly [section: string]: unknown;
}

/**
 * Settings under which no test waits for a person's comfort: the shortest countdown, nobody is taken for gone while a busy
 * machine works, and no face is looked for (a third of a station's work, and its verdict may exchange two buttons). A test
 * of the countdown, of idle people or of faces says its own.
 */
const unhurried = { countdownSeconds: 1, idleTimeoutSeconds: 3600, faceGuidance: false };

const launchUrls = /http:\/\/127\.0\.0\.1:\d+\/#\S+(?=\s)/g;

/** Starts the browser host on a data folder, a fresh one by default, with settings. */
export async function startKiosk(
  options: { readonly dataFolder?: string; readonly settings?: TestSettings; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<KioskProcess> {
  const dataFolder = options.dataFolder ?? scratchFolder('data');
  const args = ['--no-open', '--port', '0', '--data', dataFolder, '--config', writeSettings(options.settings)];
  const started = await startProcess(hostFile('electron/browser.ts'), args, /^kiosk ready (http:\S+)$/m, options.env);
  let given = 0;
  return {
    ...started,
    dataFolder,
    async nextLaunchUrl() {
      given += 1;
      const wanted = given;
      const printed = () => started.output().match(launchUrls) ?? [];
      await started.until(() => printed().length >= wanted);
      return printed()[wanted - 1] ?? '';
    },
  };
}

/** Writes settings to a file of their own. */
export function writeSettings(settings: TestSettings = {}): string {
  const file = path.join(scratchFolder('settings'), 'settings.json');
  writeFileSync(file, JSON.stringify({ ...settings, station: { ...unhurried, ...settings.station } }));
  return file;
}

/** The demo tenant on a socket, as another machine would run it. */
export async function startDemoTenant(
  args: readonly string[] = [],
): Promise<StartedProcess & { readonly url: string }> {
  const started = await startProcess(
    hostFile('electron/demo/serve.ts'),
    ['--port', '0', ...args],
    /^demo tenant ready (http:\/\/127\.0\.0\.1:\d+)$/m,
  );
  return { ...started, url: started.ready[1] ?? '' };
}
