import type { StoreApi } from 'zustand/vanilla';
import type { KioskApi } from '../../shared/contract.ts';
import type { Crop } from '../../shared/crop.ts';
import type { Language } from '../../shared/language.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { DemoFault, Snapshot } from '../../shared/station.ts';
import type { TargetCard } from '../../shared/target-card.ts';
import type { Pictures } from './capture.ts';
import type { DemoTrial } from './demo-trial.ts';
import type { Flow } from './flow-step.ts';
import type { SearchState } from './people-search.ts';
import type { RendererClock } from './renderer-clock.ts';
import type { RosterCall } from './roster-call.ts';
import type { OpenProblem } from './save-problem.ts';

/** The person's own choice of text size, as a factor. */
export const textScales = [1, 1.5, 2] as const;
export type TextScale = (typeof textScales)[number];

export type PresentPhoto =
  | { readonly kind: 'loading' }
  | { readonly kind: 'none' }
  | { readonly kind: 'photo'; readonly url: string };

/** Where opening a picture file stands. */
export type Opening =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly problem: OpenProblem };

/** What the screen knows beyond the core's sign-in state: asking, who signed in, and what went wrong before a code. */
export type SelfServiceState =
  | { readonly kind: 'quiet' }
  /** `isRenewed`: the code before this one was no longer good. */
  | { readonly kind: 'asked'; readonly isRenewed: boolean }
  | { readonly kind: 'meeting' }
  | { readonly kind: 'failed'; readonly problem: 'offline' | 'no-person' | 'trouble' };

/** Why a badge did not lead to anybody. */
export type BadgeProblem = 'unknown' | 'offline' | 'busy' | 'trouble';

/** Where finding oneself by a badge or code stands; `quiet` where nobody wants to. */
export type BadgeState =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'failed'; readonly problem: BadgeProblem };

/** Everything the screens show. Read it through `useKiosk`; change it through the actions only. */
export interface KioskState {
  /** `elsewhere`: this window was never let in, because the station's own window has the kiosk. */
  readonly start: 'starting' | 'ready' | 'failed' | 'elsewhere';
  readonly snapshot: Snapshot | undefined;
  readonly language: Language;
  readonly textScale: TextScale;
  readonly flow: Flow;
  readonly search: SearchState;
  readonly badge: BadgeState;
  /** Keyed by `photoKey`. */
  readonly presentPhotos: ReadonlyMap<string, PresentPhoto>;
  readonly opening: Opening;
  /** Where signing in with one's own phone stands, beyond the core's own sign-in state. */
  readonly selfService: SelfServiceState;
  /** The moment (monotonic) at which the screen clears itself, while the warning shows. */
  readonly idleEndsAtMs: number | undefined;
}

export interface KioskParts {
  readonly api: KioskApi;
  readonly clock: RendererClock;
  readonly pictures: Pictures;
}

export interface KioskStore {
  /** For screens with state of their own, such as the operator's list. */
  readonly api: KioskApi;
  readonly state: StoreApi<KioskState>;
  readonly actions: KioskActions;
}

export interface KioskActions {
  /** Asks for the snapshot and listens to events. The returned function ends both. */
  start(): () => void;
  chooseLanguage(language: Language): void;
  nextTextScale(): void;
  begin(): void;
  showOperator(): void;
  /** The operator's page for using the station with a company. */
  showConnecting(): void;
  /** Asks for the demo company at a station that belongs to nobody yet; where there is a PIN that is asked for first. */
  tryDemo(): Promise<DemoTrial>;
  /** Self-service: asks for a fresh code. */
  newCode(): void;
  type(query: string): void;
  /** Whether a badge that is shown now means anything. */
  isBadgeWanted(): boolean;
  /** Somebody has shown a badge or a code. */
  showBadge(code: string): void;
  /** Somebody wants to show one instead of typing a name. */
  askForBadge(): void;
  /** Somebody would rather be found by name. */
  leaveBadge(): void;
  searchAgain(): void;
  wantPhoto(personId: string, edgePx: number): void;
  choosePerson(person: PersonCard): void;
  /** Opens a session at a roster, from the operator's screens. */
  openSession(rosterId: string, sessionId: string): void;
  /** Back to the operator's list of rosters, where the session's results are. */
  leaveSession(): void;
  /** Somebody's turn: whatever the last person left on this screen is wiped first. */
  callPerson(person: PersonCard, call: RosterCall): void;
  /** Staff give a picture of the hot folder to somebody whom they have called; false when it cannot be had. */
  givePicture(person: PersonCard, call: RosterCall, pictureId: string): Promise<boolean>;
  /** Staff want to replace the photo of a group, team or contact; `person` is how the next screens show it. */
  chooseTarget(target: TargetCard, person: PersonCard): void;
  /** Staff take this person's photo to see that a station that was just connected works. */
  chooseTrial(person: PersonCard): void;
  agree(): void;
  /** Takes a camera's picture to the review; false when the browser cannot decode it. */
  capture(bytes: Uint8Array): Promise<boolean>;
  /** Lets the core open a picture file and takes it to the review. */
  openFile(bytes: Uint8Array): Promise<void>;
  /** Takes back what was said of a picture file that could not be opened. */
  forgetFileProblem(): void;
  changeCrop(crop: Crop): void;
  /** The photo is somebody else's: keeps it, and goes back to choosing the person. */
  chooseOther(): void;
  /** Saves the photo as it is cropped now. */
  savePhoto(): Promise<void>;
  /** Undoes the photo of the receipt; false when that was not possible. */
  undo(): Promise<boolean>;
  back(): void;
  /** Ends the visit: everything of this person is wiped. Ignored while a photo is being saved. */
  end(): void;
  /** Somebody is at the screen. While the idle warning shows, only `stay` and `end` answer it. */
  noteActivity(): void;
  /** Answers the idle warning: somebody is still there. */
  stay(): void;
  /** Answers it for the rest of the visit: ten minutes may pass without a touch from now on. */
  needMoreTime(): void;
  setFault(fault: DemoFault): void;
}

/** The key of a present photo. */
export function photoKey(personId: string, edgePx: number): string {
  return `${edgePx}:${personId}`;
}

/** Whose present photo a key stands for, and how large. */
export function ofPhotoKey(key: string): { readonly personId: string; readonly edgePx: number } {
  const colon = key.indexOf(':');
  return { personId: key.slice(colon + 1), edgePx: Number(key.slice(0, colon)) };
}
