import { X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, LogLevel } from '@azure/msal-node';
import { err, ok, type Result } from '../../shared/result.ts';
import { readTokenClaims } from '../http/token-claims.ts';
import type { Clock } from '../ports.ts';
import type { Authority } from './authority.ts';
import type { AuthorityNetwork } from './authority-network.ts';
import { type Credential, factsOf } from './credential.ts';
import { type SignInError, signInErrorOfFault, signInErrorOfMsalError, signInErrorOfRefusal } from './sign-in-error.ts';
import type { AcquiredToken, TokenWish } from './token-source.ts';

/** MSAL writes no line anywhere: what matters is logged here, by code. */
export const silentMsal = { loggerCallback: () => {}, piiLoggingEnabled: false, logLevel: LogLevel.Error };

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

/** Tokens for the station itself. */
export interface ApplicationClient {
  acquire(wish: TokenWish): Promise<Result<AcquiredToken, SignInError>>;
}

/**
 * Client credentials with MSAL. Every call is one POST: MSAL's own cache is passed over, because the token source keeps
 * the token with an end that a wrong clock cannot move.
 */
export function createApplicationClient(parts: {
  readonly authority: Authority;
  readonly clientId: string;
  readonly credential: Credential;
  readonly network: () => AuthorityNetwork;
  readonly clock: Pick<Clock, 'nowMs'>;
}): ApplicationClient {
  const { authority, clientId, credential } = parts;
  const proof =
    credential.kind === 'secret'
      ? { clientSecret: credential.secret }
      : {
          clientCertificate: {
            thumbprintSha256: new X509Certificate(credential.certificatePem).fingerprint256.replaceAll(':', ''),
            privateKey: credential.privateKeyPem,
          },
        };
  const { expiresAtMs } = factsOf(credential);

  return {
    async acquire({ scopes, claims }) {
      const network = parts.network();
      // One client an operation: MSAL remembers an assertion for ten minutes, which a corrected clock makes wrong.
      const client = new ConfidentialClientApplication({
        auth: {
          clientId,
          authority: authority.authority,
          knownAuthorities: authority.knownAuthorities,
          authorityMetadata: authority.authorityMetadata,
          clientCapabilities: ['CP1'],
          ...proof,
        },
        system: { networkClient: network.module, loggerOptions: silentMsal, disableInternalRetries: true },
      });
      try {
        const result = await client.acquireTokenByClientCredential({
          scopes: [...scopes],
          skipCache: true,
          ...(claims === undefined ? {} : { claims }),
        });
        if (result === null) return err(signInErrorOfMsalError(undefined));
        return ok(acquiredToken(result, network));
      } catch (error) {
        const isCertificateExpired = expiresAtMs !== undefined && expiresAtMs <= parts.clock.nowMs();
        return err(signInErrorOf(error, network, { credential: credential.kind, isCertificateExpired }));
      }
    },
  };
}
