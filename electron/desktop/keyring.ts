import { execFile } from 'node:child_process';

/** What a program said before its deadline; `undefined`: it is not on this machine. `isLate`: it was ended. */
export type RunTool = (
  program: string,
  words: readonly string[],
) => Promise<{ readonly text: string; readonly isLate: boolean } | undefined>;

/** Longer than any service takes to be started. */
const answerLimitMs = 5_000;

export const runTool: RunTool = (program, words) =>
  new Promise((resolve) => {
    execFile(program, [...words], { timeout: answerLimitMs, killSignal: 'SIGKILL' }, (error, text) =>
      resolve(error?.code === 'ENOENT' ? undefined : { text, isLate: error?.signal === 'SIGKILL' }),
    );
  });

/** Desktops by the names that Chromium knows. */
const knownDesktops = 'Unity Deepin GNOME X-Cinnamon KDE Pantheon XFCE UKUI LXQt'.split(' ');

/**
 * Whether Chromium would take KWallet, which no keyring of the Secret Service then stands for: in a session of KDE (Chromium,
 * `base/nix/xdg_util.cc` and `key_storage_util_linux.cc`).
 */
export function takesWallet(env: Readonly<Record<string, string | undefined>>): boolean {
  const known = env.XDG_CURRENT_DESKTOP?.split(':').find((name) => knownDesktops.includes(name.trim()));
  if (known !== undefined) return known.trim() === 'KDE';
  if (/^(kde|plasma)/.test(env.DESKTOP_SESSION ?? '')) return true;
  return env.GNOME_DESKTOP_SESSION_ID === undefined && env.KDE_FULL_SESSION !== undefined;
}

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

async function ask(question: Question, run: RunTool) {
  for (const { program, words } of tools) {
    const answer = await run(program, words(question));
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/**
 * Whether the keyring of this session (Secret Service API) would ask somebody for a password before it gives a key: it is locked, not yet
 * made, or does not answer. The question itself opens no dialog. Chromium asks for its own key while it starts, and stands still until
 * somebody has typed; so this is asked before, and answered within ten seconds. `false` where there is no keyring to ask.
 */
export async function wouldKeyringPrompt(run: RunTool = runTool): Promise<boolean> {
  const alias = await ask(
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
  const locked = await ask(
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

/** Whether the key store that Chromium would take in this session would ask somebody for a password; no other system's does. */
export async function wouldAskForPassword(): Promise<boolean> {
  return process.platform === 'linux' && !takesWallet(process.env) && (await wouldKeyringPrompt());
}
