import type { IpcMain } from 'electron';
import { describe, expect, test } from 'vitest';
import { eventChannel, invokeChannel } from '../../../electron/desktop/channels.ts';
import { createKioskIpc } from '../../../electron/desktop/ipc.ts';
import { ownOrigin, ownPageUrl } from '../../../electron/desktop/own-page.ts';
import { createFakeCore } from '../../fake-core.ts';
import { asContents, fakeContents, silent } from '../../fake-electron.ts';

describe('messages of the page', () => {
  const ownFrame = { origin: ownOrigin, url: ownPageUrl, parent: null };
  function ipc() {
    const handlers = new Map<string, (...words: unknown[]) => Promise<unknown>>();
    const ipcMain = {
      handle: (channel: string, handler: (...words: unknown[]) => Promise<unknown>) =>
        void handlers.set(channel, handler),
      removeHandler: (channel: string) => void handlers.delete(channel),
    };
    const core = createFakeCore();
    let touchCount = 0;
    const onTouched = () => {
      touchCount += 1;
    };
    const kioskIpc = createKioskIpc({ ipcMain: ipcMain as unknown as IpcMain, core, log: silent, onTouched });
    const call = (sender: { id: number; frame: unknown }, ...words: unknown[]) =>
      handlers.get(invokeChannel)?.({ senderFrame: sender.frame, sender: { id: sender.id } }, ...words);
    return { handlers, core, kioskIpc, call, touchCount: () => touchCount };
  }

  test('of our own window reach the core, and its reply goes back', async () => {
    const { kioskIpc, core, call, touchCount } = ipc();
    kioskIpc.attach(asContents(fakeContents(7)));
    core.answer('operator.unlock', { kind: 'error', error: { code: 'wrong-pin' } });
    expect(await call({ id: 7, frame: ownFrame }, 'operator.unlock', { pin: '1' })).toEqual({
      kind: 'error',
      error: { code: 'wrong-pin' },
    });
    expect(core.calls).toEqual([{ name: 'operator.unlock', request: { pin: '1' } }]);
    expect(touchCount()).toBe(1);
    // What the page notices by itself is nobody's presence: else a flickering camera would keep a station from being replaced.
    await call({ id: 7, frame: ownFrame }, 'station.camera', { condition: 'works' });
    await call({ id: 7, frame: ownFrame }, 'station.hint', { kind: 'network-online' });
    expect([core.calls.length, touchCount()]).toEqual([3, 1]);
  });

  test('tell that somebody is there where a hand is behind them, not where a screen asks by itself', async () => {
    const { kioskIpc, core, call, touchCount } = ipc();
    kioskIpc.attach(asContents(fakeContents(7)));
    const touchesOf = async (...names: readonly string[]) => {
      const before = touchCount();
      for (const name of names) await call({ id: 7, frame: ownFrame }, name, {});
      return touchCount() - before;
    };
    // A list that stands open is read anew as it changes, a page is loaded anew by the watchdog.
    const byItself = [
      'rosters.turn',
      'rosters.rows',
      'uploads.list',
      'imports.look',
      'hotFolder.look',
      'station.snapshot',
    ];
    expect(await touchesOf(...byItself, 'toString', 'no.command')).toBe(0);
    const byHand = [
      'people.search',
      'uploads.enqueue',
      'signIn.start',
      'operator.unlock',
      'operator.stay',
      'files.look',
    ];
    expect(await touchesOf(...byHand)).toBe(byHand.length);
    expect(core.calls).toHaveLength(byItself.length + 2 + byHand.length);
  });

  test('of anybody else are answered with not-allowed and do not reach the core', async () => {
    const { kioskIpc, core, call, touchCount } = ipc();
    kioskIpc.attach(asContents(fakeContents(7)));
    for (const sender of [
      { id: 8, frame: ownFrame },
      { id: 7, frame: null },
      { id: 7, frame: { ...ownFrame, parent: {} } },
      { id: 7, frame: { origin: 'https://evil.example', url: 'https://evil.example/', parent: null } },
    ]) {
      expect(await call(sender, 'uploads.retryAll', {})).toEqual({ kind: 'error', error: { code: 'not-allowed' } });
    }
    expect(core.calls).toEqual([]);
    expect(touchCount()).toBe(0);
  });

  test('events go to our window until it is gone, and everything ends with close', async () => {
    const { kioskIpc, core, handlers, call } = ipc();
    const contents = fakeContents(7);
    kioskIpc.attach(asContents(contents));
    core.emit('operator.changed', { isOperator: true });
    expect(contents.sent).toEqual([[eventChannel, 'operator.changed', { isOperator: true }]]);
    kioskIpc.tell('station.fileNotSaved', {});
    expect(contents.sent.slice(1)).toEqual([[eventChannel, 'station.fileNotSaved', {}]]);
    contents.emit('destroyed');
    core.emit('operator.changed', { isOperator: false });
    kioskIpc.tell('station.fileNotSaved', {});
    expect(contents.sent).toHaveLength(2);
    expect(await call({ id: 7, frame: ownFrame }, 'station.snapshot', {})).toMatchObject({ kind: 'error' });
    kioskIpc.close();
    expect([core.listenerCount(), handlers.size]).toEqual([0, 0]);
  });
});
