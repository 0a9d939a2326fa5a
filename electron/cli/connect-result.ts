import type { ConnectFailure } from '../../shared/connection.ts';
import { connectFailureText } from '../../shared/connection-words.ts';
import { type CommandContext, type CommandResult, exitCodes } from './command.ts';

const laterProblems: ReadonlySet<string> = new Set(['offline', 'service-trouble', 'permissions-missing']);

/** A problem of connecting or renewing in words, and whether it is worth trying again later. */
export function connectProblemResult(
  { language }: CommandContext,
  problem: ConnectFailure,
  json: object,
): CommandResult {
  const { meaning, whatToDo, facts } = connectFailureText(problem, language);
  return {
    exitCode: laterProblems.has(problem.code) ? exitCodes.later : exitCodes.failed,
    lines: [meaning, `→ ${whatToDo}`, ...(facts === '' ? [] : [facts])],
    json: { isOk: false, ...json, message: meaning },
  };
}
