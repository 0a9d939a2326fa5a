import { generateKeyPair, sign, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import type { asn1, pki } from 'node-forge';

/** A certificate of the station's own with its private key, both PEM. */
export interface StationKey {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** What may be said of a certificate. */
export interface CertificateFacts {
  /** SHA-256, hexadecimal, without colons: what Entra lists. */
  readonly thumbprintSha256: string;
  /** DER in base64: what Graph takes as `keyCredential.key`. */
  readonly derBase64: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

/** A key pair of one machine, in PEM: the public half as SPKI, the private one as PKCS #8. */
export interface KeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}
export type MakeKeyPair = () => Promise<KeyPair>;

const keyBits = 3072;
/** A year; tenants that allow less say so, and the station renews it a month before its end. */
export const keyLifeMs = 365 * 86_400_000;

/** A new RSA 3072 pair: a second of a processor's work. */
export function makeKeyPair(): Promise<KeyPair> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: keyBits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/**
 * Makes a key pair on this machine and a certificate that it signs itself: RSA 3072, SHA-256, for signatures alone. Starts
 * ten minutes ago, so that a clock a little ahead makes none that is not valid yet.
 */
export async function makeStationKey(
  commonName: string,
  nowMs: number,
  makePair: MakeKeyPair = makeKeyPair,
): Promise<StationKey> {
  const { default: forge } = await import('node-forge');
  const pair = await makePair();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey);
  // Positive and 16 bytes long (RFC 5280 §4.1.2.2).
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(15))}`;
  certificate.validity.notBefore = new Date(nowMs - 10 * 60_000);
  certificate.validity.notAfter = new Date(nowMs + keyLifeMs);
  const name = [{ name: 'commonName', value: commonName, valueTagClass: forge.asn1.Type.UTF8 as never }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'extKeyUsage', clientAuth: true },
  ]);
  // Node signs what forge has laid out: forge's own arithmetic takes ten times as long.
  const signer = {
    sign() {
      const bytes = forge.asn1
        .toDer((certificate as unknown as { tbsCertificate: asn1.Asn1 }).tbsCertificate)
        .getBytes();
      return sign('sha256', Buffer.from(bytes, 'latin1'), pair.privateKey).toString('latin1');
    },
  };
  certificate.sign(signer as unknown as pki.rsa.PrivateKey, forge.md.sha256.create());
  return {
    certificatePem: forge.pki.certificateToPem(certificate).replaceAll('\r\n', '\n'),
    privateKeyPem: pair.privateKey,
  };
}

/** Reads a certificate's facts. Throws when the text is no certificate. */
export function certificateFacts(certificatePem: string): CertificateFacts {
  const certificate = new X509Certificate(certificatePem);
  return {
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    derBase64: certificate.raw.toString('base64'),
    startsAtMs: Date.parse(certificate.validFrom),
    endsAtMs: Date.parse(certificate.validTo),
  };
}

/** A name that every certificate reader shows: printable, short, without what distinguished names set apart. */
export function certificateName(stationName: string): string {
  const plain = stationName
    .replace(/[\p{C},+"\\<>;=#]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `Photo kiosk ${plain}`.trim().slice(0, 60);
}
