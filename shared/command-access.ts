import type { SignInMode } from './sign-in-state.ts';
import type { TrustMode } from './station.ts';

/**
 * Who may call a command:
 *
 * - `anyone`: whoever is at the screen, locked or not.
 * - `seeker`: whoever may look for people by their names. At a station that asks for a badge only the operator may, at every
 *   other one whoever is at the screen.
 * - `visitor`: whoever may act on the sign-in that photos are sent with. At a self-service station that is the visitor's own,
 *   so whoever is at the screen may; at every other station it is the station's own, so only the operator may.
 * - `picker`: whoever may choose files of this machine. Where people may bring their own picture whoever is at the screen, at every
 *   other station, and where nobody is photographed yet, only the operator.
 * - `operator`: whoever is at the screen while the operator's screens are unlocked.
 */
export type Access = 'anyone' | 'seeker' | 'visitor' | 'picker' | 'operator';

/** What of a station decides which commands exist there. Fixed from its start to its end. */
export interface StationTraits {
  readonly signInMode: SignInMode;
  /** Whether somebody of the company stands beside it (`onboarding`), or whoever comes by is alone with it. */
  readonly mode: 'onboarding' | 'reception';
  /** Whose photo a visitor may replace. */
  readonly trust: TrustMode;
  /** The embedded demo tenant instead of one's own. */
  readonly isDemo: boolean;
  /** People may choose or drop picture files. */
  readonly canChooseFile: boolean;
  /** Pictures may be looked at for faces. */
  readonly hasFaceGuidance: boolean;
  /** Staff may close the station from its own screen. */
  readonly canClose: boolean;
  /** What is printed becomes a file: the window opens no dialog of the system. */
  readonly canPrintToFile: boolean;
  /** Files are chosen in the page: the window opens no dialog of the system. */
  readonly canPickFiles: boolean;
  /** A locked station that belongs to no company yet: nobody is photographed there. */
  readonly isUnset: boolean;
}

/** At which stations a command exists: where all that is named holds. Nothing named: everywhere. */
export interface Existence {
  readonly signInModes?: readonly SignInMode[];
  readonly isDemo?: true;
  readonly canChooseFile?: true;
  readonly hasFaceGuidance?: true;
  readonly canClose?: true;
  readonly canPrintToFile?: true;
  readonly canPickFiles?: true;
  readonly isUnset?: false;
}

function exists(existence: Existence, station: StationTraits): boolean {
  if (existence.signInModes?.includes(station.signInMode) === false) return false;
  if (existence.isDemo === true && !station.isDemo) return false;
  if (existence.hasFaceGuidance === true && !station.hasFaceGuidance) return false;
  if (existence.canClose === true && !station.canClose) return false;
  if (existence.canPrintToFile === true && !station.canPrintToFile) return false;
  if (existence.canPickFiles === true && !station.canPickFiles) return false;
  if (existence.isUnset === false && station.isUnset) return false;
  return existence.canChooseFile !== true || station.canChooseFile;
}

function mayCall(
  access: Access,
  { signInMode, trust, canChooseFile, isUnset }: StationTraits,
  isOperator: boolean,
): boolean {
  switch (access) {
    case 'anyone':
      return true;
    case 'seeker':
      return isOperator || trust !== 'badge';
    case 'visitor':
      return isOperator || signInMode === 'self-service';
    case 'picker':
      return isOperator || (canChooseFile && !isUnset);
    case 'operator':
      return isOperator;
  }
}

/**
 * Whether whoever is at the screen may be a stranger: nobody stands beside the station, or only a badge opens anything there. Who
 * has signed in with an account of their own, and the operator, is none.
 */
export function mayBeStranger(
  { mode, signInMode, trust }: Pick<StationTraits, 'mode' | 'signInMode' | 'trust'>,
  isOperator: boolean,
): boolean {
  if (isOperator) return false;
  return trust === 'badge' || (mode === 'reception' && signInMode !== 'self-service');
}

/** Why a command may not be called now, before anything of the request is read; `undefined` when it may. */
export function accessRefusal(
  command: { readonly access: Access; readonly existsAt: Existence },
  station: StationTraits,
  isOperator: boolean,
): 'not-allowed' | 'locked' | undefined {
  if (!exists(command.existsAt, station)) return 'not-allowed';
  return mayCall(command.access, station, isOperator) ? undefined : 'locked';
}
