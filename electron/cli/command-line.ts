import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import {
  type Command,
  type CommandContext,
  type CommandEntry,
  CommandError,
  type CommandResult,
  exitCodes,
  inputError,
} from './command.ts';
import type { Session, SessionOptions } from './session.ts';
import { type Language, languages } from './terminal-language.ts';

/** What the command line is given from outside. */
export interface CommandLineParts {
  readonly args: readonly string[];
  readonly commands: readonly CommandEntry[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly openSession: (options: SessionOptions) => Promise<Session>;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
  /** Shows a line in place of the one before on a terminal; absent where nobody watches. */
  readonly showProgress?: (line: string | undefined) => void;
}

const commonOptions = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  language: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

function usageText(commands: readonly Command[]): string[] {
  return [
    'usage: npm run kiosk -- COMMAND [options]',
    '',
    ...commands.flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]),
    '',
    'Targets: me, user:ID-OR-UPN, group:ID, team:ID, contact:OWNER//ID, contact:OWNER/FOLDER/ID',
    'Every command: --config FILE, --data DIR, --json, --language en|ja|zh-Hans, --help',
    'Exit codes: 0 all well, 1 failed, 2 wrong input or settings, 3 try again later, 4 sign in first',
  ];
}

/** The language asked for, else the environment's, else English. */
function languageOf(asked: unknown, env: CommandLineParts['env']): Language {
  if (typeof asked === 'string') {
    const language = languages.find((known) => known.toLowerCase() === asked.toLowerCase());
    if (language === undefined) throw inputError('--language', languages.join(', '), JSON.stringify(asked));
    return language;
  }
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  if (/^ja/i.test(locale)) return 'ja';
  return /^zh(?!.*(TW|HK|Hant))/i.test(locale) ? 'zh-Hans' : 'en';
}

function parsed(command: Command, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...commonOptions, ...command.options },
      allowPositionals: true,
      strict: true,
    });
  } catch (cause) {
    throw new CommandError(exitCodes.usage, [
      cause instanceof Error ? cause.message : String(cause),
      `usage: ${command.usage}`,
    ]);
  }
}

async function runCommand(parts: CommandLineParts, command: Command, args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = parsed(command, args);
  if (values.help === true)
    return {
      exitCode: exitCodes.ok,
      lines: [`usage: ${command.usage}`, command.summary],
      json: { usage: command.usage },
    };
  const { min, max } = command.positionals;
  if (positionals.length < min || positionals.length > max) {
    const expected = min === max ? `${min}` : `${min} to ${max}`;
    throw new CommandError(exitCodes.usage, [
      `${command.name}: expected ${expected} argument${max === 1 ? '' : 's'}, got ${positionals.length}`,
      `usage: ${command.usage}`,
    ]);
  }
  const { config, data } = values as { config?: string; data?: string };
  if (config === '') throw inputError('--config', 'a file', 'nothing');
  if (data === '') throw inputError('--data', 'a folder', 'nothing');
  let session: Promise<Session> | undefined;
  const context: CommandContext = {
    values: values as CommandContext['values'],
    positionals,
    language: languageOf(values.language, parts.env),
    session: () => {
      session ??= parts.openSession({
        ...(config === undefined ? {} : { config }),
        ...(data === undefined ? {} : { data }),
      });
      return session;
    },
    notice: parts.printError,
    progress: parts.showProgress ?? (() => {}),
  };
  try {
    return await command.run(context);
  } finally {
    // A session that could not be opened has told so already.
    await session?.then(
      (opened) => opened.close(),
      () => undefined,
    );
  }
}

/**
 * Runs one command and prints its result: for people, or with `--json` one JSON object on stdout whatever happened.
 * Resolves with the exit code; never rejects for what a person, file or network can do.
 */
export async function runCommandLine(parts: CommandLineParts): Promise<number> {
  const [name, ...rest] = parts.args;
  const isJson = parts.args.includes('--json');
  const finish = (result: CommandResult): number => {
    if (isJson) parts.print(JSON.stringify(result.json));
    else for (const line of result.lines) (result.exitCode === exitCodes.ok ? parts.print : parts.printError)(line);
    return result.exitCode;
  };
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const exitCode = name === undefined ? exitCodes.usage : exitCodes.ok;
    const all = await Promise.all(parts.commands.map((entry) => entry.load()));
    return finish({ exitCode, lines: usageText(all), json: { commands: all.map(({ usage }) => usage) } });
  }
  try {
    const entry = parts.commands.find((known) => known.name === name);
    if (entry === undefined) {
      const known = parts.commands.map((one) => one.name).join(', ');
      throw inputError('command', `one of ${known}`, JSON.stringify(name));
    }
    return finish(await runCommand(parts, await entry.load(), rest));
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause;
    return finish({
      exitCode: cause.exitCode,
      lines: cause.lines,
      json: { isOk: false, error: cause.lines.join('\n') },
    });
  }
}
