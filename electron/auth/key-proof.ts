import { createHash, sign, X509Certificate } from 'node:crypto';
import type { Credential } from './credential.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a proof says: for whom it is meant, and whose key it shows. */
export interface KeyProofClaims {
  readonly audience: string;
  readonly issuer: string;
}

/** Longest life of a proof (Microsoft Graph, "Generate proof of possession tokens for rolling keys"). */
const lifeSeconds = 600;

/**
 * A JWT, signed with the certificate's private key, that shows who holds it; `undefined` for a secret. It is no way to a
 * token: its audience takes it together with one only.
 */
export function signKeyProof(
  credential: Credential,
  { audience, issuer }: KeyProofClaims,
  nowMs: number,
): string | undefined {
  if (credential.kind !== 'certificate') return undefined;
  const { raw } = new X509Certificate(credential.certificatePem);
  const nowSeconds = Math.floor(nowMs / 1000);
  const header = { alg: 'RS256', typ: 'JWT', x5t: createHash('sha1').update(raw).digest('base64url') };
  const payload = { aud: audience, iss: issuer, nbf: nowSeconds, exp: nowSeconds + lifeSeconds };
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), credential.privateKeyPem).toString('base64url')}`;
}
