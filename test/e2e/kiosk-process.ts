import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StartedProcess, startProcess } from '../started-process.ts';

/** A folder of this test's own. */
export function scratchFolder(name: string): string {
  return mkdtempSync(path.join(tmpdir(), `kiosk-${name}-`));
}

/** The browser host, running without opening a browser. `launchUrl` is the address that works now. */
export interface KioskProcess extends StartedProcess {
  readonly launchUrl: string;
  readonly dataFolder: string;
}

/** Starts the browser host on a data folder, a fresh one by default, with settings as JSON. */
export async function startKiosk(
  options: { readonly dataFolder?: string; readonly settings?: unknown; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<KioskProcess> {
  const dataFolder = options.dataFolder ?? scratchFolder('data');
  const args = ['--no-open', '--port', '0', '--data', dataFolder];
  if (options.settings !== undefined) args.push('--config', writeSettings(options.settings));
  const started = await startProcess(
    'electron/browser.ts',
    args,
    /^kiosk ready (http:\/\/127\.0\.0\.1:\d+\/#\S+)$/m,
    options.env,
  );
  return {
    ...started,
    dataFolder,
    // An address opens the kiosk once; the host then prints the next one.
    get launchUrl() {
      return (
        started
          .output()
          .match(/http:\/\/127\.0\.0\.1:\d+\/#\S+/g)
          ?.at(-1) ?? ''
      );
    },
  };
}

/** Writes settings to a file of their own. */
export function writeSettings(settings: unknown): string {
  const file = path.join(scratchFolder('settings'), 'settings.json');
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

/** The demo tenant on a socket, as another machine would run it. */
export async function startDemoTenant(
  args: readonly string[] = [],
): Promise<StartedProcess & { readonly url: string }> {
  const started = await startProcess(
    'electron/demo/serve.ts',
    ['--port', '0', ...args],
    /^demo tenant ready (http:\/\/127\.0\.0\.1:\d+)$/m,
  );
  return { ...started, url: started.ready[1] ?? '' };
}
