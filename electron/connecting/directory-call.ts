import type { ConnectFailure, ConnectStep } from '../../shared/connection.ts';
import type { OutcomeKind } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { pause } from '../process/pause.ts';

/** One call of Microsoft Graph v1.0; `path` is below the version, ids already percent-encoded. */
export interface DirectoryCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** The `Prefer` header. */
  readonly prefer?: string;
}

/** Why a call was not answered as hoped: the upload core's outcome, with the answer's code and ids. */
export interface CallFailure {
  readonly kind: OutcomeKind;
  readonly status?: number;
  readonly code?: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
}

/** Speaks to the directory as the signed-in administrator, or as the station itself. Never throws for what a network can do. */
export type CallDirectory = (call: DirectoryCall) => Promise<Result<unknown, CallFailure>>;

/** Codes of the directory that mean something of their own here, beside the outcome table. */
const failureOfCode: Readonly<Record<string, ConnectFailure['code']>> = {
  directory_quotaexceeded: 'quota',
  // App management policies: https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
  credentialtypenotallowedasperapppolicy: 'key-refused',
  credentialinvalidlifetimeasperapppolicy: 'key-refused',
  keycredentialsinvalidendvalue: 'key-refused',
};

/** What a failed call means for the step it was made for. */
export function connectFailureOf(failure: CallFailure, step: ConnectStep): ConnectFailure {
  const { kind, code, requestId } = failure;
  const marks = { ...(code === undefined ? {} : { reason: code }), ...(requestId === undefined ? {} : { requestId }) };
  const known = failureOfCode[code?.toLowerCase() ?? ''];
  if (known !== undefined) return { code: known, ...marks };
  switch (kind) {
    case 'offline':
      return { code: 'offline', ...marks };
    case 'throttled':
    case 'transient':
      return { code: 'service-trouble', ...marks };
    case 'sign-in-needed':
      return { code: 'conditional-access', ...marks };
    case 'refused':
      return { code: step === 'permissions' ? 'consent-refused' : 'registration-refused', ...marks };
    case 'no-such-target':
      return { code: 'registration-gone', ...marks };
    default:
      return { code: 'other', ...marks };
  }
}

const firstPauseMs = 1_000;
const longestPauseMs = 8_000;
/** New objects take seconds, rarely half a minute, to be known everywhere in the directory. */
const patienceMs = 45_000;

/** Whether the directory may still be making up its mind: an object it has just made, or trouble of its own. */
function mayPass(failure: CallFailure): boolean {
  if (isTrouble(failure) || failure.kind === 'no-such-target') return true;
  // "… does not reference a valid application object" right after the application was made.
  return failure.code?.toLowerCase() === 'request_badrequest';
}

/** Trouble of the directory's own, whatever is asked of it: nothing here is new to it. */
export function isTrouble({ kind }: CallFailure): boolean {
  return kind === 'throttled' || kind === 'transient';
}

/** Repeats a call while its failure may pass, with growing pauses; ends with the last failure, or at once when `isOver`. */
export async function patiently<Value>(
  clock: Pick<Clock, 'monotonicMs' | 'setTimer'>,
  isOver: () => boolean,
  call: () => Promise<Result<Value, CallFailure>>,
  isPassing: (failure: CallFailure) => boolean = mayPass,
): Promise<Result<Value, CallFailure>> {
  const endMs = clock.monotonicMs() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const answer = await call();
    if (answer.kind === 'ok' || isOver() || !isPassing(answer.error)) return answer;
    const waitMs = Math.max(pauseMs, answer.error.retryAfterMs ?? 0);
    if (clock.monotonicMs() + waitMs > endMs) return answer;
    await pause(clock, waitMs);
    if (isOver()) return answer;
  }
}

/** The text at a key of an answer. */
export function textAt(value: unknown, key: string): string | undefined {
  const found = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  return typeof found === 'string' ? found : undefined;
}

/** The objects of a list's answer. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list = (value as { value?: unknown } | undefined)?.value;
  return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
}

/** An answer that is not what Graph's documents promise. */
export const unreadable: Result<never, CallFailure> = err({ kind: 'transient', code: 'answer-unreadable' });

/** `value` as a success when it is there, else an answer that cannot be read. */
export function present<Value>(value: Value | undefined): Result<Value, CallFailure> {
  return value === undefined ? unreadable : ok(value);
}
