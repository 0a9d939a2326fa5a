import { assertNever } from '../../shared/assert-never.ts';
import type { Outcome } from '../../shared/outcome.ts';

/** One valve for the whole queue: how many requests may be under way, and when the next may start. Monotonic times. */
export interface Pacer {
  readonly limit: number;
  /** Requests that may be under way now; 1 after a pause, then doubling up to the limit. */
  readonly allowance: number;
  readonly pause: PacerPause;
  /** Pauses since the last success; widens the next. */
  readonly strikes: number;
  /** Least time between two starts, while the service says that its limit is near. */
  readonly spacingMs: number;
  readonly lastStartMs: number;
  readonly network: 'online' | 'offline' | 'unknown';
}

/** Why nothing is sent, and when one probe may find out whether that is over. */
export type PacerPause =
  | { readonly kind: 'none' }
  | { readonly kind: 'offline' | 'signed-out' | 'throttled'; readonly untilMs: number };

export type PacerHint = 'network-online' | 'network-offline' | 'resume' | 'signed-in' | 'fresh-photo';

/** Whether a request may start. */
export type Permission =
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly monotonicMs: number }
  /** Not before one of those under way has come back. */
  | { readonly kind: 'after-answer' };

const longestRetryAfterMs = 3_600_000;
const slowFraction = 0.8;
const spacingWindowMs = { least: 500, most: 5_000 } as const;
const nudgeGapMs = 2_000;

/** First probes come soon (a venue's Wi-Fi blinks); later ones stay cheap: one request a minute at most when offline. */
const probeWindow = {
  offline: { baseMs: 2_000, capMs: 60_000 },
  'signed-out': { baseMs: 30_000, capMs: 15 * 60_000 },
  throttled: { baseMs: 5_000, capMs: 15 * 60_000 },
} as const;

/** A pacer that knows nothing yet. */
export function createPacer(limit: number): Pacer {
  return {
    limit,
    allowance: limit,
    pause: { kind: 'none' },
    strikes: 0,
    spacingMs: 0,
    lastStartMs: Number.NEGATIVE_INFINITY,
    network: 'unknown',
  };
}

/** May one more request start, with `inFlight` under way? */
export function permission(pacer: Pacer, inFlight: number, nowMs: number): Permission {
  if (pacer.pause.kind !== 'none') {
    if (inFlight > 0) return { kind: 'after-answer' };
    return nowMs >= pacer.pause.untilMs ? { kind: 'now' } : { kind: 'at', monotonicMs: pacer.pause.untilMs };
  }
  if (inFlight >= pacer.allowance) return { kind: 'after-answer' };
  const earliestMs = pacer.lastStartMs + pacer.spacingMs;
  return nowMs >= earliestMs ? { kind: 'now' } : { kind: 'at', monotonicMs: earliestMs };
}

/** A request has started. */
export function afterStart(pacer: Pacer, nowMs: number): Pacer {
  return { ...pacer, lastStartMs: nowMs };
}

/** Upper half of a doubling window: spread out, yet never at once. */
function probeDelayMs(kind: keyof typeof probeWindow, strikes: number, random: number): number {
  const { baseMs, capMs } = probeWindow[kind];
  const windowMs = Math.min(capMs, baseMs * 2 ** Math.min(strikes - 1, 20));
  return windowMs * (0.5 + random / 2);
}

function paused(pacer: Pacer, kind: 'offline' | 'signed-out', nowMs: number, random: number): Pacer {
  // A throttle that is not over stays: the network's failure does not shorten what the service asked for.
  if (isThrottled(pacer, nowMs)) return pacer;
  // Requests that were under way together fail together: that is one strike, not four.
  const { pause } = pacer;
  const runningUntilMs = pause.kind === kind && 'untilMs' in pause && nowMs < pause.untilMs ? pause.untilMs : undefined;
  const strikes = runningUntilMs === undefined ? pacer.strikes + 1 : pacer.strikes;
  const untilMs = runningUntilMs ?? nowMs + probeDelayMs(kind, strikes, random);
  const network = kind === 'offline' ? 'offline' : 'online';
  return { ...pacer, network, strikes, allowance: 1, pause: { kind, untilMs } };
}

function isThrottled(pacer: Pacer, nowMs: number): boolean {
  return pacer.pause.kind === 'throttled' && nowMs < pacer.pause.untilMs;
}

/**
 * `Retry-After` is a floor for every station of the tenant at once, so all would come back in the same second: each adds
 * a random part, which widens with every refusal in a row.
 */
function throttled(pacer: Pacer, retryAfterMs: number | undefined, nowMs: number, random: number): Pacer {
  const isSame = isThrottled(pacer, nowMs);
  const strikes = isSame ? pacer.strikes : pacer.strikes + 1;
  const { capMs } = probeWindow.throttled;
  const askedMs = Math.min(longestRetryAfterMs, retryAfterMs ?? probeDelayMs('throttled', strikes, 1));
  const spreadMs = Math.min(capMs, Math.max(askedMs, 1_000) * 0.25 * 2 ** Math.min(strikes - 1, 10));
  const untilMs = Math.max(
    nowMs + askedMs + (isSame ? 0 : random * spreadMs),
    isSame && pacer.pause.kind !== 'none' ? pacer.pause.untilMs : 0,
  );
  return { ...pacer, network: 'online', strikes, allowance: 1, pause: { kind: 'throttled', untilMs } };
}

function spacingFor(fraction: number | undefined): number {
  if (fraction === undefined || fraction < slowFraction) return 0;
  const part = Math.min(1, (fraction - slowFraction) / (1 - slowFraction));
  return spacingWindowMs.least + part * (spacingWindowMs.most - spacingWindowMs.least);
}

function reached(pacer: Pacer, isSuccess: boolean, fraction: number | undefined, nowMs: number): Pacer {
  // One of several under way may still succeed after another was throttled: the pause the service asked for stands.
  if (isThrottled(pacer, nowMs)) return { ...pacer, network: 'online' };
  const spacingMs = spacingFor(fraction);
  const grown = isSuccess ? pacer.allowance * 2 : Math.floor(pacer.allowance / 2);
  const allowance = spacingMs > 0 ? 1 : Math.max(1, Math.min(pacer.limit, grown));
  return { ...pacer, network: 'online', pause: { kind: 'none' }, strikes: 0, allowance, spacingMs };
}

/** The service was reached by a request that writes nothing: the line is up, whatever becomes of the write that follows. */
export function afterReach(pacer: Pacer): Pacer {
  if (pacer.pause.kind !== 'offline') return { ...pacer, network: 'online' };
  return { ...pacer, network: 'online', pause: { kind: 'none' }, strikes: 0, allowance: 1 };
}

/** What an answer (or its absence) teaches the valve. `random` is uniform in [0, 1). */
export function afterOutcome(pacer: Pacer, outcome: Outcome, nowMs: number, random: number): Pacer {
  switch (outcome.kind) {
    case 'offline':
      return paused(pacer, 'offline', nowMs, random);
    case 'sign-in-needed':
      return paused(pacer, 'signed-out', nowMs, random);
    case 'throttled':
      return throttled(pacer, outcome.retryAfterMs, nowMs, random);
    case 'transient':
      return reached(pacer, false, outcome.throttleFraction, nowMs);
    case 'accepted':
    case 'refused':
    case 'no-such-target':
    case 'no-mailbox':
    case 'picture-refused':
    case 'wrong-cloud-or-path':
    case 'unsupported':
    case 'storage-full':
      return reached(pacer, true, outcome.throttleFraction, nowMs);
    default:
      return assertNever(outcome, 'outcome');
  }
}

/** What a verification teaches: as an upload's answer, but it does not say how near the service is to its limit. */
export function afterVerification(pacer: Pacer, outcome: Outcome, nowMs: number, random: number): Pacer {
  const next = afterOutcome(pacer, outcome, nowMs, random);
  if (pacer.spacingMs === 0 || next.pause.kind !== 'none') return next;
  return { ...next, spacingMs: pacer.spacingMs, allowance: 1 };
}

function probeSoon(pacer: Pacer, kinds: readonly PacerPause['kind'][], untilMs: number): Pacer {
  if (pacer.pause.kind === 'none' || !kinds.includes(pacer.pause.kind)) return pacer;
  return { ...pacer, pause: { ...pacer.pause, untilMs: Math.min(pacer.pause.untilMs, untilMs) } };
}

/** What the surroundings say. Hints make a probe come earlier; only an answer ends a pause, and none shortens a throttle. */
export function afterHint(pacer: Pacer, hint: PacerHint, nowMs: number, random: number): Pacer {
  switch (hint) {
    case 'network-online':
      // Every station of a venue sees the network come back in the same instant.
      return probeSoon({ ...pacer, network: 'online' }, ['offline'], nowMs + random * 1_000);
    case 'network-offline':
      return { ...paused(pacer, 'offline', nowMs, random), network: 'offline' };
    case 'resume':
      return probeSoon(pacer, ['offline', 'signed-out'], nowMs + random * 1_000);
    case 'signed-in':
      return probeSoon(pacer, ['signed-out'], nowMs);
    case 'fresh-photo':
      return probeSoon(pacer, ['offline', 'signed-out'], Math.max(nowMs, pacer.lastStartMs + nudgeGapMs));
    default:
      return assertNever(hint, 'hint');
  }
}
