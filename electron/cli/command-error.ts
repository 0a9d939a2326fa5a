import { type CommandExitCode as ExitCode, commandExitCodes as exitCodes } from '../host/exit-code.ts';

/** An expected failure anywhere in a command: it ends the command with these lines and this code. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly lines: readonly string[];
  constructor(exitCode: ExitCode, lines: readonly string[]) {
    super(lines[0] ?? 'failed');
    this.exitCode = exitCode;
    this.lines = lines;
  }
}

/** A mistake in what was given, in the one form that every error of input has. */
export function inputError(what: string, expected: string, actual: string): CommandError {
  return new CommandError(exitCodes.usage, [`${what}: expected ${expected}, got ${actual}`]);
}
