const baseMs = 5_000;
const capMs = 15 * 60_000;
const youngWindowMs = 2_000;
const youngAgeMs = 60_000;
const leastMs = 250;

/**
 * Milliseconds until the next try after `failures` (1 or more) transient failures in a row: full jitter, so that many
 * stations that failed together do not come back together. The window starts at 5 s, doubles, and ends at 15 minutes; a
 * job saved less than a minute ago has a person beside it and starts with 2 s. `random` is uniform in [0, 1).
 */
export function backoffMs(failures: number, ageMs: number, random: number): number {
  const windowMs = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 20));
  const isYoung = ageMs >= 0 && ageMs < youngAgeMs;
  return Math.round(leastMs + random * (isYoung ? Math.min(windowMs, youngWindowMs * failures) : windowMs));
}

/** The longest wait that a job may hold; what a clock jump makes longer is cut to it. */
export const longestWaitMs = capMs + leastMs;

/** Waits before trying again for a person who is not there yet: a new account needs a moment to appear. About a minute in all. */
const notFoundDelaysMs = [5_000, 15_000, 40_000] as const;

/** Milliseconds until the next try after `count` answers "no such target"; `undefined` when it is enough. */
export function notFoundDelayMs(count: number): number | undefined {
  return notFoundDelaysMs[count - 1];
}

/**
 * When to verify after acceptance, each counted from the one before: the service shows a new photo after seconds as
 * a rule, other copies of it after hours.
 */
const verificationDelaysMs = [1_000, 3_000, 10_000, 60_000, 600_000, 3_600_000, 6 * 3_600_000, 24 * 3_600_000] as const;

/** The longest wait for a verification. */
export const longestVerificationWaitMs = 24 * 3_600_000;

/** Nobody waits for a photo of the backlog: its first verification comes later, after the uploads. */
const backlogFirstVerificationMs = 10_000;

/** Milliseconds until verification number `verifications` (0 is the first); `undefined` when the schedule is over. */
export function verificationDelayMs(verifications: number, isFresh: boolean): number | undefined {
  const delayMs = verificationDelaysMs[verifications];
  return delayMs === undefined || isFresh ? delayMs : Math.max(delayMs, backlogFirstVerificationMs);
}
