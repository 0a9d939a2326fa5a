import type { Language, Words } from './language.ts';
import type { Layout, rowFaults, TableFailureKind, TablePlace, tableWarningKinds } from './roster-import.ts';

/** The forms of lists. */
export const layoutWords: Readonly<Record<Layout, Words>> = {
  'entra-users': {
    en: 'Entra “Download users”',
    ja: 'Entra の「ユーザーのダウンロード」',
    'zh-Hans': 'Entra“下载用户”',
    ar: '«تنزيل المستخدمين» من Entra',
  },
  'entra-bulk': {
    en: 'Entra bulk template',
    ja: 'Entra の一括処理テンプレート',
    'zh-Hans': 'Entra 批量模板',
    ar: 'قالب Entra المجمّع',
  },
  'pspa-index': { en: 'PSPA index', ja: 'PSPA の索引', 'zh-Hans': 'PSPA 索引', ar: 'فهرس PSPA' },
  'person-file': {
    en: 'person and picture file',
    ja: '対象者と写真ファイル',
    'zh-Hans': '人员与照片文件',
    ar: 'شخص وملف صورة',
  },
  headings: { en: 'known by its headings', ja: '見出しから判別', 'zh-Hans': '由表头识别', ar: 'معروفة من عناوينها' },
  contents: {
    en: 'without headings, guessed by its contents',
    ja: '見出しなし、内容から推測',
    'zh-Hans': '无表头，由内容推测',
    ar: 'بلا عناوين، مخمَّنة من محتواها',
  },
  unknown: { en: 'not known', ja: '不明', 'zh-Hans': '无法识别', ar: 'غير معروفة' },
};

/** Why nothing could be read. */
export const failureWords: Readonly<Record<TableFailureKind, Words>> = {
  empty: { en: 'The list is empty.', ja: '名簿が空です。', 'zh-Hans': '名单为空。', ar: 'القائمة فارغة.' },
  'file-too-large': {
    en: 'The file is too large.',
    ja: 'ファイルが大きすぎます。',
    'zh-Hans': '文件过大。',
    ar: 'الملف كبير جدًا.',
  },
  'text-too-long': {
    en: 'Too many characters were pasted. Save the list as a file and choose that.',
    ja: '貼り付けた文字数が多すぎます。名簿をファイルに保存して選んでください。',
    'zh-Hans': '粘贴的字符过多。请将名单保存为文件后再选择。',
    ar: 'عدد الأحرف الملصقة كبير جدًا. احفظ القائمة في ملف ثم اختره.',
  },
  'too-many-rows': {
    en: 'The list has too many rows.',
    ja: '行が多すぎます。',
    'zh-Hans': '行数过多。',
    ar: 'صفوف القائمة كثيرة جدًا.',
  },
  'too-many-columns': {
    en: 'A row has too many columns.',
    ja: '列が多すぎる行があります。',
    'zh-Hans': '有一行列数过多。',
    ar: 'في أحد الصفوف أعمدة كثيرة جدًا.',
  },
  'cell-too-long': {
    en: 'A cell holds too much text.',
    ja: '文字数が多すぎるセルがあります。',
    'zh-Hans': '有单元格文字过长。',
    ar: 'في إحدى الخلايا نص طويل جدًا.',
  },
  'too-many-unreadable-rows': {
    en: 'Too many rows cannot be read. Is it another encoding, or no list at all?',
    ja: '読み取れない行が多すぎます。文字コードが違うか、名簿ではない可能性があります。',
    'zh-Hans': '无法读取的行过多。可能是编码不对，或者不是名单。',
    ar: 'صفوف كثيرة لا يمكن قراءتها. هل الترميز مختلف، أم أنها ليست قائمة؟',
  },
  'not-a-table': {
    en: 'This is no list.',
    ja: '名簿のファイルではありません。',
    'zh-Hans': '这不是名单文件。',
    ar: 'هذه ليست قائمة.',
  },
  encoding: {
    en: 'The text cannot be read.',
    ja: '文字を読み取れません。',
    'zh-Hans': '无法读取文字。',
    ar: 'لا يمكن قراءة النص.',
  },
  'workbook-damaged': {
    en: 'The workbook is damaged. Open it in Excel and save it again.',
    ja: 'ブックが破損しています。Excel で開いて保存し直してください。',
    'zh-Hans': '工作簿已损坏。请用 Excel 打开后重新保存。',
    ar: 'المصنف تالف. افتحه في Excel واحفظه من جديد.',
  },
  'workbook-too-large': {
    en: 'The workbook unpacks to too much. Save the one sheet as CSV.',
    ja: 'ブックの展開後のサイズが大きすぎます。必要なシートだけを CSV で保存してください。',
    'zh-Hans': '工作簿解压后过大。请仅将所需工作表另存为 CSV。',
    ar: 'حجم المصنف بعد فكه كبير جدًا. احفظ الورقة المطلوبة وحدها بصيغة CSV.',
  },
  'workbook-protected': {
    en: 'The workbook is encrypted. Save it without a password.',
    ja: 'ブックが暗号化されています。パスワードなしで保存してください。',
    'zh-Hans': '工作簿已加密。请去掉密码后保存。',
    ar: 'المصنف مشفَّر. احفظه بلا كلمة مرور.',
  },
  'old-workbook': {
    en: 'This is a workbook of before 2007. Save it as .xlsx or CSV.',
    ja: '2007 より前の形式のブックです。.xlsx か CSV で保存してください。',
    'zh-Hans': '这是 2007 年以前的工作簿格式。请另存为 .xlsx 或 CSV。',
    ar: 'هذا مصنف من قبل عام 2007. احفظه بصيغة ‎.xlsx أو CSV.',
  },
  'no-such-sheet': {
    en: 'There is no such sheet.',
    ja: 'その名前のシートがありません。',
    'zh-Hans': '没有这个工作表。',
    ar: 'لا توجد ورقة بهذا الاسم.',
  },
};

/** What may have been lost before the list came here; a count and the first place follow. */
export const warningWords: Readonly<Record<(typeof tableWarningKinds)[number], Words>> = {
  formula: {
    en: 'Cells with a formula, taken with the value that was stored',
    ja: '数式のセル（保存されている値を使います）',
    'zh-Hans': '含公式的单元格（使用其中保存的值）',
    ar: 'خلايا فيها صيغة، أُخذت بقيمتها المخزنة',
  },
  'formula-without-value': {
    en: 'Cells with a formula that was never calculated, taken as empty; open and save the workbook in Excel',
    ja: '未計算の数式のセル（空として扱います。Excel で開いて保存し直してください）',
    'zh-Hans': '公式从未计算的单元格（按空处理，请用 Excel 打开并保存）',
    ar: 'خلايا فيها صيغة لم تُحسب قط، أُخذت فارغة؛ افتح المصنف في Excel واحفظه',
  },
  'error-value': {
    en: 'Cells with an error',
    ja: 'エラー値のセル',
    'zh-Hans': '值为错误的单元格',
    ar: 'خلايا فيها خطأ',
  },
  date: {
    en: 'Cells that are dates; a number that Excel took for a date cannot be brought back',
    ja: '日付のセル（Excel が日付とみなした番号は復元できません）',
    'zh-Hans': '日期单元格（被 Excel 当成日期的编号无法恢复）',
    ar: 'خلايا فيها تواريخ؛ الرقم الذي عدّه Excel تاريخًا لا يمكن استرجاعه',
  },
  'number-rounded': {
    en: 'Numbers with more digits than a sheet keeps; the last digits are lost',
    ja: '桁数が多く、末尾の数字が失われた数値',
    'zh-Hans': '位数超出表格上限、末尾数字已丢失的数值',
    ar: 'أرقام أطول مما تحفظه الورقة؛ فُقدت خاناتها الأخيرة',
  },
  'leading-zeros-lost': {
    en: 'Employee numbers shorter than the others; leading zeros may be lost, format the column as text',
    ja: '他より短い社員番号（先頭の 0 が失われた可能性があります。列を文字列形式にしてください）',
    'zh-Hans': '比其他短的员工编号（前导零可能已丢失，请将该列设为文本格式）',
    ar: 'أرقام موظفين أقصر من غيرها؛ ربما فُقدت أصفار البداية، اجعل العمود نصًا',
  },
  'several-sheets': {
    en: 'Several sheets; this one is used, another can be chosen',
    ja: '複数のシート（次のシートを使います。変更できます）',
    'zh-Hans': '有多个工作表（使用以下工作表，可更换）',
    ar: 'أوراق عدة؛ تُستخدم هذه، ويمكن اختيار غيرها',
  },
};

/** Why a row could not be read, or names nobody. */
export const rowWords: Readonly<Record<(typeof rowFaults)[number], Words>> = {
  'quote-not-closed': {
    en: 'a quote is not closed',
    ja: '引用符が閉じていません',
    'zh-Hans': '引号未闭合',
    ar: 'علامة اقتباس غير مغلقة',
  },
  'text-after-quote': {
    en: 'text after a closing quote',
    ja: '閉じ引用符の後に文字があります',
    'zh-Hans': '引号之后还有文字',
    ar: 'نص بعد علامة اقتباس مغلقة',
  },
  'control-characters': {
    en: 'control characters',
    ja: '制御文字が含まれています',
    'zh-Hans': '含有控制字符',
    ar: 'محارف تحكم',
  },
  'bytes-not-of-encoding': {
    en: 'bytes that are not of this encoding',
    ja: 'この文字コードでは読めないバイトがあります',
    'zh-Hans': '含有不属于该编码的字节',
    ar: 'بايتات ليست من هذا الترميز',
  },
  nobody: { en: 'names nobody', ja: '対象者の記載がありません', 'zh-Hans': '没有任何人员信息', ar: 'لا يسمي أحدًا' },
  'too-long': {
    en: 'a field is longer than 1024 characters',
    ja: '1024 文字を超える項目があります',
    'zh-Hans': '有字段超过 1024 个字符',
    ar: 'حقل أطول من 1024 محرفًا',
  },
};

const placeWords: Readonly<Record<Language, (place: TablePlace) => string>> = {
  en: ({ row, column }) => [row && `row ${row}`, column && `column ${column}`].filter(Boolean).join(', '),
  ja: ({ row, column }) => [row && `${row} 行目`, column && `${column} 列目`].filter(Boolean).join(' '),
  'zh-Hans': ({ row, column }) => [row && `第 ${row} 行`, column && `第 ${column} 列`].filter(Boolean).join(' '),
  ar: ({ row, column }) => [row && `الصف ${row}`, column && `العمود ${column}`].filter(Boolean).join('، '),
};

/** Where something is, as people count; empty for the whole. */
export function placeText(place: TablePlace, language: Language): string {
  return placeWords[language](place);
}
