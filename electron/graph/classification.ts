import type { Outcome, OutcomeReport } from '../../shared/outcome.ts';
import { type Answer, isFromService, isHtml, jsonOf, requestIdOf } from '../http/answer.ts';
import { claimsChallengeOf, isClaimsChallenge } from '../http/claims-challenge.ts';
import { retryAfterMsOf } from '../http/retry-after.ts';
import { errorCodesOf } from './error-codes.ts';
import { type AnswerKind, codeTable, plainStatuses, statusTable } from './outcome-table.ts';

/** What a report says beside the answer itself. */
export interface ReportContext {
  readonly clientRequestId: string;
  readonly nowMs: number;
  /** Whether the answer may say that the slot holds nothing; a write never finds that. */
  readonly canFindEmpty: boolean;
  /** Whether something was written: then nothing of a success is read but its head. */
  readonly isWrite: boolean;
}

/** An answer understood: an outcome, or for reads an empty slot. */
export type Classified = { readonly kind: 'no-photo'; readonly report: OutcomeReport } | Outcome;

function rowKind(status: number, code: string): AnswerKind | undefined {
  const wanted = code.toLowerCase();
  return codeTable.find(
    (row) =>
      (row.status === undefined || row.status === status) && row.codes.some((known) => known.toLowerCase() === wanted),
  )?.kind;
}

/** The kind of a failing status with these codes (most specific first), from the tables alone. */
export function kindOf(status: number, codes: readonly string[]): AnswerKind {
  if (!plainStatuses.has(status)) {
    for (const code of codes) {
      const kind = rowKind(status, code);
      if (kind !== undefined) return kind;
    }
  }
  const kind = statusTable.get(status);
  if (kind !== undefined) return kind;
  if (status >= 500) return 'transient';
  return status >= 400 ? 'refused' : 'offline';
}

/** Why an answer is not the service's own although something answered; `undefined` when it is to be believed. */
function strangerCode(answer: Answer, { clientRequestId, isWrite }: ReportContext): string | undefined {
  const { status, headers } = answer;
  if (status >= 300 && status < 400) return 'redirected';
  if (status < 200 || status > 599) return 'not-http';
  if (status === 511) return 'captive-portal';
  if (status === 407) return 'proxy-sign-in';
  // Servers and proxies were seen labelling the empty success of a write as a page. Both ids together prove who answered;
  // what a read got as a page is no picture and no metadata, whoever sent it.
  const isProven =
    isWrite && requestIdOf(headers) !== undefined && headers.get('client-request-id') === clientRequestId;
  if (status < 300 && isHtml(headers) && !isProven) return 'captive-portal';
  if (isFromService(answer, clientRequestId)) return undefined;
  if (status < 300) return 'captive-portal';
  return status < 500 && isHtml(headers) ? 'not-the-service' : undefined;
}

/** Statuses whose meaning does not depend on the body: a body that broke off changes nothing. */
function speaksAlone(status: number): boolean {
  return status < 300 || status >= 500 || status === 401 || plainStatuses.has(status);
}

function reportOf(
  kind: Outcome['kind'],
  answer: Answer,
  code: string | undefined,
  context: ReportContext,
): OutcomeReport {
  const requestId = requestIdOf(answer.headers);
  return {
    kind,
    status: answer.status,
    ...(code === undefined ? {} : { code }),
    ...(requestId === undefined ? {} : { requestId }),
    clientRequestId: context.clientRequestId,
    at: new Date(context.nowMs).toISOString(),
  };
}

/** How near the throttle is, from `x-ms-throttle-limit-percentage`: 0.8 and above means slow down. */
function throttleFractionOf(headers: Headers): number | undefined {
  const text = headers.get('x-ms-throttle-limit-percentage')?.trim();
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) return undefined;
  return Number(text);
}

function outcomeFrom(kind: Outcome['kind'], answer: Answer, report: OutcomeReport, nowMs: number): Outcome {
  const throttleFraction = throttleFractionOf(answer.headers);
  const common = { report, ...(throttleFraction === undefined ? {} : { throttleFraction }) };
  switch (kind) {
    case 'accepted': {
      const eTag = answer.headers.get('etag')?.slice(0, 300);
      return { kind, ...common, ...(eTag === undefined || eTag === '' ? {} : { eTag }) };
    }
    case 'throttled':
    case 'transient': {
      const retryAfterMs = retryAfterMsOf(answer.headers, nowMs);
      return { kind, ...common, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    case 'sign-in-needed': {
      const claims = claimsChallengeOf(answer.headers);
      return { kind, ...common, ...(claims === undefined ? {} : { claims }) };
    }
    default:
      return { kind, ...common };
  }
}

/** Turns any answer into an outcome. Total: every status, header and body has a row or a fall-back; never throws. */
export function classifyAnswer(answer: Answer, context: ReportContext): Classified {
  const { status, headers } = answer;
  const finish = (kind: Outcome['kind'], code: string | undefined): Outcome =>
    outcomeFrom(kind, answer, reportOf(kind, answer, code, context), context.nowMs);

  const stranger = strangerCode(answer, context);
  if (stranger !== undefined) return finish('offline', stranger);
  if (status < 300) return finish('accepted', undefined);
  if ((status === 401 || status === 403) && isClaimsChallenge(headers)) {
    return finish('sign-in-needed', 'insufficient_claims');
  }
  if (!answer.isWhole && !speaksAlone(status)) return finish('offline', 'answer-cut');

  const codes = errorCodesOf(jsonOf(answer.body));
  const kind = kindOf(status, codes);
  if (kind !== 'no-photo') return finish(kind, codes[0]);
  if (!context.canFindEmpty) return finish('no-such-target', codes[0]);
  return { kind: 'no-photo', report: reportOf('no-such-target', answer, codes[0], context) };
}

/** The outcome of a request that got no answer. `code` is the network's own (`ECONNREFUSED`) or ours (`timeout`). */
export function offlineOutcome(code: string, context: ReportContext): Outcome {
  return localOutcome('offline', code, context);
}

/** An outcome that no answer stands behind: nothing was sent, or nothing came back. */
export function localOutcome(
  kind: Exclude<Outcome['kind'], 'accepted' | 'throttled' | 'transient' | 'sign-in-needed'>,
  code: string,
  context: Pick<ReportContext, 'nowMs'> & Partial<ReportContext>,
): Outcome {
  const { clientRequestId } = context;
  return {
    kind,
    report: {
      kind,
      code,
      ...(clientRequestId === undefined ? {} : { clientRequestId }),
      at: new Date(context.nowMs).toISOString(),
    },
  };
}
