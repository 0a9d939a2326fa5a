import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import forge from 'node-forge';

/** A throw-away certificate with its key, both PEM. */
export interface TestCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const knownPairs = new Map<string, KeyPairKeyObjectResult>();
let given = 0;
/** One of four pairs in turn, each made once: a pair is a quarter of a second of work, and no test needs more than four. */
function knownPair(keyBits: number): KeyPairKeyObjectResult {
  const name = `${keyBits} ${given++ % 4}`;
  const pair = knownPairs.get(name) ?? generateKeyPairSync('rsa', { modulusLength: keyBits });
  knownPairs.set(name, pair);
  return pair;
}

/** Makes one, signed by `issuer` or by itself. Lives from `startsInDays` (default: yesterday) for `days`. */
export function createTestCertificate(options: {
  readonly commonName: string;
  readonly issuer?: TestCertificate;
  readonly isAuthority?: boolean;
  readonly ipAddress?: string;
  readonly startsInDays?: number;
  readonly days?: number;
  readonly keyBits?: number;
}): TestCertificate {
  const { startsInDays = -1, days = 365, keyBits = 2048 } = options;
  const { privateKey, publicKey } = knownPair(keyBits);
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(8))}`;
  const startMs = Date.now() + startsInDays * 86_400_000;
  certificate.validity.notBefore = new Date(startMs);
  certificate.validity.notAfter = new Date(startMs + days * 86_400_000);
  const name = [{ name: 'commonName', value: options.commonName }];
  certificate.setSubject(name);
  const issuer = options.issuer && forge.pki.certificateFromPem(options.issuer.certificatePem);
  certificate.setIssuer(issuer?.subject.attributes ?? name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: options.isAuthority === true },
    ...(options.ipAddress === undefined
      ? []
      : [{ name: 'subjectAltName', altNames: [{ type: 7, ip: options.ipAddress }] }]),
  ]);
  certificate.sign(
    forge.pki.privateKeyFromPem(options.issuer?.privateKeyPem ?? privateKeyPem),
    forge.md.sha256.create(),
  );
  return { certificatePem: forge.pki.certificateToPem(certificate), privateKeyPem };
}

/** The certificate as a PFX: `older` as Windows exports by default (3DES), `newer` with AES-256. */
export function pfxOf(
  { certificatePem, privateKeyPem }: TestCertificate,
  passphrase: string,
  age: 'older' | 'newer',
): Uint8Array {
  const pfx = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(privateKeyPem),
    [forge.pki.certificateFromPem(certificatePem)],
    passphrase,
    { algorithm: age === 'older' ? '3des' : 'aes256' },
  );
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary');
}
