import type { RequestArea } from './request-log.ts';

/** Where an answer breaks off. */
export type BreakPoint = 'before-headers' | 'mid-headers' | 'mid-body';

/** One thing that goes wrong with one request. `isStored`: only after the request did its work. */
export type RequestFault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly code: string;
      readonly innerCodes?: readonly string[];
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent instead of Graph's error body. */
      readonly body?: string;
      readonly isStored?: boolean;
    }
  | { readonly kind: 'reset' | 'hang'; readonly at: BreakPoint; readonly isStored?: boolean }
  | { readonly kind: 'captive-portal' }
  /** The request is answered as usual, with further headers. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The write is accepted, and the older photo is still served for so many reads. */
  | { readonly kind: 'older-photo'; readonly reads: number }
  /** The write is accepted, and somebody else's photo replaces it at once. */
  | { readonly kind: 'newer-photo' }
  /** The write is accepted, and nothing changes. */
  | { readonly kind: 'lost-write' };

/** Which requests a fault waits for, and how many of them it takes. */
export interface FaultFilter {
  /**
   * `photo-write` and `photo-read` are the photo routes of Graph and Outlook, `graph-write` all that Graph is to change, `list`
   * and `list-write` SharePoint's sites and lists.
   */
  readonly on?: RequestArea | 'photo-write' | 'photo-read' | 'graph-write' | 'list' | 'list-write' | 'any';
  /** 1 by default. */
  readonly count?: number;
}

const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
const encodedClaims = Buffer.from(claims).toString('base64');
const challenge = `Bearer realm="", error="insufficient_claims", claims="${encodedClaims}"`;

function answer(
  status: number,
  code: string,
  extra: { headers?: Record<string, string>; innerCodes?: string[] } = {},
): RequestFault {
  return { kind: 'answer', status, code, ...extra };
}

/**
 * Every row of "What each answer means to a queue" (reference §5) by a name for `--fault` and tests.
 */
export const faultCatalogue = {
  '429': answer(429, 'TooManyRequests', { headers: { 'retry-after': '10' } }),
  '429-date': answer(429, 'TooManyRequests', { headers: { 'retry-after': 'in 10 s' } }),
  '429-bare': answer(429, 'activityLimitReached'),
  '503': answer(503, 'serviceNotAvailable', { headers: { 'retry-after': '10' } }),
  '509': answer(509, 'activityLimitReached'),
  '500': answer(500, 'ErrorInternalServerError'),
  '502': answer(502, 'BadGateway'),
  '504': answer(504, 'GatewayTimeout'),
  '408': answer(408, 'RequestTimeout'),
  '423': answer(423, 'ResourceLocked'),
  concurrency: answer(409, 'Directory_ConcurrencyViolation'),
  '401': answer(401, 'InvalidAuthenticationToken', { headers: { 'www-authenticate': 'Bearer realm=""' } }),
  'claims-401': answer(401, 'InvalidAuthenticationToken', {
    headers: { 'www-authenticate': challenge },
    innerCodes: ['insufficient_claims'],
  }),
  'claims-403': answer(403, 'Forbidden', {
    headers: { 'www-authenticate': challenge },
    innerCodes: ['insufficient_claims'],
  }),
  'access-denied': answer(403, 'ErrorAccessDenied'),
  'request-denied': answer(403, 'Authorization_RequestDenied'),
  'forbidden-by-policy': answer(403, 'ForbiddenByPolicy'),
  'app-only-group': answer(403, 'AppOnlyTokenNotSupportedForGroupUpdate'),
  'not-found': answer(404, 'Request_ResourceNotFound'),
  'no-mailbox': answer(404, 'MailboxNotEnabledForRESTAPI'),
  'mailbox-on-premises': answer(400, 'MailboxNotHostedInExchangeOnline'),
  'authentication-error': answer(400, 'AuthenticationError'),
  'too-small': answer(400, 'ValidationWidthTooSmall'),
  '411': answer(411, 'LengthRequired'),
  '413': answer(413, 'RequestEntityTooLarge'),
  '415': answer(415, 'UnsupportedMediaType'),
  '405': answer(405, 'Request_BadRequest'),
  '406': answer(406, 'NotAcceptable'),
  '501': answer(501, 'NotImplemented'),
  '507': answer(507, 'QuotaLimitReached'),
  'unknown-code': answer(418, 'CodeThatNobodyKnowsYet'),
  // Graph sends the share of the limit from 0.8 on, before it answers 429 (reference §6).
  'nearly-throttled': { kind: 'headers', headers: { 'x-ms-throttle-limit-percentage': '0.9' } },
  'captive-portal': { kind: 'captive-portal' },
  'reset-before-headers': { kind: 'reset', at: 'before-headers' },
  'reset-mid-headers': { kind: 'reset', at: 'mid-headers' },
  'reset-mid-body': { kind: 'reset', at: 'mid-body' },
  'reset-after-stored': { kind: 'reset', at: 'before-headers', isStored: true },
  'hang-before-headers': { kind: 'hang', at: 'before-headers' },
  'hang-mid-headers': { kind: 'hang', at: 'mid-headers' },
  'hang-mid-body': { kind: 'hang', at: 'mid-body' },
  'older-photo': { kind: 'older-photo', reads: 3 },
  'newer-photo': { kind: 'newer-photo' },
  'lost-write': { kind: 'lost-write' },
} as const satisfies Record<string, RequestFault>;
export type FaultName = keyof typeof faultCatalogue;

/** Whether a text names a fault of the catalogue. */
export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(faultCatalogue, text);
}

/** What a fault filter is matched against. */
export interface FaultSubject {
  readonly area: RequestArea;
  readonly isPhoto: boolean;
  readonly isList?: boolean;
  readonly isWrite: boolean;
}

/** Faults in the order in which they were asked for; the first that matches a request is used. */
export interface FaultList {
  add(fault: RequestFault, filter: FaultFilter): void;
  take(subject: FaultSubject): RequestFault | undefined;
  clear(): void;
}

function matches(on: FaultFilter['on'], subject: FaultSubject): boolean {
  if (on === 'any') return subject.area !== 'page';
  if (on === 'photo-read') return subject.isPhoto && !subject.isWrite;
  if (on === undefined || on === 'photo-write') return subject.isPhoto && subject.isWrite;
  if (on === 'list') return subject.isList === true;
  if (on === 'list-write') return subject.isList === true && subject.isWrite;
  if (on === 'graph-write') return subject.area === 'graph' && subject.isWrite;
  return subject.area === on;
}

/** Creates an empty list. */
export function createFaultList(): FaultList {
  let waiting: { fault: RequestFault; filter: FaultFilter; left: number }[] = [];
  return {
    add(fault, filter) {
      waiting.push({ fault, filter, left: filter.count ?? 1 });
    },
    take(subject) {
      const found = waiting.find((entry) => matches(entry.filter.on, subject));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((entry) => entry !== found);
      return found.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
