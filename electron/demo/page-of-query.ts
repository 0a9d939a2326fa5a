import { err, ok, type Result } from '../../shared/result.ts';
import type { GraphRefusal } from './graph-error.ts';

/** Which part of a list is asked for. */
export function pageOf(query: URLSearchParams): Result<{ top: number; skip: number }, GraphRefusal> {
  const top = Number(query.get('$top') ?? '100');
  if (!Number.isInteger(top) || top < 1 || top > 999) {
    return err({
      status: 400,
      code: 'Request_BadRequest',
      message: 'Invalid page size specified. Must be between 1 and 999.',
    });
  }
  const skip = Number(Buffer.from(query.get('$skiptoken') ?? '', 'base64url').toString() || '0');
  return Number.isInteger(skip) && skip >= 0
    ? ok({ top, skip })
    : err({ status: 400, code: 'Directory_ExpiredPageToken', message: 'The specified page token value has expired.' });
}
