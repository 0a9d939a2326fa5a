import type { UploadJob } from '../../shared/upload-job.ts';

/** Whose turn it is in which session: goes with a person from the call to their saved photo. */
export interface RosterCall {
  readonly rosterId: string;
  readonly sessionId: string;
  readonly personKey: string;
}

/** Who was photographed just now. `job` is absent while the photo waits for their account. */
export interface LastSaved {
  readonly personKey: string;
  readonly name: string;
  readonly job?: UploadJob;
  readonly photoUrl: string;
}
