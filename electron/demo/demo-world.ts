import type { TokenClaims, TokenKey } from './access-token.ts';
import type { ApplicationStore } from './application-store.ts';
import type { DemoDirectory } from './demo-directory.ts';
import type { RequestMarks } from './graph-error.ts';
import type { ListStore } from './list-store.ts';
import type { PhotoStore } from './photo-store.ts';

/** Tenant-wide choices that an administrator could make, or that the documents leave open. */
export interface DemoPolicy {
  /** `photoUpdateSettings`: with `onPremises` nobody may write photos in the cloud, administrators included. */
  photoSource: 'cloud' | 'onPremises';
  /** Newer documents allow applications to write group photos; the service was seen refusing. */
  appOnlyGroupWrites: 'allowed' | 'refused';
  /** The seed documents do not support applications for team photos; newer ones list a permission. */
  appOnlyTeamWrites: 'allowed' | 'refused';
  /** Rows on a page of people's changes; `talkative` repeats rows and gives pages without any, as the documents allow. */
  deltaPageRows: number;
  deltaManner: 'brief' | 'talkative';
  /** Who may register applications; `administrators` is the tenant's "Users can register applications: no". */
  registrations: 'everybody' | 'administrators';
  /** Registrations that may be made before the directory's quota is reached. */
  applicationQuota: number;
  /** How long a new consent takes until tokens carry it; the service gives no number, minutes were seen. */
  consentDelayMs: number;
  /** Units that an application may use of SharePoint within a minute; 1,200 in a small tenant. */
  listUnitsPerMinute: number;
}

/** What the routes share. */
export interface DemoWorld {
  readonly directory: DemoDirectory;
  readonly applications: ApplicationStore;
  readonly photos: PhotoStore;
  readonly lists: ListStore;
  readonly tokens: TokenKey;
  readonly policy: DemoPolicy;
  readonly nowMs: () => number;
  /** Whether a token for this audience is meant for the API at hand. */
  isAudience(audience: string, api: 'graph' | 'outlook'): boolean;
}

/** One authorised request on its way through the routes. */
export interface DemoCall {
  readonly request: Request;
  readonly url: URL;
  readonly api: 'graph' | 'outlook';
  readonly version: 'v1.0' | 'v2.0' | 'beta';
  readonly marks: RequestMarks;
  readonly claims: TokenClaims;
  /** What happened, for the request log and for faults that act after a write. */
  readonly notes: CallNotes;
}

/** Filled in by the routes while they work. */
export interface CallNotes {
  /** The photo slot that was written. */
  writtenSlot?: string;
}
