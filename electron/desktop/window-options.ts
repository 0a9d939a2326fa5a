import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

interface WindowChoice {
  readonly preload: string;
  /** Full screen, no frame, no way out by the window; else an ordinary window to develop and try in. */
  readonly isLocked: boolean;
  readonly isPackaged: boolean;
  /** What the display has room for beside the system's own bars, in device-independent pixels. */
  readonly room: { readonly width: number; readonly height: number };
  readonly display: Rectangle;
  readonly platform: NodeJS.Platform;
}

/**
 * What a locked window covers: the display itself, since without a window manager nothing else makes a full-screen window do so.
 * On Linux one row more than it has: Chromium takes a column and a row off an X11 window that is exactly as large as a
 * display, and both would stay black. Window managers and Wayland give a full-screen window the display, whatever was asked.
 */
export function coveringBounds(display: Rectangle, platform: NodeJS.Platform): Rectangle {
  return platform === 'linux' ? { ...display, height: display.height + 1 } : display;
}

/** The one window's options. Everything that opens the page's process to Node, files or other pages is off. */
export function windowOptions({
  preload,
  isLocked,
  isPackaged,
  room,
  display,
  platform,
}: WindowChoice): BrowserWindowConstructorOptions {
  return {
    title: 'Photo Kiosk',
    show: false,
    backgroundColor: '#f7f4ef',
    autoHideMenuBar: true,
    width: Math.min(1080, room.width),
    height: Math.min(1350, room.height),
    ...(isLocked
      ? {
          ...coveringBounds(display, platform),
          ...{ kiosk: true, fullscreen: true, frame: false, closable: false, minimizable: false },
        }
      : {}),
    webPreferences: {
      preload,
      partition: pagePartition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      spellcheck: false,
      safeDialogs: true,
      enableWebSQL: false,
      // They open the system's file dialogs, a window of their own and an eye on the whole screen, whatever permissions say.
      disableBlinkFeatures: 'FileSystemAccessLocal,DocumentPictureInPictureAPI,EyeDropperAPI',
      autoplayPolicy: 'no-user-gesture-required',
      // Timers of the idle screen and the receipt go on when something covers the window.
      backgroundThrottling: false,
      devTools: !isPackaged,
    },
  };
}

/** The page's own session: in memory, gone with the process. */
export const pagePartition = 'kiosk-page';
