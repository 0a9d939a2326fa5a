import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { signInErrorOfRefusal } from '../../../electron/auth/sign-in-error.ts';
import { commands } from '../../../electron/cli/commands.ts';
import { signInProblems } from '../../../shared/sign-in-state.ts';

const guide = readFileSync('docs/sign-in.md', 'utf8');
const rows = [...guide.matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| ([A-Z0-9, ]*)\|/gm)].map(
  ([, names = '', codes = '']) => ({
    problems: [...names.matchAll(/`([a-z-]+)`/g)].map((hit) => hit[1]),
    numbers: [...codes.matchAll(/AADSTS(\d+)/g)].map((hit) => Number(hit[1])),
  }),
);

test('The guide names every problem, and every code in it leads to its problem.', () => {
  expect(new Set(rows.flatMap(({ problems }) => problems))).toEqual(new Set(signInProblems));
  for (const { problems, numbers } of rows) {
    for (const number of numbers) {
      const signInError = signInErrorOfRefusal(
        { error: 'invalid_grant', aadstsCodes: [number] },
        { credential: 'certificate', isCertificateExpired: problems.includes('certificate-expired') },
      );
      expect(signInError.kind === 'problem' && problems).toContain(
        signInError.kind === 'problem' ? signInError.problem : undefined,
      );
    }
  }
});

test('Every command in the guide is there.', () => {
  const named = [...guide.matchAll(/npm run kiosk -- ([a-z-]+)/g)].map((hit) => hit[1]);
  expect(named.length).toBeGreaterThan(5);
  for (const name of named) expect(commands.map((command) => command.name)).toContain(name);
});
