import type { EventName, Unsubscribe } from '../shared/contract.ts';
import type { AskedFiles } from '../shared/file-picking-contract.ts';

/**
 * What every room is given from outside, so that each runs in plain Node with real files and small fakes.
 * Types only; `kiosk.ts` and the entries build the values.
 */

/** Time. Decisions use `monotonicMs`; `nowMs` (wall clock, Unix milliseconds) is for display and records. */
export interface Clock {
  nowMs(): number;
  monotonicMs(): number;
  /** Since the machine was started, its sleep included; absent where that is not known. */
  uptimeMs?(): number;
  /** Runs `action` once after `delayMs` of monotonic time; the returned function cancels it. */
  setTimer(delayMs: number, action: () => void): () => void;
}

/** Uniform random numbers in [0, 1), for jitter. */
export type Random = () => number;

/** The web's `fetch`: Node's, or Electron's `net.fetch` so that system proxy and certificates apply. */
export type Fetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/** Seals small secrets (keys, token caches) with a key that the operating system or a private key file keeps. */
export interface Cipher {
  seal(plain: Uint8Array): Promise<Uint8Array>;
  /** Rejects when the bytes were not sealed by this cipher or were changed. */
  open(sealed: Uint8Array): Promise<Uint8Array>;
}

/** Why no token could be had; `offline` and `sign-in-needed` pause the queue and are not attempts. */
export type TokenFailure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }
  | { readonly kind: 'sign-in-needed' };

export interface TokenRequest {
  /** The `resource/.default` or delegated scopes, as URLs of the cloud's Graph host. */
  readonly scopes?: readonly string[];
  /** Ignore a cached token: the last one was answered with 401. */
  readonly skipCache?: boolean;
  /** A claims challenge to satisfy. */
  readonly claims?: string;
}

/** A bearer token, single-flight; a still valid one when a refresh fails offline. */
export type GetAccessToken = (
  request?: TokenRequest,
) => Promise<
  { readonly kind: 'ok'; readonly value: string } | { readonly kind: 'error'; readonly error: TokenFailure }
>;

/** Writes one line of the log. Values are redacted: never a token, a name or a mail address. */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** The user's own folders, as the system names them; not all need be there, and a system that knows none of a kind names the home. */
export interface UserFolders {
  readonly home: string;
  readonly downloads: string;
  readonly desktop: string;
  readonly documents: string;
  readonly pictures: string;
}

/** In the place of the system's file dialog: what a field of the page asks for, until files are given to it or nobody wants any. */
export interface FileChooser {
  /** The same object for as long as the same field asks; `undefined`: none does. */
  asked(): AskedFiles | undefined;
  /** Gives these to the field that asks, by absolute paths, and asks no more; `false` when that field is gone. */
  give(paths: readonly string[]): Promise<boolean>;
  leave(): void;
  folders(): UserFolders;
}

/** The core as a host carries it: requests arrive as `unknown`, every answer is a reply of the contract. Never throws. */
export interface KioskCore {
  invoke(name: string, request: unknown): Promise<unknown>;
  subscribe(name: EventName, listener: (value: unknown) => void): Unsubscribe;
}

/** One file of the built renderer with the headers that guard it, or a refusal without a body. */
export interface FileAnswer {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Answers a URL's path (as it came, still percent-encoded) from a fixed list of files. Never throws. */
export type AnswerFile = (urlPath: string) => Promise<FileAnswer>;
