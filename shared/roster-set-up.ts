import { z } from 'zod';
import { connectProblemSchema } from './connection.ts';

/** What is done about a shared list with an administrator's sign-in, in this order; each step may be repeated. */
export const rosterSetUpSteps = ['sign-in', 'site', 'list', 'consent', 'grant', 'delete'] as const;
export type RosterSetUpStep = (typeof rosterSetUpSteps)[number];

/** Why a step was not done. Each has words and a fix in every language. */
export const rosterSetUpProblems = [
  'offline',
  'service-trouble',
  'sign-in',
  'refused',
  'no-such-site',
  'no-such-application',
  'not-kept',
  'roster-gone',
  'list-left',
  'name-taken',
  'not-ours',
  'other',
] as const;
export type RosterSetUpProblem = (typeof rosterSetUpProblems)[number];

export const rosterSetUpFailureSchema = z.object({
  code: z.enum(rosterSetUpProblems),
  step: z.enum(rosterSetUpSteps),
  /** The list in SharePoint that somebody has to delete there. */
  list: z.string().max(300).optional(),
  /** How the sign-in ended, where that was it. */
  signIn: connectProblemSchema.optional(),
  /** What Microsoft or the disk said of it. */
  facts: z.string().max(400).optional(),
});
export type RosterSetUpFailure = z.infer<typeof rosterSetUpFailureSchema>;

/** Where it stands. Holds no token; the code is what an administrator types on their own phone. */
export const rosterSetUpSchema = z.object({
  rosterId: z.string(),
  work: z.enum(['share', 'delete']),
  phase: z.enum(['working', 'stopped', 'done']),
  steps: z.array(z.object({ step: z.enum(rosterSetUpSteps), state: z.enum(['to-do', 'doing', 'done', 'failed']) })),
  code: z.object({ userCode: z.string(), verificationUrl: z.string(), expiresAtMs: z.number() }).optional(),
  problem: rosterSetUpFailureSchema.optional(),
});
export type RosterSetUp = z.infer<typeof rosterSetUpSchema>;
