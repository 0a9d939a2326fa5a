import type { Outcome, Receipt } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock, Fetch, GetAccessToken } from '../ports.ts';
import { jsonOf } from './answer.ts';
import {
  type Answered,
  type AuthorizedParts,
  authorizedExchange,
  type UnsignedRequest,
} from './authorized-exchange.ts';
import { safeRoot } from './clouds.ts';
import { confirmPhoto } from './confirmation.ts';
import { type Api, dialectTable, type Method, servedEdgesPx } from './dialects.ts';
import { defaultTimeouts, type Timeouts } from './exchange.ts';
import { isJpeg, isOnePixelGif, type PhotoMetadata, readPhotoMetadata, readPhotoSizes } from './photo-metadata.ts';
import { type Operation, planPhotoRequest } from './photo-request.ts';

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
  delete(target: Target, options?: { readonly signal?: AbortSignal }): Promise<Result<'deleted' | 'no-photo', Outcome>>;
  /** Reads the slot back past caches and says what that proves. Never claims more than it saw. */
  confirm(
    target: Target,
    sent: { readonly jpeg: Uint8Array; readonly beforeETag?: string; readonly acceptedETag?: string },
    options?: { readonly signal?: AbortSignal },
  ): Promise<Receipt>;
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

/** The served size to ask for when a picture of `edgePx` is to be shown: the smallest that is not smaller, else the largest. */
export function servedEdgeFor(edgePx: number): number {
  return servedEdgesPx.find((edge) => edge >= edgePx) ?? servedEdgesPx[servedEdgesPx.length - 1] ?? edgePx;
}

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

/** Builds the photo API over one tenant's root. Throws at once on a root that must not be given a token. */
export function createPhotoApi(parts: PhotoApiParts): PhotoApi {
  const root = safeRoot(parts.graphUrl);
  const dialect = dialectTable[parts.api];
  const { fetch, getAccessToken, clock, randomId } = parts;
  const authorized: AuthorizedParts = {
    fetch,
    getAccessToken,
    clock,
    randomId,
    timeouts: { ...defaultTimeouts, ...parts.timeouts },
  };
  const local = (kind: 'unsupported' | 'picture-refused' | 'no-such-target' | 'transient', code: string): Outcome => {
    const report = { kind, code, at: new Date(clock.nowMs()).toISOString() };
    return kind === 'transient' ? { kind, report } : { kind, report };
  };
  const send = (request: UnsignedRequest, signal: AbortSignal | undefined) =>
    authorizedExchange(authorized, request, signal);

  async function perform(
    target: Target,
    operation: Operation,
    more: {
      readonly body?: Uint8Array;
      readonly headers?: Readonly<Record<string, string>>;
      readonly answerLimitBytes: number;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<Answered> {
    const plan = planPhotoRequest(parts.api, target, operation);
    if (plan.kind === 'error') return { classified: local(plan.error.kind, plan.error.code) };
    const { method, path, headers } = plan.value;
    return send(
      {
        method,
        url: `${root}${path}`,
        headers: { ...headers, ...more.headers },
        ...(more.body === undefined ? {} : { body: more.body }),
        answerLimitBytes: more.answerLimitBytes,
        canFindEmpty: operation.kind !== 'put',
      },
      more.signal,
    );
  }

  async function readPicture(target: Target, operation: Operation, options: ReadOptions = {}) {
    const answerLimitBytes = options.maxBytes ?? valueLimitBytes;
    const { classified, answer } = await perform(target, operation, { answerLimitBytes, signal: options.signal });
    if (classified.kind === 'no-photo') return ok({ kind: 'no-photo' } as const);
    if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
    // A 2xx without a picture is no photo to show, whatever it is.
    if (answer.body.byteLength === 0 || isOnePixelGif(answer.body)) return ok({ kind: 'no-photo' } as const);
    const { eTag } = classified;
    const mediaType = answer.headers.get('content-type')?.slice(0, 100);
    return ok({
      kind: 'photo' as const,
      bytes: answer.body,
      ...(eTag === undefined ? {} : { eTag }),
      ...(mediaType === undefined ? {} : { mediaType }),
    });
  }

  async function readJson(target: Target, operation: Operation, options: ReadOptions = {}) {
    const answerLimitBytes = options.maxBytes ?? metadataLimitBytes;
    return perform(target, operation, { answerLimitBytes, signal: options.signal });
  }

  const api: PhotoApi = {
    async put(target, jpeg, { priority, method = parts.method, signal }) {
      const operation = { kind: 'put', method, sizeBytes: jpeg.byteLength } as const;
      const planned = planPhotoRequest(parts.api, target, operation);
      if (planned.kind === 'ok' && !isJpeg(jpeg)) return local('picture-refused', 'picture-not-jpeg');
      const { classified } = await perform(target, operation, {
        body: jpeg,
        headers: { 'x-ms-throttle-priority': priority === 'high' ? 'High' : 'Low' },
        answerLimitBytes: writeAnswerLimitBytes,
        signal,
      });
      // A write never finds an empty slot: the classification says so; the type needs to hear it once.
      return classified.kind === 'no-photo' ? local('no-such-target', 'no-photo') : classified;
    },

    async readMetadata(target, options) {
      const { classified, answer } = await readJson(target, { kind: 'read-metadata' }, options);
      if (classified.kind === 'no-photo') return ok({ kind: 'no-photo' });
      if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
      const metadata = readPhotoMetadata(jsonOf(answer.body), dialect);
      if (metadata === undefined) return err(local('transient', 'answer-unreadable'));
      return metadata === 'no-photo' ? ok({ kind: 'no-photo' }) : ok({ kind: 'photo', ...metadata });
    },

    readValue: (target, options) => readPicture(target, { kind: 'read-value' }, options),
    readSize: (target, edgePx, options) => readPicture(target, { kind: 'read-size', edgePx }, options),

    async listSizes(target, options) {
      const { classified, answer } = await readJson(target, { kind: 'list-sizes' }, options);
      if (classified.kind === 'no-photo') return ok([]);
      if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
      const sizes = readPhotoSizes(jsonOf(answer.body), dialect);
      return sizes === undefined ? err(local('transient', 'answer-unreadable')) : ok(sizes);
    },

    async delete(target, options = {}) {
      const more = { answerLimitBytes: writeAnswerLimitBytes, signal: options.signal };
      const { classified } = await perform(target, { kind: 'delete' }, more);
      if (classified.kind === 'no-photo') return ok('no-photo');
      return classified.kind === 'accepted' ? ok('deleted') : err(classified);
    },

    confirm: (target, sent, options = {}) =>
      confirmPhoto({ api, clock, comparePictures: parts.comparePictures }, target, sent, options.signal),

    async getJson(path, request = {}) {
      const prefix = request.version === undefined ? dialect.prefix : `/${request.version}`;
      const url = urlBelow(root, prefix, path, request.query ?? {});
      if (url === undefined) return err(local('unsupported', 'url-outside-root'));
      const { classified, answer } = await send(
        {
          method: 'GET',
          url,
          headers: { Accept: 'application/json', ...request.headers },
          answerLimitBytes: jsonLimitBytes,
          canFindEmpty: false,
        },
        request.signal,
      );
      if (classified.kind === 'no-photo') return err(local('no-such-target', 'no-photo'));
      if (classified.kind !== 'accepted' || answer === undefined) return err(classified);
      const json = jsonOf(answer.body);
      return json === undefined ? err(local('transient', 'answer-unreadable')) : ok(json);
    },
  };
  return api;
}
