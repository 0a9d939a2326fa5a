import { expect, test } from 'vitest';
import { type RunTool, wouldKeyringPrompt } from '../../../electron/desktop/keyring.ts';

const login = '/org/freedesktop/secrets/collection/login';
/** A machine with these programs, whose session's bus answers so; `late`: not before the deadline. */
function machine(programs: readonly string[], alias: string | 'late', locked: string | 'late' = ''): RunTool {
  return (program, words) => {
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
])('a keyring that is %s is known before Chromium could ask it', (_name, run, prompts) => {
  expect(wouldKeyringPrompt(run)).toBe(prompts);
});
