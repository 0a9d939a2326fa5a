import type { Failure } from '../../shared/error-code.ts';
import type { Result } from '../../shared/result.ts';
import type { KioskCore } from '../ports.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import type { WorkHealth } from './work-health.ts';

/** The running core: the contract for hosts, and its own start and stop. */
export interface Kiosk extends KioskCore {
  start(): void;
  /** Stops sending, lets what is on its way end or be repeated at the next start, closes the store. */
  stop(): Promise<void>;
  hint(kind: 'network-online' | 'network-offline' | 'resume'): void;
  /**
   * Ends the visit, as when the machine sleeps or its session locks: the operator's screens lock, whoever was found is
   * forgotten, and a person who signed in with their own account is signed out, with what has not gone taken back, as with a
   * sign-out. The page is the host's to begin anew.
   */
  rest(): void;
  /** How its work stands, for monitoring. */
  health(): WorkHealth;
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
