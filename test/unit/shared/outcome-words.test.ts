import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeTable } from '../../../electron/graph/outcome-table.ts';
import { refusalCodes } from '../../../electron/graph/photo-request.ts';
import { languages, type Words } from '../../../shared/language.ts';
import { type OutcomeReport, outcomeKinds } from '../../../shared/outcome.ts';
import { explainedCodes } from '../../../shared/outcome-code-words.ts';
import { adminText, outcomeAdvice } from '../../../shared/outcome-words.ts';

const report: OutcomeReport = {
  kind: 'refused',
  status: 403,
  code: 'ForbiddenByPolicy',
  requestId: '11111111-aaaa-4bbb-8ccc-000000000000',
  clientRequestId: '22222222-aaaa-4bbb-8ccc-000000000000',
  at: '2026-11-22T08:00:00.000Z',
};

function expectWords(words: Words) {
  for (const language of languages) {
    expect(words[language].length).toBeGreaterThan(3);
    expect(words[language]).not.toMatch(/[!！]/);
  }
  expect(words.ja).toMatch(/[ぁ-んァ-ン]/);
  expect(words['zh-Hans']).toMatch(/[一-龥]/);
  expect(words['zh-Hans']).not.toMatch(/[ぁ-んァ-ン]/);
  expect(words.ar).toMatch(/\p{Script=Arabic}/u);
}

describe('the words of outcomes', () => {
  it.each(outcomeKinds)('say what %s means, what to do and who must act, in every language', (kind) => {
    const advice = outcomeAdvice({ kind });
    for (const words of [advice.person, advice.meaning, advice.whatToDo]) expectWords(words);
    expect(['nobody', 'person', 'operator', 'admin']).toContain(advice.actor);
  });

  it.each(explainedCodes)('explain $code of $kind more exactly than the kind alone', ({ kind, code }) => {
    const advice = outcomeAdvice({ kind, code });
    expectWords(advice.meaning);
    expectWords(advice.whatToDo);
    expect(advice.meaning.en).not.toBe(outcomeAdvice({ kind }).meaning.en);
    expect(outcomeAdvice({ kind, code: code.toUpperCase() })).toEqual(advice);
  });

  it('fall back to the kind for a code that nobody has seen', () => {
    expect(outcomeAdvice({ kind: 'refused', code: 'NewIn2031' })).toEqual(outcomeAdvice({ kind: 'refused' }));
  });

  it('explain every code for which an admin must act, and every refusal that the core makes itself', () => {
    const explained = new Set(explainedCodes.map(({ code }) => code));
    const refused = codeTable.filter((row) => row.kind === 'refused').flatMap((row) => row.codes);
    const own = refusalCodes.filter((code) => code !== 'target-unusable');
    expect([...refused, ...own].filter((code) => !explained.has(code))).toEqual([]);
  });

  it.each(languages)('give the admin a block with ids, time and target in %s', (language) => {
    const text = adminText(report, { kind: 'user', user: 'aoi@tidewater.example' }, language);
    for (const part of [
      'user:aoi@tidewater.example',
      '403',
      'ForbiddenByPolicy',
      report.requestId,
      report.clientRequestId,
      report.at,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(outcomeAdvice(report).whatToDo[language]);
  });

  it('put nothing but the report and the target into the block', () => {
    const label = adminText({ kind: 'offline', at: 'T' }, 'me', 'en');
    expect(label.split('\n')).toHaveLength(6);
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...outcomeKinds), (requestId, kind) => {
        const lines = adminText({ kind, requestId, at: 'T' }, 'me', 'en').split('\n');
        expect(lines.filter((line) => line.includes(requestId))).toEqual([`request-id: ${requestId}`]);
      }),
    );
  });
});
