import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { derivePkcs12 } from '../electron/auth/pfx-protection.ts';
import type { TestCertificate } from './test-certificate.ts';

const { asn1 } = forge;
const { Class, Type } = asn1;
type Node = forge.asn1.Asn1;

const sequence = (...parts: Node[]): Node => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts);
const octets = (bytes: Uint8Array): Node =>
  asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, Buffer.from(bytes).toString('binary'));
const oid = (dots: string): Node => asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(dots).getBytes());
const integer = (value: number): Node =>
  asn1.create(Class.UNIVERSAL, Type.INTEGER, false, asn1.integerToDer(value).getBytes());
const nothing = (): Node => asn1.create(Class.UNIVERSAL, Type.NULL, false, '');
const tagged = (...parts: Node[]): Node => asn1.create(Class.CONTEXT_SPECIFIC, 0, true, parts);
const der = (node: Node): Buffer => Buffer.from(asn1.toDer(node).getBytes(), 'binary');
const pemBody = (pem: string): Buffer => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

const hmacOids: Readonly<Record<string, string>> = {
  sha1: '1.2.840.113549.2.7',
  sha224: '1.2.840.113549.2.8',
  sha256: '1.2.840.113549.2.9',
  sha512: '1.2.840.113549.2.11',
};
const digestOids: Readonly<Record<string, string>> = {
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
};
const cipherOids = {
  'aes-128-cbc': ['2.16.840.1.101.3.4.1.2', 16],
  'aes-192-cbc': ['2.16.840.1.101.3.4.1.22', 24],
  'aes-256-cbc': ['2.16.840.1.101.3.4.1.42', 32],
  'camellia-256-cbc': ['1.2.392.200011.61.1.1.1.4', 32],
} as const;
const iterations = 2048;

/** How a PFX of a test is protected. */
export interface PfxProtection {
  /** `rc2-40` is what old Windows seals certificates with, and has no `prf`. */
  readonly cipher: keyof typeof cipherOids | 'rc2-40';
  readonly prf: string;
  /** A digest: the MAC of PKCS #12. `pbmac1`: that of RFC 9579. */
  readonly mac: string;
  /** What the file says of its MAC's iterations, instead of what they were. */
  readonly claimedIterations?: number;
}

function pbkdf2(prf: string, salt: Buffer, keyBytes: number): Node {
  return sequence(
    oid('1.2.840.113549.1.5.12'),
    sequence(octets(salt), integer(iterations), integer(keyBytes), sequence(oid(hmacOids[prf] ?? ''), nothing())),
  );
}

function sealed(plain: Buffer, passphrase: string, { cipher, prf }: PfxProtection): { algorithm: Node; bytes: Buffer } {
  if (cipher === 'rc2-40') return sealedWithRc2(plain, passphrase);
  const [cipherOid, keyBytes] = cipherOids[cipher];
  const [salt, iv] = [randomBytes(16), randomBytes(16)];
  const coder = createCipheriv(cipher, pbkdf2Sync(passphrase, salt, iterations, keyBytes, prf), iv);
  const algorithm = sequence(
    oid('1.2.840.113549.1.5.13'),
    sequence(pbkdf2(prf, salt, keyBytes), sequence(oid(cipherOid), octets(iv))),
  );
  return { algorithm, bytes: Buffer.concat([coder.update(plain), coder.final()]) };
}

function sealedWithRc2(plain: Buffer, passphrase: string): { algorithm: Node; bytes: Buffer } {
  const salt = randomBytes(8);
  const derive = (purpose: 1 | 2, sizeBytes: number) =>
    derivePkcs12({ digest: 'sha1', passphrase, salt, iterations, purpose, sizeBytes }).toString('binary');
  const coder = forge.rc2.createEncryptionCipher(derive(1, 5), 40);
  coder.start(derive(2, 8));
  coder.update(forge.util.createBuffer(plain.toString('binary')));
  coder.finish();
  const algorithm = sequence(oid('1.2.840.113549.1.12.1.6'), sequence(octets(salt), integer(iterations)));
  return { algorithm, bytes: Buffer.from(coder.output.getBytes(), 'binary') };
}

function macOf(content: Buffer, passphrase: string, { mac, claimedIterations = iterations }: PfxProtection): Node {
  const salt = randomBytes(16);
  if (mac === 'pbmac1') {
    const key = pbkdf2Sync(passphrase, salt, iterations, 32, 'sha256');
    const parameters = sequence(pbkdf2('sha256', salt, 32), sequence(oid(hmacOids.sha256 ?? ''), nothing()));
    const value = createHmac('sha256', key).update(content).digest();
    const info = sequence(sequence(oid('1.2.840.113549.1.5.14'), parameters), octets(value));
    return sequence(info, octets(salt), integer(1));
  }
  const sizeBytes = createHmac(mac, '').digest().byteLength;
  const key = derivePkcs12({ digest: mac, passphrase, salt, iterations, purpose: 3, sizeBytes });
  const value = createHmac(mac, key).update(content).digest();
  return sequence(
    sequence(sequence(oid(digestOids[mac] ?? ''), nothing()), octets(value)),
    octets(salt),
    integer(claimedIterations),
  );
}

/** A PFX with this protection, as newer programs write it; whether it is one is for Node's own reader to say. */
export function newerPfxOf(own: TestCertificate, passphrase: string, protection: PfxProtection): Buffer {
  const key = sealed(pemBody(own.privateKeyPem), passphrase, protection);
  const keyBag = sequence(oid('1.2.840.113549.1.12.10.1.2'), tagged(sequence(key.algorithm, octets(key.bytes))));
  const certBag = sequence(
    oid('1.2.840.113549.1.12.10.1.3'),
    tagged(sequence(oid('1.2.840.113549.1.9.22.1'), tagged(octets(pemBody(own.certificatePem))))),
  );
  const certificates = sealed(der(sequence(certBag)), passphrase, protection);
  const encrypted = sequence(
    integer(0),
    sequence(
      oid('1.2.840.113549.1.7.1'),
      certificates.algorithm,
      asn1.create(Class.CONTEXT_SPECIFIC, 0, false, certificates.bytes.toString('binary')),
    ),
  );
  const content = der(
    sequence(
      sequence(oid('1.2.840.113549.1.7.6'), tagged(encrypted)),
      sequence(oid('1.2.840.113549.1.7.1'), tagged(octets(der(sequence(keyBag))))),
    ),
  );
  const authSafe = sequence(oid('1.2.840.113549.1.7.1'), tagged(octets(content)));
  return der(sequence(integer(3), authSafe, macOf(content, passphrase, protection)));
}
