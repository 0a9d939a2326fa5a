import { assertNever } from '../../shared/assert-never.ts';
import { type Outcome, retryAfterMsIn } from '../../shared/outcome.ts';
import { type Asked, adminText } from '../../shared/outcome-words.ts';
import { parseTarget, printTarget, type Target, typedTarget } from '../../shared/target.ts';
import { type CommandResult, type ExitCode, exitCodes, inputError } from './command.ts';
import { terminalAdvice } from './terminal-advice.ts';
import type { Language } from './terminal-language.ts';

/** Reads a command's target; a wrong one ends the command. */
export function targetArgument(text: string | undefined): Target {
  const target = parseTarget(text ?? '');
  if (target.kind === 'error') throw inputError('target', target.error.expected, target.error.actual);
  return typedTarget(target.value);
}

/** The exit code that an outcome ends a command with. */
export function exitCodeOf(kind: Outcome['kind']): ExitCode {
  switch (kind) {
    case 'accepted':
      return exitCodes.ok;
    case 'offline':
    case 'throttled':
    case 'transient':
      return exitCodes.later;
    case 'sign-in-needed':
      return exitCodes.signInNeeded;
    case 'refused':
    case 'no-such-target':
    case 'no-mailbox':
    case 'picture-refused':
    case 'wrong-cloud-or-path':
    case 'unsupported':
    case 'storage-full':
      return exitCodes.failed;
    default:
      return assertNever(kind, 'outcome');
  }
}

/** An outcome that is not success, in words: what it means, what to do, and the block for the admin. */
export function failureResult(outcome: Outcome, target: Target, language: Language, asked: Asked): CommandResult {
  const advice = terminalAdvice(outcome.report);
  const retryAfterMs = retryAfterMsIn(outcome);
  return {
    exitCode: exitCodeOf(outcome.kind),
    lines: [
      advice.meaning[language],
      advice.whatToDo[language],
      ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1000)} s`]),
      '',
      ...adminText(outcome.report, target, language, { asked, advice }).split('\n'),
    ],
    json: {
      isOk: false,
      target: printTarget(target),
      outcome: outcome.report,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      actor: advice.actor,
      meaning: advice.meaning[language],
      whatToDo: advice.whatToDo[language],
    },
  };
}
