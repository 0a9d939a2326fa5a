import type { ParseArgsOptionsConfig } from 'node:util';
import type { CommandExitCode as ExitCode } from '../host/exit-code.ts';
import type { Session } from './session.ts';
import type { Language } from './terminal-language.ts';

export { type CommandExitCode as ExitCode, commandExitCodes as exitCodes } from '../host/exit-code.ts';
export { CommandError, inputError } from './command-error.ts';

/** What a command came to, for people and for machines; exactly one of both is printed. */
export interface CommandResult {
  readonly exitCode: ExitCode;
  /** For people: to stdout when all is well, else to stderr. */
  readonly lines: readonly string[];
  /** For machines (`--json`): one object on stdout, whatever the exit code. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** The options of a command as they were given. */
export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface CommandContext {
  readonly values: OptionValues;
  readonly positionals: readonly string[];
  readonly language: Language;
  /** Settings, sign-in and the photo API; built on first use, closed after the command. Rejects with a `CommandError`. */
  session(): Promise<Session>;
  /** Lines for people while the command runs (a code to type in, progress). Never part of the result. */
  notice(line: string): void;
  /** How far the command is, for people: each line takes the place of the one before; `undefined` ends it. */
  progress(line: string | undefined): void;
}

/** One command of `npm run kiosk --`. A new one is a file beside this and a row in `commands.ts`. */
export interface Command {
  readonly name: string;
  /** How it is written, without the program: `upload TARGET FILE [--verify]`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  readonly positionals: { readonly min: number; readonly max: number };
  run(context: CommandContext): Promise<CommandResult>;
}

/** A command by its name, loaded when it is asked for. */
export interface CommandEntry {
  readonly name: Command['name'];
  load(): Promise<Command>;
}

/** The value of a text option, or nothing. */
export function textOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}
