import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';

/** A log that keeps nothing. */
export const silent = { info() {}, warn() {}, error() {} };

/** What a page's contents say and are asked, without Chromium. */
export function fakeContents(id = 1) {
  const sent: unknown[][] = [];
  const loaded: string[] = [];
  const emitter = new EventEmitter();
  let openHandler: (details: { url: string }) => unknown = () => ({ action: 'allow' });
  const contents = Object.assign(emitter, {
    id,
    crashes: 0,
    /** Whoever asks the page something and has not been answered; a page that is awake answers before anything else happens. */
    asked: [] as (() => void)[],
    isAwake: true,
    wake: () => {
      contents.isAwake = true;
      for (const answer of contents.asked.splice(0)) answer();
    },
    mainFrame: {
      executeJavaScript: () => ({
        // biome-ignore lint/suspicious/noThenProperty: as much of a promise as is used, on a clock that stands still
        then: (heard: () => void) => void (contents.isAwake ? heard() : contents.asked.push(heard)),
      }),
    },
    isLoading: false,
    isLoadingMainFrame: () => contents.isLoading,
    isCrashed: () => false,
    isDevToolsOpened: () => false,
    sent,
    loaded,
    send: (...words: unknown[]) => void sent.push(words),
    isDestroyed: () => false,
    setWindowOpenHandler: (handler: typeof openHandler) => {
      openHandler = handler;
    },
    openWindow: (url: string) => openHandler({ url }),
    webRtcPolicy: '',
    setWebRTCIPHandlingPolicy: (policy: string) => {
      contents.webRtcPolicy = policy;
    },
    setVisualZoomLevelLimits: async () => {},
    loadURL: async (url: string) => void loaded.push(url),
    forcefullyCrashRenderer: () => {
      contents.crashes += 1;
    },
  });
  return contents;
}
/** The fake where Electron's own type is asked for. */
export const asContents = (contents: ReturnType<typeof fakeContents>) => contents as unknown as WebContents;

/** An event that remembers whether it was prevented. */
export function preventable<Fields extends object>(fields: Fields) {
  const event = {
    ...fields,
    isPrevented: false,
    preventDefault: () => {
      event.isPrevented = true;
    },
  };
  return event;
}
