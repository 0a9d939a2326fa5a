import { z } from 'zod';
import { signInModes, signInProblems } from './sign-in-state.ts';
import { checkLineSchema } from './station-check.ts';

/** Where a company's Microsoft 365 can be: the clouds, what the settings name themselves, or the demo company to rehearse with. */
export const connectClouds = ['global', 'usgov-l4', 'usgov-l5', 'china', 'own', 'demo'] as const;
export type ConnectCloud = (typeof connectClouds)[number];

/** What came of looking for a company's cloud by its domain. */
export const recognitionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('recognised'), cloud: z.enum(connectClouds), domain: z.string() }),
  /** `unknown`: no Microsoft 365 knows the domain. `no-domain`: what was typed is none, and no address. */
  z.object({ kind: z.enum(['unknown', 'offline', 'no-domain']) }),
]);
export type Recognition = z.infer<typeof recognitionSchema>;

/** The domain in what somebody typed: a domain, or an address in it. */
export function recognisableDomain(typed: string): string | undefined {
  const domain = typed.trim().toLowerCase().replace(/^.*@/, '');
  return domain.length <= 253 && /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain) ? domain : undefined;
}

/** Whose photos the station is to write. */
export const connectTargets = ['user', 'group', 'team', 'contact'] as const;
export type ConnectTarget = (typeof connectTargets)[number];

/** What somebody decided before connecting begins. */
export const connectPlanSchema = z.strictObject({
  /** Who signs in when photos are sent. */
  way: z.enum(signInModes),
  cloud: z.enum(connectClouds),
  /** `guided`: an administrator signs in here. `by-hand`: they do it elsewhere, with what the station prints. */
  manner: z.enum(['guided', 'by-hand']),
  targets: z.array(z.enum(connectTargets)).min(1).max(connectTargets.length).default(['user']),
});
export type ConnectPlan = z.infer<typeof connectPlanSchema>;

/** What connecting does, in this order; each step looks before it acts and may be repeated. */
export const connectSteps = [
  'key',
  'sign-in',
  'registration',
  'principal',
  'permissions',
  'answers',
  'token',
  'check',
  'settings',
] as const;
export type ConnectStep = (typeof connectSteps)[number];

/** The steps of a plan. Where people sign in, there is no key, and no token before somebody has signed in. */
export function stepsOf({ way, manner }: Pick<ConnectPlan, 'way' | 'manner'>): readonly ConnectStep[] {
  const byAdministrator = ['sign-in', 'registration', 'principal', 'permissions'] as const;
  const middle: readonly ConnectStep[] = manner === 'guided' ? byAdministrator : ['answers'];
  return way === 'application' ? ['key', ...middle, 'token', 'check', 'settings'] : [...middle, 'settings'];
}

/** Why a step was not done. Each has words and a fix in every language. */
export const connectProblems = [
  'offline',
  'service-trouble',
  'sign-in',
  'registration-refused',
  'consent-refused',
  'quota',
  'key-refused',
  'conditional-access',
  'permission-unknown',
  'registration-gone',
  'permissions-missing',
  'administrator-needed',
  'registration-elsewhere',
  'not-kept',
  'settings-not-written',
  'interrupted',
  'other',
] as const;
export type ConnectProblem = (typeof connectProblems)[number];

export const connectProblemSchema = z.object({
  code: z.enum(connectProblems),
  /** The sign-in problem behind it. */
  signIn: z.enum(signInProblems).optional(),
  /** What Microsoft or the disk called it, a permission's name, a file. */
  reason: z.string().max(300).optional(),
  /** Microsoft's `request-id`. */
  requestId: z.string().max(200).optional(),
});
export type ConnectFailure = z.infer<typeof connectProblemSchema>;

/** Where connecting stands, whole. Holds no secret and no token; the code is what an administrator types on their own phone. */
export const connectionSchema = z.object({
  /** `none`: nothing begun. `stopped`: waits for a person. `checked`: only the switch is left. */
  phase: z.enum(['none', 'working', 'stopped', 'checked', 'connected', 'removing', 'removed']),
  plan: connectPlanSchema.optional(),
  /** Name of the app registration. */
  registrationName: z.string(),
  /** The public client that the administrator signs in to. */
  administrator: z.object({ clientId: z.string(), isMicrosofts: z.boolean() }),
  steps: z.array(z.object({ step: z.enum(connectSteps), state: z.enum(['to-do', 'doing', 'done', 'failed']) })),
  code: z.object({ userCode: z.string(), verificationUrl: z.string(), expiresAtMs: z.number() }).optional(),
  problem: connectProblemSchema.optional(),
  check: z.array(checkLineSchema).optional(),
  tenantId: z.string().optional(),
  clientId: z.string().optional(),
  permissions: z.array(z.string()),
  /** What each kind of photo needs, for the choice before a plan is begun. */
  offers: z.array(
    z.object({ way: z.enum(signInModes), target: z.enum(connectTargets), permissions: z.array(z.string()) }),
  ),
  certificate: z.object({ thumbprintSha256: z.string(), endsAtMs: z.number() }).optional(),
  /** Something stands in the company's directory that can be removed again. */
  canRemove: z.boolean(),
  /** The demo company may be rehearsed with: this station runs on it. */
  canRehearse: z.boolean(),
  /** The settings name endpoints of their own. */
  hasOwnCloud: z.boolean(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** What an administrator needs who does it by hand; everything filled in, nothing of it secret. */
export const connectSheetSchema = z.object({
  registrationName: z.string(),
  isPublicClient: z.boolean(),
  permissions: z.array(z.object({ name: z.string(), kind: z.enum(['application', 'delegated']) })),
  /** PEM of the certificate's public part; absent where people sign in. */
  certificatePem: z.string().optional(),
  thumbprintSha256: z.string().optional(),
  azureCli: z.string(),
  powerShell: z.string(),
});
export type ConnectSheet = z.infer<typeof connectSheetSchema>;
