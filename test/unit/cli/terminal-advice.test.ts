import { describe, expect, it } from 'vitest';
import { readingAdvice } from '../../../electron/cli/reading-advice.ts';
import { terminalAdvice } from '../../../electron/cli/terminal-advice.ts';
import { type Language, languages, type Words } from '../../../shared/language.ts';
import { type OutcomeKind, outcomeKinds } from '../../../shared/outcome.ts';
import { explainedCodes } from '../../../shared/outcome-code-words.ts';
import { outcomeAdvice } from '../../../shared/outcome-words.ts';

const failing = outcomeKinds.filter((kind) => kind !== 'accepted');
const reports = [
  ...failing.map((kind) => ({ kind, code: 'none of the known' })),
  ...explainedCodes.filter(({ kind }) => kind !== 'accepted'),
];

describe('what an outcome means to a command that only reads', () => {
  // Those that a present photo, a person or a list can be answered with.
  const reading = reports.filter(({ kind }) =>
    ['offline', 'throttled', 'transient', 'sign-in-needed', 'refused'].includes(kind),
  );

  it.each(reading)('$kind $code: nothing of photos that are sent, kept or changed, or of a text below', (report) => {
    const { meaning, whatToDo } = readingAdvice(report);
    // That nothing was sent is true of reading too.
    const told = (words: Words, language: Language) =>
      words[language].replace(/so nothing was sent|API sends|Exchange Online|何も送信|未发送任何/, '');
    expect(told(meaning, 'en') + told(whatToDo, 'en')).not.toMatch(/\bsen[dt]|kept|chang|upload|queue|below/);
    expect(told(meaning, 'ja') + told(whatToDo, 'ja')).not.toMatch(/送信|送られ|変更|保管|保存|下の/);
    expect(told(meaning, 'zh-Hans') + told(whatToDo, 'zh-Hans')).not.toMatch(/发送|更改|保留|下方/);
  });
});

describe('what a code says exactly stays with a command that only reads', () => {
  const told = (kind: OutcomeKind, code: string) => {
    const { meaning, whatToDo } = readingAdvice({ kind, code });
    return `${meaning.en} ${whatToDo.en}`;
  };

  it.each([
    ['refused', 'ErrorAccessDenied', /application access policy/],
    ['refused', 'accessdenied', /application access policy/],
    ['refused', 'Authorization_IdentityDisabled', /is disabled.*Enable it/],
    ['refused', 'ForbiddenByPolicy', /policy of the tenant.*administrative unit/],
    ['refused', 'RequestContextMissingUser', /no photo of its own.*Name a user/],
    ['refused', 'Authorization_RequestDenied', /lacks the permission, or .* the role/],
    ['sign-in-needed', 'insufficient_claims', /stronger or newer sign-in/],
    ['transient', 'answer-unreadable', /not what the photo API sends.*tell your admin/],
  ] as const)('%s %s', (kind, code, words) => expect(told(kind, code)).toMatch(words));

  it('and one that nobody knows blames no permission', () => {
    expect(told('refused', 'none of the known')).toMatch(/check: where a permission is missing/);
  });

  it('in the fields of every advice, and no others', () => {
    for (const report of explainedCodes) {
      expect(Object.keys(readingAdvice(report)).sort()).toEqual(Object.keys(terminalAdvice(report)).sort());
    }
  });

  it('in every language', () => {
    for (const { kind, code } of explainedCodes) {
      const { meaning, whatToDo } = readingAdvice({ kind, code });
      for (const words of [meaning, whatToDo]) {
        expect(new Set(languages.map((language) => words[language])).size).toBe(languages.length);
      }
    }
  });
});

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
