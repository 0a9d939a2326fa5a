import type { IpcMain, WebContents } from 'electron';
import {
  type CommandName,
  contract,
  type EventName,
  type EventValue,
  eventNames,
  type OpenEventName,
} from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err } from '../../shared/result.ts';
import type { KioskCore, Log } from '../ports.ts';
import { eventChannel, invokeChannel } from './channels.ts';
import { isOwnSender } from './sender-policy.ts';

interface IpcParts {
  readonly ipcMain: Pick<IpcMain, 'handle' | 'removeHandler'>;
  readonly core: KioskCore;
  readonly log: Log;
  /** Somebody is at the page. */
  readonly onTouched: () => void;
}

/** What a page says by itself: what it noticed of the machine, and that it was loaded. */
const unasked: ReadonlySet<string> = new Set<CommandName>(['station.hint', 'station.camera', 'station.snapshot']);

/**
 * Whether a hand is behind a call. Lists and turns of the operator's screens are read anew as they change, and say nothing
 * of anybody: touches there are told with `operator.stay`.
 */
function isByHand(name: string): boolean {
  if (unasked.has(name) || !Object.hasOwn(contract.commands, name)) return false;
  const { access, isSignOfLife } = contract.commands[name as CommandName];
  return isSignOfLife || access !== 'operator';
}

/** The contract over Electron's IPC: one channel for commands, one for events. */
export interface KioskIpc {
  /** Lets a window's page call and hear, until the window is gone. */
  attach(contents: WebContents): void;
  /** Tells the pages what the shell alone knows. */
  tell<Name extends OpenEventName>(name: Name, value: EventValue<Name>): void;
  close(): void;
}

/** Requests of foreign senders are answered with `not-allowed` and do not reach the core. */
export function createKioskIpc({ ipcMain, core, log, onTouched }: IpcParts): KioskIpc {
  const attached = new Map<number, WebContents>();
  ipcMain.handle(invokeChannel, async (event, name: unknown, request: unknown) => {
    const sender = { frame: event.senderFrame, webContentsId: event.sender.id };
    if (!isOwnSender(sender, new Set(attached.keys()))) {
      log.warn('ipc.refused');
      return err<Failure>({ code: 'not-allowed' });
    }
    if (isByHand(String(name))) onTouched();
    return core.invoke(String(name), request);
  });
  const send = (name: EventName) => (value: unknown) => {
    for (const contents of attached.values()) {
      if (!contents.isDestroyed()) contents.send(eventChannel, name, value);
    }
  };
  const releases = eventNames.map((name) => core.subscribe(name, send(name)));
  return {
    attach(contents) {
      const { id } = contents;
      attached.set(id, contents);
      contents.once('destroyed', () => attached.delete(id));
    },
    tell: (name, value) => send(name)(value),
    close() {
      ipcMain.removeHandler(invokeChannel);
      for (const release of releases) release();
      attached.clear();
    },
  };
}
