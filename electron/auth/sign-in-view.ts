import type { Person } from '../../shared/person.ts';
import type { SignInMode, SignInState } from '../../shared/sign-in-state.ts';
import type { SignInError } from './sign-in-error.ts';
import type { HeldFacts } from './token-source.ts';

/** What the state is made from. */
export interface SignInFacts {
  readonly mode: SignInMode;
  /** An interactive sign-in under way. */
  readonly flow?: Extract<SignInState, { kind: 'starting' | 'waiting-for-person' | 'waiting-for-browser' }> | undefined;
  readonly held?: HeldFacts | undefined;
  /** Of the last attempt; absent after a success. */
  readonly signInError?: SignInError | undefined;
  readonly person?: Person | undefined;
  readonly certificateExpiresInDays?: number | undefined;
  /** Nothing was tried yet. */
  readonly isNew: boolean;
}

/** The state that the screens follow. A person's flow comes first, then what a person must do, then the token. */
export function viewSignIn(facts: SignInFacts): SignInState {
  const { flow, held, signInError, person } = facts;
  if (flow) return flow;
  const validUntilMs = held && held.leftMs > 0 ? held.validUntilMs : undefined;
  const isWaiting =
    signInError?.kind === 'offline' ||
    signInError?.kind === 'busy' ||
    (signInError?.kind === 'problem' && signInError.isPassing === true);
  if (validUntilMs !== undefined && isWaiting) return { kind: 'offline-with-token', validUntilMs };
  if (signInError?.kind === 'problem') {
    return {
      kind: 'needs-attention',
      problem: signInError.problem,
      ...(signInError.code === undefined ? {} : { code: signInError.code }),
      ...(signInError.correlationId === undefined ? {} : { correlationId: signInError.correlationId }),
    };
  }
  if (validUntilMs !== undefined && held) {
    const account = person && { displayName: person.displayName, userName: person.userPrincipalName };
    return {
      kind: 'signed-in',
      ...(account ? { account } : {}),
      validUntilMs,
      permissions: [...held.permissions],
      ...(facts.certificateExpiresInDays === undefined
        ? {}
        : { certificateExpiresInDays: facts.certificateExpiresInDays }),
    };
  }
  if (isWaiting) return { kind: 'offline-without-token' };
  if (signInError === undefined && (facts.mode === 'application' || (facts.isNew && facts.mode === 'operator'))) {
    return { kind: 'starting' };
  }
  return { kind: 'signed-out' };
}

/** When to look again without being asked, in milliseconds; `undefined`: only when a person acts. */
export function nextLookMs(
  mode: SignInMode,
  signInError: SignInError | undefined,
  sourceMs: number | undefined,
): number | undefined {
  switch (signInError?.kind) {
    case undefined:
      return sourceMs;
    case 'offline':
      return 15_000;
    case 'busy':
      return Math.max(sourceMs ?? 0, 15_000);
    case 'problem':
      if (signInError.isPassing) return 30_000;
      // An administrator mends it elsewhere; an unattended station notices by itself.
      return mode === 'application' ? 5 * 60_000 : undefined;
    case 'signed-out':
    case 'cancelled':
      return undefined;
  }
}
