import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hono } from 'hono';
import type { Log } from '../ports.ts';
import { answerApi, areaOf, readApiPath } from './api-routes.ts';
import type { CallNotes, DemoWorld } from './demo-world.ts';
import { applyFault, switchedFault } from './fault-application.ts';
import type { FaultSwitch } from './fault-switch.ts';
import type { DemoAnswer } from './faulty-answer.ts';
import { type RequestMarks, refusalResponse } from './graph-error.ts';
import type { Pictures } from './pictures.ts';
import type { FaultList, RequestFault } from './request-fault.ts';
import type { RequestLog } from './request-log.ts';
import type { DemoEnv } from './sign-in-routes.ts';

/** What answering needs: the tenant, its pages, what is to go wrong, and where it is written down. */
export interface AnsweringParts {
  readonly world: DemoWorld;
  readonly pictures: Pictures;
  readonly routes: Hono<DemoEnv>;
  readonly faults: FaultList;
  readonly faultSwitch: FaultSwitch;
  readonly requestLog: RequestLog;
  readonly latencyMs: number;
  readonly slowMs: number;
  readonly log: Log | undefined;
}

function marksOf(request: Request, nowMs: number): RequestMarks {
  const requestId = randomUUID();
  const sent = request.headers.get('client-request-id');
  return { requestId, clientRequestId: sent === null || sent.length > 200 ? requestId : sent, nowMs };
}

function headersForRequestLog(headers: Headers): Record<string, string> {
  const kept = Object.fromEntries(headers);
  if (kept.authorization !== undefined) kept.authorization = 'Bearer …';
  delete kept.cookie;
  return kept;
}

async function errorCodeOf(response: Response): Promise<string | undefined> {
  if (response.status < 400 || !response.headers.get('content-type')?.includes('json')) return undefined;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  if (typeof error === 'string') return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

async function wait(delayMs: number, signal: AbortSignal): Promise<void> {
  await sleep(delayMs, undefined, { signal });
}

function markResponse(response: Response, marks: RequestMarks, isApi: boolean): void {
  const { headers } = response;
  headers.set('date', new Date(marks.nowMs).toUTCString());
  headers.set(isApi ? 'request-id' : 'x-ms-request-id', marks.requestId);
  headers.set('client-request-id', marks.clientRequestId);
}

/** Answers requests on any base, with faults where they were asked for, and writes all but page views into the request log. */
export function createAnswering(parts: AnsweringParts): (request: Request) => Promise<DemoAnswer> {
  const { world, routes, requestLog, log } = parts;

  async function work(request: Request, marks: RequestMarks, notes: CallNotes): Promise<Response> {
    const { pathname } = new URL(request.url);
    const { area } = areaOf(pathname);
    if (area !== 'graph' && area !== 'outlook') return routes.fetch(request, { marks });
    try {
      return await answerApi(world, request, readApiPath(pathname), marks, notes);
    } catch (cause) {
      if (!request.signal.aborted) log?.error('demo.failed', { cause });
      return refusalResponse(
        { status: 500, code: 'ErrorInternalServerError', message: 'The demo tenant failed.' },
        marks,
      );
    }
  }

  function write(request: Request, marks: RequestMarks, result: DemoAnswer, code: string | undefined): void {
    const { pathname, search } = new URL(request.url);
    const target = readApiPath(pathname)?.target;
    requestLog.add({
      atMs: marks.nowMs,
      area: areaOf(pathname).area,
      method: request.method,
      path: `${pathname}${search}`,
      ...(target === undefined ? {} : { target }),
      headers: headersForRequestLog(request.headers),
      requestId: marks.requestId,
      ...(result.kind === 'whole' ? { status: result.response.status } : {}),
      ...(code === undefined ? {} : { code }),
      durationMs: Math.max(0, world.nowMs() - marks.nowMs),
    });
  }

  return async (request) => {
    const marks = marksOf(request, world.nowMs());
    const notes: CallNotes = {};
    const { area, isPhoto, isList = false } = areaOf(new URL(request.url).pathname);
    const run = (): Promise<Response> => work(request, marks, notes);
    if (area === 'page') return { kind: 'whole', response: await run() };
    const subject = { area, isPhoto, isList, isWrite: !['GET', 'HEAD'].includes(request.method) };
    const fault: RequestFault | undefined =
      switchedFault(parts.faultSwitch.fault(), subject, parts.slowMs) ?? parts.faults.take(subject);
    if (parts.latencyMs > 0) await wait(parts.latencyMs, request.signal);
    const { photos } = world;
    const result = await applyFault(fault, { request, marks, notes, photos, pictures: parts.pictures, wait, run });
    if (fault?.kind !== 'captive-portal') markResponse(result.response, marks, area !== 'sign-in');
    write(request, marks, result, await errorCodeOf(result.response));
    return result;
  };
}
