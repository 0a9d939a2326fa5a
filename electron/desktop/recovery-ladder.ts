/**
 * What heals a station that nobody stands beside, as one state machine: a page that died or hangs, a graphics process that
 * keeps dying, memory that grows, and the quiet restart of the night. Pure; times are milliseconds of a monotonic clock.
 * Saved photos are on the disk on every rung.
 */

/** What happened. */
export type Happening =
  /** The page's process ended, or the page could not be loaded. */
  | { readonly kind: 'page-lost' }
  | { readonly kind: 'page-hangs' }
  | { readonly kind: 'page-answers' }
  /** The page went to an address that is not its own. */
  | { readonly kind: 'page-left' }
  /** The graphics process ended. Chromium starts it again a few times, and then ends the whole app without a word. */
  | { readonly kind: 'graphics-lost' }
  /** Somebody is at the station. */
  | { readonly kind: 'touched' }
  /** A look at the station, once a minute. */
  | { readonly kind: 'look'; readonly memoryMb: number; readonly localHour: number };

/** What is to be done. Each remedy takes the place of one that is still waiting, but for `none`. */
export type Remedy =
  | { readonly kind: 'none' }
  /** Load the page, after a pause and outside the event that told of it. */
  | { readonly kind: 'load-page'; readonly delayMs: number }
  /** Show a page without scripts that asks for patience, then try again. */
  | { readonly kind: 'safe-page'; readonly retryAfterMs: number }
  /** End the page's process: loading a page that hangs can hang with it. */
  | { readonly kind: 'end-page'; readonly delayMs: number }
  /** The page answers again: what was about to be done to it is not done. */
  | { readonly kind: 'let-be' }
  /** End the app so that whoever watches the station starts it afresh. */
  | { readonly kind: 'restart'; readonly why: 'page' | 'graphics' | 'memory' | 'night' };

/** What the ladder knows of a station that does not change. */
export interface LadderTraits {
  /** Somebody starts the app again when it ends: only then it ends for its own good. */
  readonly isSupervised: boolean;
  /** All processes together. */
  readonly memoryCeilingMb: number;
  readonly startedAtMs: number;
}

/** What it remembers: times, none older than matters. */
export interface LadderState {
  readonly pageLosses: readonly number[];
  readonly graphicsLosses: readonly number[];
  readonly touchedAtMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const loadDelayMs = 500;
/** How long a page may not answer before its process is ended. */
const hangLimitMs = 10_000;
const safePageLosses = { count: 3, withinMs: minuteMs };
const safePageRetryMs = minuteMs;
const restartLosses = { count: 5, withinMs: 10 * minuteMs };
/** Chromium gives its graphics process up at the sixth end in one hour; before that the app ends itself, in order. */
const graphicsLosses = { count: 4, withinMs: hourMs };
/** A visit ends by itself much sooner. */
const quietMs = 10 * minuteMs;
const nightHour = 3;
const nightUptimeMs = 20 * hourMs;

/** The ladder of a station that has just started. */
export function startOfLadder(nowMs: number): LadderState {
  return { pageLosses: [], graphicsLosses: [], touchedAtMs: nowMs };
}

/** One step. */
export function climb(
  state: LadderState,
  happening: Happening,
  nowMs: number,
  traits: LadderTraits,
): { readonly state: LadderState; readonly remedy: Remedy } {
  const within = (times: readonly number[], limitMs: number) => times.filter((atMs) => nowMs - atMs < limitMs);
  switch (happening.kind) {
    case 'page-lost': {
      const pageLosses = [...within(state.pageLosses, restartLosses.withinMs), nowMs];
      const lately = within(pageLosses, safePageLosses.withinMs);
      return { state: { ...state, pageLosses }, remedy: remedyOfLoss(pageLosses.length, lately.length) };
    }
    case 'graphics-lost': {
      const losses = [...within(state.graphicsLosses, graphicsLosses.withinMs), nowMs];
      const isEnough = losses.length >= graphicsLosses.count;
      return {
        state: { ...state, graphicsLosses: losses },
        remedy: isEnough ? { kind: 'restart', why: 'graphics' } : { kind: 'none' },
      };
    }
    case 'page-hangs':
      return { state, remedy: { kind: 'end-page', delayMs: hangLimitMs } };
    case 'page-answers':
      return { state, remedy: { kind: 'let-be' } };
    case 'page-left':
      return { state, remedy: { kind: 'load-page', delayMs: 0 } };
    case 'touched':
      return { state: { ...state, touchedAtMs: nowMs }, remedy: { kind: 'none' } };
    case 'look':
      return { state, remedy: remedyOfLook(state, happening, nowMs, traits) };
  }
}

function remedyOfLoss(count: number, lately: number): Remedy {
  if (count >= restartLosses.count) return { kind: 'restart', why: 'page' };
  if (lately >= safePageLosses.count) return { kind: 'safe-page', retryAfterMs: safePageRetryMs };
  return { kind: 'load-page', delayMs: loadDelayMs };
}

function remedyOfLook(
  { touchedAtMs }: LadderState,
  { memoryMb, localHour }: Extract<Happening, { kind: 'look' }>,
  nowMs: number,
  { isSupervised, memoryCeilingMb, startedAtMs }: LadderTraits,
): Remedy {
  const isQuiet = nowMs - touchedAtMs >= quietMs;
  if (!isSupervised || !isQuiet) return { kind: 'none' };
  if (memoryMb > memoryCeilingMb) return { kind: 'restart', why: 'memory' };
  const isNight = localHour === nightHour && nowMs - startedAtMs >= nightUptimeMs;
  return isNight ? { kind: 'restart', why: 'night' } : { kind: 'none' };
}
