import type { Layout } from '../roster/column-mapping.ts';
import type { RowWithoutPerson } from '../roster/roster-list.ts';
import type { TableFailure, TablePlace, TableWarning, UnreadableRow } from '../roster/table.ts';
import type { Language, Words } from './terminal-language.ts';

/** The forms of lists. */
export const layoutWords: Readonly<Record<Layout, Words>> = {
  'entra-users': {
    en: 'Entra “Download users”',
    ja: 'Entra の「ユーザーのダウンロード」',
    'zh-Hans': 'Entra“下载用户”',
  },
  'entra-bulk': { en: 'Entra bulk template', ja: 'Entra の一括処理テンプレート', 'zh-Hans': 'Entra 批量模板' },
  'pspa-index': { en: 'PSPA index', ja: 'PSPA の索引', 'zh-Hans': 'PSPA 索引' },
  'person-file': { en: 'person and picture file', ja: '対象者と写真ファイル', 'zh-Hans': '人员与照片文件' },
  headings: { en: 'known by its headings', ja: '見出しから判別', 'zh-Hans': '由表头识别' },
  contents: {
    en: 'without headings, guessed by its contents',
    ja: '見出しなし、内容から推測',
    'zh-Hans': '无表头，由内容推测',
  },
  unknown: { en: 'not known', ja: '不明', 'zh-Hans': '无法识别' },
};

/** Why nothing could be read. */
export const failureWords: Readonly<Record<TableFailure['what'], Words>> = {
  empty: { en: 'The list is empty.', ja: '名簿が空です。', 'zh-Hans': '名单为空。' },
  'file-too-large': { en: 'The file is too large.', ja: 'ファイルが大きすぎます。', 'zh-Hans': '文件过大。' },
  'too-many-rows': { en: 'The list has too many rows.', ja: '行が多すぎます。', 'zh-Hans': '行数过多。' },
  'too-many-columns': {
    en: 'A row has too many columns.',
    ja: '列が多すぎる行があります。',
    'zh-Hans': '有一行列数过多。',
  },
  'cell-too-long': {
    en: 'A cell holds too much text.',
    ja: '文字数が多すぎるセルがあります。',
    'zh-Hans': '有单元格文字过长。',
  },
  'too-many-unreadable-rows': {
    en: 'Too many rows cannot be read. Is it another encoding, or no list at all?',
    ja: '読み取れない行が多すぎます。文字コードが違うか、名簿ではない可能性があります。',
    'zh-Hans': '无法读取的行过多。可能是编码不对，或者不是名单。',
  },
  'not-a-table': { en: 'This is no list.', ja: '名簿のファイルではありません。', 'zh-Hans': '这不是名单文件。' },
  encoding: { en: 'The text cannot be read.', ja: '文字を読み取れません。', 'zh-Hans': '无法读取文字。' },
  'workbook-damaged': {
    en: 'The workbook is damaged. Open it in Excel and save it again.',
    ja: 'ブックが破損しています。Excel で開いて保存し直してください。',
    'zh-Hans': '工作簿已损坏。请用 Excel 打开后重新保存。',
  },
  'workbook-too-large': {
    en: 'The workbook unpacks to too much. Save the one sheet as CSV.',
    ja: 'ブックの展開後のサイズが大きすぎます。必要なシートだけを CSV で保存してください。',
    'zh-Hans': '工作簿解压后过大。请仅将所需工作表另存为 CSV。',
  },
  'workbook-protected': {
    en: 'The workbook is encrypted. Save it without a password.',
    ja: 'ブックが暗号化されています。パスワードなしで保存してください。',
    'zh-Hans': '工作簿已加密。请去掉密码后保存。',
  },
  'old-workbook': {
    en: 'This is a workbook of before 2007. Save it as .xlsx or CSV.',
    ja: '2007 より前の形式のブックです。.xlsx か CSV で保存してください。',
    'zh-Hans': '这是 2007 年以前的工作簿格式。请另存为 .xlsx 或 CSV。',
  },
  'no-such-sheet': {
    en: 'There is no such sheet.',
    ja: 'その名前のシートがありません。',
    'zh-Hans': '没有这个工作表。',
  },
};

/** What may have been lost before the list came here; a count and the first place follow. */
export const warningWords: Readonly<Record<TableWarning['kind'], Words>> = {
  formula: {
    en: 'Cells with a formula, taken with the value that was stored',
    ja: '数式のセル（保存されている値を使います）',
    'zh-Hans': '含公式的单元格（使用其中保存的值）',
  },
  'formula-without-value': {
    en: 'Cells with a formula that was never calculated, taken as empty; open and save the workbook in Excel',
    ja: '未計算の数式のセル（空として扱います。Excel で開いて保存し直してください）',
    'zh-Hans': '公式从未计算的单元格（按空处理，请用 Excel 打开并保存）',
  },
  'error-value': { en: 'Cells with an error', ja: 'エラー値のセル', 'zh-Hans': '值为错误的单元格' },
  date: {
    en: 'Cells that are dates; a number that Excel took for a date cannot be brought back',
    ja: '日付のセル（Excel が日付とみなした番号は復元できません）',
    'zh-Hans': '日期单元格（被 Excel 当成日期的编号无法恢复）',
  },
  'number-rounded': {
    en: 'Numbers with more digits than a sheet keeps; the last digits are lost',
    ja: '桁数が多く、末尾の数字が失われた数値',
    'zh-Hans': '位数超出表格上限、末尾数字已丢失的数值',
  },
  'leading-zeros-lost': {
    en: 'Employee numbers shorter than the others; leading zeros may be lost, format the column as text',
    ja: '他より短い社員番号（先頭の 0 が失われた可能性があります。列を文字列形式にしてください）',
    'zh-Hans': '比其他短的员工编号（前导零可能已丢失，请将该列设为文本格式）',
  },
  'several-sheets': {
    en: 'Several sheets; this one is used, another with --sheet',
    ja: '複数のシート（次のシートを使います。--sheet で変更できます）',
    'zh-Hans': '有多个工作表（使用以下工作表，可用 --sheet 更换）',
  },
};

/** Why a row could not be read, or names nobody. */
export const rowWords: Readonly<Record<UnreadableRow['why'] | RowWithoutPerson['why'], Words>> = {
  'quote-not-closed': { en: 'a quote is not closed', ja: '引用符が閉じていません', 'zh-Hans': '引号未闭合' },
  'text-after-quote': {
    en: 'text after a closing quote',
    ja: '閉じ引用符の後に文字があります',
    'zh-Hans': '引号之后还有文字',
  },
  'control-characters': { en: 'control characters', ja: '制御文字が含まれています', 'zh-Hans': '含有控制字符' },
  'bytes-not-of-encoding': {
    en: 'bytes that are not of this encoding',
    ja: 'この文字コードでは読めないバイトがあります',
    'zh-Hans': '含有不属于该编码的字节',
  },
  nobody: { en: 'names nobody', ja: '対象者の記載がありません', 'zh-Hans': '没有任何人员信息' },
  'too-long': {
    en: 'a field is longer than 1024 characters',
    ja: '1024 文字を超える項目があります',
    'zh-Hans': '有字段超过 1024 个字符',
  },
};

const placeWords: Readonly<Record<Language, (place: TablePlace) => string>> = {
  en: ({ row, column }) => [row && `row ${row}`, column && `column ${column}`].filter(Boolean).join(', '),
  ja: ({ row, column }) => [row && `${row} 行目`, column && `${column} 列目`].filter(Boolean).join(' '),
  'zh-Hans': ({ row, column }) => [row && `第 ${row} 行`, column && `第 ${column} 列`].filter(Boolean).join(' '),
};

/** Where something is, as people count; empty for the whole. */
export function placeText(place: TablePlace, language: Language): string {
  return placeWords[language](place);
}
