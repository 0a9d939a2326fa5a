import { assertNever } from '../../shared/assert-never.ts';
import type { Outcome } from '../../shared/outcome.ts';
import type { SearchProblem } from '../../shared/search-problem.ts';

/** Why the directory did not answer, from what its answer came to. Each asks something else of whoever is waiting. */
export function searchProblemOf({ kind, report }: Outcome): Exclude<SearchProblem, 'slow'> {
  switch (kind) {
    case 'offline':
    case 'throttled':
    case 'sign-in-needed':
      return kind;
    case 'transient':
    case 'storage-full':
      return 'service-trouble';
    case 'refused':
      // The request itself was not taken, where 403 would say that nobody may make it.
      return report.status === 400 ? 'not-understood' : 'refused';
    case 'no-such-target':
    case 'wrong-cloud-or-path':
    case 'unsupported':
      return 'wrong-address';
    case 'no-mailbox':
    case 'picture-refused':
    case 'accepted':
      return 'not-understood';
    default:
      return assertNever(kind, 'outcome');
  }
}
