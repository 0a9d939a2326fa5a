import type { Failure } from '../../../shared/error-code.ts';

/** Why the operator's screens did not open. `untilMs` is wall-clock. */
export type PinRefusal =
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'blocked'; readonly untilMs: number }
  | { readonly kind: 'failed' };

/** What a failed unlock means at a moment of the wall clock; no answer at all is `failed`. */
export function refusalOf(failure: Failure | undefined, nowMs: number): PinRefusal {
  if (failure?.code === 'wrong-pin') return { kind: 'wrong', triesLeft: Number(failure.detail?.triesLeft ?? 0) };
  if (failure?.code === 'pin-blocked') {
    return { kind: 'blocked', untilMs: nowMs + Number(failure.detail?.retryAfterSeconds ?? 0) * 1000 };
  }
  return { kind: 'failed' };
}
