/** What identifies one request in answers and in the request log. */
export interface RequestMarks {
  readonly requestId: string;
  readonly clientRequestId: string;
  readonly nowMs: number;
}

/** A refusal in Graph's terms. `innerCodes` nest, the most specific last. */
export interface GraphRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly innerCodes?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Graph's error body: `innerError` carries date, request ids and, where there are any, more specific codes. */
export function graphErrorBody(refusal: GraphRefusal, marks: RequestMarks): object {
  const ids = {
    date: new Date(marks.nowMs).toISOString().slice(0, 19),
    'request-id': marks.requestId,
    'client-request-id': marks.clientRequestId,
  };
  const inner = [...(refusal.innerCodes ?? [])].reverse();
  const nested = inner.reduce<object | undefined>(
    (deeper, code) => ({ code, ...(deeper === undefined ? {} : { innerError: deeper }) }),
    undefined,
  );
  return { error: { code: refusal.code, message: refusal.message, innerError: { ...nested, ...ids } } };
}

/** The whole answer to a refused request. */
export function refusalResponse(refusal: GraphRefusal, marks: RequestMarks): Response {
  return Response.json(graphErrorBody(refusal, marks), {
    status: refusal.status,
    headers: { 'cache-control': 'private', ...refusal.headers },
  });
}

/** Refusals that several routes share. */
export const refusals = {
  notFound: (id: string): GraphRefusal => ({
    status: 404,
    code: 'Request_ResourceNotFound',
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  }),
  noPhoto: {
    status: 404,
    code: 'ImageNotFound',
    message: 'The photo was not found.',
  },
  noItem: {
    status: 404,
    code: 'ErrorItemNotFound',
    message: 'The specified object was not found in the store.',
  },
  noMailbox: {
    status: 404,
    code: 'MailboxNotEnabledForRESTAPI',
    message: 'REST API is not yet supported for this mailbox.',
  },
  mailboxOnPremises: {
    status: 400,
    code: 'MailboxNotHostedInExchangeOnline',
    message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
  },
  denied: {
    status: 403,
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  },
  deniedByPolicy: {
    status: 403,
    code: 'ForbiddenByPolicy',
    message: 'The operation is not allowed by the policy of the organization.',
  },
  delegatedOnly: {
    status: 400,
    code: 'BadRequest',
    message: '/me request is only valid with delegated authentication flow.',
    innerCodes: ['RequestContextMissingUser'],
  },
  unknownPath: (segment: string): GraphRefusal => ({
    status: 400,
    code: 'BadRequest',
    message: `Resource not found for the segment '${segment}'.`,
  }),
  unknownVersion: {
    status: 400,
    code: 'BadRequest',
    message: 'Invalid version.',
  },
  methodNotAllowed: {
    status: 405,
    code: 'Request_BadRequest',
    message: 'Specified HTTP method is not allowed for the request target.',
  },
} as const satisfies Record<string, GraphRefusal | ((text: string) => GraphRefusal)>;
