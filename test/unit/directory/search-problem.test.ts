import { describe, expect, test } from 'vitest';
import { searchProblemOf } from '../../../electron/directory/search-problem.ts';
import { classifyAnswer } from '../../../electron/graph/classification.ts';
import { wordings } from '../../../renderer/languages/texts.ts';
import { languages } from '../../../shared/language.ts';
import type { Outcome } from '../../../shared/outcome.ts';

/** What a page of people means when the directory answers with this status. */
function outcomeOf(status: number, code = ''): Outcome {
  const body = new TextEncoder().encode(JSON.stringify({ error: { code } }));
  const answer = { status, headers: new Headers({ 'request-id': 'r' }), body, isWhole: true };
  return classifyAnswer(answer, { clientRequestId: 'c', nowMs: 0, canFindEmpty: false, isWrite: false }) as Outcome;
}

describe('a directory that does not answer', () => {
  test.each([
    [403, 'Authorization_RequestDenied', 'refused'],
    [403, '', 'refused'],
    [429, 'TooManyRequests', 'throttled'],
    [503, '', 'throttled'],
    [500, '', 'service-trouble'],
    [504, '', 'service-trouble'],
    [400, 'Request_UnsupportedQuery', 'not-understood'],
    [400, 'BadRequest', 'not-understood'],
    [404, 'ResourceNotFound', 'wrong-address'],
    [405, '', 'wrong-address'],
    [410, '', 'wrong-address'],
    [401, 'InvalidAuthenticationToken', 'sign-in-needed'],
    [302, '', 'offline'],
    [511, '', 'offline'],
  ] as const)('with %i %s is told as %s', (status, code, problem) => {
    expect(searchProblemOf(outcomeOf(status, code))).toBe(problem);
  });

  test('is told in words of its own in every language, and never as a missing network', () => {
    for (const language of languages) {
      const { why } = wordings[language].search;
      expect(new Set(Object.values(why)).size).toBe(Object.keys(why).length);
    }
    const { offline, ...others } = wordings.en.search.why;
    for (const words of Object.values(others)) expect(words).not.toMatch(/network/i);
    expect(offline).toMatch(/network/);
    for (const language of languages)
      expect(wordings[language].search.noneRemembered).not.toMatch(/spelling|入力を確|拼写/);
  });
});
