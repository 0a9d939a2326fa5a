import { type JsonBounds, parseBoundedJson } from '../../shared/bounded-json.ts';

/** One answer of a server, read whole within its cap or as far as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** False when the body broke off, hung, or went over its cap. */
  readonly isWhole: boolean;
}

const idForm = /^[\x21-\x7e]{1,200}$/;

/** Microsoft's id of the request, under either of its names; anything that is not short, plain ASCII is dropped. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of ['request-id', 'x-ms-request-id']) {
    const value = headers.get(name)?.trim();
    if (value !== undefined && idForm.test(value)) return value;
  }
  return undefined;
}

/**
 * Whether a Microsoft service sent this, not a captive portal or a proxy on the way: it names the request, or it
 * returned the random id that only the request carried.
 */
export function isFromService(answer: Pick<Answer, 'headers'>, clientRequestId: string): boolean {
  const { headers } = answer;
  return (
    requestIdOf(headers) !== undefined ||
    headers.get('client-request-id') === clientRequestId ||
    headers.has('x-ms-ags-diagnostic')
  );
}

/** Whether the answer is a page for people. Neither the photo API nor a token endpoint sends one. */
export function isHtml(headers: Headers): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)/i.test(headers.get('content-type') ?? '');
}

/** A page of the directory has some twenty thousand values in six levels. */
const answerBounds: JsonBounds = { depth: 64, values: 400_000 };

/** The body as JSON; `undefined` when it is not JSON within its bounds in UTF-8 (a byte-order mark is accepted). Never throws. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return parseBoundedJson(new TextDecoder('utf-8', { fatal: true }).decode(body), answerBounds);
  } catch {
    return undefined;
  }
}
