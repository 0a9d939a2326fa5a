import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import packageFile from '../package.json' with { type: 'json' };
import { err, ok, type Result } from '../shared/result.ts';
import { createKiosk, type Kiosk } from './core/kiosk.ts';
import { linkDemoInProcess } from './demo/demo-link.ts';
import { exitCodes } from './host/exit-code.ts';
import { createRendererFiles, securityHeaders } from './host/renderer-files.ts';
import { parseStartOptions, type StartOptions, startUsage } from './host/start-options.ts';
import { openStationFiles, type StationFiles, storeFailureText } from './host/station-files.ts';
import { createStationLog, logFolder } from './host/station-log.ts';
import { createSystemClock } from './host/system-clock.ts';
import { joinSystemNetwork } from './host/system-network.ts';
import { openAppWindow, openPage } from './loopback/app-window.ts';
import { findInstalledBrowser } from './loopback/installed-browser.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback/loopback-server.ts';
import { forkPhotoProcess } from './photo/fork-photo-process.ts';
import { createPhotoWorker } from './photo/photo-worker.ts';
import type { Cipher } from './ports.ts';
import { keyFileFailureText, openKeyFileCipher } from './sealing/key-file-cipher.ts';

/** Why the host did not start: what to say and how to end. */
interface StartFailure {
  readonly code: number;
  readonly text: string;
}

interface RunningHost {
  readonly server: LoopbackServer;
  readonly dataFolder: string;
  stop(): Promise<void>;
}

const rendererFolder = path.resolve(import.meta.dirname, '../out/renderer');

const installedBrowser = () => findInstalledBrowser({ platform: process.platform, env: process.env });

/** The key of this host is a file beside the data; a folder that Electron sealed has its key elsewhere. */
async function openCipher(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const keyFile = path.join(dataFolder, 'station.key');
  if (!existsSync(keyFile) && existsSync(path.join(dataFolder, 'store/kiosk.db'))) {
    const text = `The data in ${dataFolder} is sealed by the Electron app. Start that, or name another folder with --data.`;
    return err({ code: exitCodes.store, text });
  }
  const cipher = await openKeyFileCipher(keyFile);
  return cipher.kind === 'ok' ? cipher : err({ code: exitCodes.store, text: keyFileFailureText(cipher.error) });
}

async function buildHost(
  files: StationFiles,
  { port, shouldOpen }: StartOptions,
): Promise<Result<RunningHost, StartFailure>> {
  const { loaded, dataFolder } = files;
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') return cipher;
  const clock = createSystemClock();
  const log = createStationLog(logFolder(dataFolder));
  const answerFile = createRendererFiles(rendererFolder);
  const demo = loaded.settings.tenant === 'demo' ? await linkDemoInProcess(log) : undefined;
  if (demo === undefined) {
    for (const problem of joinSystemNetwork(process.env, loaded.settings.tenant)) {
      console.error(problem);
      log.warn('network.environment', { problem });
    }
  }
  const browser = installedBrowser();
  const photoWorker = createPhotoWorker({ spawn: forkPhotoProcess, clock });
  // What was begun is ended in the opposite order, whatever the start came to.
  const endings: (() => Promise<void>)[] = [log.close, async () => demo?.close()];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };

  const kiosk = await createKiosk({
    loaded,
    dataFolder,
    version: packageFile.version,
    shell: 'browser',
    clock,
    random: Math.random,
    randomId: randomUUID,
    fetch: (input, init) => fetch(input, init),
    cipher: cipher.value,
    log,
    photoWorker,
    ...(demo === undefined ? {} : { demo }),
    ...(shouldOpen && browser !== undefined ? { openBrowser: async (url: string) => openPage(browser, url) } : {}),
  });
  if (kiosk.kind === 'error') {
    await photoWorker.close();
    await stop();
    return err({ code: exitCodes.store, text: storeFailureText(kiosk.error, dataFolder) });
  }
  const core: Kiosk = kiosk.value;
  endings.push(() => core.stop());
  try {
    const server = await startLoopbackServer({
      core,
      answerFile,
      securityHeaders,
      clock,
      log,
      ...(port === undefined ? {} : { port }),
    });
    endings.push(() => server.close());
    core.start();
    return ok({ server, dataFolder, stop });
  } catch (cause) {
    await stop();
    return err({ code: 1, text: portFailureText(cause, port) });
  }
}

function portFailureText(cause: unknown, port: number | undefined): string {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `--port: ${port} is in use by another program`;
  if (code === 'EACCES') return `--port: this user may not listen on ${port}`;
  return `the browser host did not start: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** Resolves with the first signal that asks to stop. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

/** Resolves when the window is closed; a browser that fails leaves the host running at a fresh address. */
async function showWindow(host: RunningHost, program: string, url: string): Promise<void> {
  const window = await openAppWindow({
    browser: program,
    url,
    profileFolder: path.join(host.dataFolder, 'browser-profile'),
    isRootOnLinux: process.platform === 'linux' && process.getuid?.() === 0,
  });
  const isClosed = await Promise.race([
    window.ended.then((how) => how === 'closed'),
    stopSignal().then(() => window.close().then(() => true)),
  ]);
  if (isClosed) return;
  console.error(`${program} ended by itself. The kiosk goes on; open it here: ${host.server.issueLaunchUrl()}`);
  await stopSignal();
}

async function serve(host: RunningHost, options: StartOptions): Promise<void> {
  const browser = installedBrowser();
  const stopped = stopSignal();
  const url = host.server.issueLaunchUrl();
  console.log(`kiosk ready ${url}`);
  if (options.shouldOpen && browser !== undefined) return showWindow(host, browser, url);
  // An address works once; whoever closes the page needs the next one.
  host.server.onLaunched(() => console.error(`to open the kiosk once more: ${host.server.issueLaunchUrl()}`));
  return stopped;
}

/** Runs the browser host until it is asked to stop or its window is closed. Sets the exit code; never rejects. */
export async function runBrowserHost(args: readonly string[]): Promise<void> {
  const options = parseStartOptions(args);
  if (options.kind === 'error') return fail({ code: exitCodes.usage, text: `${options.error}\n${startUsage}` });
  const files = openStationFiles(options.value, 'browser');
  if (files.kind === 'error') return fail(files.error);
  const host = await buildHost(files.value, options.value);
  if (host.kind === 'error') return fail(host.error);
  try {
    await serve(host.value, options.value);
  } finally {
    await host.value.stop();
  }
}

function fail({ code, text }: StartFailure): void {
  console.error(text);
  process.exitCode = code;
}

if (import.meta.main) await runBrowserHost(process.argv.slice(2));
