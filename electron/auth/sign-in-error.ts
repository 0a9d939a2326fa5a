import type { SignInProblem } from '../../shared/sign-in-state.ts';
import type { NetworkFault, Refusal } from './authority-answer.ts';

/** Why a token could not be had, by who must act: nobody (wait), or a person. */
export type SignInError =
  | { readonly kind: 'offline'; readonly code: string }
  | { readonly kind: 'busy'; readonly code: string; readonly retryAfterMs?: number }
  | {
      readonly kind: 'problem';
      readonly problem: SignInProblem;
      readonly code?: string;
      readonly correlationId?: string;
      /** A claims challenge that only a person at a sign-in can satisfy. */
      readonly claims?: string;
      /** Nobody needs to act when this goes by itself: a captive portal, a wrong clock at the venue. */
      readonly isPassing?: boolean;
    }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'cancelled' };

/**
 * Microsoft's error numbers that administrators meet, and what each asks for. Source: Microsoft Learn, "Microsoft
 * Entra authentication and authorization error codes" (reference-error-codes); 7000229 and 530036 from its lookup page.
 */
const aadstsTable: ReadonlyArray<readonly [SignInProblem, readonly number[]]> = [
  ['unknown-tenant', [90002, 900023, 900021, 50059, 90051]],
  ['unknown-client', [700016, 700038, 900144]],
  ['application-disabled', [7000112, 500014]],
  ['public-flow-off', [7000218, 700025]],
  ['wrong-secret', [7000215, 7000216]],
  ['secret-expired', [7000222]],
  ['certificate-unknown', [700027, 7000214, 50012, 700030]],
  ['assertion-time', [700024]],
  ['consent-missing', [65001, 65004, 90093, 90094, 90008, 650052, 650056, 650057, 500011, 7000229, 70011, 90095]],
  [
    'conditional-access',
    [
      50005, 50072, 50074, 50076, 50079, 50097, 50131, 50158, 50203, 53000, 53001, 53002, 53003, 53004, 53009, 53010,
      53011, 530002, 530003, 530032, 530034, 530035, 530036, 500121, 50199,
    ],
  ],
  ['account-disabled', [50057, 50034, 50020, 50053, 51004]],
  ['password-expired', [50055, 50144]],
  ['session-expired', [70008, 70043, 70044, 50078, 50132, 50133, 50173, 700081, 700082, 700084, 50089, 54005]],
  ['role-missing', [50105]],
  ['wrong-cloud', [900382, 900384, 90043, 50177]],
  ['declined', [70000101]],
  ['code-expired', [70019, 70020]],
];

const problemOfNumber: ReadonlyMap<number, SignInProblem> = new Map(
  aadstsTable.flatMap(([problem, numbers]) => numbers.map((number) => [number, problem] as const)),
);

/** Numbers that mean "later", whatever the HTTP status: Microsoft's servers ask to try again. */
const busyNumbers = new Set([90033, 90055, 90025, 90024, 50196, 90036]);

/** How a device flow ends without a token (RFC 8628 §3.5, and Microsoft's own names); clearer than any number beside it. */
const endOfDeviceFlow: ReadonlyMap<string, SignInProblem> = new Map([
  ['authorization_declined', 'declined'],
  ['expired_token', 'code-expired'],
  ['code_expired', 'code-expired'],
]);

/** OAuth's own error names (RFC 6749 §5.2, RFC 8628 §3.5), for servers without numbers. */
const problemOfError: ReadonlyMap<string, SignInProblem> = new Map([
  ['invalid_client', 'wrong-secret'],
  ['unauthorized_client', 'unknown-client'],
  ['access_denied', 'declined'],
  ['consent_required', 'consent-missing'],
  ['invalid_scope', 'consent-missing'],
  ['interaction_required', 'conditional-access'],
  ['login_required', 'session-expired'],
  ['invalid_grant', 'session-expired'],
]);

/** Beyond this the clock is named as the cause of a refused time; Entra's own leeway is about five minutes. */
const skewLimitMs = 4 * 60_000;

/** Facts beside the answer that sharpen what it means. */
export interface Circumstances {
  readonly skewMs?: number | undefined;
  readonly credential?: 'certificate' | 'secret' | undefined;
  readonly isCertificateExpired?: boolean | undefined;
}

function problemOf(refusal: Refusal, { skewMs, credential, isCertificateExpired }: Circumstances): SignInProblem {
  const isClockOff = skewMs !== undefined && Math.abs(skewMs) > skewLimitMs;
  const byFlow = endOfDeviceFlow.get(refusal.error);
  if (byFlow !== undefined) return byFlow;
  const byNumber = refusal.aadstsCodes.map((code) => problemOfNumber.get(code)).find((found) => found !== undefined);
  if (refusal.claims !== undefined && byNumber === undefined) return 'claims-challenge';
  const found = byNumber ?? problemOfError.get(refusal.error) ?? 'other';
  const isAboutAssertion =
    ['assertion-time', 'certificate-unknown'].includes(found) ||
    (credential === 'certificate' && byNumber === undefined && refusal.error === 'invalid_client');
  if (!isAboutAssertion) return found;
  if (isClockOff) return 'clock-wrong';
  if (isCertificateExpired) return 'certificate-expired';
  return found === 'wrong-secret' ? 'certificate-unknown' : found;
}

/** What a refusal of the sign-in server asks for. */
export function signInErrorOfRefusal(refusal: Refusal, circumstances: Circumstances = {}): SignInError {
  const code = refusal.aadstsCodes[0] === undefined ? refusal.error : `AADSTS${refusal.aadstsCodes[0]}`;
  const isBusy =
    refusal.aadstsCodes.some((number) => busyNumbers.has(number)) || refusal.error === 'temporarily_unavailable';
  if (isBusy) return { kind: 'busy', code };
  return {
    kind: 'problem',
    problem: problemOf(refusal, circumstances),
    code,
    ...(refusal.correlationId === undefined ? {} : { correlationId: refusal.correlationId }),
    ...(refusal.claims === undefined ? {} : { claims: refusal.claims }),
  };
}

/** What a request without a usable answer means. */
export function signInErrorOfFault(fault: NetworkFault): SignInError {
  switch (fault.kind) {
    case 'offline':
      return { kind: 'offline', code: fault.code };
    case 'busy':
      return fault;
    case 'clock':
      return { kind: 'problem', problem: 'clock-wrong', code: fault.code, isPassing: true };
    case 'unusable':
      return { kind: 'problem', problem: 'authority-unusable', code: fault.code, isPassing: true };
  }
}

/** MSAL's own errors, by its code, when neither a fault nor a refusal of a request explains them. */
const signInErrorOfMsalCode: ReadonlyMap<string, SignInError> = new Map<string, SignInError>([
  ['device_code_polling_cancelled', { kind: 'cancelled' }],
  ['device_code_expired', { kind: 'problem', problem: 'code-expired', code: 'device_code_expired' }],
  ['user_timeout_reached', { kind: 'problem', problem: 'code-expired', code: 'user_timeout_reached' }],
  ['no_account_in_silent_request', { kind: 'signed-out' }],
  ['no_tokens_found', { kind: 'signed-out' }],
  ['refresh_token_expired', { kind: 'problem', problem: 'session-expired', code: 'refresh_token_expired' }],
  ['network_error', { kind: 'offline', code: 'network_error' }],
  // The browser's answer arrives at the redirect address, not through the network client.
  ['access_denied', { kind: 'problem', problem: 'declined', code: 'access_denied' }],
  // MSAL's local refusal after a 429 or 5xx has an empty code and lasts 60 s (ThrottlingUtils).
  ['', { kind: 'busy', code: 'msal-refusal', retryAfterMs: 60_000 }],
]);

/** What an error thrown by MSAL means, when no request of this operation failed. Only its code is looked at. */
export function signInErrorOfMsalError(error: unknown): SignInError {
  const { errorCode, subError, correlationId } = (typeof error === 'object' && error !== null ? error : {}) as {
    errorCode?: unknown;
    subError?: unknown;
    correlationId?: unknown;
  };
  if (typeof errorCode !== 'string') return { kind: 'problem', problem: 'other', code: 'internal' };
  const known = signInErrorOfMsalCode.get(errorCode);
  if (known !== undefined) return known;
  const byName = problemOfError.get(errorCode) ?? (subError === 'bad_token' ? 'session-expired' : 'other');
  const id = typeof correlationId === 'string' && correlationId !== '' ? { correlationId } : {};
  return { kind: 'problem', problem: byName, code: errorCode.slice(0, 100), ...id };
}

/** What of a signInError may stand in a log: kinds and codes only. */
export function signInErrorForLog(signInError: SignInError, skewMs: number | undefined): Record<string, unknown> {
  return {
    kind: signInError.kind,
    ...('code' in signInError ? { reason: signInError.code } : {}),
    ...(signInError.kind === 'problem'
      ? { problem: signInError.problem, correlationId: signInError.correlationId }
      : {}),
    ...(skewMs === undefined ? {} : { clockSkewMs: Math.round(skewMs) }),
  };
}
