/** Settings as QR codes: `PKS1:SET:NUMBER/COUNT:PART`, parts of the compressed document in base64. */
const form = /^PKS1:([0-9a-f]{8}):(\d{1,2})\/(\d{1,2}):([A-Za-z0-9+/=]+)$/;

/** Characters of a part: version 14 of a QR code, whose squares a camera tells apart on any screen of a station. */
const partLength = 400;
/** More are a minute of holding still: a file is the better way. */
export const mostCodes = 16;
/** Bytes that a set of codes may unfold to: what the contract takes of a document. */
const mostBytes = 60_000;

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes through a stream that packs or unpacks them; `undefined` where more come out than `limit`. */
async function piped(bytes: Bytes, through: CompressionStream | DecompressionStream, limit: number) {
  const reader = new Blob([bytes]).stream().pipeThrough(through).getReader();
  const parts: Bytes[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
}

/** The texts of the codes, to be shown in turn; `undefined`: more than codes are good for. */
export async function codesOf(document: string): Promise<readonly string[] | undefined> {
  const bytes = new TextEncoder().encode(document);
  if (bytes.length > mostBytes) return undefined;
  const packed = await piped(bytes, new CompressionStream('gzip'), mostBytes);
  if (packed === undefined) return undefined;
  const text = btoa(String.fromCharCode(...packed));
  const count = Math.ceil(text.length / partLength);
  if (count > mostCodes) return undefined;
  // The checksum that gzip ends with tells one document from another (RFC 1952 §2.3.1).
  const set = [...packed.slice(-8, -4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return Array.from({ length: count }, (_, index) => {
    return `PKS1:${set}:${index + 1}/${count}:${text.slice(index * partLength, (index + 1) * partLength)}`;
  });
}

/** What one more code has brought. `broken`: all are there, and they are no document. */
export type Collected =
  | { readonly kind: 'foreign' | 'broken' }
  | { readonly kind: 'part'; readonly have: number; readonly count: number }
  | { readonly kind: 'whole'; readonly document: string };

/** Puts the codes together, in whatever order they are read. Those of another document begin anew. */
export function createCodeCollector(): { take(text: string): Promise<Collected> } {
  let present = '';
  let parts = new Map<number, string>();
  return {
    async take(text) {
      const [, set = '', number = '', total = '', part = ''] = form.exec(text) ?? [];
      const [index, count] = [Number(number), Number(total)];
      if (part === '' || index < 1 || index > count || count > mostCodes) return { kind: 'foreign' };
      const name = `${set}/${count}`;
      if (name !== present) parts = new Map();
      present = name;
      parts.set(index, part);
      if (parts.size < count) return { kind: 'part', have: parts.size, count };
      const whole = Array.from({ length: count }, (_, at) => parts.get(at + 1)).join('');
      parts = new Map();
      try {
        const packed = Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
        const bytes = await piped(packed, new DecompressionStream('gzip'), mostBytes);
        if (bytes === undefined) return { kind: 'broken' };
        return { kind: 'whole', document: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
      } catch {
        return { kind: 'broken' };
      }
    },
  };
}
