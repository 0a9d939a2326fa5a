import type { RosterFailure } from '../roster/roster-store.ts';
import type { Language, Words } from './terminal-language.ts';

type Said<Values> = Readonly<Record<Language, (values: Values) => string>>;

interface ReadCounts {
  readonly people: number;
  readonly withoutPerson: number;
  readonly unreadable: number;
}
interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly gone: number;
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
  changes: {
    en: ({ added, changed, same, gone }) =>
      `${added} added, ${changed} changed, ${same} as before, ${gone} no longer on the list`,
    ja: ({ added, changed, same, gone }) => `追加 ${added}、変更 ${changed}、変更なし ${same}、名簿から削除 ${gone}`,
    'zh-Hans': ({ added, changed, same, gone }) => `新增 ${added}，更改 ${changed}，不变 ${same}，已不在名单上 ${gone}`,
  } satisfies Said<ChangeCounts>,
  people: {
    en: (count: number) => `${count} people`,
    ja: (count: number) => `${count} 人`,
    'zh-Hans': (count: number) => `${count} 人`,
  } satisfies Said<number>,
  closed: { en: 'closed', ja: '終了', 'zh-Hans': '已结束' },
  isClosed: {
    en: 'Closed. Its results stay; no more photos are taken for it.',
    ja: '終了しました。結果は残り、撮影はできなくなります。',
    'zh-Hans': '已结束。结果保留，不再拍照。',
  },
  isErased: {
    en: 'Erased, with its names and results.',
    ja: '氏名と結果とともに消去しました。',
    'zh-Hans': '已连同姓名和结果一并清除。',
  },
  matchedAgain: {
    en: ({ found, left }) => `${found} found now, ${left} still without an account`,
    ja: ({ found, left }) => `新たに一致 ${found}、アカウント未特定 ${left}`,
    'zh-Hans': ({ found, left }) => `这次找到 ${found}，仍无账户 ${left}`,
  } satisfies Said<{ readonly found: number; readonly left: number }>,
  none: { en: 'There are no rosters.', ja: '名簿はありません。', 'zh-Hans': '没有名单。' },
  written: {
    en: (file: string) => `Written to ${file}. It holds names: keep it as you keep personal data.`,
    ja: (file: string) => `${file} に書き出しました。氏名を含むため、個人データとして扱ってください。`,
    'zh-Hans': (file: string) => `已写入 ${file}。其中含有姓名，请按个人数据保管。`,
  } satisfies Said<string>,
  unread: {
    en: ({ damaged, newer }) => `${damaged} records are damaged, ${newer} belong to a newer version of this program`,
    ja: ({ damaged, newer }) => `破損した記録 ${damaged} 件、新しい版の記録 ${newer} 件`,
    'zh-Hans': ({ damaged, newer }) => `${damaged} 条记录已损坏，${newer} 条属于更新版本的程序`,
  } satisfies Said<{ readonly damaged: number; readonly newer: number }>,
  failures: {
    storage: {
      en: 'It could not be written to this station’s disk. Nothing was changed.',
      ja: 'この端末のディスクに書き込めませんでした。何も変更していません。',
      'zh-Hans': '无法写入本机磁盘，未作任何更改。',
    },
    'no-such-roster': {
      en: 'There is no roster of this name. `roster list` shows them.',
      ja: 'その名前の名簿はありません。`roster list` で一覧を確認できます。',
      'zh-Hans': '没有这个名单。可用 `roster list` 查看。',
    },
    'no-such-row': {
      en: 'The roster has no such person.',
      ja: '名簿にその人はいません。',
      'zh-Hans': '名单中没有此人。',
    },
    'no-such-session': {
      en: 'The roster has no such session, or it is over.',
      ja: 'その回はないか、すでに終了しています。',
      'zh-Hans': '没有这一场次，或已结束。',
    },
    'name-taken': {
      en: 'This station has a roster of this name already.',
      ja: 'この端末には同じ名前の名簿がすでにあります。',
      'zh-Hans': '本机已有同名的名单。',
    },
    'card-taken': {
      en: 'This card belongs to somebody already.',
      ja: 'このカードはすでに使われています。',
      'zh-Hans': '这张卡片已有人使用。',
    },
    'roster-closed': {
      en: 'This roster is closed. Import the list under another name.',
      ja: 'この名簿は終了しています。別の名前で取り込んでください。',
      'zh-Hans': '该名单已结束。请用其他名称导入。',
    },
    'roster-open': {
      en: 'This roster is still open. Close it first.',
      ja: 'この名簿はまだ終了していません。先に終了してください。',
      'zh-Hans': '该名单尚未结束，请先结束。',
    },
    'not-from-here': {
      en: 'In its present state this cannot be done.',
      ja: '現在の状態ではこの操作はできません。',
      'zh-Hans': '当前状态下无法执行此操作。',
    },
  } satisfies Readonly<Record<RosterFailure['kind'], Words>>,
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
