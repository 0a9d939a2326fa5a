import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';

/** A station whose operator walked away locks by itself. */
const lockAfterMs = 5 * 60_000;

/** Whether the operator's screens are unlocked, and the way in and out. */
export interface OperatorGate {
  isOperator(): boolean;
  /** Goes up whenever the screens are locked: what was asked before then was asked by somebody who has left. */
  lockings(): number;
  /** Notes that the operator is still there, so that the screens do not lock meanwhile. */
  touch(): void;
  /** `locked` when the screens were locked while the PIN was compared: whoever gave it has left. */
  unlock(pin: string): Promise<Result<Record<string, never>, Failure>>;
  lock(): void;
  close(): void;
}

interface OperatorGateParts {
  readonly clock: Clock;
  /** Compares a PIN; counts wrong ones on disk and blocks after too many. Absent: the station has no PIN. */
  readonly verifyPin?: (pin: string) => Promise<Result<unknown, Failure>>;
  readonly onChange: (isOperator: boolean) => void;
  /** Whoever unlocked the screens before the station changed its settings is still there. */
  readonly isUnlocked?: boolean;
}

/** Keeps the operator's screens locked until the PIN is right, and locks them again when nobody is there. */
export function createOperatorGate({
  clock,
  verifyPin,
  onChange,
  isUnlocked = false,
}: OperatorGateParts): OperatorGate {
  let isOpen = isUnlocked;
  let cancelTimer = () => {};
  let lockings = 0;

  function lock() {
    lockings += 1;
    cancelTimer();
    if (!isOpen) return;
    isOpen = false;
    onChange(false);
  }
  function touch() {
    if (!isOpen) return;
    cancelTimer();
    cancelTimer = clock.setTimer(lockAfterMs, lock);
  }
  touch();
  return {
    isOperator: () => isOpen,
    lockings: () => lockings,
    touch,
    lock,
    close: () => cancelTimer(),
    async unlock(pin) {
      const before = lockings;
      const verdict = verifyPin === undefined ? ok(undefined) : await verifyPin(pin);
      if (verdict.kind === 'error') return err(verdict.error);
      if (lockings !== before) return err({ code: 'locked' });
      if (!isOpen) {
        isOpen = true;
        onChange(true);
      }
      touch();
      return ok({});
    },
  };
}
