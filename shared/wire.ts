import { type JsonBounds, JsonBoundsError, parseBoundedJson } from './bounded-json.ts';
import { type CommandName, captureLimitBytes, contract } from './contract.ts';
import { requestWeight } from './request-weight.ts';
import { err, ok, type Result } from './result.ts';

/**
 * The form in which requests and replies of the contract cross a byte stream: JSON with the byte arrays beside it.
 *
 *     4 bytes   length of the header, big-endian
 *     header    UTF-8 JSON: { value, parts: [{ at: path of keys, sizeBytes }] }
 *     parts     the byte arrays, one after another, nothing behind the last
 *
 * `value` has null where a byte array belongs. Values are what JSON can say, plus Uint8Array; `undefined` properties vanish.
 */
interface Header {
  readonly value?: unknown;
  readonly parts: readonly Part[];
}
interface Part {
  readonly at: readonly (string | number)[];
  readonly sizeBytes: number;
}

/** Why bytes are not a message. For the log; nobody is shown it. */
export type WireFailure =
  | 'too-large'
  | 'too-short'
  | 'header-too-large'
  | 'header-not-json'
  | 'header-malformed'
  | 'parts-do-not-fit';

const lengthFieldBytes = 4;
/** Above the words of every request: the most are a thousand long paths, and a pasted list. */
const headerLimitBytes = 32 * 1024 * 1024;
const depthLimit = 32;
const partLimit = 1024;
/** A header's own levels stand around those of the value; the fullest request of the contract is far below. */
const headerBounds: JsonBounds = { depth: depthLimit + 4, values: 250_000 };

/** The most that any message may weigh. */
export const messageLimitBytes = captureLimitBytes + headerLimitBytes;

interface RequestLimits {
  readonly headerBytes: number;
  readonly messageBytes: number;
}
const emptyHeaderBytes = '{"value":,"parts":[]}'.length;
const requestLimits = new Map<CommandName, RequestLimits>();

/** What the schema of a command allows, and no more. */
function limitsOf(name: CommandName): RequestLimits {
  const known = requestLimits.get(name);
  if (known !== undefined) return known;
  const { wordsBytes, partsBytes, bodiesBytes } = requestWeight(name, contract.commands[name].request);
  // No comma stands after the last part.
  const headerBytes = emptyHeaderBytes + wordsBytes + Math.max(0, partsBytes - 1);
  const limits = { headerBytes, messageBytes: lengthFieldBytes + headerBytes + bodiesBytes };
  requestLimits.set(name, limits);
  return limits;
}

/** The most that a request of this command may weigh on a wire, before anything is parsed. */
export function requestLimitBytes(name: CommandName): number {
  return limitsOf(name).messageBytes;
}

/** The bytes of a message. Throws on what the contract cannot hold (cycles, functions, more than 32 levels): that is a bug. */
export function encodeMessage(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: Part[] = [];
  const bodies: Uint8Array[] = [];
  const plain = withoutBytes(value, [], (at, bytes) => {
    parts.push({ at, sizeBytes: bytes.byteLength });
    bodies.push(bytes);
  });
  const header = new TextEncoder().encode(JSON.stringify({ value: plain, parts } satisfies Header));
  const sizeBytes = bodies.reduce((sum, body) => sum + body.byteLength, lengthFieldBytes + header.byteLength);
  const message = new Uint8Array(sizeBytes);
  new DataView(message.buffer).setUint32(0, header.byteLength);
  message.set(header, lengthFieldBytes);
  let offset = lengthFieldBytes + header.byteLength;
  for (const body of bodies) {
    message.set(body, offset);
    offset += body.byteLength;
  }
  return message;
}

function withoutBytes(
  value: unknown,
  at: readonly (string | number)[],
  onBytes: (at: readonly (string | number)[], bytes: Uint8Array) => void,
): unknown {
  if (at.length > depthLimit) throw new TypeError(`a message has at most ${depthLimit} levels`);
  if (value instanceof Uint8Array) {
    onBytes(at, value);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => withoutBytes(item, [...at, index], onBytes));
  if (typeof value === 'object' && value !== null) {
    const plain: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      if (key === '__proto__') throw new TypeError('a message has no key named __proto__');
      plain[key] = withoutBytes(item, [...at, key], onBytes);
    }
    return plain;
  }
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`a message has no ${typeof value}`);
  return value;
}

/** Reads a request of this command: as `decodeMessage`, with no more words than its schema allows. */
export function decodeRequest(name: CommandName, message: Uint8Array): Result<unknown, WireFailure> {
  return decode(message, limitsOf(name).headerBytes);
}

/**
 * Reads a message from an untrusted side. Never throws and never allocates more than the bytes given: every length is
 * checked against what is there, byte arrays go only where the header has null, and the value holds own, plain keys only.
 * The byte arrays are views into the message, plain ones even out of a Node buffer: a picture is not copied once more.
 */
export function decodeMessage(message: Uint8Array): Result<unknown, WireFailure> {
  return decode(message, headerLimitBytes);
}

function decode(message: Uint8Array, headerLimit: number): Result<unknown, WireFailure> {
  if (message.byteLength > messageLimitBytes) return err('too-large');
  if (message.byteLength < lengthFieldBytes) return err('too-short');
  const headerBytes = new DataView(message.buffer, message.byteOffset).getUint32(0);
  if (headerBytes > headerLimit) return err('header-too-large');
  const bodyOffset = lengthFieldBytes + headerBytes;
  if (bodyOffset > message.byteLength) return err('too-short');
  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      message.subarray(lengthFieldBytes, bodyOffset),
    );
    header = parseBoundedJson(text, headerBounds);
  } catch (error) {
    return err(error instanceof JsonBoundsError ? 'header-malformed' : 'header-not-json');
  }
  if (!isHeader(header)) return err('header-malformed');
  return withBytes(header, message, bodyOffset);
}

function withBytes(header: Header, message: Uint8Array, bodyOffset: number): Result<unknown, WireFailure> {
  const holder: { value?: unknown } = 'value' in header ? { value: header.value } : {};
  let offset = bodyOffset;
  for (const { at, sizeBytes } of header.parts) {
    if (sizeBytes > message.byteLength - offset) return err('parts-do-not-fit');
    const bytes = new Uint8Array(message.buffer, message.byteOffset + offset, sizeBytes);
    if (!putAt(holder, ['value', ...at], bytes)) return err('header-malformed');
    offset += sizeBytes;
  }
  if (offset !== message.byteLength) return err('parts-do-not-fit');
  return ok(holder.value);
}

function putAt(root: object, at: readonly (string | number)[], bytes: Uint8Array): boolean {
  let place: object = root;
  for (const [index, key] of at.entries()) {
    if (Array.isArray(place) !== (typeof key === 'number') || !Object.hasOwn(place, key)) return false;
    const present = (place as Record<string | number, unknown>)[key];
    if (index === at.length - 1) {
      if (present !== null) return false;
      (place as Record<string | number, unknown>)[key] = bytes;
      return true;
    }
    if (typeof present !== 'object' || present === null || present instanceof Uint8Array) return false;
    place = present;
  }
  return false;
}

function isHeader(header: unknown): header is Header {
  if (typeof header !== 'object' || header === null || Array.isArray(header)) return false;
  const { parts, value, ...others } = header as Record<string, unknown>;
  return (
    Object.keys(others).length === 0 &&
    Array.isArray(parts) &&
    parts.length <= partLimit &&
    parts.every(isPart) &&
    isPlain(value, 0)
  );
}

function isPart(part: unknown): part is Part {
  if (typeof part !== 'object' || part === null) return false;
  const { at, sizeBytes } = part as Record<string, unknown>;
  return (
    Number.isSafeInteger(sizeBytes) &&
    (sizeBytes as number) >= 0 &&
    Array.isArray(at) &&
    at.length <= depthLimit &&
    at.every((key) => typeof key === 'string' || (Number.isSafeInteger(key) && key >= 0))
  );
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= depthLimit) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  return Object.entries(value).every(([key, item]) => key !== '__proto__' && isPlain(item, depth + 1));
}
