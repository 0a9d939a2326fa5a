import type { ConnectFailure } from '../../shared/connection.ts';
import type { SignInProblem } from '../../shared/sign-in-state.ts';
import type { Clock } from '../ports.ts';
import { pause } from '../process/pause.ts';

/** What one try for a token with the station's own key came to. */
export type Trial =
  | { readonly kind: 'token'; readonly permissions: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: SignInProblem; readonly code?: string }
  | { readonly kind: 'offline' };

/** Problems that a registration made or changed a moment ago passes through by itself. */
const passingProblems: ReadonlySet<SignInProblem> = new Set([
  'unknown-client',
  'certificate-unknown',
  'consent-missing',
  'application-disabled',
]);

/** What is in the way of a token with these permissions; `undefined`: nothing. */
export function trialFailure(trial: Trial, needed: readonly string[]): ConnectFailure | undefined {
  switch (trial.kind) {
    case 'offline':
      return { code: 'offline' };
    case 'problem':
      return { code: 'sign-in', signIn: trial.problem, ...(trial.code === undefined ? {} : { reason: trial.code }) };
    case 'token': {
      const missing = needed.filter((name) => !trial.permissions.includes(name));
      return missing.length === 0 ? undefined : { code: 'permissions-missing', reason: missing.join(', ') };
    }
  }
}

const firstLookMs = 1_000;
const longestLookMs = 5_000;
/** What is new in the directory reaches tokens within minutes; whoever waited longer looks into the directory themselves. */
const tokenPatienceMs = 10 * 60_000;

/** Tries until nothing is in the way, or what is does not pass by itself. Resolves with what is in the way still. */
export async function untilTrial(parts: {
  readonly clock: Clock;
  readonly isOver: () => boolean;
  /** Whether anything is waited for at all. */
  readonly isPatient: boolean;
  readonly patienceMs?: number;
  readonly tryOnce: () => Promise<Trial>;
  readonly failureOf: (trial: Trial) => ConnectFailure | undefined;
}): Promise<ConnectFailure | undefined> {
  const { clock, isOver, isPatient, patienceMs = tokenPatienceMs } = parts;
  const endMs = clock.monotonicMs() + patienceMs;
  for (let pauseMs = firstLookMs; ; pauseMs = Math.min(pauseMs * 1.5, longestLookMs)) {
    const trial = await parts.tryOnce();
    const failure = parts.failureOf(trial);
    if (failure === undefined) return undefined;
    const mayWait = trial.kind === 'token' || (trial.kind === 'problem' && passingProblems.has(trial.problem));
    if (!isPatient || !mayWait || isOver() || clock.monotonicMs() + pauseMs > endMs) return failure;
    await pause(clock, pauseMs);
    if (isOver()) return failure;
  }
}
