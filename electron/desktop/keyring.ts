import { spawnSync } from 'node:child_process';

/** What a program said before its deadline; `undefined`: it is not on this machine. `isLate`: it was ended. */
export type RunTool = (
  program: string,
  words: readonly string[],
) => { readonly text: string; readonly isLate: boolean } | undefined;

/** Longer than any service takes to be started. */
const answerLimitMs = 5_000;

/** Waits for the program's end: nothing of Chromium may run before the answer is known. */
export const runTool: RunTool = (program, words) => {
  const { error, stdout, signal } = spawnSync(program, words, {
    encoding: 'utf8',
    timeout: answerLimitMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const isMissing = error !== undefined && 'code' in error && error.code === 'ENOENT';
  return isMissing ? undefined : { text: stdout ?? '', isLate: signal === 'SIGKILL' };
};

interface Question {
  readonly path: string;
  readonly call: string;
  readonly words: readonly string[];
  /** The types of the words, as `busctl` wants them. */
  readonly signature: string;
}

const service = 'org.freedesktop.secrets';
/** Both come with the system's own bus programs; one of them is there wherever a keyring can be. */
const tools: readonly { readonly program: string; readonly words: (question: Question) => readonly string[] }[] = [
  {
    program: 'busctl',
    words: ({ path, call, words, signature }) => {
      const at = call.lastIndexOf('.');
      return ['--user', 'call', service, path, call.slice(0, at), call.slice(at + 1), signature, ...words];
    },
  },
  {
    program: 'dbus-send',
    words: ({ path, call, words }) => {
      const typed = words.map((word) => `string:${word}`);
      return ['--session', '--print-reply=literal', `--dest=${service}`, path, call, ...typed];
    },
  },
];

function ask(question: Question, run: RunTool) {
  for (const { program, words } of tools) {
    const answer = run(program, words(question));
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/**
 * Whether the keyring of this session (Secret Service API) would ask somebody for a password before it gives a key: it is locked, not yet
 * made, or does not answer. The question itself opens no dialog. Chromium asks for its own key while it starts, and stands still until
 * somebody has typed; so this is asked before, and answered within ten seconds. `false` where there is no keyring to ask.
 */
export function wouldKeyringPrompt(run: RunTool = runTool): boolean {
  const alias = ask(
    {
      path: '/org/freedesktop/secrets',
      call: 'org.freedesktop.Secret.Service.ReadAlias',
      words: ['default'],
      signature: 's',
    },
    run,
  );
  if (alias === undefined) return false;
  if (alias.isLate) return true;
  const path = /(?:^|[\s"])(\/[\w/]*)/.exec(alias.text)?.[1];
  if (path === undefined) return false;
  // No keyring is the default one: one would be made, with a password that somebody has to choose.
  if (path === '/') return true;
  const locked = ask(
    {
      path,
      call: 'org.freedesktop.DBus.Properties.Get',
      words: ['org.freedesktop.Secret.Collection', 'Locked'],
      signature: 'ss',
    },
    run,
  );
  return locked !== undefined && (locked.isLate || /\btrue\b/.test(locked.text));
}
