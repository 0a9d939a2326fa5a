import type { Language } from '../../shared/language.ts';

type Said<Values> = Readonly<Record<Language, (values: Values) => string>>;

interface ReadCounts {
  readonly people: number;
  readonly withoutPerson: number;
  readonly unreadable: number;
}
interface MatchCounts {
  readonly matched: number;
  readonly ambiguous: number;
  readonly unmatched: number;
  readonly duplicate: number;
}

/** What `roster …` says. */
export const rosterWords = {
  layout: { en: 'Layout', ja: '形式', 'zh-Hans': '格式' },
  encoding: { en: 'Encoding', ja: '文字コード', 'zh-Hans': '编码' },
  guessed: { en: 'guessed', ja: '推測', 'zh-Hans': '推测' },
  else: { en: 'else', ja: '他の候補', 'zh-Hans': '其他可能' },
  delimiter: { en: 'Delimiter', ja: '区切り文字', 'zh-Hans': '分隔符' },
  sheet: { en: 'Sheet', ja: 'シート', 'zh-Hans': '工作表' },
  columns: { en: 'Columns', ja: '列', 'zh-Hans': '列' },
  firstRows: { en: 'First people', ja: '先頭の対象者', 'zh-Hans': '前几位' },
  noColumns: {
    en: 'No column tells people apart. Name them: --map employeeNumber=1 --map displayName=2',
    ja: '対象者を特定できる列がありません。--map employeeNumber=1 --map displayName=2 のように指定してください。',
    'zh-Hans': '没有可识别人员的列。请指定：--map employeeNumber=1 --map displayName=2',
  },
  dryRun: {
    en: 'Nothing was changed (--dry-run).',
    ja: '何も変更していません (--dry-run)。',
    'zh-Hans': '未作任何更改 (--dry-run)。',
  },
  templateWritten: {
    en: 'Written. Fill in one person a row; a name, a number or an address is enough.',
    ja: '書き出しました。1 行に 1 人ずつ記入してください。氏名・番号・アドレスのいずれかがあれば十分です。',
    'zh-Hans': '已写出。每行填写一人；有姓名、编号或地址之一即可。',
  },
  directoryUnread: {
    en: 'The directory could not be read, so nobody was matched. Nothing was changed.',
    ja: 'ディレクトリを読み取れなかったため、照合していません。何も変更していません。',
    'zh-Hans': '无法读取目录，因此未进行匹配，未作任何更改。',
  },
  counts: {
    en: ({ people, withoutPerson, unreadable }) =>
      `${people} people, ${withoutPerson} rows that name nobody, ${unreadable} rows that cannot be read`,
    ja: ({ people, withoutPerson, unreadable }) =>
      `対象者 ${people} 人、対象者のない行 ${withoutPerson}、読み取れない行 ${unreadable}`,
    'zh-Hans': ({ people, withoutPerson, unreadable }) =>
      `${people} 人，${withoutPerson} 行没有人员，${unreadable} 行无法读取`,
  } satisfies Said<ReadCounts>,
  matches: {
    en: ({ matched, ambiguous, unmatched, duplicate }) =>
      `${matched} matched, ${ambiguous} ambiguous, ${unmatched} not found, ${duplicate} rows for somebody who is there already`,
    ja: ({ matched, ambiguous, unmatched, duplicate }) =>
      `一致 ${matched}、要確認 ${ambiguous}、該当なし ${unmatched}、同じ人の重複行 ${duplicate}`,
    'zh-Hans': ({ matched, ambiguous, unmatched, duplicate }) =>
      `匹配 ${matched}，待确认 ${ambiguous}，未找到 ${unmatched}，同一人的重复行 ${duplicate}`,
  } satisfies Said<MatchCounts>,
  unmatched: { en: 'not found', ja: '該当なし', 'zh-Hans': '未找到' },
  sameAs: {
    en: (rows: string) => `the same person as row ${rows}`,
    ja: (rows: string) => `${rows} 行目と同じ人`,
    'zh-Hans': (rows: string) => `与第 ${rows} 行为同一人`,
  } satisfies Said<string>,
  nameAlone: {
    en: 'Look once at those who were found by their name alone.',
    ja: '氏名のみで一致した人は、念のため確認してください。',
    'zh-Hans': '仅凭姓名匹配的人，请核对一次。',
  },
  more: {
    en: (count: number) => `… and ${count} more (all of them with --json)`,
    ja: (count: number) => `… ほか ${count} 件 (--json ですべて表示)`,
    'zh-Hans': (count: number) => `… 还有 ${count} 条（用 --json 查看全部）`,
  } satisfies Said<number>,
};
