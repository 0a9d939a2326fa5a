import type { OutcomeKind } from '../../shared/outcome.ts';

/** What a read can additionally come to: the slot exists and holds nothing. */
export type AnswerKind = OutcomeKind | 'no-photo';

/**
 * What a status means when no code of the answer says more. From section 5 of the photo API reference
 * (Microsoft Graph "Error responses", and public threads). 2xx are not here: they are accepted when they are Graph's.
 */
export const statusTable: ReadonlyMap<number, AnswerKind> = new Map<number, AnswerKind>([
  [400, 'refused'],
  [401, 'sign-in-needed'],
  [402, 'refused'],
  [403, 'refused'],
  [404, 'no-such-target'],
  [405, 'wrong-cloud-or-path'],
  [406, 'wrong-cloud-or-path'],
  [407, 'offline'],
  [408, 'transient'],
  [409, 'transient'],
  [410, 'wrong-cloud-or-path'],
  [411, 'picture-refused'],
  [412, 'transient'],
  [413, 'picture-refused'],
  [415, 'picture-refused'],
  [416, 'transient'],
  [421, 'transient'],
  [422, 'picture-refused'],
  [423, 'transient'],
  [424, 'transient'],
  [425, 'transient'],
  [429, 'throttled'],
  [431, 'wrong-cloud-or-path'],
  [451, 'refused'],
  [500, 'transient'],
  [501, 'wrong-cloud-or-path'],
  [502, 'transient'],
  [503, 'throttled'],
  [504, 'transient'],
  [505, 'wrong-cloud-or-path'],
  [507, 'storage-full'],
  [509, 'throttled'],
  [511, 'offline'],
]);

/** Statuses that a code of the answer cannot change: they speak of the moment, not of the photo. */
export const plainStatuses: ReadonlySet<number> = new Set([407, 408, 411, 413, 415, 423, 429, 503, 507, 509, 511]);

interface CodeRow {
  readonly codes: readonly string[];
  /** Only with this status; absent: with any. */
  readonly status?: number;
  readonly kind: AnswerKind;
}

/**
 * What a code means, wherever it stands in the answer (`error.code` or any nested `innerError`).
 * Never a message: messages change and may hold names. Unknown codes fall back to the code around them, then to the
 * status. Rows with a status come first. Codes without a document are from public threads: keep them easy to change.
 */
export const codeTable: readonly CodeRow[] = [
  // Seen for people whose mailbox is elsewhere; with 401 the same word is about the token.
  { codes: ['AuthenticationError'], status: 400, kind: 'no-mailbox' },
  { codes: ['InvalidAuthenticationToken', 'AuthenticationError'], status: 401, kind: 'sign-in-needed' },
  {
    codes: [
      'MailboxNotEnabledForRESTAPI',
      'MailboxNotSupportedForRESTAPI',
      'MailboxNotHostedInExchangeOnline',
      'RESTAPINotEnabledForComponentSharedMailbox',
      'ErrorMailboxNotFound',
      'ErrorNonExistentMailbox',
      'ErrorNoMailbox',
    ],
    kind: 'no-mailbox',
  },
  {
    codes: [
      'ErrorAccessDenied',
      'AccessDenied',
      'Authorization_RequestDenied',
      'Authorization_IdentityDisabled',
      'Forbidden',
      'ForbiddenByPolicy',
      'AppOnlyTokenNotSupportedForGroupUpdate',
      'RequestContextMissingUser',
      'ErrorInsufficientPermissionsInAccessToken',
    ],
    kind: 'refused',
  },
  {
    codes: ['InvalidAuthenticationToken', 'insufficient_claims', 'interaction_required', 'token_expired'],
    kind: 'sign-in-needed',
  },
  { codes: ['ImageNotFound', 'ErrorItemNotFound', 'ErrorEntityNotFound'], status: 404, kind: 'no-photo' },
  {
    codes: [
      'Request_ResourceNotFound',
      'ResourceNotFound',
      'ErrorInvalidUser',
      'ErrorInvalidIdMalformed',
      'ErrorUserResolutionFailedUserDoesNotExist',
    ],
    kind: 'no-such-target',
  },
  {
    codes: ['ValidationWidthTooSmall', 'ValidationHeightTooSmall', 'ErrorInvalidImage', 'RequestBodyTooLarge'],
    kind: 'picture-refused',
  },
  {
    codes: [
      'Directory_ConcurrencyViolation',
      'ErrorInternalServerError',
      'ErrorInternalServerTransientError',
      'ErrorStoreInternalServerError',
    ],
    kind: 'transient',
  },
  {
    codes: [
      'TooManyRequests',
      'ActivityLimitReached',
      'ApplicationThrottled',
      'ErrorServerBusy',
      'ServiceNotAvailable',
    ],
    kind: 'throttled',
  },
  // A personal Microsoft account: only its owner's own profile page changes that photo.
  { codes: ['ConsumerPhotoIsNotSupported'], kind: 'unsupported' },
  { codes: ['ErrorQuotaExceeded', 'QuotaLimitReached'], kind: 'storage-full' },
];
