import './desktop/zod-without-eval.ts';
import path from 'node:path';
import {
  app,
  BrowserWindow,
  crashReporter,
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
import { type HeadlessParts, needsDisplay, provisionFrom, runHeadlessCommand } from './cli/installed-app.ts';
import type { KioskParts } from './core/kiosk.ts';
import type { Kiosk } from './core/kiosk-life.ts';
import { openStationCore } from './core/station-core.ts';
import { linkDemoProcess } from './demo/demo-link.ts';
import { createAppLife } from './desktop/app-life.ts';
import { declareAppScheme, serveAppScheme, serveNotice } from './desktop/app-scheme.ts';
import { auditArgv } from './desktop/argv-audit.ts';
import { pruneCrashDumps } from './desktop/crash-dumps.ts';
import { startHeartbeat } from './desktop/heartbeat.ts';
import { createKioskIpc, type KioskIpc } from './desktop/ipc.ts';
import { wouldAskForPassword } from './desktop/keyring.ts';
import { type Downloads, leaveKeyring, lockDownApp, lockDownSession, quietNetwork } from './desktop/lockdown.ts';
import { watchPower } from './desktop/power.ts';
import { createSafeStorageCipher } from './desktop/safe-storage-cipher.ts';
import { type ShellOptions, shellOptions } from './desktop/shell-options.ts';
import { keepStarting } from './desktop/start-attempts.ts';
import { createStationWindow } from './desktop/station-window.ts';
import { createSystemFetch, uploadPartition } from './desktop/system-fetch.ts';
import { downloadFolder } from './desktop/user-folders.ts';
import { forkUtility } from './desktop/utility-child.ts';
import { pagePartition } from './desktop/window-options.ts';
import { decidedByPerson, forgetDecision, hasDecidedToBeginAnew, takeDecision } from './host/begin-anew.ts';
import { createEndings } from './host/endings.ts';
import { closeCode, stationExitCodes } from './host/exit-code.ts';
import { dataFolderBackFailure, type StartFailure, storeFailure, unreadyFor } from './host/failure.ts';
import type { FatalEnd } from './host/fatal-end.ts';
import { createHandedLog } from './host/handed-log.ts';
import type { HealthFile } from './host/health-file.ts';
import { heedSettings } from './host/heed-settings.ts';
import { contentSecurityPolicy, createRendererFiles, lockedPagePolicy } from './host/renderer-files.ts';
import { handedKeyFile, openShellCipher } from './host/station-cipher.ts';
import { openDataFolder, openStationFiles, type StationFiles } from './host/station-files.ts';
import { logFolder, readStationLog } from './host/station-log.ts';
import { keepRecords } from './host/station-records.ts';
import { createSystemClock } from './host/system-clock.ts';
import type { Cipher } from './ports.ts';

const bundle = (name: string) => path.join(import.meta.dirname, '..', name);
const options = shellOptions(process.argv);
// A packaged station is a station in a lobby; from the sources it is an ordinary window unless asked for.
const isLocked = app.isPackaged || options.isLocked;
const runningText = 'The station is running. Close it, and hand the credential over then.';
const clock = createSystemClock();
const endings = createEndings((cause) => console.error(cause), clock);
const life = createAppLife({ app, signals: process, end: endings.run, clock });
const shellLog = createHandedLog(console);
/** The keyring was left alone when this process began. */
let isKeyringLocked = false;
/** Chromium's own files, and with them the context of the keys, stay where they were when the app began. */
let hasOwnFolder = false;
let health: HealthFile | undefined;
/** While there is a page to tell. */
let tell: KioskIpc['tell'] = () => {};

const window = createStationWindow({
  ...{ app, screen, clock, isLocked, isSupervised: options.isSupervised, log: shellLog },
  createWindow: (chosen) => new BrowserWindow(chosen),
  preload: bundle('preload/preload.cjs'),
  isQuitting: life.isQuitting,
  exit: (code) => void life.quit(code),
  onFilesAsked: (asked) => tell('files.asked', asked),
});

const pageSession = () => session.fromPartition(pagePartition, { cache: false });
const fork = (name: string, args: readonly string[] = []) =>
  forkUtility(utilityProcess, bundle(`main/${name}.js`), name, args);

function openCipher(dataFolder: string): Promise<Result<Cipher, StartFailure>> {
  const openKeyStore = () =>
    createSafeStorageCipher({ safeStorage, platform: process.platform, clock, isKeyringLocked });
  const handedKey = handedKeyFile(process.env);
  return openShellCipher({ dataFolder, isPackaged: app.isPackaged, handedKey, openKeyStore });
}

async function openCore({ loaded, settingsHome, dataFolder }: StationFiles): Promise<Result<Kiosk, StartFailure>> {
  const cipher = await openCipher(dataFolder);
  if (cipher.kind === 'error') return cipher;
  const fetch = createSystemFetch(session.fromPartition(uploadPartition, { cache: false }));
  const kiosk = await openStationCore({
    ...{ loaded, dataFolder, clock, fetch, cipher: cipher.value, log: shellLog },
    settingsHome: { ...settingsHome, isLocked },
    ...(isLocked ? lockedWindowParts() : {}),
    readLog: () => readStationLog(dataFolder),
    onLost: (failure) => void endWith({ ...storeFailure(failure, dataFolder), code: stationExitCodes.restart }),
    version: app.getVersion(),
    shell: 'electron',
    isLocked,
    ...(hasDecidedToBeginAnew(dataFolder) ? {} : { decidedByPerson }),
    spawnPhotoProcess: () => fork('photo-process'),
    spawnFaceProcess: () => fork('face-process', [bundle('renderer/face')]),
    linkDemo: () => linkDemoProcess(() => fork('demo-process'), fetch),
  });
  if (kiosk.kind === 'ok') forgetDecision(dataFolder);
  return kiosk.kind === 'ok' ? kiosk : err(storeFailure(kiosk.error, dataFolder));
}

/** What only a locked window does: it can be closed for good, and opens no dialog of the system to print or to choose files. */
function lockedWindowParts(): Pick<KioskParts, 'closeStation' | 'printPage' | 'fileChooser'> {
  const closeStation = () => void life.quit(closeCode(process.platform));
  return { closeStation, printPage: window.print, fileChooser: window.files() };
}

/** One try to start; what a failed one began is ended again, but for the window. */
async function startKiosk(): Promise<Result<undefined, StartFailure>> {
  const files = openStationFiles(options, 'electron');
  if (files.kind === 'error') return files;
  if (!hasOwnFolder) return err(dataFolderBackFailure(files.value.dataFolder));
  const unready = unreadyFor(files.value, isLocked);
  if (unready !== undefined) return err(unready);
  const opened = await openCore(files.value);
  if (opened.kind === 'error') return opened;
  const core = opened.value;
  const { loaded } = files.value;
  const tenant = loaded.settings.tenant === 'demo' ? 'demo' : 'own';
  shellLog.info('station.started', { version: app.getVersion(), settings: loaded.file ?? 'none', tenant, isLocked });
  endings.add(core.stop);
  const pagePolicy = isLocked ? lockedPagePolicy : contentSecurityPolicy;
  serveAppScheme(pageSession().protocol, createRendererFiles(bundle('renderer'), pagePolicy));
  const watchdog = window.watch();
  endings.add(watchdog.stop);
  const onTouched = () => {
    watchdog.touched();
    health?.touched();
  };
  const ipc = createKioskIpc({ ipcMain, core, log: shellLog, onTouched });
  endings.add(ipc.close);
  ipc.attach(window.open().webContents);
  tell = ipc.tell;
  const onRest = () => {
    core.rest();
    // A page that was loaded anew remembers nobody.
    window.show();
  };
  const onResume = () => core.hint('resume');
  endings.add(watchPower({ powerMonitor, powerSaveBlocker, screen, isLocked, onResume, onRest }));
  core.start();
  health?.runs(core.health);
  if (isLocked) endings.add(heedSettings({ clock, core, areThere: areSettingsThere, restart: startAnew }));
  window.show();
  return ok(undefined);
}

/** A locked station asks no keyring that would ask somebody for a password: nobody may be there. */
async function isKeyringClosed(): Promise<boolean> {
  return isLocked && handedKeyFile(process.env) === undefined && (await wouldAskForPassword());
}

/** Before Electron is ready: Chromium asks for a key of its own then. */
async function leaveClosedKeyring(): Promise<void> {
  isKeyringLocked = await isKeyringClosed();
  if (isKeyringLocked) leaveKeyring(app.commandLine);
}

/** One try of a locked station. A keyring that was left alone, and that somebody has opened since, is asked by the next process only. */
async function tryToStart(): Promise<Result<undefined, StartFailure>> {
  const started = await startKiosk();
  if (started.kind === 'error' && isKeyringLocked && !(await isKeyringClosed())) startAnew();
  return started;
}

/** A file that cannot be used counts: the next start says what is wrong with it. */
function areSettingsThere(): boolean {
  const files = openStationFiles(options, 'electron');
  return files.kind === 'error' || files.value.loaded.namesTenant === true;
}

function startAnew(): void {
  if (!options.isSupervised) app.relaunch();
  void life.quit(options.isSupervised ? stationExitCodes.restart : stationExitCodes.ok);
}

function headlessParts(): HeadlessParts {
  return {
    ...{ clock, log: shellLog, openCipher },
    whenReady: () => app.whenReady(),
    fetch: (input, init) => createSystemFetch(session.fromPartition(uploadPartition, { cache: false }))(input, init),
    spawnPhotoProcess: () => fork('photo-process'),
  };
}

function endWith({ code, text }: StartFailure): Promise<void> {
  console.error(text);
  return life.quit(code);
}

/** Says why the station does not start, on the terminal and in the place of its page, for as long as that is so. */
function showFailure({ code, text }: StartFailure): void {
  console.error(text);
  health?.cannotStart(code);
  shellLog.error('station.not-started', { text });
  serveNotice(pageSession().protocol, {
    title: 'This station cannot start',
    paragraphs: [text, 'It tries again by itself.'],
  });
  window.show();
}

function downloads(): Downloads {
  const folder = downloadFolder(app);
  const onSaved = (name: string) => tell('station.fileSaved', { name, folder });
  return { folder, onSaved, onNotSaved: () => tell('station.fileNotSaved', {}) };
}

async function run({ provisioning }: ShellOptions): Promise<void> {
  await lockDownSession(pageSession(), !app.isPackaged, shellLog, downloads());
  if (provisioning !== undefined) {
    const files = openStationFiles(options, 'electron');
    if (files.kind === 'error') return endWith(files.error);
    return life.quit(await provisionFrom(files.value, provisioning, headlessParts()));
  }
  const { isQuitting, quit } = life;
  if (!isLocked) {
    const started = await startKiosk();
    return started.kind === 'error' ? endWith(started.error) : undefined;
  }
  const restart = () => void quit(stationExitCodes.restart);
  await keepStarting({
    ...{ clock, attempt: tryToStart, show: showFailure, isQuitting },
    ...(options.isSupervised ? { restart } : {}),
  });
}

/** Chromium's own files, the lock of the single instance and the keys' context belong to the data; nothing of it is sent anywhere. */
function settleIn(dataFolder: string): void {
  app.setPath('userData', path.join(dataFolder, 'electron'));
  hasOwnFolder = true;
  crashReporter.start({ uploadToServer: false });
  pruneCrashDumps(app.getPath('crashDumps'), clock.nowMs());
}

/**
 * Called by `boot.ts`, which hears of every error that nobody catches and awaits what this returns: Electron looks for a
 * display when `boot.ts` has run to its end.
 */
export function main(fatal: FatalEnd): Promise<void> | undefined {
  const refused = app.isPackaged ? auditArgv(process.argv.slice(1), process.platform) : [];
  if (refused.length > 0) {
    console.error(`This station does not start with: ${refused.join(', ')}`);
    app.exit(stationExitCodes.usage);
    return undefined;
  }
  if (handedKeyFile(process.env) !== undefined) leaveKeyring(app.commandLine);
  const dataFolder = openDataFolder(options, 'electron');
  if (options.shouldBeginAnew) {
    app.exit(takeDecision(dataFolder, console));
    return undefined;
  }
  if (options.command !== undefined) {
    // The keys' context belongs to the data; the running station, if there is one, keeps its lock.
    if (dataFolder.kind === 'ok') app.setPath('userData', path.join(dataFolder.value, 'electron'));
    const { command } = options;
    const carryOut = () =>
      runHeadlessCommand(command, options, headlessParts())
        .then(life.quit)
        .catch((cause: unknown) => fatal.meet('load', cause));
    // What waits until Electron is ready must not be waited for.
    return needsDisplay(command) ? leaveClosedKeyring().then(() => void carryOut()) : carryOut();
  }
  // Before anything of Chromium writes.
  if (dataFolder.kind === 'ok') settleIn(dataFolder.value);
  app.enableSandbox();
  quietNetwork(app.commandLine);
  declareAppScheme(protocol);
  lockDownApp(app, shellLog);
  // A second start only ends; its command line is not read.
  if (!app.requestSingleInstanceLock()) {
    if (options.provisioning !== undefined) console.error(runningText);
    app.exit(options.provisioning === undefined ? stationExitCodes.ok : stationExitCodes.provisioning);
    return undefined;
  }
  fatal.know({ stop: life.quit });
  if (dataFolder.kind === 'ok') {
    const logFile = path.join(logFolder(dataFolder.value), 'kiosk.log');
    fatal.know({ logFile });
    const { exitCode, quit } = life;
    const version = app.getVersion();
    const records = { dataFolder: dataFolder.value, version, clock, log: shellLog, endings, exitCode };
    health = keepRecords({ ...records, quit: (code) => void quit(code) });
    endings.add(startHeartbeat({ clock, workerFile: bundle('main/heartbeat-worker.js'), logFile }));
  }
  life.follow();
  const begin = () =>
    app
      .whenReady()
      .then(() => run(options))
      .catch((cause: unknown) => fatal.meet('load', cause));
  return leaveClosedKeyring().then(() => void begin());
}
