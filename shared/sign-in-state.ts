import { z } from 'zod';

export const signInModes = ['application', 'operator', 'self-service'] as const;
export type SignInMode = (typeof signInModes)[number];

/** What a person must do before the station can go on; each has words and a fix in every language. */
export const signInProblems = [
  'unknown-tenant',
  'unknown-client',
  'application-disabled',
  'public-flow-off',
  'wrong-secret',
  'secret-expired',
  'certificate-expired',
  'certificate-unknown',
  'assertion-time',
  'consent-missing',
  'conditional-access',
  'claims-challenge',
  'account-disabled',
  'password-expired',
  'session-expired',
  'role-missing',
  'clock-wrong',
  'wrong-cloud',
  'not-provisioned',
  'credential-unreadable',
  'code-expired',
  'declined',
  'authority-unusable',
  'other',
] as const;
export type SignInProblem = (typeof signInProblems)[number];

/** Why a secret or certificate that was handed over for the station was not taken. */
export const provisioningProblems = [
  'empty',
  'not-a-certificate-file',
  'passphrase-needed',
  'passphrase-wrong',
  'protection-unknown',
  'no-certificate',
  'no-private-key',
  'key-does-not-match',
  'not-rsa',
  'key-too-short',
  'expired',
  'not-yet-valid',
  'not-what-settings-say',
  'not-kept',
] as const;
export type ProvisioningProblem = (typeof provisioningProblems)[number];

const accountSchema = z.object({ displayName: z.string(), userName: z.string() });

/** Whether the station can get a token, as one union that the screens follow. Never holds a token. */
export const signInStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signed-out') }),
  z.object({ kind: z.literal('starting') }),
  z.object({
    kind: z.literal('waiting-for-person'),
    userCode: z.string(),
    verificationUrl: z.string(),
    /** Wall-clock milliseconds. */
    expiresAtMs: z.number(),
  }),
  z.object({ kind: z.literal('waiting-for-browser') }),
  z.object({
    kind: z.literal('signed-in'),
    account: accountSchema.optional(),
    validUntilMs: z.number(),
    /** The token's roles or scopes. */
    permissions: z.array(z.string()),
    /** Days until the station's certificate expires, when it is 30 or fewer. */
    certificateExpiresInDays: z.number().optional(),
  }),
  z.object({
    kind: z.literal('needs-attention'),
    problem: z.enum(signInProblems),
    /** `AADSTS…` or the library's own code. */
    code: z.string().optional(),
    correlationId: z.string().optional(),
  }),
  z.object({ kind: z.literal('offline-with-token'), validUntilMs: z.number() }),
  z.object({ kind: z.literal('offline-without-token') }),
]);
export type SignInState = z.infer<typeof signInStateSchema>;
