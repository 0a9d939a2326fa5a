import './desktop/zod-without-eval.ts';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { err, ok, type Result } from '../shared/result.ts';
import { provisionStation } from './auth/station-provisioning.ts';
import { createKiosk } from './core/kiosk.ts';
import { createTenantAccess } from './core/tenant-access.ts';
import { linkDemoProcess } from './demo/demo-link.ts';
import { declareAppScheme, serveAppScheme, serveNotice } from './desktop/app-scheme.ts';
import { auditArgv } from './desktop/argv-audit.ts';
import { createKioskIpc } from './desktop/ipc.ts';
import { createKioskWindow, showPage } from './desktop/kiosk-window.ts';
import { lockDownApp, lockDownSession } from './desktop/lockdown.ts';
import { startPageWatchdog } from './desktop/page-watchdog.ts';
import { watchPower } from './desktop/power.ts';
import { createSafeStorageCipher } from './desktop/safe-storage-cipher.ts';
import { type ProvisioningOptions, shellOptions } from './desktop/shell-options.ts';
import { createSystemFetch, uploadPartition } from './desktop/system-fetch.ts';
import { forkUtility } from './desktop/utility-child.ts';
import { pagePartition } from './desktop/window-options.ts';
import { exitCodes } from './host/exit-code.ts';
import { createRendererFiles } from './host/renderer-files.ts';
import { openStationFiles, type StationFiles, storeFailureText } from './host/station-files.ts';
import { createStationLog, logFolder } from './host/station-log.ts';
import { createSystemClock } from './host/system-clock.ts';
import { createPhotoWorker } from './photo/photo-worker.ts';
import type { Cipher, Log } from './ports.ts';
import { keyFileFailureText, openKeyFileCipher } from './sealing/key-file-cipher.ts';

/** Why the station did not start: shown in its window, and how the app ends. */
interface StartFailure {
  readonly code: number;
  readonly text: string;
}

const bundle = (name: string) => path.join(import.meta.dirname, '..', name);
// A packaged station is a station in a lobby; from the sources it is an ordinary window.
const isLocked = app.isPackaged;
const noticeMs = 5 * 60_000;
const clock = createSystemClock();
/** What to end, in the opposite order of the beginning. */
const endings: (() => void | Promise<void>)[] = [];
let isQuitting = false;
/** Where the shell's own lines go: the terminal until the data folder's log is open. */
let log: Log = console;
const shellLog: Log = {
  info: (event, fields) => log.info(event, fields),
  warn: (event, fields) => log.warn(event, fields),
  error: (event, fields) => log.error(event, fields),
};

const pageSession = () => session.fromPartition(pagePartition, { cache: false });

/** Stops everything once, then ends the process. */
async function quit(code: number): Promise<void> {
  if (isQuitting) return;
  isQuitting = true;
  for (const end of endings.splice(0).reverse()) {
    try {
      await end();
    } catch (cause) {
      console.error(cause);
    }
  }
  app.exit(code);
}

/** The operating system's key store; from the sources also a key file, where there is no store or the data has one already. */
async function openCipher(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const keyFile = path.join(dataFolder, 'station.key');
  const kept = await createSafeStorageCipher({ safeStorage, platform: process.platform });
  if (kept.kind === 'ok' && (isLocked || !existsSync(keyFile))) return kept;
  if (isLocked) {
    const why = kept.kind === 'error' ? kept.error : 'unavailable';
    return err({ code: exitCodes.store, text: `The system's key store cannot be used (${why}).` });
  }
  const cipher = await openKeyFileCipher(keyFile);
  return cipher.kind === 'ok' ? cipher : err({ code: exitCodes.store, text: keyFileFailureText(cipher.error) });
}

function openLog(dataFolder: string): void {
  const stationLog = createStationLog(logFolder(dataFolder));
  log = stationLog;
  endings.push(() => {
    log = console;
    return stationLog.close();
  });
}

async function startKiosk({ loaded, dataFolder }: StationFiles): Promise<Result<undefined, StartFailure>> {
  openLog(dataFolder);
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') return cipher;
  serveAppScheme(pageSession().protocol, createRendererFiles(bundle('renderer')));

  const fetch = createSystemFetch(session.fromPartition(uploadPartition, { cache: false }));
  const fork = (name: string) => forkUtility(utilityProcess, bundle(`main/${name}.js`), name);
  const demo = loaded.settings.tenant === 'demo' ? await linkDemoProcess(() => fork('demo-process'), fetch) : undefined;
  if (demo !== undefined) endings.push(() => demo.close());
  const photoWorker = createPhotoWorker({ spawn: () => fork('photo-process'), clock });

  const kiosk = await createKiosk({
    loaded,
    dataFolder,
    version: app.getVersion(),
    shell: 'electron',
    clock,
    random: Math.random,
    randomId: randomUUID,
    fetch,
    cipher: cipher.value,
    log,
    photoWorker,
    ...(demo === undefined ? {} : { demo }),
  });
  if (kiosk.kind === 'error') return err({ code: exitCodes.store, text: storeFailureText(kiosk.error, dataFolder) });
  const core = kiosk.value;
  endings.push(() => core.stop());
  const ipc = createKioskIpc({ ipcMain, core, log });
  endings.push(() => ipc.close());
  endings.push(
    watchPower({
      ...{ powerMonitor, powerSaveBlocker, screen, isLocked },
      onResume: () => core.hint('resume'),
      onRest: () => core.lock(),
    }),
  );

  const window = openWindow();
  ipc.attach(window.webContents);
  endings.push(
    startPageWatchdog({ window, clock, log, isQuitting: () => isQuitting, exit: (code) => void quit(code) }),
  );
  core.start();
  showPage(window, log);
  return ok(undefined);
}

function openWindow(): BrowserWindow {
  return createKioskWindow({
    createWindow: (options) => new BrowserWindow(options),
    screen,
    preload: bundle('preload/preload.cjs'),
    isLocked,
    isPackaged: app.isPackaged,
    room: screen.getPrimaryDisplay().workAreaSize,
    platform: process.platform,
    isQuitting: () => isQuitting,
    log: shellLog,
  });
}

/** Says why the station does not start: on the terminal, and for an admin in front of a packaged one in its window. */
function showFailure({ code, text }: StartFailure): void {
  console.error(text);
  if (!isLocked) return void quit(code);
  const { protocol: pageProtocol } = pageSession();
  if (pageProtocol.isProtocolHandled('app')) pageProtocol.unhandle('app');
  serveNotice(pageProtocol, { title: 'This station cannot start', paragraphs: [text] });
  showPage(openWindow(), shellLog);
  clock.setTimer(noticeMs, () => void quit(code));
}

/** Takes a credential over instead of opening the kiosk: no window, a line on the terminal, and the exit code. */
async function provision({ loaded, dataFolder }: StationFiles, from: ProvisioningOptions): Promise<void> {
  openLog(dataFolder);
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') {
    console.error(cipher.error.text);
    return quit(cipher.error.code);
  }
  const { settings } = loaded;
  const parts = { settings, dataFolder, clock, randomId: randomUUID, fetch, cipher: cipher.value, log };
  const kept = await provisionStation({ settings, log, openSignIn: () => createTenantAccess(parts).signIn }, from);
  if (kept.kind === 'ok') console.log(kept.value);
  else console.error(kept.error);
  return quit(kept.kind === 'ok' ? 0 : exitCodes.provisioning);
}

async function start(files: StationFiles): Promise<void> {
  const started = await startKiosk(files);
  if (started.kind === 'error') showFailure(started.error);
}

function main(): void {
  const refused = app.isPackaged ? auditArgv(process.argv.slice(1), process.platform) : [];
  if (refused.length > 0) {
    console.error(`This station does not start with: ${refused.join(', ')}`);
    app.exit(exitCodes.usage);
    return;
  }
  const options = shellOptions(process.argv);
  const { provisioning } = options;
  const files = openStationFiles(options, 'electron');
  // Before anything of Chromium writes: its files, the lock of the single instance and the keys' context belong to the data.
  if (files.kind === 'ok') app.setPath('userData', path.join(files.value.dataFolder, 'electron'));
  app.enableSandbox();
  declareAppScheme(protocol);
  lockDownApp(app, shellLog);
  // A second start only ends; its command line is not read.
  if (!app.requestSingleInstanceLock()) {
    if (provisioning !== undefined)
      console.error('The station is running. Close it, and hand the credential over then.');
    app.exit(provisioning === undefined ? 0 : exitCodes.provisioning);
    return;
  }
  app.on('window-all-closed', () => void quit(0));
  app.on('before-quit', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    void quit(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void quit(0));
  app
    .whenReady()
    .then(() => {
      lockDownSession(pageSession(), !app.isPackaged, shellLog, app.getPath('downloads'));
      if (files.kind === 'ok') return provisioning ? provision(files.value, provisioning) : start(files.value);
      const failure = files.error;
      if (provisioning === undefined) return showFailure(failure);
      console.error(failure.text);
      return quit(failure.code);
    })
    .catch((cause: unknown) => {
      console.error(cause);
      void quit(1);
    });
}

main();
