/** Exit codes of every command; 0 only when all is well. */
export const exitCodes = {
  ok: 0,
  /** Refused or failed for good: somebody must act. */
  failed: 1,
  /** Wrong arguments, settings or input file. */
  usage: 2,
  /** Offline, throttled or in trouble: the same command may work later. */
  later: 3,
  /** A person must sign in first. */
  signInNeeded: 4,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

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
