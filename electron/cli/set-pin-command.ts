import { readFile, stat } from 'node:fs/promises';
import { textOfBytes } from '../../shared/text-bytes.ts';
import { hashPin, shortestPinLength } from '../operator/operator-pin.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { type Command, type CommandResult, exitCodes, inputError, textOption } from './command.ts';
import { readSecret } from './secret-input.ts';
import { oneLine } from './sign-in-result.ts';
import type { Language, Words } from './terminal-language.ts';

const promptWords: Words = {
  en: 'New operator PIN, at least 6 characters (not shown while you type):',
  ja: '担当者の新しい PIN、6 文字以上 (入力は表示されません):',
  'zh-Hans': '新的工作人员 PIN，至少 6 个字符（输入时不显示）：',
};
const setWords: Words = {
  en: 'The PIN is set. It holds from the next start of the station.',
  ja: 'PIN を設定しました。次に端末を起動したときから有効です。',
  'zh-Hans': 'PIN 已设置，下次启动本机时生效。',
};
const removedWords: Words = {
  en: 'The PIN has been removed. Anybody at the screen can open the operator’s pages after the next start.',
  ja: 'PIN を削除しました。次の起動からは、誰でも担当者の画面を開けます。',
  'zh-Hans': 'PIN 已删除。下次启动后，任何人都可打开工作人员页面。',
};
const noFileWords: Words = {
  en: 'There is no settings file yet. Add this line under "station" of the one you make:',
  ja: '設定ファイルがまだありません。作成するファイルの "station" に次の行を加えてください：',
  'zh-Hans': '尚无设置文件。请在新建文件的 "station" 下添加以下一行：',
};

const notWrittenWords: Words = {
  en: 'The settings file could not be written. Run this as an account that may change it, or add this line under its "station" yourself:',
  ja: '設定ファイルに書き込めませんでした。変更できるアカウントで実行するか、ファイルの "station" に次の行をご自身で加えてください：',
  'zh-Hans': '无法写入设置文件。请用有权更改它的账户运行此命令，或自行在其 "station" 下添加以下一行：',
};
const faultWords: Readonly<Record<Language, (file: string, fault: string) => string>> = {
  en: (file, fault) =>
    `The settings file ${file} could not be written (${fault}). Nothing was changed. Mend that, then run this again.`,
  ja: (file, fault) =>
    `設定ファイル ${file} に書き込めませんでした (${fault})。何も変更していません。原因を解消してから、もう一度実行してください。`,
  'zh-Hans': (file, fault) => `无法写入设置文件 ${file}（${fault}）。未做任何更改。请排除原因后重新运行。`,
};
/** Another account, or an administrator, could write it. */
const faultsOfRights = ['EACCES', 'EPERM', 'EROFS'];
const notRemovedWords: Words = {
  en: 'The settings file could not be written. Run this as an account that may change it, or remove "operatorPinHash" from it yourself.',
  ja: '設定ファイルに書き込めませんでした。変更できるアカウントで実行するか、ファイルから "operatorPinHash" をご自身で削除してください。',
  'zh-Hans': '无法写入设置文件。请用有权更改它的账户运行此命令，或自行从中删除 "operatorPinHash"。',
};

/** The first line of a file, for a terminal that passes nothing on (an installed app on Windows). */
async function pinOf(file: string): Promise<string | undefined> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw inputError('--file', 'a file with the PIN as its first line', String(cause));
  });
  return textOfBytes(bytes)?.split(/\r?\n/)[0];
}

/** The settings file with another PIN hash, everything else as it was. */
function withPin(text: string, operatorPinHash: string | undefined): string {
  const { station, ...others } = JSON.parse(text) as { station?: Record<string, unknown> };
  const { operatorPinHash: _, ...kept } = station ?? {};
  const next = operatorPinHash === undefined ? kept : { ...kept, operatorPinHash };
  return `${JSON.stringify({ ...others, station: next }, undefined, 2)}\n`;
}

/** For somebody to write into the file by hand. */
function withLine(result: CommandResult, hash: string): CommandResult {
  return { ...result, lines: [...result.lines, `"operatorPinHash": ${JSON.stringify(hash)}`] };
}

/** Why the file is as it was, and what to do: nobody's rights mend a full disk. */
export function notWritten(
  {
    settingsFile,
    cause,
    hash,
  }: { readonly settingsFile: string; readonly cause: unknown; readonly hash?: string | undefined },
  language: Language,
): CommandResult {
  const facts = { settingsFile, cause: String(cause) };
  const fault = (cause as NodeJS.ErrnoException).code ?? String(cause);
  if (!faultsOfRights.includes(fault)) {
    const lines = [faultWords[language](settingsFile, fault)];
    return { exitCode: exitCodes.failed, lines, json: { isOk: false, ...facts } };
  }
  if (hash === undefined) return oneLine(exitCodes.failed, notRemovedWords, language, facts);
  return withLine(oneLine(exitCodes.failed, notWrittenWords, language, { ...facts, operatorPinHash: hash }), hash);
}

/** `set-pin`: writes the scrypt hash of a typed or piped PIN into the settings file; the PIN itself is kept nowhere. */
export const setPinCommand: Command = {
  name: 'set-pin',
  usage: 'set-pin [--file FILE] [--remove]',
  summary: 'set or remove the PIN of the operator’s screens',
  options: { remove: { type: 'boolean' }, file: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  async run(context) {
    const { language } = context;
    const { settingsFile } = await context.session();
    const isRemoved = context.values.remove === true;
    let hash: string | undefined;
    if (!isRemoved) {
      const file = textOption(context.values, 'file');
      const ask = () => readSecret(promptWords[language], context.notice);
      const pin = (await (file === undefined ? ask() : pinOf(file))) ?? '';
      if (pin.length < shortestPinLength || pin.length > 64)
        throw inputError('PIN', `${shortestPinLength} to 64 characters`, `${pin.length}`);
      hash = await hashPin(pin);
    }
    if (settingsFile === undefined) {
      if (hash === undefined) return oneLine(exitCodes.ok, removedWords, language);
      return withLine(oneLine(exitCodes.failed, noFileWords, language, { operatorPinHash: hash }), hash);
    }
    const { mode } = await stat(settingsFile);
    const changed = withPin(textOfBytes(await readFile(settingsFile)) ?? '', hash);
    try {
      writeFileDurably(settingsFile, Buffer.from(changed), { mode: mode & 0o777 });
    } catch (cause) {
      return notWritten({ settingsFile, cause, hash }, language);
    }
    return oneLine(exitCodes.ok, isRemoved ? removedWords : setWords, language, { settingsFile });
  },
};
