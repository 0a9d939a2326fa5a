import os from 'node:os';
import type { App, BrowserWindow, BrowserWindowConstructorOptions, Screen } from 'electron';
import type { AskedFiles } from '../../shared/file-picking-contract.ts';
import { stationExitCodes } from '../host/exit-code.ts';
import type { Clock, FileChooser, Log } from '../ports.ts';
import { takeFileChoosers } from './file-chooser.ts';
import { createKioskWindow, showPage } from './kiosk-window.ts';
import { printPage } from './print-page.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

interface StationWindowParts {
  readonly app: App;
  readonly screen: Pick<Screen, 'on' | 'off' | 'getPrimaryDisplay'>;
  readonly createWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly preload: string;
  readonly isLocked: boolean;
  /** Somebody else starts the station again when it ends. */
  readonly isSupervised: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly isQuitting: () => boolean;
  readonly exit: (code: number) => void;
  /** A field of the locked window's page asks for files. */
  readonly onFilesAsked: (asked: AskedFiles) => void;
}

/** The one window of a station: made when it is first needed, and the same until the station ends. */
export interface StationWindow {
  open(): BrowserWindow;
  /** Brings the page, also in the place of one that is there. */
  show(): void;
  /** Keeps the page going until the watchdog is stopped. */
  watch(): Watchdog;
  /** What the page would print, as a PDF. */
  print(): Promise<Uint8Array>;
  /** Of a locked window: what takes the place of the system's file dialog there from its beginning. Throws for another window. */
  files(): FileChooser;
}

/** Makes nothing yet. After the app is ready. */
export function createStationWindow(parts: StationWindowParts): StationWindow {
  const { app, clock, log, isLocked, isSupervised, isQuitting, exit } = parts;
  let window: BrowserWindow | undefined;
  let chooser: FileChooser | undefined;
  const restart = () => exit(stationExitCodes.restart);
  const onLost = () => {
    log.warn('window.lost');
    restart();
  };
  function open(): BrowserWindow {
    if (window !== undefined) return window;
    const isPackaged = app.isPackaged;
    window = createKioskWindow({ ...parts, isPackaged, platform: process.platform, onLost });
    if (isLocked) {
      const { webContents: contents } = window;
      chooser = takeFileChoosers({ ...{ contents, app, log }, onAsked: parts.onFilesAsked, onUnguarded: restart });
    }
    return window;
  }
  return {
    open,
    show: () => showPage(open(), log),
    watch() {
      const memoryCeilingMb = Math.min(4096, (os.totalmem() / 1024 ** 2) * 0.7);
      const traits = { isSupervised, memoryCeilingMb };
      return startWatchdog({ ...{ app, clock, log, isQuitting, exit, traits }, window: open() });
    },
    print: () => printPage(open().webContents, app.getLocaleCountryCode()),
    files() {
      open();
      if (chooser === undefined) throw new Error('only a locked window chooses files by itself');
      return chooser;
    },
  };
}
