import { provisioningWords } from '../../shared/provisioning-words.ts';
import { ok } from '../../shared/result.ts';
import type { ProvisioningInput } from '../auth/credential.ts';
import { readProvisioningFile, wipeProvisioningFile } from '../auth/provisioning-file.ts';
import { type Command, type CommandContext, exitCodes, inputError } from './command.ts';
import { readSecret } from './secret-input.ts';
import { oneLine } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const modeWords: Words = {
  en: 'Only a station that signs in as an application has a credential. Set signIn.mode to application in the settings.',
  ja: '資格情報を登録できるのは、アプリケーションとしてサインインする端末だけです。設定の signIn.mode を application にしてください。',
  'zh-Hans': '只有以应用程序身份登录的本机才需要凭据。请将设置中的 signIn.mode 改为 application。',
};
const removedWords: Words = {
  en: 'The credential has been removed from this station.',
  ja: 'この端末から資格情報を削除しました。',
  'zh-Hans': '已从本机删除凭据。',
};
const keptWords: Words = {
  en: 'The credential is sealed and kept on this station. “whoami” tries it.',
  ja: '資格情報を暗号化して保管しました。whoami で確認できます。',
  'zh-Hans': '凭据已加密保存在本机。可用 whoami 进行验证。',
};
const secretPrompt: Words = {
  en: 'Client secret (not shown while you type):',
  ja: 'クライアント シークレット (入力は表示されません):',
  'zh-Hans': '客户端密码（输入时不显示）：',
};
const passphrasePrompt: Words = {
  en: 'Passphrase of the file (not shown while you type):',
  ja: 'ファイルのパスフレーズ (入力は表示されません):',
  'zh-Hans': '文件的密码短语（输入时不显示）：',
};

const notWipedWords: Words = {
  en: 'The credential is sealed and kept on this station, but its file could not be wiped. Remove it yourself:',
  ja: '資格情報は暗号化して保管しましたが、元のファイルを消去できませんでした。手動で削除してください：',
  'zh-Hans': '凭据已加密保存在本机，但未能擦除原文件。请手动删除：',
};

async function readCertificateFile(file: string): Promise<Uint8Array> {
  const read = await readProvisioningFile(file);
  if (read.kind === 'error') throw inputError(file, read.error.expected, read.error.actual);
  return read.value;
}

async function provisioningInputOf(context: CommandContext, file: string | undefined): Promise<ProvisioningInput> {
  const ask = (prompt: Words) => readSecret(prompt[context.language], context.notice);
  if (file === undefined) return { kind: 'secret', secret: (await ask(secretPrompt)) ?? '' };
  const bytes = await readCertificateFile(file);
  if (context.values.passphrase !== true) return { kind: 'file', bytes };
  return { kind: 'file', bytes, passphrase: (await ask(passphrasePrompt)) ?? '' };
}

/**
 * `provision`: hands the application's certificate (PEM or PFX) or secret over to this station, where it is kept sealed.
 * Secret and passphrase are typed or piped in, never arguments. `--wipe` removes the file once the credential is durably kept.
 */
export const provisionCommand: Command = {
  name: 'provision',
  usage: 'provision FILE [--passphrase] [--wipe] | --secret | --remove',
  summary: 'hand over the certificate (PEM, PFX) or secret that this station signs in with',
  options: {
    secret: { type: 'boolean' },
    passphrase: { type: 'boolean' },
    wipe: { type: 'boolean' },
    remove: { type: 'boolean' },
  },
  positionals: { min: 0, max: 1 },
  async run(context) {
    const { values, language } = context;
    const [file] = context.positionals;
    const asked = [file !== undefined, values.secret === true, values.remove === true].filter(Boolean).length;
    if (asked !== 1) throw inputError('provision', 'one of FILE, --secret, --remove', `${asked} of them`);
    const { signIn, settings } = await context.session();
    if (settings.signIn.mode !== 'application') return oneLine(exitCodes.usage, modeWords, language);
    if (values.remove === true) {
      await signIn.unprovision();
      return oneLine(exitCodes.ok, removedWords, language);
    }
    const kept = await signIn.provision(await provisioningInputOf(context, file));
    if (kept.kind === 'error') {
      const exitCode = kept.error === 'not-kept' ? exitCodes.failed : exitCodes.usage;
      return oneLine(exitCode, provisioningWords[kept.error], language, { problem: kept.error });
    }
    const wiped = file !== undefined && values.wipe === true ? await wipeProvisioningFile(file) : ok(undefined);
    const { thumbprintSha256 } = kept.value;
    const done =
      wiped.kind === 'ok'
        ? oneLine(exitCodes.ok, keptWords, language, { credential: kept.value })
        : oneLine(exitCodes.failed, notWipedWords, language, { credential: kept.value, notWiped: file });
    return {
      ...done,
      lines: [
        ...done.lines,
        ...(wiped.kind === 'ok' ? [] : [`${file} (${wiped.error})`]),
        ...(thumbprintSha256 === undefined ? [] : [`SHA-256: ${thumbprintSha256}`]),
      ],
    };
  },
};
