import { constants, createHash, verify, type X509Certificate } from 'node:crypto';
import { err, ok, type Result } from '../../shared/result.ts';
import { jwtParts } from './access-token.ts';
import type { Registration } from './registrations.ts';
import { type SignInRefusal, signInRefusals } from './sign-in-error.ts';

/** How far a station's clock may be off before its assertion is refused. */
const leewaySeconds = 5 * 60;

/** Certificates by client id, added while the tenant runs. */
export type CertificateBook = ReadonlyMap<string, readonly X509Certificate[]>;

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
