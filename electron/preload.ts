import './desktop/zod-without-eval.ts';
import { contextBridge, ipcRenderer } from 'electron';
import { type EventName, eventNames } from '../shared/contract.ts';
import { createKioskApi } from '../shared/kiosk-api.ts';
import { eventChannel, invokeChannel } from './desktop/channels.ts';

const listeners = new Map<string, Set<(value: unknown) => void>>(eventNames.map((name) => [name, new Set()]));

ipcRenderer.on(eventChannel, (_event, name: EventName, value: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(value);
});

contextBridge.exposeInMainWorld(
  'kiosk',
  createKioskApi({
    invoke: (name, request) => ipcRenderer.invoke(invokeChannel, name, request),
    subscribe(name, listener) {
      const own = (value: unknown) => listener(value);
      listeners.get(name)?.add(own);
      return () => void listeners.get(name)?.delete(own);
    },
  }),
);
