import forge from 'node-forge';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ProvisioningProblem } from '../../shared/sign-in-state.ts';
import {
  BrokenFile,
  bytesOf,
  decrypted,
  isMacOf,
  numberOf,
  oidOf,
  partsOf,
  UnknownProtection,
} from './pfx-protection.ts';

type Node = forge.asn1.Asn1;

const dataOid = '1.2.840.113549.1.7.1';
const encryptedDataOid = '1.2.840.113549.1.7.6';
const bagOids = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  nested: '1.2.840.113549.1.12.10.1.6',
};
/** Bags in bags in bags: more is an attack, not a certificate. */
const depthLimit = 8;

/** What a passphrase does not open. */
class WrongPassphrase extends Error {
  override readonly name = 'WrongPassphrase';
}

/** DER or BER; what stands behind it (a line end that an editor or a copy added) is left out. */
function parse(bytes: Uint8Array): Node {
  const buffer = forge.util.createBuffer(Buffer.from(bytes).toString('binary'));
  try {
    // Both options are node-forge's own; its types know only one of them.
    return forge.asn1.fromDer(buffer, { strict: true, parseAllBytes: false } as unknown as boolean);
  } catch {
    throw new BrokenFile('no DER');
  }
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function derOf(node: Node | undefined): Buffer {
  if (node === undefined) throw new BrokenFile('expected a value');
  return Buffer.from(forge.asn1.toDer(node).getBytes(), 'binary');
}

/** Opens what is encrypted; whether the passphrase was wrong or the protection unknown is told apart. */
function opened(algorithm: Node | undefined, sealed: Buffer, passphrase: string | undefined): Node {
  try {
    return parse(decrypted(algorithm, sealed, passphrase));
  } catch (cause) {
    if (cause instanceof UnknownProtection) throw cause;
    throw new WrongPassphrase('not decrypted', { cause });
  }
}

/** The private key (PKCS #8, DER) of an encrypted one, as in a PFX or behind `BEGIN ENCRYPTED PRIVATE KEY`. */
function openedKey(node: Node | undefined, passphrase: string | undefined): Buffer {
  const [algorithm, sealed] = partsOf(node);
  return derOf(opened(algorithm, bytesOf(sealed), passphrase));
}

interface Found {
  readonly certificates: string[];
  readonly keys: string[];
}

function readBags(contents: Node, passphrase: string | undefined, found: Found, depth = 0): void {
  if (depth > depthLimit) throw new BrokenFile('too deep');
  for (const bag of partsOf(contents)) {
    const [oidNode, value] = partsOf(bag);
    const content = partsOf(value)[0];
    switch (oidOf(oidNode)) {
      case bagOids.key:
        found.keys.push(pem('PRIVATE KEY', derOf(content)));
        break;
      case bagOids.shroudedKey:
        found.keys.push(pem('PRIVATE KEY', openedKey(content, passphrase)));
        break;
      case bagOids.certificate:
        found.certificates.push(pem('CERTIFICATE', bytesOf(partsOf(partsOf(content)[1])[0])));
        break;
      case bagOids.nested:
        if (content !== undefined) readBags(content, passphrase, found, depth + 1);
        break;
      default:
      // Revocation lists and secrets are of no use here.
    }
  }
}

/** The content of a `data` or `encryptedData` part; other kinds (for a recipient's public key) cannot be opened here. */
function contentOf(part: Node, passphrase: string | undefined): Node {
  const [oidNode, wrapped] = partsOf(part);
  const inner = partsOf(wrapped)[0];
  const oid = oidOf(oidNode);
  if (oid === dataOid) return parse(bytesOf(inner));
  if (oid !== encryptedDataOid) throw new UnknownProtection(oid);
  const [, algorithm, sealed] = partsOf(partsOf(inner)[1]);
  return opened(algorithm, bytesOf(sealed), passphrase);
}

function read(bytes: Uint8Array, passphrase: string | undefined): Found {
  const [version, authSafe, macData] = partsOf(parse(bytes));
  if (numberOf(version) !== 3) throw new BrokenFile('not version 3');
  const [oidNode, wrapped] = partsOf(authSafe);
  if (oidOf(oidNode) !== dataOid) throw new UnknownProtection(oidOf(oidNode));
  const content = bytesOf(partsOf(wrapped)[0]);
  // "No passphrase" is written in two ways; the MAC tells which of them.
  const candidates = passphrase === undefined || passphrase === '' ? ['', undefined] : [passphrase];
  const fitting = macData === undefined ? candidates : candidates.filter((one) => isMacOf(macData, content, one));
  if (fitting.length === 0) throw new WrongPassphrase('MAC');
  const found: Found = { certificates: [], keys: [] };
  for (const part of partsOf(parse(content))) readBags(contentOf(part, fitting[0]), fitting[0], found);
  return found;
}

function problemOf(cause: unknown, passphrase: string | undefined): ProvisioningProblem {
  if (cause instanceof UnknownProtection) return 'protection-unknown';
  if (cause instanceof WrongPassphrase) return passphrase === undefined ? 'passphrase-needed' : 'passphrase-wrong';
  return 'not-a-certificate-file';
}

/**
 * Certificates and private key of a PFX (PKCS #12) file as PEM, with Windows' and OpenSSL's older (3DES, RC2) and newer
 * protection: PBES2 with AES, any SHA, PBMAC1 (RFC 9579). A passphrase is called wrong only when the file's own check says so.
 * Read here because Node's crypto opens PFX only for TLS and never gives the key out.
 */
export function readPfx(
  bytes: Uint8Array,
  passphrase: string | undefined,
): Result<{ certificates: string[]; key: string }, ProvisioningProblem> {
  let found: Found;
  try {
    found = read(bytes, passphrase);
  } catch (cause) {
    return err(problemOf(cause, passphrase));
  }
  const { certificates, keys } = found;
  const [key] = keys;
  if (certificates.length === 0) return err('no-certificate');
  return key === undefined ? err('no-private-key') : ok({ certificates, key });
}

/** The plain PEM of an encrypted private key (PKCS #8). */
export function readEncryptedKey(der: Uint8Array, passphrase: string): Result<string, ProvisioningProblem> {
  try {
    return ok(pem('PRIVATE KEY', openedKey(parse(der), passphrase)));
  } catch (cause) {
    const problem = problemOf(cause, passphrase);
    return err(problem === 'not-a-certificate-file' ? 'no-private-key' : problem);
  }
}

/** Whether bytes begin as a PFX does: a sequence with the number 3 in front, and another sequence. */
export function isPfx(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes;
  const headBytes = length > 0x80 && length < 0x85 ? 2 + (length - 0x80) : 2;
  return tag === 0x30 && [2, 1, 3, 0x30].every((byte, at) => bytes[headBytes + at] === byte);
}
