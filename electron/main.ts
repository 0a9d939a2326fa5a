import './desktop/zod-without-eval.ts';
import { randomUUID } from 'node:crypto';
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
import { openStationCore } from './core/station-core.ts';
import { createTenantAccess } from './core/tenant-access.ts';
import { linkDemoProcess } from './demo/demo-link.ts';
import { createAppLife } from './desktop/app-life.ts';
import { declareAppScheme, serveAppScheme } from './desktop/app-scheme.ts';
import { auditArgv } from './desktop/argv-audit.ts';
import { createKioskIpc } from './desktop/ipc.ts';
import { createKioskWindow, showPage } from './desktop/kiosk-window.ts';
import { lockDownApp, lockDownSession } from './desktop/lockdown.ts';
import { startPageWatchdog } from './desktop/page-watchdog.ts';
import { watchPower } from './desktop/power.ts';
import { createSafeStorageCipher } from './desktop/safe-storage-cipher.ts';
import { type ProvisioningOptions, shellOptions } from './desktop/shell-options.ts';
import { showStartNotice, startNoticeMs } from './desktop/start-notice.ts';
import { createSystemFetch, uploadPartition } from './desktop/system-fetch.ts';
import { forkUtility } from './desktop/utility-child.ts';
import { pagePartition } from './desktop/window-options.ts';
import { createEndings } from './host/endings.ts';
import { stationExitCodes } from './host/exit-code.ts';
import { type StartFailure, storeFailure } from './host/failure.ts';
import { createHandedLog } from './host/handed-log.ts';
import { createRendererFiles } from './host/renderer-files.ts';
import { openShellCipher } from './host/station-cipher.ts';
import { openStationFiles, type StationFiles } from './host/station-files.ts';
import { createStationLog, logFolder } from './host/station-log.ts';
import { createSystemClock } from './host/system-clock.ts';
import type { Cipher } from './ports.ts';

const bundle = (name: string) => path.join(import.meta.dirname, '..', name);
// A packaged station is a station in a lobby; from the sources it is an ordinary window.
const isLocked = app.isPackaged;
const runningText = 'The station is running. Close it, and hand the credential over then.';
const clock = createSystemClock();
const endings = createEndings((cause) => console.error(cause), clock);
const life = createAppLife({ app, signals: process, end: endings.run, clock });
const shellLog = createHandedLog(console);

const pageSession = () => session.fromPartition(pagePartition, { cache: false });

function openLog(dataFolder: string): void {
  const stationLog = createStationLog(logFolder(dataFolder));
  shellLog.handTo(stationLog);
  endings.add(() => {
    shellLog.handTo(console);
    return stationLog.close();
  });
}

function openCipher(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const openKeyStore = () => createSafeStorageCipher({ safeStorage, platform: process.platform });
  return openShellCipher({ dataFolder, isPackaged: app.isPackaged, openKeyStore });
}

async function startKiosk({
  loaded,
  settingsHome,
  dataFolder,
}: StationFiles): Promise<Result<undefined, StartFailure>> {
  openLog(dataFolder);
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') return cipher;
  serveAppScheme(pageSession().protocol, createRendererFiles(bundle('renderer')));

  const fetch = createSystemFetch(session.fromPartition(uploadPartition, { cache: false }));
  const fork = (name: string, args: readonly string[] = []) =>
    forkUtility(utilityProcess, bundle(`main/${name}.js`), name, args);
  const kiosk = await openStationCore({
    ...{ loaded, settingsHome, dataFolder, clock, fetch, cipher: cipher.value, log: shellLog },
    onLost: (failure) => void endWith(storeFailure(failure, dataFolder)),
    version: app.getVersion(),
    shell: 'electron',
    isLocked,
    spawnPhotoProcess: () => fork('photo-process'),
    spawnFaceProcess: () => fork('face-process', [bundle('renderer/face')]),
    linkDemo: () => linkDemoProcess(() => fork('demo-process'), fetch),
  });
  if (kiosk.kind === 'error') return err(storeFailure(kiosk.error, dataFolder));
  const core = kiosk.value;
  endings.add(core.stop);
  const ipc = createKioskIpc({ ipcMain, core, log: shellLog });
  endings.add(ipc.close);
  const onResume = () => core.hint('resume');
  endings.add(watchPower({ powerMonitor, powerSaveBlocker, screen, isLocked, onResume, onRest: core.lock }));

  const window = openWindow();
  ipc.attach(window.webContents);
  const { isQuitting, quit } = life;
  endings.add(startPageWatchdog({ window, clock, log: shellLog, isQuitting, exit: (code) => void quit(code) }));
  core.start();
  showPage(window, shellLog);
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
    isQuitting: life.isQuitting,
    log: shellLog,
  });
}

/** Takes a credential over instead of opening the kiosk: no window, a line on the terminal, and the exit code. */
async function provision({ loaded, dataFolder }: StationFiles, from: ProvisioningOptions): Promise<void> {
  openLog(dataFolder);
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') return endWith(cipher.error);
  const { settings } = loaded;
  const parts = { settings, dataFolder, clock, randomId: randomUUID, fetch, cipher: cipher.value, log: shellLog };
  const openSignIn = () => createTenantAccess(parts).signIn;
  const kept = await provisionStation({ settings, log: shellLog, openSignIn }, from);
  if (kept.kind === 'error') return endWith({ code: stationExitCodes.provisioning, text: kept.error });
  console.log(kept.value);
  return life.quit(stationExitCodes.ok);
}

function endWith({ code, text }: StartFailure): Promise<void> {
  console.error(text);
  return life.quit(code);
}

/** Says why the station does not start: on the terminal, and for an admin in front of a packaged one in its window. */
function showFailure(failure: StartFailure): Promise<void> | void {
  if (!isLocked) return endWith(failure);
  console.error(failure.text);
  showStartNotice({
    protocol: pageSession().protocol,
    text: failure.text,
    show: () => showPage(openWindow(), shellLog),
  });
  clock.setTimer(startNoticeMs, () => void life.quit(failure.code));
}

async function run(files: Result<StationFiles, StartFailure>, provisioning?: ProvisioningOptions): Promise<void> {
  lockDownSession(pageSession(), !app.isPackaged, shellLog, app.getPath('downloads'));
  if (provisioning !== undefined) {
    return files.kind === 'ok' ? provision(files.value, provisioning) : endWith(files.error);
  }
  const started = files.kind === 'ok' ? await startKiosk(files.value) : files;
  if (started.kind === 'error') await showFailure(started.error);
}

function main(): void {
  const refused = app.isPackaged ? auditArgv(process.argv.slice(1), process.platform) : [];
  if (refused.length > 0) {
    console.error(`This station does not start with: ${refused.join(', ')}`);
    app.exit(stationExitCodes.usage);
    return;
  }
  const { provisioning, ...options } = shellOptions(process.argv);
  const files = openStationFiles(options, 'electron');
  // Before anything of Chromium writes: its files, the lock of the single instance and the keys' context belong to the data.
  if (files.kind === 'ok') app.setPath('userData', path.join(files.value.dataFolder, 'electron'));
  app.enableSandbox();
  declareAppScheme(protocol);
  lockDownApp(app, shellLog);
  // A second start only ends; its command line is not read.
  if (!app.requestSingleInstanceLock()) {
    if (provisioning !== undefined) console.error(runningText);
    app.exit(provisioning === undefined ? stationExitCodes.ok : stationExitCodes.provisioning);
    return;
  }
  life.follow();
  app
    .whenReady()
    .then(() => run(files, provisioning))
    .catch((cause: unknown) => {
      console.error(cause);
      void life.quit(stationExitCodes.failed);
    });
}

main();
