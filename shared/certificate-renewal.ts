import { z } from 'zod';
import { connectProblemSchema } from './connection.ts';

/** What renewing does, in this order; `sign-in` only where the station may not put the certificate there by itself. */
export const renewalSteps = ['key', 'sign-in', 'upload', 'token', 'switch', 'former'] as const;
export type RenewalStep = (typeof renewalSteps)[number];

const certificateSchema = z.object({ thumbprintSha256: z.string(), endsAtMs: z.number() });

/** How the certificate stands that the station signs in with, and its renewal. Holds no secret. */
export const certificateRenewalSchema = z.object({
  /** `none`: this station signs in without a certificate of its own, or has none that it can read. `stopped`: begun, and waits for a person. */
  phase: z.enum(['none', 'idle', 'working', 'stopped', 'renewed']),
  /** The one in use. */
  certificate: certificateSchema.optional(),
  /** Whole days until its end; below zero: it is over. */
  daysLeft: z.number().optional(),
  /** A month or less is left. */
  isDue: z.boolean(),
  /** The one that takes its place. */
  next: certificateSchema.optional(),
  /** One of before that the registration still has, and why it could not be taken out. */
  former: certificateSchema.extend({ problem: connectProblemSchema.optional() }).optional(),
  /** One that was handed over and that a renewal has replaced: it was left in the registration, for other stations may sign in with it. Until its end. */
  kept: certificateSchema.optional(),
  steps: z.array(z.object({ step: z.enum(renewalSteps), state: z.enum(['to-do', 'doing', 'done', 'failed']) })),
  /** The public client that an administrator signs in to. */
  administrator: z.object({ clientId: z.string(), isMicrosofts: z.boolean() }),
  code: z.object({ userCode: z.string(), verificationUrl: z.string(), expiresAtMs: z.number() }).optional(),
  problem: connectProblemSchema.optional(),
});
export type CertificateRenewal = z.infer<typeof certificateRenewalSchema>;
