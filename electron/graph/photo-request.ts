import { assertNever } from '../../shared/assert-never.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { type Target, targetProblem } from '../../shared/target.ts';
import { type Api, type Dialect, dialectTable, type Method, servedEdgesPx } from './dialects.ts';

/** What is wanted of a photo slot. */
export type Operation =
  | { readonly kind: 'put'; readonly method: Method; readonly sizeBytes: number; readonly isJpeg: boolean }
  | { readonly kind: 'read-metadata' }
  | { readonly kind: 'read-value' }
  | { readonly kind: 'list-sizes' }
  | { readonly kind: 'read-size'; readonly edgePx: number }
  | { readonly kind: 'delete' };

/** Why a request is not made at all: the dialect cannot do it, or the picture or the target's id cannot be sent. */
export interface Refusal {
  readonly kind: 'unsupported' | 'picture-refused' | 'no-such-target';
  readonly code: RefusalCode;
}

/** The codes of refusals that this core makes itself, before any request. */
export const refusalCodes = [
  'target-not-in-api',
  'method-not-in-api',
  'delete-not-in-api',
  'sizes-not-in-api',
  'size-not-served',
  'picture-empty',
  'picture-over-limit',
  'picture-not-jpeg',
  'target-unusable',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A request line and the headers that depend on the operation; the token and ids are added when it is sent. */
export interface PhotoRequest {
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the root URL, with the dialect's prefix, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One path segment: everything but unreserved characters percent-encoded, the quote included. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An OData key in parentheses: a quote within is doubled. */
function keyOf(text: string): string {
  return `('${encodeSegment(text.replaceAll("'", "''"))}')`;
}

/**
 * A collection and the id of one of its members. Two kinds of id cannot stand as a segment of their own and go into an
 * OData key: those with a leading dollar (Microsoft Graph, "Get a user": remove the slash, parentheses and quotes), and
 * `.` and `..`, which every URL parser removes even when they are percent-encoded.
 */
function memberOf(collection: string, id: string, form: 'segment' | 'key' = 'segment'): string {
  const needsKey = form === 'key' || id.startsWith('$') || id === '.' || id === '..';
  return needsKey ? `/${collection}${keyOf(id)}` : `/${collection}/${encodeSegment(id)}`;
}

function userPath(dialect: Dialect, user: string): string {
  return memberOf(dialect.userForm === 'key' ? 'Users' : 'users', user, dialect.userForm);
}

function targetPath(dialect: Dialect, target: Target): string {
  switch (target.kind) {
    case 'me':
      return '/me';
    case 'user':
      return userPath(dialect, target.user);
    case 'group':
      return memberOf('groups', target.groupId);
    case 'team':
      return memberOf('teams', target.teamId);
    case 'contact': {
      const owner = target.owner.toLowerCase() === 'me' ? '/me' : userPath(dialect, target.owner);
      const folder = target.folderId === undefined ? '' : memberOf('contactfolders', target.folderId);
      return `${owner}${folder}${memberOf('contacts', target.contactId)}`;
    }
    default:
      return assertNever(target, 'target');
  }
}

function refuse(kind: Refusal['kind'], code: RefusalCode): Result<never, Refusal> {
  return err({ kind, code });
}

function putRefusal(
  dialect: Dialect,
  target: Target,
  { method, sizeBytes, isJpeg }: Extract<Operation, { kind: 'put' }>,
): Refusal | undefined {
  if (!dialect.targets[target.kind].methods.includes(method)) return { kind: 'unsupported', code: 'method-not-in-api' };
  if (sizeBytes <= 0) return { kind: 'picture-refused', code: 'picture-empty' };
  if (sizeBytes > dialect.bodyLimitBytes) return { kind: 'picture-refused', code: 'picture-over-limit' };
  return isJpeg ? undefined : { kind: 'picture-refused', code: 'picture-not-jpeg' };
}

/** Reads past every cache on the way: `GET $value` was seen with `Cache-Control: private, max-age=21600`. */
const reading = { 'Cache-Control': 'no-cache', Pragma: 'no-cache' };
const readingJson = { Accept: 'application/json', ...reading };
const readingPicture = { Accept: 'image/*', ...reading };

/** The request for an operation on a target, or why this API cannot be asked for it. Pure; nothing is sent. */
export function planPhotoRequest(api: Api, target: Target, operation: Operation): Result<PhotoRequest, Refusal> {
  const dialect = dialectTable[api];
  const row = dialect.targets[target.kind];
  if (row.methods.length === 0) return refuse('unsupported', 'target-not-in-api');
  if (targetProblem(target) !== undefined) return refuse('no-such-target', 'target-unusable');
  const base = `${dialect.prefix}${targetPath(dialect, target)}`;
  const get = (path: string, headers: Readonly<Record<string, string>>) =>
    ok({ method: 'GET' as const, path, headers: { ...headers, ...dialect.extraHeaders } });

  switch (operation.kind) {
    case 'put': {
      const refusal = putRefusal(dialect, target, operation);
      if (refusal !== undefined) return err(refusal);
      const headers = { 'Content-Type': 'image/jpeg', ...dialect.extraHeaders };
      return ok({ method: operation.method, path: `${base}/photo/$value`, headers });
    }
    case 'read-metadata':
      return get(`${base}/photo`, readingJson);
    case 'read-value':
      return get(`${base}/photo/$value`, readingPicture);
    case 'list-sizes':
      return dialect.hasSizes ? get(`${base}/photos`, readingJson) : refuse('unsupported', 'sizes-not-in-api');
    case 'read-size': {
      if (!dialect.hasSizes) return refuse('unsupported', 'sizes-not-in-api');
      const edgePx = servedEdgesPx.find((edge) => edge === operation.edgePx);
      if (edgePx === undefined) return refuse('unsupported', 'size-not-served');
      const size = `${edgePx}x${edgePx}`;
      return get(`${base}/photos${dialect.sizeForm === 'key' ? `('${size}')` : `/${size}`}/$value`, readingPicture);
    }
    case 'delete':
      return row.canDelete
        ? ok({ method: 'DELETE', path: `${base}/photo/$value`, headers: { ...dialect.extraHeaders } })
        : refuse('unsupported', 'delete-not-in-api');
    default:
      return assertNever(operation, 'operation');
  }
}
