import type { Failure } from '../../shared/error-code.ts';
import type { Outcome } from '../../shared/outcome.ts';
import { searchProblemOf } from '../directory/search-problem.ts';

/** What a person is told when the directory or the photo API did not answer as hoped. */
export function failureOf(outcome: Outcome): Failure {
  const { code } = outcome.report;
  return {
    code: searchProblemOf(outcome),
    detail: { kind: outcome.kind, ...(code === undefined ? {} : { reason: code }) },
  };
}
