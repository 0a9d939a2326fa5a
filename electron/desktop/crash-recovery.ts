/** What to do when the page's process has ended. */
export type Recovery =
  /** Load the page again, after a pause and outside the event that told of it. */
  | { readonly kind: 'reload'; readonly delayMs: number }
  /** Show a page without scripts that asks for patience, then try again. */
  | { readonly kind: 'safe-page'; readonly retryAfterMs: number }
  /** End so that whoever watches the station starts it afresh. */
  | { readonly kind: 'exit' }
  /** The station is being closed: nothing. */
  | { readonly kind: 'none' };

/** How long a page may not answer before its process is ended. Reloading instead can hang with it. */
export const unresponsiveLimitMs = 10_000;

const reloadDelayMs = 500;
const safePageCrashes = { count: 3, withinMs: 60_000 };
const exitCrashes = { count: 5, withinMs: 600_000 };
const safePageRetryMs = 60_000;

/** Monotonic times of the page's crashes, oldest first, none older than matters. */
export type CrashHistory = readonly number[];

/** Decides on one crash at `nowMs` (monotonic). Pure; the history it returns is for the next call. */
export function decideRecovery(
  history: CrashHistory,
  nowMs: number,
  isQuitting: boolean,
): { readonly recovery: Recovery; readonly history: CrashHistory } {
  if (isQuitting) return { recovery: { kind: 'none' }, history };
  const recent = [...history, nowMs].filter((atMs) => nowMs - atMs < exitCrashes.withinMs);
  return { recovery: recoveryOf(recent, nowMs), history: recent };
}

function recoveryOf(recent: CrashHistory, nowMs: number): Recovery {
  if (recent.length >= exitCrashes.count) return { kind: 'exit' };
  const lately = recent.filter((atMs) => nowMs - atMs < safePageCrashes.withinMs);
  if (lately.length >= safePageCrashes.count) return { kind: 'safe-page', retryAfterMs: safePageRetryMs };
  return { kind: 'reload', delayMs: reloadDelayMs };
}
