import type { SignInState } from '../../shared/sign-in-state.ts';
import { signInAdvice, signInStateWords } from '../../shared/sign-in-words.ts';
import { type CommandResult, type ExitCode, exitCodes } from './command.ts';
import type { Language, Words } from './terminal-language.ts';

/** The exit code that says what a sign-in state is worth to a script. */
export function exitCodeOf(state: SignInState): ExitCode {
  switch (state.kind) {
    case 'signed-in':
      return exitCodes.ok;
    case 'offline-with-token':
    case 'offline-without-token':
      return exitCodes.later;
    case 'needs-attention':
      return exitCodes.failed;
    case 'signed-out':
    case 'starting':
    case 'waiting-for-person':
    case 'waiting-for-browser':
      return exitCodes.signInNeeded;
  }
}

const permissionsWords: Words = { en: 'Permissions', ja: 'アクセス許可', 'zh-Hans': '权限' };
const untilWords: Words = { en: 'Token valid until', ja: 'トークンの期限', 'zh-Hans': '令牌有效期至' };
const codeWords: Words = { en: 'Code', ja: 'コード', 'zh-Hans': '代码' };
const requestWords: Words = { en: 'Correlation ID', ja: '相関 ID', 'zh-Hans': '相关 ID' };
const expiryWords: Words = {
  en: 'Days until the certificate expires',
  ja: '証明書の期限までの日数',
  'zh-Hans': '证书剩余天数',
};

/** A state as lines for people: what it is, and for a problem what to do. Names who is signed in; never a token. */
export function signInLines(state: SignInState, language: Language): string[] {
  const line = (words: Words, value: string | number) => `${words[language]}: ${value}`;
  switch (state.kind) {
    case 'signed-in':
      return [
        signInStateWords[state.kind][language],
        ...(state.account ? [`${state.account.displayName} <${state.account.userName}>`] : []),
        line(permissionsWords, state.permissions.join(', ')),
        line(untilWords, new Date(state.validUntilMs).toISOString()),
        ...(state.certificateExpiresInDays === undefined ? [] : [line(expiryWords, state.certificateExpiresInDays)]),
      ];
    case 'needs-attention':
      return [
        signInAdvice[state.problem].meaning[language],
        `→ ${signInAdvice[state.problem].whatToDo[language]}`,
        ...(state.code === undefined ? [] : [line(codeWords, state.code)]),
        ...(state.correlationId === undefined ? [] : [line(requestWords, state.correlationId)]),
      ];
    case 'offline-with-token':
      return [signInStateWords[state.kind][language], line(untilWords, new Date(state.validUntilMs).toISOString())];
    case 'signed-out':
    case 'starting':
    case 'waiting-for-person':
    case 'waiting-for-browser':
    case 'offline-without-token':
      return [signInStateWords[state.kind][language]];
  }
}

/** A state as a command's result. */
export function signInResult(state: SignInState, language: Language, more: CommandResult['json'] = {}): CommandResult {
  const exitCode = exitCodeOf(state);
  const advice = state.kind === 'needs-attention' ? { advice: signInAdvice[state.problem] } : {};
  return {
    exitCode,
    lines: signInLines(state, language),
    json: { isOk: exitCode === exitCodes.ok, signIn: state, ...advice, ...more },
  };
}

/** A result of one sentence. */
export function oneLine(
  exitCode: ExitCode,
  words: Words,
  language: Language,
  json: CommandResult['json'] = {},
): CommandResult {
  const message = words[language];
  return { exitCode, lines: [message], json: { isOk: exitCode === exitCodes.ok, message, ...json } };
}
