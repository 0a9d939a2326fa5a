import { runCommandLine } from '../../../electron/cli/command-line.ts';
import { commands } from '../../../electron/cli/commands.ts';
import { browserHost, openSession, type Session } from '../../../electron/cli/session.ts';
import { lendPhotoProcess } from '../../kept-process.ts';

/** What a command printed, and its exit code. */
export interface CommandRun {
  readonly exitCode: number;
  readonly out: string;
  readonly error: string;
}

/**
 * Runs one command with the real parts in this process; `onError` hears what is on standard error so far, as it comes. `changed` puts
 * parts of the test's own into its session.
 */
export async function runHere(
  args: readonly string[],
  onError: (text: string) => void = () => {},
  changed: (session: Session) => Session = (session) => session,
): Promise<CommandRun> {
  const out: string[] = [];
  const error: string[] = [];
  const exitCode = await runCommandLine({
    args,
    commands,
    env: {},
    openSession: async (options) =>
      changed(await openSession({ ...options, host: { ...browserHost, spawnPhotoProcess: lendPhotoProcess } })),
    print: (line) => out.push(line),
    printError(line) {
      error.push(line);
      onError(error.join('\n'));
    },
  });
  return { exitCode, out: out.join('\n'), error: error.join('\n') };
}
