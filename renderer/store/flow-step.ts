import type { Crop } from '../../shared/crop.ts';
import type { Failure } from '../../shared/error-code.ts';
import type { PhotoFault } from '../../shared/face/photo-verdict.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { TargetCard } from '../../shared/target-card.ts';
import type { UploadJob } from '../../shared/upload-job.ts';
import type { Capture } from './capture.ts';
import type { LastSaved, RosterCall } from './roster-call.ts';

/** Where saving stands on the review screen. While `saving`, nothing else can happen to the capture. */
export type Saving =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'not-saved'; readonly failure: Failure };

/** What the station has to say of the picture on the review screen: nothing until it has looked, and nothing while it is off. */
export interface Advice {
  /** Where the crop begins, and where it can be put back. */
  readonly start: Crop;
  /** Whether a face decided on `start`. */
  readonly isFromFace: boolean;
  /** The gravest thing that the photo lacks. */
  readonly fault: PhotoFault | undefined;
}

/** A picture that nobody has decided on yet: whose it is to be, how it is cropped, and what is said of it. */
export interface HeldPhoto {
  readonly person: PersonCard;
  readonly capture: Capture;
  readonly crop: Crop;
  /** Whether the person has moved the crop: from then on it is theirs. */
  readonly isCropOwn: boolean;
  readonly advice: Advice;
}

/** The steps a person goes through, as one union: what is on screen is exactly this. */
export type Flow =
  | { readonly kind: 'attract' }
  /** With a held photo, somebody is chosen for it anew: it was taken under a wrong name. */
  | { readonly kind: 'search'; readonly held?: HeldPhoto }
  /** Self-service: the person signs in with their own phone instead of searching. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'notice'; readonly person: PersonCard; readonly call?: RosterCall }
  /**
   * `target`: staff replace the photo of a group, team or contact; `person` is how it is shown. `isTrial`: staff try a station that was
   * just connected, with the photo of somebody who is there.
   */
  | {
      readonly kind: 'camera';
      readonly person: PersonCard;
      readonly call?: RosterCall;
      readonly target?: TargetCard;
      readonly isTrial?: true;
    }
  | (HeldPhoto & {
      readonly kind: 'review';
      readonly saving: Saving;
      readonly call?: RosterCall;
      readonly target?: TargetCard;
      readonly isTrial?: true;
      /** Staff gave the picture: whoever it shows has read no notice. */
      readonly isGiven?: true;
    })
  /** Once the photo is undone, the job is the one that undoes it, and the photo the former one, where there was one. */
  | { readonly kind: 'receipt'; readonly person: PersonCard; readonly job: UploadJob; readonly photoUrl?: string }
  /** `page`: where whoever asked wants to begin. `target`: what staff came back from, and `last` its photo, where one was saved. */
  | {
      readonly kind: 'operator';
      readonly page?: 'connect' | 'demo' | 'targets' | 'rosters';
      readonly target?: TargetCard;
      readonly last?: LastSaved;
    }
  /** An operator works through a roster; `last` is who was photographed just now. */
  | { readonly kind: 'session'; readonly rosterId: string; readonly sessionId: string; readonly last?: LastSaved };

/** What can happen to the flow. Anything that does not fit the present step changes nothing. */
export type FlowEvent =
  | { readonly kind: 'started' }
  | { readonly kind: 'sign-in-asked' }
  | { readonly kind: 'operator-asked'; readonly page?: 'connect' | 'demo' }
  | { readonly kind: 'person-chosen'; readonly person: PersonCard }
  | { readonly kind: 'session-opened'; readonly rosterId: string; readonly sessionId: string }
  | { readonly kind: 'session-ended' }
  | { readonly kind: 'person-called'; readonly person: PersonCard; readonly call: RosterCall }
  /** Staff give a picture that came late to somebody. */
  | {
      readonly kind: 'picture-chosen';
      readonly person: PersonCard;
      readonly call: RosterCall;
      readonly capture: Capture;
      readonly crop: Crop;
    }
  | { readonly kind: 'target-chosen'; readonly person: PersonCard; readonly target: TargetCard }
  | { readonly kind: 'trial-chosen'; readonly person: PersonCard }
  /** The photo of somebody whom staff have called, or of what they have chosen. */
  | { readonly kind: 'saved-for-operator'; readonly last: LastSaved }
  | { readonly kind: 'notice-agreed' }
  | { readonly kind: 'captured'; readonly capture: Capture; readonly crop: Crop }
  | { readonly kind: 'advised'; readonly capture: Capture; readonly advice: Advice }
  /** What the photo of the crop as it is now lacks. */
  | { readonly kind: 'judged'; readonly capture: Capture; readonly crop: Crop; readonly fault: PhotoFault | undefined }
  | { readonly kind: 'other-person-asked' }
  | { readonly kind: 'crop-changed'; readonly crop: Crop }
  | { readonly kind: 'save-asked' }
  | { readonly kind: 'not-saved'; readonly failure: Failure }
  | { readonly kind: 'saved'; readonly job: UploadJob; readonly photoUrl: string }
  | { readonly kind: 'job-changed'; readonly job: UploadJob }
  /** The photo of the job `undone` is undone by another. */
  | { readonly kind: 'undone'; readonly undone: string; readonly job: UploadJob; readonly photoUrl?: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'ended' }
  /** The operator's screens are locked: what the operator alone may do cannot go on. */
  | { readonly kind: 'locked' };
