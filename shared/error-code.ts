import { z } from 'zod';

/**
 * Why a command of the contract did not do what was asked, or, of `locked` alone, is not answered: where the operator's screens
 * were locked while the answer was on its way it may be done. The renderer owns the words for each.
 */
export const errorCodes = [
  'bad-request',
  'locked',
  'wrong-pin',
  'pin-blocked',
  'not-found',
  'offline',
  'sign-in-needed',
  'throttled',
  'service-trouble',
  'refused',
  'not-understood',
  'wrong-address',
  'too-many-searches',
  'unknown-badge',
  'list-unreadable',
  'not-saved-disk-full',
  'not-saved-queue-full',
  'not-saved-storage',
  'transfer-another-file',
  'transfer-wrong-passphrase',
  'transfer-damaged',
  'transfer-not-opened',
  'picture-unreadable',
  'picture-too-small',
  'picture-too-large',
  'crop-outside-picture',
  'photo-process-failed',
  'not-allowed',
  'not-now',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** A refusal: a code, and plain values (expected, actual, limits) that the words may use. */
export const failureSchema = z.object({
  code: z.enum(errorCodes),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Failure = z.infer<typeof failureSchema>;
