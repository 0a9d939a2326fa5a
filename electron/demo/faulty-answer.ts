import { graphErrorBody, type RequestMarks } from './graph-error.ts';
import type { BreakPoint, RequestFault } from './request-fault.ts';

/** What a request comes to: a whole answer, or one that breaks off or never ends. */
export type DemoAnswer =
  | { readonly kind: 'whole'; readonly response: Response }
  | { readonly kind: 'reset' | 'hang'; readonly at: BreakPoint; readonly response: Response };

/** The page of a hotel's Wi-Fi: 200, HTML, none of Graph's marks. */
export function captivePortalResponse(): Response {
  const html =
    '<!doctype html><title>Welcome</title><h1>Welcome to the venue Wi-Fi</h1><form><button>Accept</button></form>';
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', server: 'portal' } });
}

function retryAfter(text: string, nowMs: number): string {
  const [, seconds] = /^in (\d+) s$/.exec(text) ?? [];
  return seconds === undefined ? text : new Date(nowMs + Number(seconds) * 1000).toUTCString();
}

/** The response of an `answer` fault: Graph's error body unless the fault brings its own. */
export function faultResponse(fault: Extract<RequestFault, { kind: 'answer' }>, marks: RequestMarks): Response {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'private', ...fault.headers });
  const wait = headers.get('retry-after');
  if (wait !== null) headers.set('retry-after', retryAfter(wait, marks.nowMs));
  const message = `The demo tenant was asked to answer ${fault.status}.`;
  const inner = fault.innerCodes === undefined ? {} : { innerCodes: fault.innerCodes };
  const body =
    fault.body ?? JSON.stringify(graphErrorBody({ status: fault.status, code: fault.code, message, ...inner }, marks));
  return new Response(body, { status: fault.status, headers });
}

/** What Node's fetch throws when the network fails. */
export function networkError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

function brokenBody(bytes: Uint8Array, ending: Promise<never>): ReadableStream<Uint8Array> {
  let isFirst = true;
  return new ReadableStream({
    async pull(controller) {
      if (isFirst) {
        isFirst = false;
        controller.enqueue(bytes);
        return;
      }
      await ending.catch((reason: unknown) => controller.error(reason));
    },
  });
}

/** Never resolves; rejects with the signal's reason. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** Gives an answer as `fetch` would: broken ones reject, or break off inside the body; hanging ones wait for the signal. */
export async function asFetched(answer: DemoAnswer, signal: AbortSignal): Promise<Response> {
  if (answer.kind === 'whole') return answer.response;
  const ending = answer.kind === 'reset' ? Promise.reject(networkError('ECONNRESET')) : untilAborted(signal);
  if (answer.at !== 'mid-body') return ending;
  ending.catch(() => undefined);
  const { status, headers } = answer.response;
  return new Response(brokenBody(new TextEncoder().encode('{"brok'), ending), {
    status: status === 204 ? 200 : status,
    headers,
  });
}
