import { describe, expect, it } from 'vitest';
import { terminalAdvice } from '../../../electron/cli/terminal-advice.ts';
import { languages } from '../../../shared/language.ts';
import { outcomeKinds } from '../../../shared/outcome.ts';
import { explainedCodes } from '../../../shared/outcome-code-words.ts';
import { outcomeAdvice } from '../../../shared/outcome-words.ts';

const failing = outcomeKinds.filter((kind) => kind !== 'accepted');
const reports = [
  ...failing.map((kind) => ({ kind, code: 'none of the known' })),
  ...explainedCodes.filter(({ kind }) => kind !== 'accepted'),
];

describe('what to do about an outcome at a terminal', () => {
  it.each(reports)('$kind $code: never that something is sent later, or on the operator’s screen', (report) => {
    const { whatToDo } = terminalAdvice(report);
    expect(whatToDo.en).not.toMatch(/by itself|queue|sent afterwards|operator’s screen/);
    expect(whatToDo.ja).not.toMatch(/自動|その後送られ|担当者画面/);
    expect(whatToDo['zh-Hans']).not.toMatch(/自动|工作人员界面/);
    for (const language of languages) expect(whatToDo[language]).not.toMatch(/[!！]/);
  });

  it('leaves exact advice for the admin as it is', () => {
    for (const report of [
      { kind: 'offline', code: 'CERT_HAS_EXPIRED' },
      { kind: 'refused', code: 'ForbiddenByPolicy' },
    ] as const) {
      expect(terminalAdvice(report)).toEqual(outcomeAdvice(report));
    }
  });
});
