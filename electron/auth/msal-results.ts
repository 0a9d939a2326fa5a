import { readTokenClaims } from '../http/token-claims.ts';
import type { AuthorityNetwork } from './authority-network.ts';
import { type SignInError, signInErrorOfFault, signInErrorOfMsalError, signInErrorOfRefusal } from './sign-in-error.ts';
import type { AcquiredToken } from './token-source.ts';

/** Longest lifetime believed: Entra's long-lived tokens end after 28 hours. */
const longestLifetimeMs = 28 * 3_600_000;

interface MsalToken {
  readonly accessToken: string;
  readonly expiresOn: Date | null;
  readonly refreshOn?: Date;
  readonly fromCache: boolean;
  readonly scopes: string[];
}

/** MSAL's result as a token with durations: from the server's word when it just came, else by the wall clock MSAL used. */
export function acquiredToken(result: MsalToken, network: AuthorityNetwork): AcquiredToken {
  const nowMs = Date.now();
  const byServerMs = result.fromCache ? undefined : network.lifetimeMs();
  const lifetimeMs = Math.min(byServerMs ?? (result.expiresOn?.getTime() ?? nowMs) - nowMs, longestLifetimeMs);
  const refreshInMs = result.refreshOn === undefined ? undefined : result.refreshOn.getTime() - nowMs;
  const permissions = readTokenClaims(result.accessToken)?.permissions ?? [];
  return {
    token: result.accessToken,
    lifetimeMs,
    ...(refreshInMs === undefined ? {} : { refreshInMs: Math.min(refreshInMs, lifetimeMs) }),
    permissions: permissions.length > 0 ? permissions : result.scopes.map((scope) => scope.replace(/^.*\//, '')),
  };
}

/** What a failed MSAL operation means: its last request explains it, else its error's code does. */
export function signInErrorOf(
  error: unknown,
  network: AuthorityNetwork,
  circumstances: Parameters<typeof signInErrorOfRefusal>[1] = {},
): SignInError {
  const fault = network.fault();
  if (fault) return signInErrorOfFault(fault);
  const refusal = network.refusal();
  if (refusal) return signInErrorOfRefusal(refusal, { ...circumstances, skewMs: network.skewMs() });
  return signInErrorOfMsalError(error);
}
