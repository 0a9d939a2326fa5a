import type { App } from 'electron';
import { stationExitCodes } from '../host/exit-code.ts';

/** The life of the app from its first line to its one end. */
export interface AppLife {
  isQuitting(): boolean;
  /** Ends from now on with whatever asks the app to end: its last window, the system, a signal. */
  follow(): void;
  /** Ends everything once, then the process with this code; what is asked later changes nothing. */
  quit(code: number): Promise<void>;
}

interface AppLifeParts {
  readonly app: Pick<App, 'on' | 'exit'>;
  /** The process, as far as it is asked to stop. */
  readonly signals: Pick<NodeJS.Process, 'on'>;
  /** Ends what was begun. Never rejects. */
  readonly end: () => Promise<void>;
}

/** Creates it; nothing is followed before `follow`. */
export function createAppLife({ app, signals, end }: AppLifeParts): AppLife {
  let isQuitting = false;
  async function quit(code: number) {
    if (isQuitting) return;
    isQuitting = true;
    await end();
    app.exit(code);
  }
  const stop = () => void quit(stationExitCodes.ok);
  return {
    isQuitting: () => isQuitting,
    quit,
    follow() {
      app.on('window-all-closed', stop);
      app.on('before-quit', (event) => {
        if (isQuitting) return;
        // What is on its way ends first, and is on the disk.
        event.preventDefault();
        stop();
      });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) signals.on(signal, stop);
    },
  };
}
