import type { Failure } from '../../../../shared/error-code.ts';
import { pastedListLimit } from '../../../../shared/roster-contract.ts';

/**
 * Why what was pasted is not handed over; `undefined` when it is. The field holds it to its end: a list that was cut short
 * would look like a whole one.
 */
export function pastedProblem({ length }: string): Failure | undefined {
  if (length <= pastedListLimit) return undefined;
  const detail = { what: 'text-too-long', expected: `≤ ${pastedListLimit}`, actual: length };
  return { code: 'list-unreadable', detail };
}
