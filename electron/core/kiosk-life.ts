import type { Failure } from '../../shared/error-code.ts';
import type { Result } from '../../shared/result.ts';
import type { KioskCore } from '../ports.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';

/** The running core: the contract for hosts, and its own start and stop. */
export interface Kiosk extends KioskCore {
  start(): void;
  /** Stops sending, lets what is on its way end or be repeated at the next start, closes the store. */
  stop(): Promise<void>;
  hint(kind: 'network-online' | 'network-offline' | 'resume'): void;
  /** Locks the operator's screens, as when the machine sleeps or its session locks. */
  lock(): void;
  /** Whether they are unlocked at this moment. */
  isOperator(): boolean;
}

/** What a core is built with that comes from the one before it. */
export interface Succession {
  /** The operator's screens were unlocked, and whoever unlocked them is still there. */
  readonly isUnlocked: boolean;
  /** Runs the station on these settings; resolves when it does, or with why it goes on as before. */
  readonly renew: (loaded: LoadedSettings) => Promise<Result<undefined, Failure>>;
}
