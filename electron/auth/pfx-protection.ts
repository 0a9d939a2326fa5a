import { createDecipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto';
import forge from 'node-forge';

type Node = forge.asn1.Asn1;

/** A file's protection that this station does not know, or that would keep it busy for minutes. */
export class UnknownProtection extends Error {
  override readonly name = 'UnknownProtection';
}

/** A file is not built as it should be. */
export class BrokenFile extends Error {
  override readonly name = 'BrokenFile';
}

/** More would keep the station busy for minutes; OpenSSL and Windows write 2,048. */
const iterationLimit = 1_000_000;
const scryptMemoryBytes = 256 * 1024 * 1024;

/** The parts of a constructed node. */
export function partsOf(node: Node | undefined): Node[] {
  if (node === undefined || !Array.isArray(node.value)) throw new BrokenFile('expected a constructed value');
  return node.value;
}

/** The bytes of a primitive node; of a string in pieces (BER), all of them. */
export function bytesOf(node: Node | undefined): Buffer {
  if (node === undefined) throw new BrokenFile('expected a value');
  if (Array.isArray(node.value)) return Buffer.concat(node.value.map(bytesOf));
  return Buffer.from(node.value, 'binary');
}

/** An object identifier in dots. */
export function oidOf(node: Node | undefined): string {
  const bytes = bytesOf(node);
  if (node?.type !== forge.asn1.Type.OID || bytes.byteLength === 0) throw new BrokenFile('expected an identifier');
  return forge.asn1.derToOid(bytes.toString('binary'));
}

/** A small whole number. */
export function numberOf(node: Node | undefined): number {
  const bytes = bytesOf(node);
  if (bytes.byteLength === 0 || bytes.byteLength > 6) throw new UnknownProtection('a number out of range');
  return bytes.readUIntBE(0, bytes.byteLength);
}

function iterationsOf(node: Node | undefined): number {
  const iterations = node === undefined ? 1 : numberOf(node);
  if (iterations < 1 || iterations > iterationLimit) throw new UnknownProtection(`${iterations} iterations`);
  return iterations;
}

/** Digests by identifier (NIST, RFC 8018). */
const digests: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.5': 'sha512-224',
  '2.16.840.1.101.3.4.2.6': 'sha512-256',
};
const hmacs: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
};
/** Ciphers of PBES2 with the bytes of their key. */
const ciphers: Readonly<Record<string, readonly [name: string, keyBytes: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};
/** The older ciphers of PKCS #12 (RFC 7292, appendix C). */
const olderCiphers: Readonly<Record<string, readonly [name: 'des-ede3-cbc' | 'rc2', keyBytes: number]>> = {
  '1.2.840.113549.1.12.1.3': ['des-ede3-cbc', 24],
  '1.2.840.113549.1.12.1.4': ['des-ede3-cbc', 16],
  '1.2.840.113549.1.12.1.5': ['rc2', 16],
  '1.2.840.113549.1.12.1.6': ['rc2', 5],
};

function known<Value>(table: Readonly<Record<string, Value>>, oid: string): Value {
  const value = table[oid];
  if (value === undefined) throw new UnknownProtection(oid);
  return value;
}

/** A passphrase as PKCS #12 wants it: big-endian UTF-16 with a zero behind. `undefined`: no passphrase at all. */
function wide(passphrase: string | undefined): Buffer {
  return passphrase === undefined ? Buffer.alloc(0) : Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
}

function repeated(bytes: Buffer, blockBytes: number): Buffer {
  if (bytes.byteLength === 0) return bytes;
  return Buffer.alloc(Math.ceil(bytes.byteLength / blockBytes) * blockBytes, bytes);
}

interface Derivation {
  readonly digest: string;
  readonly passphrase: string | undefined;
  readonly salt: Buffer;
  readonly iterations: number;
  /** 1: key, 2: initial vector, 3: MAC key. */
  readonly purpose: 1 | 2 | 3;
  readonly sizeBytes: number;
}

/** Key derivation of PKCS #12 (RFC 7292, appendix B.2), with any digest. */
export function derivePkcs12({ digest, passphrase, salt, iterations, purpose, sizeBytes }: Derivation): Buffer {
  const blockBytes = /^sha(?:384|512)/.test(digest) ? 128 : 64;
  let input = Buffer.concat([repeated(salt, blockBytes), repeated(wide(passphrase), blockBytes)]);
  const out: Buffer[] = [];
  for (let made = 0; made < sizeBytes; ) {
    let hash = createHash(digest).update(Buffer.alloc(blockBytes, purpose)).update(input).digest();
    for (let i = 1; i < iterations; i++) hash = createHash(digest).update(hash).digest();
    out.push(hash);
    made += hash.byteLength;
    const step = BigInt(`0x${repeatedTo(hash, blockBytes).toString('hex')}`) + 1n;
    input = Buffer.concat(
      Array.from({ length: input.byteLength / blockBytes }, (_, at) => {
        const block = BigInt(`0x${input.subarray(at * blockBytes, (at + 1) * blockBytes).toString('hex')}`);
        const sum = BigInt.asUintN(blockBytes * 8, block + step);
        return Buffer.from(sum.toString(16).padStart(blockBytes * 2, '0'), 'hex');
      }),
    );
  }
  return Buffer.concat(out).subarray(0, sizeBytes);
}

function repeatedTo(bytes: Buffer, sizeBytes: number): Buffer {
  return Buffer.alloc(sizeBytes, bytes);
}

/** A key derived as PBES2 and PBMAC1 say (RFC 8018): PBKDF2 or scrypt. */
function deriveKey(algorithm: Node | undefined, passphrase: string, sizeBytes: number): Buffer {
  const [oid, parameters] = partsOf(algorithm);
  const parts = partsOf(parameters);
  const salt = bytesOf(parts[0]);
  switch (oidOf(oid)) {
    case '1.2.840.113549.1.5.12': {
      const named = parts.find((part, at) => at > 1 && part.type === forge.asn1.Type.SEQUENCE);
      const digest = named === undefined ? 'sha1' : known(hmacs, oidOf(partsOf(named)[0]));
      return pbkdf2Sync(passphrase, salt, iterationsOf(parts[1]), sizeBytes, digest);
    }
    case '1.3.6.1.4.1.11591.4.11': {
      const [N, r, p] = [numberOf(parts[1]), numberOf(parts[2]), numberOf(parts[3])];
      if (128 * N * r > scryptMemoryBytes) throw new UnknownProtection('scrypt of too much memory');
      return scryptSync(passphrase, salt, sizeBytes, { N, r, p, maxmem: scryptMemoryBytes * 2 });
    }
    default:
      throw new UnknownProtection(oidOf(oid));
  }
}

/** What a file's MAC would be under this passphrase, and what it is. Throws {@link UnknownProtection}. */
export function isMacOf(macData: Node, content: Buffer, passphrase: string | undefined): boolean {
  const [info, saltNode, iterationsNode] = partsOf(macData);
  const [algorithm, value] = partsOf(info);
  const [oid, parameters] = partsOf(algorithm);
  const expected = bytesOf(value);
  if (oidOf(oid) === '1.2.840.113549.1.5.14') {
    // RFC 9579: the outer salt and iterations mean nothing.
    const [derivation, scheme] = partsOf(parameters);
    const key = deriveKey(derivation, passphrase ?? '', keyLengthOf(derivation) ?? expected.byteLength);
    return createHmac(known(hmacs, oidOf(partsOf(scheme)[0])), key)
      .update(content)
      .digest()
      .equals(expected);
  }
  const digest = known(digests, oidOf(oid));
  const sizeBytes = createHash(digest).digest().byteLength;
  const iterations = iterationsOf(iterationsNode);
  const key = derivePkcs12({ digest, passphrase, salt: bytesOf(saltNode), iterations, purpose: 3, sizeBytes });
  return createHmac(digest, key).update(content).digest().equals(expected);
}

/** The key length that a PBKDF2 names, if it does. */
function keyLengthOf(derivation: Node | undefined): number | undefined {
  const node = partsOf(partsOf(derivation)[1])[2];
  if (node?.type !== forge.asn1.Type.INTEGER) return undefined;
  const sizeBytes = numberOf(node);
  if (sizeBytes > 1024) throw new UnknownProtection('a key too long');
  return sizeBytes;
}

function decipher(name: string, key: Buffer, iv: Buffer, sealed: Buffer): Buffer {
  const cipher = createDecipheriv(name, key, iv);
  return Buffer.concat([cipher.update(sealed), cipher.final()]);
}

function decipherRc2(key: Buffer, iv: Buffer, sealed: Buffer): Buffer {
  const binary = (bytes: Buffer) => forge.util.createBuffer(bytes.toString('binary'));
  const cipher = forge.rc2.createDecryptionCipher(key.toString('binary'), key.byteLength * 8);
  cipher.start(iv.toString('binary'));
  cipher.update(binary(sealed));
  if (!cipher.finish()) throw new Error('bad decrypt');
  return Buffer.from(cipher.output.getBytes(), 'binary');
}

/**
 * Decrypts what an algorithm identifier of PKCS #5 or PKCS #12 protects. Throws {@link UnknownProtection} for one that is not known;
 * anything else means that the passphrase is not the right one.
 */
export function decrypted(algorithm: Node | undefined, sealed: Buffer, passphrase: string | undefined): Buffer {
  const [oidNode, parameters] = partsOf(algorithm);
  const oid = oidOf(oidNode);
  if (oid === '1.2.840.113549.1.5.13') {
    const [derivation, scheme] = partsOf(parameters);
    const [cipherOid, iv] = partsOf(scheme);
    const [name, keyBytes] = known(ciphers, oidOf(cipherOid));
    return decipher(name, deriveKey(derivation, passphrase ?? '', keyBytes), bytesOf(iv), sealed);
  }
  const [name, keyBytes] = known(olderCiphers, oid);
  const [salt, iterationsNode] = partsOf(parameters);
  const shared = { digest: 'sha1', passphrase, salt: bytesOf(salt), iterations: iterationsOf(iterationsNode) };
  const key = derivePkcs12({ ...shared, purpose: 1, sizeBytes: keyBytes });
  const iv = derivePkcs12({ ...shared, purpose: 2, sizeBytes: 8 });
  if (name === 'rc2') return decipherRc2(key, iv, sealed);
  return decipher(name, keyBytes === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv, sealed);
}
