import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ProvisioningProblem } from '../../shared/sign-in-state.ts';
import { certificateText, type PemBlock, readBase64, readPemBlocks } from './pem-text.ts';

/** What proves the station's identity to the sign-in server. Secret: kept sealed, never logged, never shown. */
const credentialSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('secret'), secret: z.string().min(1) }),
  z.strictObject({ kind: z.literal('certificate'), certificatePem: z.string(), privateKeyPem: z.string() }),
]);
export type Credential = z.infer<typeof credentialSchema>;

/** What may be said of a credential. */
export interface CredentialFacts {
  readonly kind: Credential['kind'];
  /** SHA-256 of the certificate, hexadecimal: what Entra lists beside an uploaded certificate. */
  readonly thumbprintSha256?: string;
  readonly subject?: string;
  readonly expiresAtMs?: number;
}

/** What is handed over with `provision`: a secret's text, or the bytes of a PEM or PFX file. */
export type ProvisioningInput =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly passphrase?: string };

/** Reads a stored credential; `undefined` when the bytes are not one, or its certificate cannot be read. */
export function parseCredential(plain: Uint8Array): Credential | undefined {
  try {
    const parsed = credentialSchema.safeParse(JSON.parse(Buffer.from(plain).toString('utf8')));
    if (!parsed.success) return undefined;
    factsOf(parsed.data);
    return parsed.data;
  } catch {
    return undefined;
  }
}

/** The certificate's SHA-256 thumbprint as MSAL wants it: hexadecimal without colons. */
function thumbprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint256.replaceAll(':', '');
}

/** What may be said of a credential: for a certificate its thumbprint, subject and end. */
export function factsOf(credential: Credential): CredentialFacts {
  if (credential.kind === 'secret') return { kind: 'secret' };
  const certificate = new X509Certificate(credential.certificatePem);
  return {
    kind: 'certificate',
    thumbprintSha256: thumbprintOf(certificate),
    subject: certificate.subject.replaceAll('\n', ', '),
    expiresAtMs: Date.parse(certificate.validTo),
  };
}

/** Whole days left of a certificate, when 30 or fewer; 0 or less: over. */
export function certificateWarningDays(facts: CredentialFacts | undefined, nowMs: number): number | undefined {
  if (facts?.expiresAtMs === undefined) return undefined;
  const days = Math.floor((facts.expiresAtMs - nowMs) / 86_400_000);
  return days <= 30 ? days : undefined;
}

interface Pieces {
  readonly certificates: readonly string[];
  readonly key: string;
  /** For a key that is still encrypted. */
  readonly passphrase?: string | undefined;
}

async function readPem(
  blocks: readonly PemBlock[],
  passphrase: string | undefined,
): Promise<Result<Pieces, ProvisioningProblem>> {
  const certificates = blocks.filter(({ label }) => /^(?:X509 )?CERTIFICATE$/.test(label)).map(({ pem }) => pem);
  const key = blocks.find(({ label }) => /^(?:(?:ENCRYPTED|RSA|EC) )?PRIVATE KEY$/.test(label));
  if (certificates.length === 0) return err('no-certificate');
  if (key === undefined) return err('no-private-key');
  const isSealed = key.label === 'ENCRYPTED PRIVATE KEY';
  if (!isSealed && !key.hasHeaders) return ok({ certificates, key: key.pem });
  if (passphrase === undefined) return err('passphrase-needed');
  if (!isSealed) return ok({ certificates, key: key.pem, passphrase });
  const { readEncryptedKey } = await import('./pfx.ts');
  const opened = readEncryptedKey(key.der, passphrase);
  return opened.kind === 'ok' ? ok({ certificates, key: opened.value }) : opened;
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** A binary file: a PFX, or half of what is needed, which is said. */
async function readDer(der: Uint8Array, passphrase: string | undefined): Promise<Result<Pieces, ProvisioningProblem>> {
  // A PFX is a DER sequence. Its reader is loaded only for this.
  if (der[0] !== 0x30) return err('not-a-certificate-file');
  if (isReadable(() => new X509Certificate(der))) return err('no-private-key');
  const { readPfx } = await import('./pfx.ts');
  const pieces = readPfx(der, passphrase);
  const isKey = () => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });
  return pieces.kind === 'error' && isReadable(isKey) ? err('no-certificate') : pieces;
}

async function readPieces(
  bytes: Uint8Array,
  passphrase: string | undefined,
): Promise<Result<Pieces, ProvisioningProblem>> {
  const text = certificateText(bytes);
  const blocks = readPemBlocks(text);
  const [only] = blocks;
  if (only === undefined) return readDer(readBase64(text) ?? bytes, passphrase);
  // Windows' `certutil -encode` calls every file a certificate.
  const { isPfx } = await import('./pfx.ts');
  return blocks.length === 1 && isPfx(only.der) ? readDer(only.der, passphrase) : readPem(blocks, passphrase);
}

/** How far two clocks may be apart of which each is called right. */
const skewMs = 5 * 60_000;

/** Joins key and certificate, and refuses what Entra would refuse later with less clear words. */
function checkPieces(
  { certificates, key, passphrase }: Pieces,
  nowMs: number,
): Result<Credential, ProvisioningProblem> {
  let privateKey: ReturnType<typeof createPrivateKey>;
  try {
    privateKey = createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch (cause) {
    if (passphrase === undefined) return err('no-private-key');
    const { code = '' } = cause as NodeJS.ErrnoException;
    return err(/UNSUPPORTED|UNKNOWN/.test(code) ? 'protection-unknown' : 'passphrase-wrong');
  }
  let parsed: X509Certificate[];
  try {
    parsed = certificates.map((pem) => new X509Certificate(pem));
  } catch {
    return err('no-certificate');
  }
  const own = parsed.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (own === undefined) return err('key-does-not-match');
  if (privateKey.asymmetricKeyType !== 'rsa') return err('not-rsa');
  if ((privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return err('key-too-short');
  if (Date.parse(own.validTo) <= nowMs) return err('expired');
  if (Date.parse(own.validFrom) > nowMs + skewMs) return err('not-yet-valid');
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return ok({ kind: 'certificate', certificatePem: own.toString(), privateKeyPem });
}

/**
 * Takes a handed-over secret or certificate file: PEM (key plain or encrypted, any order, with or without a chain, however
 * it was laid out) or PFX, binary or as base64 text. The key must be RSA of 2048 bits or more and belong to the certificate, which must hold now.
 */
export async function readProvisioningInput(
  input: ProvisioningInput,
  nowMs: number,
): Promise<Result<Credential, ProvisioningProblem>> {
  if (input.kind === 'secret') {
    const secret = input.secret.trim();
    return secret === '' ? err('empty') : ok({ kind: 'secret', secret });
  }
  const { bytes, passphrase } = input;
  if (bytes.byteLength === 0) return err('empty');
  const pieces = await readPieces(bytes, passphrase);
  return pieces.kind === 'ok' ? checkPieces(pieces.value, nowMs) : pieces;
}
