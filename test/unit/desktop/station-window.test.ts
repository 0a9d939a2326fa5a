import { EventEmitter } from 'node:events';
import type { App, BrowserWindow, Screen } from 'electron';
import { expect, test } from 'vitest';
import { createStationWindow } from '../../../electron/desktop/station-window.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { fakeContents, silent } from '../../fake-electron.ts';

const bounds = { x: 0, y: 0, width: 1080, height: 1920 };

/** A station's window, and in their order what its page was asked and told. */
function makeWindow(isLocked: boolean) {
  const happened: string[] = [];
  const note = async (name: string) => void happened.push(name);
  let isAttached = false;
  const attach = () => {
    isAttached = true;
  };
  const parts = { isAttached: () => isAttached, attach, sendCommand: note };
  const protocol = Object.assign(new EventEmitter(), parts);
  const nothing = () => {};
  const own = Object.assign(new EventEmitter(), {
    ...{ webContents: Object.assign(fakeContents(), { debugger: protocol }), loadURL: note },
    ...{ removeMenu: nothing, show: nothing, setContentProtection: nothing, setBounds: nothing, setKiosk: nothing },
  });
  const getPrimaryDisplay = () => ({ bounds, workAreaSize: bounds });
  const window = createStationWindow({
    app: { isPackaged: isLocked, getPath: () => '/home' } as unknown as App,
    screen: Object.assign(new EventEmitter(), { getPrimaryDisplay }) as unknown as Screen,
    createWindow: () => own as unknown as BrowserWindow,
    preload: '/p.cjs',
    ...{ isLocked, isSupervised: false, clock: createSystemClock(), log: silent },
    isQuitting: () => false,
    exit: (code) => void happened.push(`exit ${code}`),
    onFilesAsked: nothing,
  });
  return { window, happened };
}

test('a locked window is kept from the system’s file dialog before it has a page', () => {
  const { window, happened } = makeWindow(true);
  window.show();
  expect(happened).toEqual(['Page.enable', 'Page.setInterceptFileChooserDialog', 'app://kiosk/']);
  expect(window.files().asked()).toBeUndefined();
});

test('an ordinary window has the system’s file dialog, and nothing listens in on its page', () => {
  const { window, happened } = makeWindow(false);
  window.show();
  expect(happened).toEqual(['app://kiosk/']);
  expect(() => window.files()).toThrow('only a locked window');
});
