import QRCode from 'qrcode';
import type { Connection } from '../../shared/connection.ts';
import type { Words } from '../../shared/language.ts';
import type { CommandContext } from './command.ts';
import type { Words as TerminalWords } from './terminal-language.ts';

const codeWords: TerminalWords = {
  en: 'The administrator opens this address on their own phone or computer, signs in and types the code:',
  ja: '管理者がスマートフォンやパソコンで次のアドレスを開き、サインインしてコードを入力します：',
  'zh-Hans': '请管理员在自己的手机或电脑上打开此地址，登录并输入代码：',
};

/** What is under way, as far as a terminal tells it. */
interface Followed<Step extends string> {
  readonly steps: readonly { readonly step: Step; readonly state: string }[];
  readonly code?: Connection['code'];
}

/** Tells each step once as it begins, and every code with its QR code. */
export function followSteps<Step extends string>(
  context: CommandContext,
  work: { onChange(listener: (state: Followed<Step>) => void): unknown },
  words: Readonly<Record<Step, Words>>,
): void {
  const { language } = context;
  let told: Step | undefined;
  let code: string | undefined;
  work.onChange(({ steps, code: shown }) => {
    const doing = steps.find(({ state }) => state === 'doing')?.step;
    if (doing !== undefined && doing !== told) context.notice(`· ${words[doing][language]}`);
    told = doing ?? told;
    if (shown === undefined || shown.userCode === code) return;
    code = shown.userCode;
    context.notice(codeWords[language]);
    void QRCode.toString(shown.verificationUrl, { type: 'utf8', errorCorrectionLevel: 'L' }).then((qr) => {
      context.notice(qr);
      context.notice(`${shown.verificationUrl}    ${shown.userCode}`);
    });
  });
}
