import type { BackupEntry } from '../bulk/backup-folder.ts';
import type { Restoration } from '../bulk/photo-backup.ts';
import type { Language, Words } from './terminal-language.ts';

type Said<Values> = Readonly<Record<Language, (values: Values) => string>>;

/** What a backup says of people, beside a count. */
export const backupEntryWords: Readonly<Record<BackupEntry['kind'], Words>> = {
  photo: { en: 'Have a photo', ja: '写真あり', 'zh-Hans': '有照片' },
  'no-photo': { en: 'Have no photo', ja: '写真なし', 'zh-Hans': '没有照片' },
  unread: { en: 'Could not be read', ja: '読み取れませんでした', 'zh-Hans': '无法读取' },
  'no-name': {
    en: 'Lack what files are named after',
    ja: 'ファイル名に使う項目がありません',
    'zh-Hans': '缺少用于文件名的信息',
  },
  'name-taken': {
    en: 'Have the file name of somebody else',
    ja: 'ファイル名が他の人と重複しています',
    'zh-Hans': '文件名与他人重复',
  },
};

/** What a restore says of photos, beside a count. */
export const restorationWords: Readonly<Record<Restoration['kind'] | 'queued' | 'failed', Words>> = {
  differs: { en: 'Differ from the backup', ja: 'バックアップと異なる', 'zh-Hans': '与备份不同' },
  same: { en: 'As in the backup', ja: 'バックアップと同じ', 'zh-Hans': '与备份相同' },
  damaged: {
    en: 'Missing or damaged in the backup',
    ja: 'バックアップのファイルがないか破損している',
    'zh-Hans': '备份文件缺失或已损坏',
  },
  'had-none': {
    en: 'Had no photo then, left as they are',
    ja: '当時は写真なし（そのまま）',
    'zh-Hans': '当时没有照片，保持现状',
  },
  unread: { en: 'Could not be read', ja: '読み取れませんでした', 'zh-Hans': '无法读取' },
  queued: { en: 'Saved in the queue', ja: '送信待ちに保存', 'zh-Hans': '已存入上传队列' },
  failed: { en: 'Not saved', ja: '保存できませんでした', 'zh-Hans': '未保存' },
};

/** What `backup` and `restore` say. */
export const backupWords = {
  asking: { en: 'Reading present photos', ja: '現在の写真を読み取っています', 'zh-Hans': '正在读取现有照片' },
  ended: {
    en: 'Not everybody could be asked. Run it again; whoever was read is not asked again.',
    ja: '全員には確認できませんでした。もう一度実行してください。読み取り済みの人には再度確認しません。',
    'zh-Hans': '未能查询所有人。请再次运行，已读取的人不会重复查询。',
  },
  nobody: { en: 'There is nobody to ask.', ja: '対象者がいません。', 'zh-Hans': '没有可查询的人。' },
  noBackup: {
    en: 'There is no backup in this folder.',
    ja: 'このフォルダーにバックアップはありません。',
    'zh-Hans': '该文件夹中没有备份。',
  },
  dryRun: {
    en: 'Nothing was changed. To put the photos back that differ, run it again with --queue.',
    ja: '何も変更していません。異なる写真を元に戻すには、--queue を付けてもう一度実行してください。',
    'zh-Hans': '未作任何更改。要恢复不同的照片，请加上 --queue 再次运行。',
  },
  withoutAccount: {
    en: (count) => `${count} rows of the roster have no account yet`,
    ja: (count) => `名簿のうち ${count} 行はアカウントが未確定です`,
    'zh-Hans': (count) => `名单中有 ${count} 行尚无帐户`,
  } satisfies Said<number>,
  listed: {
    en: (file) => `Who has no photo is listed in ${file}`,
    ja: (file) => `写真のない人の一覧: ${file}`,
    'zh-Hans': (file) => `没有照片的人员名单：${file}`,
  } satisfies Said<string>,
} as const;
