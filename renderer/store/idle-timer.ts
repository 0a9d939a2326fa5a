import type { RendererClock } from './renderer-clock.ts';

/** What happens when nobody touches the screen: nothing, clearing at once, or a warning first. */
export type IdleMode = 'off' | 'clear' | 'warn';

export interface IdleTimes {
  readonly quietMs: number;
  readonly warningMs: number;
}

/** Quiet time from the settings; the warning lasts half of it, at least 20 (WCAG 2.2.1) and at most 30 seconds. */
export function idleTimes(idleTimeoutSeconds: number): IdleTimes {
  const warningSeconds = Math.min(30, Math.max(20, idleTimeoutSeconds / 2));
  return { quietMs: idleTimeoutSeconds * 1000, warningMs: warningSeconds * 1000 };
}

export interface IdleTimer {
  /** Somebody is there. Cheap: may be called on every pointer move. */
  touch(): void;
  /** Starts counting anew in the given mode. */
  begin(mode: IdleMode, times: IdleTimes): void;
  stop(): void;
}

/** Counts the time without a touch. `onWarning` gets the moment of clearing, or `undefined` when somebody came back. */
export function createIdleTimer(
  clock: RendererClock,
  on: { warning(endsAtMs: number | undefined): void; over(): void },
): IdleTimer {
  let mode: IdleMode = 'off';
  let times: IdleTimes = idleTimes(60);
  let touchedAtMs = 0;
  let isWarning = false;
  let cancel: (() => void) | undefined;

  function arm(delayMs: number) {
    cancel?.();
    cancel = clock.setTimer(Math.max(0, delayMs), look);
  }

  function look() {
    const quietForMs = clock.monotonicMs() - touchedAtMs;
    const endMs = times.quietMs + (mode === 'warn' ? times.warningMs : 0);
    if (quietForMs >= endMs) {
      finish();
    } else if (quietForMs >= times.quietMs) {
      isWarning = true;
      on.warning(touchedAtMs + endMs);
      arm(endMs - quietForMs);
    } else {
      arm(times.quietMs - quietForMs);
    }
  }

  function finish() {
    clearWarning();
    // Counting goes on only after the next touch or `begin`.
    cancel?.();
    cancel = undefined;
    on.over();
  }

  function clearWarning() {
    if (!isWarning) return;
    isWarning = false;
    on.warning(undefined);
  }

  return {
    touch() {
      touchedAtMs = clock.monotonicMs();
      if (mode === 'off') return;
      if (isWarning || cancel === undefined) arm(times.quietMs);
      clearWarning();
    },
    begin(nextMode, nextTimes) {
      mode = nextMode;
      times = nextTimes;
      touchedAtMs = clock.monotonicMs();
      clearWarning();
      cancel?.();
      cancel = undefined;
      if (mode !== 'off') arm(times.quietMs);
    },
    stop() {
      mode = 'off';
      cancel?.();
      cancel = undefined;
    },
  };
}
