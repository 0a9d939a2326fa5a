import { expect, test } from 'vitest';
import { errorCodesOf } from '../../../electron/graph/error-codes.ts';

/** An answer whose message holds another one as text, with something beside its code. */
function wrapping(beside: string): unknown {
  return { error: { code: 'UnknownError', message: `{"error":{"code":"ErrorAccessDenied","beside":${beside}}}` } };
}
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const keys = (count: number) => `{${Array.from({ length: count }, (_, key) => `"${key}":0`).join()}}`;

test('the code inside the text of an unknown error counts, first', () => {
  expect(errorCodesOf(wrapping('0'))).toEqual(['ErrorAccessDenied', 'UnknownError']);
});

test.each([
  ['fourteen levels', nested(14)],
  ['four hundred keys', keys(400)],
])('and so it does with %s beside it', (_what, beside) => {
  expect(errorCodesOf(wrapping(beside))).toEqual(['ErrorAccessDenied', 'UnknownError']);
});

test.each([
  ['a level more than an error ever has', nested(15)],
  ['a million levels', nested(1_000_000)],
  ['more keys than an error ever has', keys(501)],
])('a text with %s is not looked into', (_what, beside) => {
  expect(errorCodesOf(wrapping(beside))).toEqual(['UnknownError']);
});
