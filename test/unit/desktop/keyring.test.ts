import { expect, test } from 'vitest';
import { type RunTool, runTool, takesWallet, wouldKeyringPrompt } from '../../../electron/desktop/keyring.ts';

const login = '/org/freedesktop/secrets/collection/login';
/** A machine with these programs, whose session's bus answers so; `late`: not before the deadline. */
function machine(programs: readonly string[], alias: string | 'late', locked: string | 'late' = ''): RunTool {
  return async (program, words) => {
    if (!programs.includes(program)) return undefined;
    const answer = words.some((word) => word.endsWith('ReadAlias')) ? alias : locked;
    return answer === 'late' ? { text: '', isLate: true } : { text: answer, isLate: false };
  };
}

// As busctl 255 and dbus-send 1.14 print it.
test.each([
  ['open', machine(['busctl', 'dbus-send'], `o "${login}"\n`, 'v b false\n'), false],
  ['locked', machine(['busctl'], `o "${login}"\n`, 'v b true\n'), true],
  ['not made', machine(['busctl'], 'o "/"\n'), true],
  [
    'open, where only the bus’s own program is',
    machine(['dbus-send'], `   ${login}\n`, '   variant       boolean false\n'),
    false,
  ],
  ['locked, where only that is', machine(['dbus-send'], `   ${login}\n`, '   variant       boolean true\n'), true],
  ['not made, where only that is', machine(['dbus-send'], '   /\n'), true],
  ['silent', machine(['busctl'], 'late'), true],
  ['silent half-way', machine(['busctl'], `o "${login}"\n`, 'late'), true],
  ['not there', machine(['busctl'], ''), false],
  ['not to be asked', machine([], ''), false],
])('a keyring that is %s is known before Chromium could ask it', async (_name, run, prompts) => {
  expect(await wouldKeyringPrompt(run)).toBe(prompts);
});

test('a program that is not there is told from one that fails', async () => {
  expect(await runTool('no-such-program-of-the-kiosk', [])).toBeUndefined();
  expect(await runTool(process.execPath, ['-e', 'console.log("said"); process.exit(3)'])).toEqual({
    text: 'said\n',
    isLate: false,
  });
});

test.each([
  [{ XDG_CURRENT_DESKTOP: 'KDE' }, true],
  [{ XDG_CURRENT_DESKTOP: 'plasma-mobile:KDE' }, true],
  [{ XDG_CURRENT_DESKTOP: 'ubuntu:GNOME', KDE_FULL_SESSION: 'true' }, false],
  [{ DESKTOP_SESSION: 'plasma' }, true],
  [{ DESKTOP_SESSION: 'xfce' }, false],
  [{ KDE_FULL_SESSION: 'true' }, true],
  [{}, false],
])('in a session of %o Chromium takes KWallet: %s', (env, isWallet) => {
  expect(takesWallet(env)).toBe(isWallet);
});
