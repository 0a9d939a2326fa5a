import { X509Certificate } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import type { Authority } from './authority.ts';
import type { AuthorityNetwork } from './authority-network.ts';
import { type Credential, factsOf } from './credential.ts';
import { loadMsal } from './msal.ts';
import { acquiredToken, signInErrorOf } from './msal-results.ts';
import { type SignInError, signInErrorOfMsalError } from './sign-in-error.ts';
import type { AcquiredToken, TokenWish } from './token-source.ts';

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
      const { ConfidentialClientApplication, silentMsal } = await loadMsal();
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
