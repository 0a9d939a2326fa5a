import path from 'node:path';
import type { Words } from '../../shared/language.ts';
import { readStationLog } from '../host/station-log.ts';
import { writeFileDurably } from '../sealing/durable-file.ts';
import { type Command, exitCodes, inputError } from './command.ts';
import { oneLine } from './sign-in-result.ts';

const doneWords: Words = {
  en: 'The log is copied. It holds no names, photos or secrets.',
  ja: 'ログをコピーしました。氏名、写真、秘密情報は含まれていません。',
  'zh-Hans': '日志已复制，其中不含姓名、照片或机密信息。',
  ar: 'تم نسخ السجل. لا يحتوي على أسماء أو صور أو أسرار.',
};
const noneWords: Words = {
  en: 'There is no log yet: this station has not run with this data folder.',
  ja: 'ログはまだありません。このデータ フォルダーで端末を起動したことがありません。',
  'zh-Hans': '尚无日志：本机还没有使用此数据文件夹运行过。',
  ar: 'لا يوجد سجل بعد: لم تعمل هذه المحطة بمجلد البيانات هذا.',
};

/** `export-log`: the station's log in one file, for whoever helps from afar. Also while the station runs. */
export const exportLogCommand: Command = {
  name: 'export-log',
  usage: 'export-log FILE',
  summary: 'copy the station’s log, oldest line first, into one file',
  options: {},
  positionals: { min: 1, max: 1 },
  async run(context) {
    const file = context.positionals[0] ?? '';
    const { dataFolder } = await context.session();
    const log = readStationLog(dataFolder);
    if (log.byteLength === 0) return oneLine(exitCodes.failed, noneWords, context.language);
    try {
      writeFileDurably(path.resolve(file), log);
    } catch (cause) {
      throw inputError('FILE', 'a file that can be written', String(cause));
    }
    return oneLine(exitCodes.ok, doneWords, context.language, { file: path.resolve(file) });
  },
};
