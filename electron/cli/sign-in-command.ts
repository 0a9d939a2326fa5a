import QRCode from 'qrcode';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { SignIn } from '../auth/sign-in.ts';
import { type Command, type CommandContext, exitCodes } from './command.ts';
import { oneLine, signInResult } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const modeWords: Words = {
  en: 'Only an operator signs in here. The settings’ signIn.mode is another: an application is given its credential with “provision”, self-service happens on the screen.',
  ja: 'ここでサインインするのは担当者だけです。設定の signIn.mode が異なります。アプリケーションには provision で資格情報を登録し、セルフサービスは画面で行います。',
  'zh-Hans': '此处仅供工作人员登录。设置中的 signIn.mode 不同：应用程序请用 provision 录入凭据，自助服务在屏幕上进行。',
};
const codeWords: Words = {
  en: 'On your phone or computer, open the link and enter the code.',
  ja: 'スマートフォンやパソコンでリンクを開き、コードを入力してください。',
  'zh-Hans': '请在手机或电脑上打开链接并输入代码。',
};

function isDecided(state: SignInState): boolean {
  return !['starting', 'waiting-for-person', 'waiting-for-browser'].includes(state.kind);
}

/** Resolves when the person has acted, or time or the network has. */
function decided(signIn: SignIn): Promise<SignInState> {
  return new Promise((resolve) => {
    const look = (state: SignInState) => {
      if (!isDecided(state)) return;
      stop();
      resolve(state);
    };
    const stop = signIn.onChange(look);
    look(signIn.state());
  });
}

async function showCode(context: CommandContext, state: SignInState): Promise<void> {
  if (state.kind !== 'waiting-for-person') return;
  context.notice(codeWords[context.language]);
  context.notice(await QRCode.toString(state.verificationUrl, { type: 'utf8', errorCorrectionLevel: 'L' }));
  context.notice(`${state.verificationUrl}    ${state.userCode}`);
}

/** `sign-in`: an operator signs in by device code, shown with a QR code; the session is kept sealed for the station. */
export const signInCommand: Command = {
  name: 'sign-in',
  usage: 'sign-in',
  summary: 'sign an operator in with a code on their own phone',
  options: {},
  positionals: { min: 0, max: 0 },
  async run(context) {
    const { signIn, settings } = await context.session();
    if (settings.signIn.mode !== 'operator') return oneLine(exitCodes.usage, modeWords, context.language);
    await signIn.start({ method: 'device-code' });
    await showCode(context, signIn.state());
    return signInResult(await decided(signIn), context.language);
  },
};
