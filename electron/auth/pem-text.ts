import { textOfBytes } from '../../shared/text-bytes.ts';

/** One block of a PEM file, however it was laid out. */
export interface PemBlock {
  /** Between `BEGIN` and the dashes: `CERTIFICATE`, `ENCRYPTED PRIVATE KEY`. */
  readonly label: string;
  readonly der: Buffer;
  /** The block again, as the standard lays it out (RFC 7468), with the two headers of an encrypted traditional key. */
  readonly pem: string;
  /** Whether those headers are there. */
  readonly hasHeaders: boolean;
}

const blockPattern = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g;
const headerPattern = /^\s*Proc-Type:\s*4,\s*ENCRYPTED\s+DEK-Info:\s*([\w-]+,[0-9a-f]+)\s+/i;

/** Line ends and slashes that JSON and environment files write out are what they stand for. */
function unescaped(text: string): string {
  return text.replace(/\\r\\n|\\r|\\n/g, '\n').replaceAll('\\/', '/');
}

function readBlock(label: string, body: string): PemBlock {
  const header = headerPattern.exec(body);
  const base64 = body.slice(header?.[0].length ?? 0).replace(/[^A-Za-z0-9+/=]/g, '');
  const lines = base64.match(/.{1,64}/g) ?? [];
  const headers = header === null ? [] : ['Proc-Type: 4,ENCRYPTED', `DEK-Info: ${header[1]}`, ''];
  return {
    label,
    der: Buffer.from(base64, 'base64'),
    pem: [`-----BEGIN ${label}-----`, ...headers, ...lines, `-----END ${label}-----`, ''].join('\n'),
    hasHeaders: header !== null,
  };
}

/**
 * The text of a certificate file: UTF-8 or UTF-16; bytes that are neither (a name in an older encoding beside the blocks)
 * one character each.
 */
export function certificateText(bytes: Uint8Array): string {
  return unescaped(textOfBytes(bytes) ?? Buffer.from(bytes).toString('latin1'));
}

/** The PEM blocks of a text: indented, on one line, quoted or with Windows' line ends alike. */
export function readPemBlocks(text: string): PemBlock[] {
  return [...text.matchAll(blockPattern)].map(([, label = '', body = '']) => readBlock(label, body));
}

/** The bytes of a text that is nothing but base64, as key vaults and mail hand a binary file on; `undefined`: it is not. */
export function readBase64(text: string): Buffer | undefined {
  const base64 = text.replace(/^\s*["']?\s*(?:data:[^,]{0,200};base64,)?/, '').replace(/["'\s]/g, '');
  return base64.length >= 64 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : undefined;
}
