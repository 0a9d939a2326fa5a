import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import type { RosterFailure } from '../roster/roster-store.ts';
import type { TableFailure } from '../roster/table.ts';

/** What a screen is told when a roster was not changed. */
export function rosterFailure(failure: RosterFailure): Failure {
  switch (failure.kind) {
    case 'storage':
      return failure.fault === 'disk-full'
        ? { code: 'not-saved-disk-full' }
        : { code: 'not-saved-storage', detail: { fault: failure.fault } };
    case 'no-such-roster':
    case 'no-such-row':
    case 'no-such-session':
      return { code: 'not-found', detail: { what: failure.kind } };
    case 'card-taken':
    case 'name-taken':
    case 'roster-closed':
    case 'roster-open':
      return { code: 'not-now', detail: { what: failure.kind } };
    case 'not-from-here':
      return { code: 'not-now', detail: { what: failure.kind, from: failure.from, event: failure.event } };
  }
}

/** The value, with what stood against it in the contract's words. */
export function told<Value>(result: Result<Value, RosterFailure>): Result<Value, Failure> {
  return result.kind === 'ok' ? result : err(rosterFailure(result.error));
}

/** Why a list could not be read: what is wrong, where, what was expected and what was there. */
export function tableFailure({ what, place, expected, actual }: TableFailure): Failure {
  const { row, column } = place;
  return {
    code: 'list-unreadable',
    detail: {
      what,
      expected,
      actual,
      ...(row === undefined ? {} : { row }),
      ...(column === undefined ? {} : { column }),
    },
  };
}
