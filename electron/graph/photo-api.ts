import type { Outcome, Receipt, SentPhoto, TokenLack } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SlotSight } from '../../shared/slot-sight.ts';
import type { Target } from '../../shared/target.ts';
import { jsonOf } from '../http/answer.ts';
import { defaultTimeouts, type Timeouts } from '../http/exchange.ts';
import type { TokenClaims } from '../http/token-claims.ts';
import type { Clock, Fetch, GetAccessToken } from '../ports.ts';
import { safeRoot } from './clouds.ts';
import { confirmPhoto, lookAtSlot } from './confirmation.ts';
import { type Api, dialectTable, type Method, servedEdgesPx } from './dialects.ts';
import { isJpeg, isOnePixelGif, type PhotoMetadata, readPhotoMetadata, readPhotoSizes } from './photo-metadata.ts';
import type { Operation } from './photo-request.ts';
import { distinctPhotoLimit } from './receipt.ts';
import { createSlotClient, type SlotClient } from './slot-client.ts';

export interface PhotoApiParts {
  readonly api: Api;
  /** The method of `put` when none is given with it. */
  readonly method: Method;
  /** Root of the photo API: https, or http on this machine. */
  readonly graphUrl: string;
  readonly fetch: Fetch;
  readonly getAccessToken: GetAccessToken;
  readonly clock: Clock;
  /** A fresh GUID for each request's `client-request-id`. */
  readonly randomId: () => string;
  readonly timeouts?: Partial<Timeouts>;
  /** What a token that was refused a write lacks; absent: refusals are told by their code alone. */
  readonly lackOf?: (target: Target['kind'], grants: TokenClaims) => TokenLack | undefined;
  /** Mean difference of two encoded pictures, 0 to 255; `undefined` when they cannot be compared. */
  readonly comparePictures?: (sent: Uint8Array, served: Uint8Array) => Promise<number | undefined>;
}

/** A slot that holds nothing is an answer, not an error. */
export type Reading<Value> = ({ readonly kind: 'photo' } & Value) | { readonly kind: 'no-photo' };

/** A photo as the service serves it. */
export interface PhotoValue {
  readonly bytes: Uint8Array;
  readonly eTag?: string;
  readonly mediaType?: string;
}

export interface JsonRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Another version than the photo API's own, e.g. for tenant settings that only beta has. */
  readonly version?: 'v1.0' | 'beta';
  readonly signal?: AbortSignal;
}

interface ReadOptions {
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** The photo slots of Microsoft 365. No method throws or hangs; every failure is an `Outcome`. */
export interface PhotoApi {
  /** Writes the photo. `accepted` means that the service answered 2xx, nothing more: see `confirm`. */
  put(
    target: Target,
    jpeg: Uint8Array,
    options: { readonly priority: 'high' | 'low'; readonly method?: Method; readonly signal?: AbortSignal },
  ): Promise<Outcome>;
  readMetadata(target: Target, options?: ReadOptions): Promise<Result<Reading<PhotoMetadata>, Outcome>>;
  /** The largest picture there is, at most `maxBytes` (16 MB). */
  readValue(target: Target, options?: ReadOptions): Promise<Result<Reading<PhotoValue>, Outcome>>;
  listSizes(target: Target, options?: ReadOptions): Promise<Result<readonly PhotoMetadata[], Outcome>>;
  /** The picture of one served size (48 to 648). A size above the stored picture reads as `no-photo`. */
  readSize(target: Target, edgePx: number, options?: ReadOptions): Promise<Result<Reading<PhotoValue>, Outcome>>;
  /**
   * A picture to show at `edgePx`: the smallest served size that is not smaller, else (none that large, or an API
   * without sizes) the largest there is.
   */
  readForDisplay(target: Target, edgePx: number, options?: ReadOptions): Promise<Result<Reading<PhotoValue>, Outcome>>;
  delete(target: Target, options?: { readonly signal?: AbortSignal }): Promise<Result<'deleted' | 'no-photo', Outcome>>;
  /** Reads the slot back past caches and says what that proves. Never claims more than it saw. */
  confirm(target: Target, sent: SentPhoto, options?: { readonly signal?: AbortSignal }): Promise<Receipt>;
  /** Whether no picture could be taken for both: what reads back as one of them is not the other. False when they cannot be compared. */
  areDistinct(one: Uint8Array, other: Uint8Array): Promise<boolean>;
  /** What the slot holds now: taken before a write, it tells afterwards whether the write changed anything. */
  lookAtSlot(target: Target, options?: { readonly signal?: AbortSignal }): Promise<Result<SlotSight, Outcome>>;
  /**
   * Reads JSON. `path` is below the API's version (`/users`), with its ids already percent-encoded, or a whole URL of
   * this root (a next link); the token is never sent anywhere else.
   */
  getJson(path: string, request?: JsonRequest): Promise<Result<unknown, Outcome>>;
}

const metadataLimitBytes = 1024 * 1024;
const jsonLimitBytes = 16 * 1024 * 1024;
const valueLimitBytes = 16 * 1024 * 1024;
const writeAnswerLimitBytes = 64 * 1024;

/** A URL below the root, or a whole URL of the same root; `undefined` when it would lead anywhere else. */
function urlBelow(
  root: string,
  prefix: string,
  path: string,
  query: Readonly<Record<string, string>>,
): string | undefined {
  const url = URL.parse(path.startsWith('/') ? `${root}${prefix}${path}` : path);
  const base = new URL(root);
  if (url === null || url.origin !== base.origin || url.username !== '' || url.password !== '') return undefined;
  const basePath = base.pathname.replace(/\/+$/, '');
  if (!url.pathname.startsWith(`${basePath}/`)) return undefined;
  // Written by hand: a dollar stays a dollar in `$select`, and a space is %20, which every reader of a query knows.
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`);
  if (pairs.length > 0) url.search = [url.search.slice(1), ...pairs].filter((part) => part !== '').join('&');
  return url.href;
}

async function put(
  client: SlotClient,
  target: Target,
  jpeg: Uint8Array,
  { priority, method, signal }: { priority: 'high' | 'low'; method: Method; signal: AbortSignal | undefined },
): Promise<Outcome> {
  const operation = { kind: 'put', method, sizeBytes: jpeg.byteLength, isJpeg: isJpeg(jpeg) } as const;
  const { classified } = await client.perform(target, operation, {
    body: jpeg,
    headers: { 'x-ms-throttle-priority': priority === 'high' ? 'High' : 'Low' },
    answerLimitBytes: writeAnswerLimitBytes,
    signal,
  });
  // A write never finds an empty slot: the classification says so; the type needs to hear it once.
  return classified.kind === 'no-photo' ? client.refuse('no-such-target', 'no-photo') : classified;
}

async function readPicture(
  client: SlotClient,
  target: Target,
  operation: Operation,
  { maxBytes = valueLimitBytes, signal }: ReadOptions = {},
): Promise<Result<Reading<PhotoValue>, Outcome>> {
  const { classified, answer } = await client.perform(target, operation, { answerLimitBytes: maxBytes, signal });
  if (classified.kind === 'no-photo') return ok({ kind: 'no-photo' });
  if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
  // A 2xx without a picture is no photo to show, whatever it is.
  if (answer.body.byteLength === 0 || isOnePixelGif(answer.body)) return ok({ kind: 'no-photo' });
  const { eTag } = classified;
  const mediaType = answer.headers.get('content-type')?.slice(0, 100);
  return ok({
    kind: 'photo',
    bytes: answer.body,
    ...(eTag === undefined ? {} : { eTag }),
    ...(mediaType === undefined ? {} : { mediaType }),
  });
}

async function readForDisplay(
  client: SlotClient,
  target: Target,
  edgePx: number,
  options: ReadOptions = {},
): Promise<Result<Reading<PhotoValue>, Outcome>> {
  const servedEdge = servedEdgesPx.find((edge) => edge >= edgePx);
  if (servedEdge !== undefined && dialectTable[client.api].hasSizes) {
    const read = await readPicture(client, target, { kind: 'read-size', edgePx: servedEdge }, options);
    if (read.kind === 'error' || read.value.kind === 'photo') return read;
  }
  return readPicture(client, target, { kind: 'read-value' }, options);
}

async function readMetadata(
  client: SlotClient,
  target: Target,
  { maxBytes = metadataLimitBytes, signal }: ReadOptions = {},
): Promise<Result<Reading<PhotoMetadata>, Outcome>> {
  const operation = { kind: 'read-metadata' } as const;
  const { classified, answer } = await client.perform(target, operation, { answerLimitBytes: maxBytes, signal });
  if (classified.kind === 'no-photo') return ok({ kind: 'no-photo' });
  if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
  const metadata = readPhotoMetadata(jsonOf(answer.body), dialectTable[client.api]);
  if (metadata === undefined) return err(client.unreadable(classified));
  return ok(metadata === 'no-photo' ? { kind: 'no-photo' } : { kind: 'photo', ...metadata });
}

async function listSizes(
  client: SlotClient,
  target: Target,
  { maxBytes = metadataLimitBytes, signal }: ReadOptions = {},
): Promise<Result<readonly PhotoMetadata[], Outcome>> {
  const operation = { kind: 'list-sizes' } as const;
  const { classified, answer } = await client.perform(target, operation, { answerLimitBytes: maxBytes, signal });
  if (classified.kind === 'no-photo') return ok([]);
  if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
  const sizes = readPhotoSizes(jsonOf(answer.body), dialectTable[client.api]);
  return sizes === undefined ? err(client.unreadable(classified)) : ok(sizes);
}

async function deletePhoto(
  client: SlotClient,
  target: Target,
  signal: AbortSignal | undefined,
): Promise<Result<'deleted' | 'no-photo', Outcome>> {
  const more = { answerLimitBytes: writeAnswerLimitBytes, signal };
  const { classified } = await client.perform(target, { kind: 'delete' }, more);
  if (classified.kind === 'no-photo') return ok('no-photo');
  return classified.kind === 'accepted' ? ok('deleted') : err(classified);
}

async function getJson(client: SlotClient, path: string, request: JsonRequest): Promise<Result<unknown, Outcome>> {
  const prefix = request.version === undefined ? dialectTable[client.api].prefix : `/${request.version}`;
  const url = urlBelow(client.root, prefix, path, request.query ?? {});
  if (url === undefined) return err(client.refuse('unsupported', 'url-outside-root'));
  const headers = { Accept: 'application/json', ...request.headers };
  const unsigned = { method: 'GET', url, headers, answerLimitBytes: jsonLimitBytes, canFindEmpty: false };
  const { classified, answer } = await client.send(unsigned, request.signal);
  if (classified.kind === 'no-photo') return err(client.refuse('no-such-target', 'no-photo'));
  if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
  const json = jsonOf(answer.body);
  return json === undefined ? err(client.unreadable(classified)) : ok(json);
}

/** Builds the photo API over one tenant's root. Throws at once on a root that must not be given a token. */
export function createPhotoApi(parts: PhotoApiParts): PhotoApi {
  const client = createSlotClient({
    ...parts,
    root: safeRoot(parts.graphUrl),
    timeouts: { ...defaultTimeouts, ...parts.timeouts },
  });
  const reads = {
    readMetadata: (target: Target, options?: ReadOptions) => readMetadata(client, target, options),
    readValue: (target: Target, options?: ReadOptions) => readPicture(client, target, { kind: 'read-value' }, options),
  };
  return {
    ...reads,
    put: (target, jpeg, { priority, method = parts.method, signal }) =>
      put(client, target, jpeg, { priority, method, signal }),
    listSizes: (target, options) => listSizes(client, target, options),
    readSize: (target, edgePx, options) => readPicture(client, target, { kind: 'read-size', edgePx }, options),
    readForDisplay: (target, edgePx, options) => readForDisplay(client, target, edgePx, options),
    delete: (target, options = {}) => deletePhoto(client, target, options.signal),
    confirm: (target, sent, options = {}) =>
      confirmPhoto(
        { api: reads, clock: parts.clock, comparePictures: parts.comparePictures },
        target,
        sent,
        options.signal,
      ),
    async areDistinct(one, other) {
      const difference = await parts.comparePictures?.(one, other).catch(() => undefined);
      return difference !== undefined && difference > distinctPhotoLimit;
    },
    lookAtSlot: (target, options = {}) => lookAtSlot(reads, target, options),
    getJson: (path, request = {}) => getJson(client, path, request),
  };
}
