import { type Command, exitCodes } from './command.ts';
import { oneLine } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const doneWords: Words = {
  en: 'Signed out. Nothing of the account is left on this station.',
  ja: 'サインアウトしました。この端末にアカウントの情報は残っていません。',
  'zh-Hans': '已退出登录。本机不再保留该帐户的任何信息。',
};
const applicationWords: Words = {
  en: 'This station signs in as an application, so nobody can be signed out. “provision --remove” removes its credential.',
  ja: 'この端末はアプリケーションとしてサインインするため、サインアウトはありません。資格情報の削除は provision --remove です。',
  'zh-Hans': '本机以应用程序身份登录，无需退出。要删除其凭据，请使用 provision --remove。',
};

/** `sign-out`: removes the operator's session from this station. */
export const signOutCommand: Command = {
  name: 'sign-out',
  usage: 'sign-out',
  summary: 'sign the operator out and remove the kept session',
  options: {},
  positionals: { min: 0, max: 0 },
  async run(context) {
    const { signIn, settings } = await context.session();
    if (settings.signIn.mode === 'application') return oneLine(exitCodes.usage, applicationWords, context.language);
    await signIn.signOut();
    return oneLine(exitCodes.ok, doneWords, context.language);
  },
};
