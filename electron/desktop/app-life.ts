import type { App } from 'electron';
import { stationExitCodes } from '../host/exit-code.ts';
import type { Clock } from '../ports.ts';

/** The life of the app from its first line to its one end. */
export interface AppLife {
  isQuitting(): boolean;
  /** The code that it ends with; 0 while nobody has asked for another. */
  exitCode(): number;
  /** Ends from now on with whatever asks the app to end: its last window, the system, a signal. */
  follow(): void;
  /**
   * Ends everything once, then the process with this code, after 15 seconds at the latest; what is asked later changes
   * nothing, but a second signal ends the process at once.
   */
  quit(code: number): Promise<void>;
}

interface AppLifeParts {
  readonly app: Pick<App, 'on' | 'exit'>;
  /** The process, as far as it is asked to stop. */
  readonly signals: Pick<NodeJS.Process, 'on'>;
  /** Ends what was begun. Never rejects. */
  readonly end: () => Promise<void>;
  readonly clock: Pick<Clock, 'setTimer'>;
}

/** All ends together; then the app goes with whatever still holds it. */
const quitLimitMs = 15_000;

/** Creates it; nothing is followed before `follow`. */
export function createAppLife({ app, signals, end, clock }: AppLifeParts): AppLife {
  let isQuitting = false;
  let exitCode: number = stationExitCodes.ok;
  async function quit(code: number) {
    if (isQuitting) return;
    isQuitting = true;
    exitCode = code;
    const cancel = clock.setTimer(quitLimitMs, () => app.exit(code));
    await end();
    cancel();
    app.exit(code);
  }
  const stop = () => void quit(stationExitCodes.ok);
  return {
    isQuitting: () => isQuitting,
    exitCode: () => exitCode,
    quit,
    follow() {
      app.on('window-all-closed', stop);
      app.on('before-quit', (event) => {
        if (isQuitting) return;
        // What is on its way ends first, and is on the disk.
        event.preventDefault();
        stop();
      });
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        signals.on(signal, () => (isQuitting ? app.exit(stationExitCodes.failed) : stop()));
      }
    },
  };
}
