import type { Outcome, TokenLack } from '../../shared/outcome.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { Answer } from '../http/answer.ts';
import { claimsChallengeOf } from '../http/claims-challenge.ts';
import { createDeadline, DeadlineStop } from '../http/deadline.ts';
import { exchange, type Timeouts } from '../http/exchange.ts';
import { readTokenClaims, type TokenClaims } from '../http/token-claims.ts';
import type { Clock, Fetch, GetAccessToken, TokenFailure, TokenRequest } from '../ports.ts';
import { type Classified, classifyAnswer, localOutcome, offlineOutcome, type ReportContext } from './classification.ts';

/** A request before it has a token and ids. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly answerLimitBytes: number;
  /** Whether the answer may say that the slot holds nothing; a write never finds that. */
  readonly canFindEmpty: boolean;
  /** Whose photo slot it is about, where it is about one. */
  readonly target?: Target['kind'];
}

export interface AuthorizedParts {
  readonly fetch: Fetch;
  readonly getAccessToken: GetAccessToken;
  readonly clock: Clock;
  readonly randomId: () => string;
  readonly timeouts: Timeouts;
  /** What a token that was refused a write lacks, by what it says of itself; absent: refusals are told by their code alone. */
  readonly lackOf?: (target: Target['kind'], grants: TokenClaims) => TokenLack | undefined;
}

/** What was answered: what it means, and the whole answer where there was one. */
export interface Answered {
  readonly classified: Classified;
  readonly answer?: Answer;
}

function tokenFailureOutcome(failure: TokenFailure, context: ReportContext, claims: string | undefined): Outcome {
  const at = new Date(context.nowMs).toISOString();
  const report = { clientRequestId: context.clientRequestId, at };
  switch (failure.kind) {
    case 'offline':
      return offlineOutcome('sign-in-unreachable', context);
    case 'throttled':
      return {
        kind: 'throttled',
        retryAfterMs: failure.retryAfterMs,
        report: { kind: 'throttled', code: 'sign-in-throttled', ...report },
      };
    case 'sign-in-needed':
      return {
        kind: 'sign-in-needed',
        report: { kind: 'sign-in-needed', code: claims === undefined ? 'no-token' : 'insufficient_claims', ...report },
        ...(claims === undefined ? {} : { claims }),
      };
  }
}

/** Sign-in ends its requests by deadlines of its own; this one is for whatever else could keep a token from coming. */
const tokenMs = 120_000;

/** A token is printable ASCII without spaces; anything else must not reach a header, where the error would show it. */
const tokenForm = /^[\x21-\x7e]+$/;

async function tokenFor(
  parts: AuthorizedParts,
  request: TokenRequest | undefined,
  contextNow: () => ReportContext,
  signal: AbortSignal | undefined,
): Promise<Result<string, Outcome>> {
  if (signal?.aborted === true) return err(offlineOutcome('aborted', contextNow()));
  const deadline = createDeadline(parts.clock, { signal });
  // Begun in a promise so that a source that throws at once is a failure like any other.
  const asked = Promise.resolve().then(() => parts.getAccessToken(request));
  const answer = await deadline
    .race(asked, tokenMs)
    .catch((cause: unknown) => (cause instanceof DeadlineStop ? cause : undefined));
  deadline.close();
  const context = contextNow();
  if (answer instanceof DeadlineStop) {
    return err(offlineOutcome(answer.code === 'timeout' ? 'sign-in-unreachable' : answer.code, context));
  }
  // Whoever gives tokens broke: the photo is not to blame and the next try may work.
  const broken: Outcome = {
    kind: 'transient',
    report: {
      kind: 'transient',
      code: 'no-usable-token',
      clientRequestId: context.clientRequestId,
      at: new Date(context.nowMs).toISOString(),
    },
  };
  if (answer === undefined) return err(broken);
  if (answer.kind === 'error') return err(tokenFailureOutcome(answer.error, context, request?.claims));
  return tokenForm.test(answer.value) ? ok(answer.value) : err(broken);
}

/** How to ask for a token once more after this answer; `undefined` when the answer stands. */
function secondToken(classified: Classified, answer: Answer): TokenRequest | undefined {
  if (classified.kind !== 'sign-in-needed') return undefined;
  const claims = claimsChallengeOf(answer.headers);
  if (claims !== undefined) return { claims };
  return answer.status === 401 ? { skipCache: true } : undefined;
}

/** Codes that say "denied" and not why; the other refusals say it themselves. */
const unreasoned = new Set(
  ['Authorization_RequestDenied', 'ErrorAccessDenied', 'AccessDenied', 'Forbidden'].map((code) => code.toLowerCase()),
);

/** Adds to a refused write what its token lacks. */
function withLack(
  { lackOf }: AuthorizedParts,
  { method, target }: UnsignedRequest,
  token: string,
  classified: Classified,
): Classified {
  if (classified.kind !== 'refused' || lackOf === undefined || target === undefined || method === 'GET')
    return classified;
  const { code, status } = classified.report;
  if (status !== 403 || (code !== undefined && !unreasoned.has(code.toLowerCase()))) return classified;
  const grants = readTokenClaims(token);
  const lacks = grants === undefined ? undefined : lackOf(target, grants);
  return lacks === undefined ? classified : { ...classified, report: { ...classified.report, lacks } };
}

async function attempt(
  parts: AuthorizedParts,
  request: UnsignedRequest,
  tokenRequest: TokenRequest | undefined,
  signal: AbortSignal | undefined,
): Promise<Answered> {
  const clientRequestId = parts.randomId();
  const contextNow = (): ReportContext => ({
    clientRequestId,
    nowMs: parts.clock.nowMs(),
    canFindEmpty: request.canFindEmpty,
    isWrite: request.method !== 'GET',
  });
  const token = await tokenFor(parts, tokenRequest, contextNow, signal);
  if (token.kind === 'error') return { classified: token.error };
  const { method, url, body, answerLimitBytes } = request;
  const isWrite = method !== 'GET';
  const result = await exchange(
    parts,
    {
      method,
      url,
      headers: { Authorization: `Bearer ${token.value}`, ...request.headers, 'client-request-id': clientRequestId },
      ...(body === undefined ? {} : { body }),
      answerLimitBytes,
      isSuccessBodyIdle: isWrite,
    },
    signal,
  );
  const context = contextNow();
  if (result.kind === 'no-answer') return { classified: offlineOutcome(result.code, context) };
  const { answer } = result;
  const classified = withLack(parts, request, token.value, classifyAnswer(answer, context));
  if (classified.kind !== 'accepted' || answer.isWhole || isWrite) return { classified, answer };
  // A read that succeeded but did not arrive whole gave nothing to rely on.
  return result.cut?.kind === 'over-limit'
    ? { classified: localOutcome('unsupported', 'answer-over-limit', context) }
    : { classified: offlineOutcome('answer-cut', context) };
}

/**
 * One request with a token: at most one repetition, with a fresh token after a 401 or with the claims of a challenge,
 * so that a loop of challenges ends after the second answer. Never throws; the token is in no outcome.
 */
export async function authorizedExchange(
  parts: AuthorizedParts,
  request: UnsignedRequest,
  signal?: AbortSignal,
): Promise<Answered> {
  const first = await attempt(parts, request, undefined, signal);
  const again = first.answer === undefined ? undefined : secondToken(first.classified, first.answer);
  return again === undefined ? first : attempt(parts, request, again, signal);
}
