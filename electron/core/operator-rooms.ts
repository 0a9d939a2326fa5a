import path from 'node:path';
import { createOperatorGate, type OperatorGate } from '../operator/operator-gate.ts';
import { createPinVerifier, isPin } from '../operator/operator-pin.ts';
import type { Clock } from '../ports.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import type { EventHub } from './event-hub.ts';
import type { Succession } from './kiosk-life.ts';

interface GateParts {
  readonly loaded: LoadedSettings;
  readonly clock: Clock;
  readonly dataFolder: string;
  readonly succession?: Succession;
  readonly isLocked?: boolean;
}

interface LockedRooms {
  readonly desk: { forget(): void };
  readonly imports: { lock(): void };
  readonly targets: { forget(): void };
  readonly events: Pick<EventHub, 'emit'>;
}

/** What the lock means for the rooms, and to the screens. */
export function spreadLock(isOperator: boolean, { desk, imports, targets, events }: LockedRooms): void {
  // What somebody handed over is nobody else's business.
  if (!isOperator) {
    desk.forget();
    imports.lock();
    targets.forget();
  }
  events.emit('operator.changed', { isOperator });
}

/** The lock of the operator's screens, with a PIN where the settings have one. */
export function openGate(
  { loaded, clock, dataFolder, succession, isLocked = false }: GateParts,
  onChange: (isOperator: boolean) => void,
): OperatorGate {
  const hash = loaded.settings.station.operatorPinHash;
  const isUnlocked = succession?.isUnlocked === true;
  if (hash === undefined) return createOperatorGate({ clock, onChange, isUnlocked });
  const isRight = (pin: string) => isPin(pin, hash);
  const verifyPin = createPinVerifier({ isRight, file: path.join(dataFolder, 'pin-tries.json'), clock, isLocked });
  return createOperatorGate({ clock, onChange, verifyPin, isUnlocked });
}
