import { err, ok, type Result } from '../../shared/result.ts';
import { claimsJson } from '../http/claims-challenge.ts';
import type { Clock, GetAccessToken, TokenFailure, TokenRequest } from '../ports.ts';
import type { SignInError } from './sign-in-error.ts';

/** A token fresh from MSAL. Times are durations, so that a wrong wall clock changes nothing. */
export interface AcquiredToken {
  readonly token: string;
  readonly lifetimeMs: number;
  /** When the server would like a refresh, sooner than the end. */
  readonly refreshInMs?: number;
  readonly permissions: readonly string[];
}

/** What MSAL is asked for. `isForced`: not from a cache. */
export interface TokenWish {
  readonly scopes: readonly string[];
  readonly isForced: boolean;
  readonly claims?: string;
}

interface HeldToken extends AcquiredToken {
  readonly atMs: number;
  readonly atWallMs: number;
  readonly isForced: boolean;
}

/** When a refresh is due, after how long: five minutes before the end, or sooner when the server says so. */
function dueAfterMs(held: Pick<HeldToken, 'lifetimeMs' | 'refreshInMs'>): number {
  const beforeEndMs = held.lifetimeMs - Math.min(5 * 60_000, held.lifetimeMs / 4);
  return Math.min(held.refreshInMs ?? Number.POSITIVE_INFINITY, beforeEndMs);
}

/** A held token's place in its life. Usable until two minutes before its end (a request must still get there with it). */
export function tokenAge(
  held: Pick<HeldToken, 'lifetimeMs' | 'refreshInMs' | 'atMs' | 'atWallMs'>,
  clock: Pick<Clock, 'nowMs' | 'monotonicMs'>,
): 'fresh' | 'due' | 'over' {
  const ageMs = clock.monotonicMs() - held.atMs;
  // The monotonic clock of Linux and macOS stands still while the machine sleeps; the wall clock does not.
  const wallAgeMs = clock.nowMs() - held.atWallMs;
  const usableMs = held.lifetimeMs - Math.min(2 * 60_000, held.lifetimeMs / 10);
  if (ageMs >= usableMs) return 'over';
  return ageMs >= dueAfterMs(held) || wallAgeMs >= usableMs ? 'due' : 'fresh';
}

/** How long not to ask again after the n-th signInError in a row; 0 for what a person just changed. Milliseconds. */
export function restMs(signInError: SignInError, inARow: number): number {
  switch (signInError.kind) {
    case 'offline':
      return 1_000;
    case 'busy': {
      const isThrottled = signInError.code === 'http-429' || signInError.code === 'msal-refusal';
      const ownMs = isThrottled ? 60_000 : Math.min(5_000 * 2 ** (inARow - 1), 60_000);
      // "At once" is not taken at its word: it would let a caller make a tight loop.
      return Math.max(signInError.retryAfterMs ?? ownMs, 1_000);
    }
    case 'problem':
      return signInError.isPassing ? 5_000 : 60_000;
    case 'signed-out':
    case 'cancelled':
      return 0;
  }
}

function failureOf(signInError: SignInError, leftMs: number): TokenFailure {
  switch (signInError.kind) {
    case 'offline':
      return { kind: 'offline' };
    case 'busy':
      return { kind: 'throttled', retryAfterMs: Math.max(Math.ceil(leftMs), 1_000) };
    case 'problem':
      // A captive portal goes by itself: the queue waits as it does offline.
      return signInError.isPassing ? { kind: 'offline' } : { kind: 'sign-in-needed' };
    case 'signed-out':
    case 'cancelled':
      return { kind: 'sign-in-needed' };
  }
}

/** What may be said of the token held. `validUntilMs` is wall-clock time as it was when the token came. */
export interface HeldFacts {
  readonly permissions: readonly string[];
  readonly leftMs: number;
  readonly validUntilMs: number;
}

export interface TokenSource {
  readonly get: GetAccessToken;
  /** The default scopes' token now held; `leftMs` below zero: over. */
  held(): HeldFacts | undefined;
  /** Takes a token that an interactive sign-in brought. */
  hold(scopes: readonly string[], token: AcquiredToken): void;
  /** Forgets tokens and waits; answers still on their way are thrown away. */
  forget(): void;
  /** Ends a wait, after a person changed something. */
  retryNow(): void;
  /** Milliseconds until it is worth asking again for the default scopes: the refresh is due, or the wait is over. */
  nextLookMs(): number | undefined;
}

interface Slot {
  held?: HeldToken;
  signInError?: SignInError;
  errorsInARow: number;
  restUntilMs: number;
}

/**
 * Tokens by scope. Requests for the same thing share one flight; a token is kept with its own end in monotonic time, so
 * a refresh that fails while the token lives costs nothing (MSAL 7.2.1 throws then); a signInError is followed by a rest in
 * which nothing is sent, so no caller can make a tight loop.
 */
export function createTokenSource(parts: {
  readonly clock: Clock;
  readonly defaultScopes: readonly string[];
  acquire(wish: TokenWish): Promise<Result<AcquiredToken, SignInError>>;
  /** Told after every flight that still counts. */
  onOutcome(outcome: Result<AcquiredToken, SignInError>): void;
}): TokenSource {
  const { clock } = parts;
  let slots = new Map<string, Slot>();
  let flights = new Map<string, Promise<Result<string, TokenFailure>>>();
  let generation = 0;

  const keyOf = (scopes: readonly string[]) => [...scopes].sort().join(' ');
  function slotOf(key: string): Slot {
    const found = slots.get(key) ?? { errorsInARow: 0, restUntilMs: Number.NEGATIVE_INFINITY };
    slots.set(key, found);
    return found;
  }
  function usable(slot: Slot): HeldToken | undefined {
    if (slot.held === undefined) return undefined;
    return tokenAge(slot.held, clock) === 'over' ? undefined : slot.held;
  }
  function keep(slot: Slot, token: AcquiredToken, isForced: boolean): void {
    slot.held = { ...token, isForced, atMs: clock.monotonicMs(), atWallMs: clock.nowMs() };
    delete slot.signInError;
    slot.errorsInARow = 0;
    slot.restUntilMs = Number.NEGATIVE_INFINITY;
  }

  async function fly(wish: TokenWish, slot: Slot): Promise<Result<string, TokenFailure>> {
    const mine = generation;
    const outcome = await parts.acquire(wish);
    if (mine !== generation) return err({ kind: 'sign-in-needed' });
    if (outcome.kind === 'ok') keep(slot, outcome.value, wish.isForced);
    else {
      slot.signInError = outcome.error;
      slot.errorsInARow += 1;
      slot.restUntilMs = clock.monotonicMs() + restMs(outcome.error, slot.errorsInARow);
    }
    parts.onOutcome(outcome);
    if (outcome.kind === 'ok') return ok(outcome.value.token);
    const held = usable(slot);
    return held ? ok(held.token) : err(failureOf(outcome.error, slot.restUntilMs - clock.monotonicMs()));
  }

  const get: GetAccessToken = async (request: TokenRequest = {}) => {
    const scopes = request.scopes ?? parts.defaultScopes;
    const key = keyOf(scopes);
    const slot = slotOf(key);
    const claims = request.claims === undefined ? undefined : claimsJson(request.claims);
    const isChallenged = request.claims !== undefined;
    const held = usable(slot);
    // Several uploads are told 401 for one token: the first one's fresh token serves the others.
    const isJustRenewed = held?.isForced === true && clock.monotonicMs() - held.atMs < 10_000;
    const isRefused = isChallenged || (request.skipCache === true && !isJustRenewed);
    if (held && !isRefused && tokenAge(held, clock) === 'fresh') return ok(held.token);
    const leftMs = slot.restUntilMs - clock.monotonicMs();
    if (slot.signInError && leftMs > 0) {
      if (held && !isRefused) return ok(held.token);
      return err(failureOf(slot.signInError, leftMs));
    }
    const isForced = isRefused || slot.held !== undefined;
    // Refused by the photo API: dropped for good, where an offline refresh would keep it.
    if (isRefused) delete slot.held;
    const flightKey = [key, claims ?? '', isRefused].join('|');
    const flying = flights.get(flightKey) ?? (isRefused ? undefined : flights.get([key, '', true].join('|')));
    if (flying) return flying;
    const wish = { scopes, isForced, ...(claims === undefined ? {} : { claims }) };
    const mine = flights;
    const flight = fly(wish, slot).finally(() => mine.delete(flightKey));
    flights.set(flightKey, flight);
    return flight;
  };

  const defaultSlot = () => slots.get(keyOf(parts.defaultScopes));
  return {
    get,
    held() {
      const held = defaultSlot()?.held;
      if (!held) return undefined;
      return {
        permissions: held.permissions,
        leftMs: held.lifetimeMs - (clock.monotonicMs() - held.atMs),
        validUntilMs: Math.round(held.atWallMs + held.lifetimeMs),
      };
    },
    hold: (scopes, token) => keep(slotOf(keyOf(scopes)), token, true),
    forget() {
      generation += 1;
      slots = new Map();
      flights = new Map();
    },
    retryNow() {
      for (const slot of slots.values()) slot.restUntilMs = Number.NEGATIVE_INFINITY;
    },
    nextLookMs() {
      const slot = defaultSlot();
      if (slot === undefined) return undefined;
      const now = clock.monotonicMs();
      if (slot.signInError) return Math.max(slot.restUntilMs - now, 1_000);
      if (!slot.held) return undefined;
      return Math.max(slot.held.atMs + dueAfterMs(slot.held) - now, 1_000);
    },
  };
}
