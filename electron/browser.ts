import path from 'node:path';
import packageFile from '../package.json' with { type: 'json' };
import type { Failure } from '../shared/error-code.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { openStationCore } from './core/station-core.ts';
import { linkDemoInProcess } from './demo/demo-link.ts';
import { forkFaceProcess } from './face/fork-face-process.ts';
import { createEndings, type Endings } from './host/endings.ts';
import {
  browserFailure,
  portFailure,
  type StartFailure,
  storeFailure,
  unreadyFor,
  usageFailure,
} from './host/failure.ts';
import { createRendererFiles, securityHeaders } from './host/renderer-files.ts';
import { parseStartOptions, type StartOptions } from './host/start-options.ts';
import { openBrowserCipher } from './host/station-cipher.ts';
import { openStationFiles, type StationFiles } from './host/station-files.ts';
import { createStationLog, logFolder, readStationLog } from './host/station-log.ts';
import { stopSignal } from './host/stop-signals.ts';
import { createSystemClock, unheldTimers } from './host/system-clock.ts';
import { joinSystemNetwork } from './host/system-network.ts';
import { openAppWindow, openPage } from './loopback/app-window.ts';
import { findInstalledBrowser } from './loopback/installed-browser.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback/loopback-server.ts';
import { forkPhotoProcess } from './photo/fork-photo-process.ts';
import type { Log } from './ports.ts';

interface RunningHost {
  readonly server: LoopbackServer;
  readonly dataFolder: string;
}

const clock = createSystemClock();
/** How long the process may take to go once everything in it has ended. */
const lingerMs = 2_000;
const rendererFolder = path.resolve(import.meta.dirname, '../out/renderer');

/** Certificates and proxy of the system; what of them cannot be used is told, not fatal. */
function joinNetwork(tenant: Parameters<typeof joinSystemNetwork>[1], log: Log): void {
  for (const problem of joinSystemNetwork(process.env, tenant)) {
    console.error(problem);
    log.warn('network.environment', { problem });
  }
}

async function buildHost(
  { loaded, settingsHome, dataFolder }: StationFiles,
  { port }: StartOptions,
  browser: string | undefined,
  endings: Endings,
): Promise<Result<RunningHost, StartFailure>> {
  const cipher = await openBrowserCipher(dataFolder);
  if (cipher.kind === 'error') return cipher;
  const log = createStationLog(logFolder(dataFolder));
  endings.add(log.close);
  const { tenant } = loaded.settings;
  if (tenant !== 'demo') joinNetwork(tenant, log);
  const kiosk = await openStationCore({
    ...{ loaded, settingsHome, dataFolder, clock, cipher: cipher.value, log },
    prepareNetwork: (endpoints) => joinNetwork(endpoints, log),
    readLog: () => readStationLog(dataFolder),
    onLost: (failure) => lost(failure, dataFolder),
    version: packageFile.version,
    shell: 'browser',
    fetch: (input, init) => fetch(input, init),
    spawnPhotoProcess: forkPhotoProcess,
    spawnFaceProcess: () => forkFaceProcess(path.join(rendererFolder, 'face')),
    linkDemo: () => linkDemoInProcess(log),
    ...(browser !== undefined ? { openBrowser: async (url: string) => openPage(browser, url) } : {}),
  });
  if (kiosk.kind === 'error') return err(storeFailure(kiosk.error, dataFolder));
  const core = kiosk.value;
  endings.add(core.stop);
  try {
    const answerFile = createRendererFiles(rendererFolder);
    const parts = { core, answerFile, securityHeaders, clock, log, ...(port === undefined ? {} : { port }) };
    const server = await startLoopbackServer(parts);
    endings.add(server.close);
    core.start();
    return ok({ server, dataFolder });
  } catch (cause) {
    return err(portFailure(cause, port));
  }
}

/** Resolves when the window is closed; a browser that fails leaves the host running at a fresh address. */
async function showWindow(host: RunningHost, program: string, url: string, stopped: Promise<void>): Promise<void> {
  const window = await openAppWindow({
    browser: program,
    url,
    profileFolder: path.join(host.dataFolder, 'browser-profile'),
    isRootOnLinux: process.platform === 'linux' && process.getuid?.() === 0,
  });
  const isClosed = await Promise.race([
    window.ended.then((how) => how === 'closed'),
    stopped.then(() => window.close().then(() => true)),
  ]);
  if (isClosed) return;
  console.error(`${program} ended by itself. The kiosk goes on; open it here: ${host.server.issueLaunchUrl()}`);
  await stopped;
}

async function serve(host: RunningHost, browser: string | undefined): Promise<void> {
  const stopped = stopSignal({ process, timers: unheldTimers });
  const url = host.server.issueLaunchUrl();
  console.log(`kiosk ready ${url}`);
  if (browser !== undefined) return showWindow(host, browser, url, stopped);
  // An address works once; whoever closes the page needs the next one.
  host.server.onLaunched(() => console.error(`to open the kiosk once more: ${host.server.issueLaunchUrl()}`));
  return stopped;
}

/** Runs the browser host until it is asked to stop or its window is closed. Sets the exit code; never rejects. */
export async function runBrowserHost(args: readonly string[]): Promise<void> {
  const options = parseStartOptions(args);
  if (options.kind === 'error') return fail(usageFailure(options.error));
  // One that was asked to open nothing needs none.
  const browser = options.value.shouldOpen
    ? findInstalledBrowser({ platform: process.platform, env: process.env })
    : ok(undefined);
  if (browser.kind === 'error') return fail(browserFailure(browser.error));
  const files = openStationFiles(options.value, 'browser');
  if (files.kind === 'error') return fail(files.error);
  const unready = unreadyFor(files.value, false);
  if (unready !== undefined) return fail(unready);
  // What was begun is ended in the opposite order, whatever the start came to.
  const endings = createEndings((cause) => console.error(cause), clock);
  try {
    const host = await buildHost(files.value, options.value, browser.value, endings);
    if (host.kind === 'error') return fail(host.error);
    await serve(host.value, browser.value);
  } finally {
    await endings.run();
    // All is ended; what still holds the process (a socket, a child) keeps nobody waiting.
    unheldTimers.setTimer(lingerMs, () => process.exit());
  }
}

/** A core that could be run neither on its new settings nor on the former ones: whoever watches the station starts it again. */
function lost(failure: Failure, dataFolder: string): void {
  const { code, text } = storeFailure(failure, dataFolder);
  console.error(text);
  process.exit(code);
}

function fail({ code, text }: StartFailure): void {
  console.error(text);
  process.exitCode = code;
}

if (import.meta.main) await runBrowserHost(process.argv.slice(2));
