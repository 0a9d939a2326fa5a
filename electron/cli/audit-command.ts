import { readFileSync } from 'node:fs';
import path from 'node:path';
import { auditItemWords } from '../../shared/audit-words.ts';
import type { Words } from '../../shared/language.ts';
import { auditStation, probesFor } from '../audit/audit.ts';
import type { AuditVerdict } from '../audit/audit-probe.ts';
import { createSystemLook } from '../audit/system-look.ts';
import { type Command, exitCodes } from './command.ts';

const marks: Readonly<Record<AuditVerdict, string>> = { pass: 'ok  ', fail: 'FAIL', note: 'note' };
const words = {
  good: {
    en: 'The system’s side is as it should be.',
    ja: 'OS 側の設定に問題はありません。',
    'zh-Hans': '系统一侧符合要求。',
    ar: 'جانب النظام كما ينبغي.',
  },
  bad: {
    en: 'The system’s side needs work. What mends a line stands below it.',
    ja: 'OS 側の設定に直すところがあります。対処は各行の下にあります。',
    'zh-Hans': '系统一侧需要修正。处理方法列在各项下方。',
    ar: 'جانب النظام يحتاج إلى إصلاح. ما يُصلح كل سطر مكتوب تحته.',
  },
} as const satisfies Record<string, Words>;

/** Where the program lies; on macOS the whole bundle. */
function appFolder(): string {
  const folder = path.dirname(process.execPath);
  return process.platform === 'darwin' ? path.resolve(folder, '../..') : folder;
}

/** Who seals the data, as the station keeps it. */
function sealerOf(dataFolder: string): string | undefined {
  try {
    return readFileSync(path.join(dataFolder, 'sealed-by.txt'), 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** `audit`: what the system around the station must add, seen from the station's own account. Changes nothing. */
export const auditCommand: Command = {
  name: 'audit',
  usage: 'audit',
  summary: 'whether account, rights, session, sleep and updates of this machine are a station’s; run as its account',
  options: {},
  positionals: { min: 0, max: 0 },
  async run({ language, session }) {
    const { dataFolder, settingsFile } = await session();
    const sealedBy = sealerOf(dataFolder);
    const findings = await auditStation(probesFor(process.platform), createSystemLook(), {
      appFolder: appFolder(),
      dataFolder,
      ...(settingsFile === undefined ? {} : { settingsFile }),
      ...(sealedBy === undefined ? {} : { sealedBy }),
    });
    const isOk = findings.every(({ verdict }) => verdict !== 'fail');
    const lines = findings.flatMap(({ item, verdict, found, fix }) => [
      `${marks[verdict]} ${auditItemWords[item][language]}: ${found}`,
      ...(fix === undefined ? [] : [`     ${fix}`]),
    ]);
    return {
      exitCode: isOk ? exitCodes.ok : exitCodes.failed,
      lines: [...lines, words[isOk ? 'good' : 'bad'][language]],
      json: { isOk, findings },
    };
  },
};
