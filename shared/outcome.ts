import { z } from 'zod';
import type { RivalWrites, SlotSight } from './slot-sight.ts';

/** What one attempt at the photo API came to: a closed union, from data, for every answer and every network failure. */
export const outcomeKinds = [
  'accepted',
  'offline',
  'throttled',
  'transient',
  'sign-in-needed',
  'refused',
  'no-such-target',
  'no-mailbox',
  'picture-refused',
  'wrong-cloud-or-path',
  'unsupported',
  'storage-full',
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/**
 * What stands between a refused token and the photo, as far as the token itself says: a permission of the app, a role of
 * the signed-in person, or a person at all where an application signed in.
 */
export const tokenLacks = ['permission', 'role', 'person'] as const;
export type TokenLack = (typeof tokenLacks)[number];

/** What can be said of an outcome to a person, an operator and an admin. Holds no personal data beyond the target. */
export const outcomeReportSchema = z.object({
  kind: z.enum(outcomeKinds),
  /** HTTP status; absent when no answer came. */
  status: z.number().int().optional(),
  /** The most specific error code of the answer (nested `innerError` first), or the network failure's code. */
  code: z.string().max(200).optional(),
  /** Only with a refusal: what the token lacks. */
  lacks: z.enum(tokenLacks).optional(),
  /** Microsoft's `request-id` of the answer. */
  requestId: z.string().max(200).optional(),
  /** Our own `client-request-id`. */
  clientRequestId: z.string().max(200).optional(),
  /** ISO 8601, station's wall clock. */
  at: z.string(),
});
export type OutcomeReport = z.infer<typeof outcomeReportSchema>;

/** An outcome with what the queue needs to react. */
export type Outcome = {
  readonly report: OutcomeReport;
  /** From the throttle headers: 0.8 and above means slow down. */
  readonly throttleFraction?: number;
} & (
  | { readonly kind: 'accepted'; readonly eTag?: string }
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number }
  | { readonly kind: 'transient'; readonly retryAfterMs?: number }
  | { readonly kind: 'sign-in-needed'; readonly claims?: string }
  | { readonly kind: Exclude<OutcomeKind, 'accepted' | 'throttled' | 'transient' | 'sign-in-needed'> }
);

/** What is known of one write, from before it to its answer: what a read-back is judged by. */
export interface SentPhoto {
  readonly jpeg: Uint8Array;
  /** The slot as it was before the first attempt of this photo; absent: nobody looked, or it could not be read. */
  readonly before?: SlotSight;
  /** Somebody read back, at that very sight, this photo: the slot held it already. */
  readonly isHeldBefore?: boolean;
  readonly acceptedETag?: string;
  /** Other photos that may still appear in the slot; absent: none is known. */
  readonly rivals?: RivalWrites;
}

/** What the read-back after acceptance showed. Never claims more than it saw. */
export type Receipt =
  | { readonly kind: 'confirmed'; readonly eTag?: string; readonly servedSha256?: string; readonly widthPx?: number }
  | { readonly kind: 'older-photo'; readonly eTag?: string }
  | { readonly kind: 'newer-photo'; readonly eTag?: string }
  | {
      readonly kind: 'cannot-tell';
      readonly report: OutcomeReport;
      /** Only of a read that was throttled or failed for a moment: how long the service asked to be left alone. */
      readonly retryAfterMs?: number;
    };

/** How long an outcome's answer asked to be left alone. */
export function retryAfterMsIn(outcome: Outcome): number | undefined {
  return 'retryAfterMs' in outcome ? outcome.retryAfterMs : undefined;
}

/** What a read that came to nothing says of the photo. */
export function unreadReceipt(outcome: Outcome): Receipt & { readonly kind: 'cannot-tell' } {
  const retryAfterMs = retryAfterMsIn(outcome);
  return { kind: 'cannot-tell', report: outcome.report, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
