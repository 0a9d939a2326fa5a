import { expect, test } from 'vitest';
import {
  signInErrorOfFault,
  signInErrorOfMsalError,
  signInErrorOfRefusal,
} from '../../../electron/auth/sign-in-error.ts';
import { languages } from '../../../shared/language.ts';
import { provisioningWords } from '../../../shared/provisioning-words.ts';
import { provisioningProblems, type SignInProblem, signInProblems } from '../../../shared/sign-in-state.ts';
import { signInAdvice, signInStateWords } from '../../../shared/sign-in-words.ts';

const refusal = (error: string, ...aadstsCodes: number[]) => ({ error, aadstsCodes });

test.each<[number, SignInProblem]>([
  [90002, 'unknown-tenant'],
  [700016, 'unknown-client'],
  [7000112, 'application-disabled'],
  [7000218, 'public-flow-off'],
  [7000215, 'wrong-secret'],
  [7000222, 'secret-expired'],
  [700027, 'certificate-unknown'],
  [700024, 'assertion-time'],
  [65001, 'consent-missing'],
  [90094, 'consent-missing'],
  [7000229, 'consent-missing'],
  [53003, 'conditional-access'],
  [50076, 'conditional-access'],
  [50079, 'conditional-access'],
  [50057, 'account-disabled'],
  [50055, 'password-expired'],
  [700082, 'session-expired'],
  [50173, 'session-expired'],
  [50105, 'role-missing'],
  [900382, 'wrong-cloud'],
  [99999, 'other'],
])('AADSTS%i is %s', (number, problem) => {
  expect(signInErrorOfRefusal(refusal('whatever', number))).toEqual({
    kind: 'problem',
    problem,
    code: `AADSTS${number}`,
  });
});

test.each<[string, SignInProblem]>([
  ['invalid_client', 'wrong-secret'],
  ['authorization_declined', 'declined'],
  ['access_denied', 'declined'],
  ['expired_token', 'code-expired'],
  ['invalid_grant', 'session-expired'],
  ['interaction_required', 'conditional-access'],
])('A server without numbers that says %s means %s', (error, problem) => {
  expect(signInErrorOfRefusal(refusal(error))).toMatchObject({ problem, code: error });
});

test('A refused time names the clock when the clock is known to be off, and the assertion otherwise.', () => {
  const time = refusal('invalid_client', 700024);
  expect(signInErrorOfRefusal(time, { credential: 'certificate', skewMs: -6 * 60_000 })).toMatchObject({
    problem: 'clock-wrong',
  });
  expect(signInErrorOfRefusal(time, { credential: 'certificate', skewMs: 2_000 })).toMatchObject({
    problem: 'assertion-time',
  });
  expect(signInErrorOfRefusal(time, { credential: 'certificate' })).toMatchObject({ problem: 'assertion-time' });
});

test('A wrong clock is not blamed for a wrong secret.', () => {
  const wrong = refusal('invalid_client', 7000215);
  expect(signInErrorOfRefusal(wrong, { credential: 'secret', skewMs: 3_600_000 })).toMatchObject({
    problem: 'wrong-secret',
  });
});

test('A refused certificate that is over is called expired.', () => {
  const circumstances = { credential: 'certificate', isCertificateExpired: true } as const;
  expect(signInErrorOfRefusal(refusal('invalid_client', 700027), circumstances)).toMatchObject({
    problem: 'certificate-expired',
  });
  expect(signInErrorOfRefusal(refusal('invalid_client'), { credential: 'certificate' })).toMatchObject({
    problem: 'certificate-unknown',
  });
});

test('A claims challenge keeps its claims for the next sign-in.', () => {
  const claims = '{"access_token":{}}';
  expect(signInErrorOfRefusal({ ...refusal('interaction_required'), claims })).toEqual({
    kind: 'problem',
    problem: 'claims-challenge',
    code: 'interaction_required',
    claims,
  });
});

test('Numbers that ask to come again later are busy, not a problem.', () => {
  expect(signInErrorOfRefusal(refusal('temporarily_unavailable', 90033))).toEqual({
    kind: 'busy',
    code: 'AADSTS90033',
  });
});

test('MSAL’s own refusal after a 5xx, which has an empty code, rests for its 60 seconds.', () => {
  expect(signInErrorOfMsalError({ errorCode: '' })).toEqual({
    kind: 'busy',
    code: 'msal-refusal',
    retryAfterMs: 60_000,
  });
});

test('An error without a code is an unknown problem, whatever it says.', () => {
  for (const error of [undefined, null, 'text', new Error('canary.ingrid@contoso.test'), { errorCode: 7 }]) {
    expect(signInErrorOfMsalError(error)).toEqual({ kind: 'problem', problem: 'other', code: 'internal' });
  }
  expect(signInErrorOfMsalError({ errorCode: 'constructor' })).toMatchObject({ problem: 'other' });
});

test('A certificate that is not valid now points at the clock, and passes by itself.', () => {
  expect(signInErrorOfFault({ kind: 'clock', code: 'CERT_HAS_EXPIRED' })).toMatchObject({
    problem: 'clock-wrong',
    isPassing: true,
  });
});

test('Every problem, state and provisioning problem has its own words in every language, without exclamation marks.', () => {
  const all = [
    ...signInProblems.flatMap((problem) => [signInAdvice[problem].meaning, signInAdvice[problem].whatToDo]),
    ...provisioningProblems.map((problem) => provisioningWords[problem]),
    ...Object.values(signInStateWords),
  ];
  for (const words of all) {
    for (const language of languages) {
      expect(words[language].length).toBeGreaterThan(3);
      expect(words[language]).not.toMatch(/[!!]/);
    }
    expect(words.ja).not.toBe(words.en);
    expect(words['zh-Hans']).not.toBe(words.ja);
  }
  const meanings = signInProblems.map((problem) => signInAdvice[problem].meaning.en);
  expect(new Set(meanings).size).toBe(meanings.length);
});
