import { constants, createHash, verify, type X509Certificate } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import { jwtParts } from './access-token.ts';
import type { Registration } from './registrations.ts';
import { type SignInRefusal, signInRefusals } from './sign-in-error.ts';

/** How far a station's clock may be off before its assertion is refused. */
const leewaySeconds = 5 * 60;

/** Certificates by client id, added while the tenant runs. */
export interface CertificateBook {
  get(clientId: string): readonly X509Certificate[] | undefined;
}

function thumbprint(certificate: X509Certificate, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(certificate.raw).digest('base64url');
}

function isSignedBy(certificate: X509Certificate, algorithm: unknown, signed: Buffer, signature: Buffer): boolean {
  const key = certificate.publicKey;
  if (algorithm === 'RS256') return verify('RSA-SHA256', signed, key, signature);
  if (algorithm !== 'PS256') return false;
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify('RSA-SHA256', signed, { key, ...padding }, signature);
}

/** Audience of a proof of possession (Microsoft Graph, "Generate proof of possession tokens for rolling keys"). */
const proofAudience = '00000003-0000-0000-c000-000000000000';

/** Whether `proof` shows that the caller holds the key of one of the application's certificates; at most ten minutes long. */
export function isKeyProof(
  proof: string,
  application: { readonly id: string },
  certificates: readonly X509Certificate[],
  nowMs: number,
): boolean {
  const parts = jwtParts(proof);
  if (parts === undefined) return false;
  const { aud, iss, nbf, exp } = parts.payload;
  if (aud !== proofAudience || iss !== application.id) return false;
  if (typeof nbf !== 'number' || typeof exp !== 'number' || exp - nbf > 600) return false;
  const nowSeconds = nowMs / 1000;
  if (nbf > nowSeconds + leewaySeconds || exp < nowSeconds - leewaySeconds) return false;
  return certificates.some((known) => isSignedBy(known, parts.header.alg, parts.signed, parts.signature));
}

function checkAssertion(
  assertion: string,
  registration: Registration,
  certificates: CertificateBook,
  nowMs: number,
): SignInRefusal | undefined {
  const parts = jwtParts(assertion);
  if (parts === undefined) return signInRefusals.badAssertion;
  const { header, payload } = parts;
  const certificate = certificates
    .get(registration.clientId)
    ?.find((known) => header['x5t#S256'] === thumbprint(known, 'sha256') || header.x5t === thumbprint(known, 'sha1'));
  if (certificate === undefined) return signInRefusals.unknownCertificate;
  if (Date.parse(certificate.validTo) <= nowMs) return signInRefusals.expiredCertificate;
  if (Date.parse(certificate.validFrom) > nowMs) return signInRefusals.earlyCertificate;
  if (!isSignedBy(certificate, header.alg, parts.signed, parts.signature)) return signInRefusals.badSignature;
  const { exp, nbf, iss, sub } = payload;
  if (typeof exp !== 'number' || iss !== registration.clientId || sub !== registration.clientId) {
    return signInRefusals.badAssertion;
  }
  const nowSeconds = nowMs / 1000;
  const isEarly = typeof nbf === 'number' && nbf > nowSeconds + leewaySeconds;
  return isEarly || exp < nowSeconds - leewaySeconds ? signInRefusals.assertionTime : undefined;
}

/** Proves that a confidential client is who it says: by secret, or by an assertion that a registered certificate signed. */
export function checkCredential(
  form: URLSearchParams,
  registration: Registration,
  certificates: CertificateBook,
  nowMs: number,
): Result<'proved', SignInRefusal> {
  const assertion = form.get('client_assertion');
  if (assertion !== null) {
    const refusal = checkAssertion(assertion, registration, certificates, nowMs);
    return refusal === undefined ? ok('proved') : err(refusal);
  }
  const secret = form.get('client_secret');
  if (secret === null) return err(signInRefusals.noCredential);
  const known = registration.secrets.find((entry) => entry.value === secret);
  if (known === undefined) return err(signInRefusals.wrongSecret);
  return known.isExpired ? err(signInRefusals.expiredSecret) : ok('proved');
}
