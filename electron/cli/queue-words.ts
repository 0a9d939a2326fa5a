import { refusalWords } from '../../shared/refusal-words.ts';
import type { AttentionReason, FormerOffer, JobStateKind, UndoKind, UploadJob } from '../../shared/upload-job.ts';
import type { Language, Words } from './terminal-language.ts';

interface Counts {
  readonly waiting: number;
  readonly accepted: number;
  /** Parked, or failing for long. */
  readonly attention: number;
}

/** What `queue …` says. */
export const queueWords = {
  inUse: {
    en: 'The station is running and keeps its queue to itself. Use its operator screens, or stop it first.',
    ja: '端末が動作中のため、送信待ちの写真を開けません。担当者の画面を使うか、先に端末を終了してください。',
    'zh-Hans': '本机正在运行，上传队列由它独占。请使用工作人员页面，或先停止本机。',
  },
  notOpened: {
    en: 'The queue cannot be opened from here. Nothing was changed.',
    ja: 'ここからは送信待ちの写真を開けません。何も変更していません。',
    'zh-Hans': '无法在此打开上传队列，未作任何更改。',
  },
  notFound: {
    en: 'There is no such upload. `queue list --filter all` shows them.',
    ja: 'その送信は見つかりません。`queue list --filter all` で一覧を確認できます。',
    'zh-Hans': '没有这个上传任务。可用 `queue list --filter all` 查看。',
  },
  notNow: {
    en: 'In its present state this cannot be done.',
    ja: '現在の状態ではこの操作はできません。',
    'zh-Hans': '当前状态下无法执行此操作。',
  },
  failed: { en: 'It did not work.', ja: '完了できませんでした。', 'zh-Hans': '操作未完成。' },
  retried: {
    en: 'It is tried again when the station runs.',
    ja: '端末が動作を始めると、もう一度送信します。',
    'zh-Hans': '本机运行后会重新尝试。',
  },
  retriedSome: {
    en: (count: number) => `The disk cannot be written. Tried again when the station runs: ${count}`,
    ja: (count: number) => `ディスクに書き込めませんでした。端末の動作開始後にもう一度送信：${count} 件`,
    'zh-Hans': (count: number) => `无法写入磁盘。本机运行后重新尝试：${count} 张`,
  } satisfies Record<Language, (count: number) => string>,
  withdrawn: {
    en: 'Withdrawn. The photo is erased from this station.',
    ja: '取り消しました。写真はこの端末から消去されました。',
    'zh-Hans': '已撤回，照片已从本机删除。',
  },
  putBack: {
    en: 'The former photo is put back when the station runs.',
    ja: '端末が動作を始めると、前の写真に戻します。',
    'zh-Hans': '本机运行后会换回之前的照片。',
  },
  removed: {
    en: 'There was no photo before. The one that was sent is removed when the station runs.',
    ja: '前の写真はありませんでした。端末が動作を始めると、送信した写真を削除します。',
    'zh-Hans': '之前没有照片。本机运行后会删除已发送的照片。',
  },
  wouldPutBack: {
    en: 'The former photo is kept here and would be put back.',
    ja: '前の写真はこの端末に残っており、元に戻せます。',
    'zh-Hans': '之前的照片还保留在本机，可以换回。',
  },
  wouldRemove: {
    en: 'There was no photo before. The one that was sent would be removed.',
    ja: '前の写真はありませんでした。送信した写真を削除できます。',
    'zh-Hans': '之前没有照片。可以删除已发送的照片。',
  },
  nothingToUndo: {
    en: 'No former photo is kept for this upload: its time is over, a newer photo has come, or it has not been sent.',
    ja: 'この送信より前の写真は残っていません。保存期間が過ぎたか、新しい写真があるか、まだ送信していません。',
    'zh-Hans': '本机没有为此上传保留之前的照片：保留时间已过、已有更新的照片，或尚未发送。',
  },
  cannotRemove: {
    en: 'There was no photo before, and Microsoft 365 does not let the photo of this target be removed.',
    ja: '前の写真はありませんでした。この対象の写真は、Microsoft 365 では削除できません。',
    'zh-Hans': '之前没有照片，而 Microsoft 365 不允许删除此对象的照片。',
  },
  formerUnread: {
    en: 'The former photo could not be read before this one was sent, so it cannot be put back.',
    ja: '送信前に前の写真を読み取れなかったため、元に戻せません。',
    'zh-Hans': '发送前未能读取之前的照片，因此无法换回。',
  },
  approved: {
    en: (count: number) => `Let go, and sent when the station runs: ${count}`,
    ja: (count: number) => `送信を許可しました（端末の動作開始後に送信）：${count} 件`,
    'zh-Hans': (count: number) => `已批准，本机运行后发送：${count}`,
  } satisfies Record<Language, (count: number) => string>,
  refused: {
    en: 'Not let go. The photo is erased from this station.',
    ja: '送信を許可しませんでした。写真はこの端末から消去されました。',
    'zh-Hans': '未批准。照片已从本机删除。',
  },
  passphrase: {
    en: 'Passphrase of the file, at least 8 characters (not shown while you type):',
    ja: 'ファイルのパスフレーズ、8 文字以上 (入力は表示されません):',
    'zh-Hans': '文件口令，至少 8 个字符（输入时不显示）：',
  },
  exported: {
    en: 'Written. The photos stay on this station too, until they are withdrawn.',
    ja: '書き出しました。写真は取り消すまでこの端末にも残ります。',
    'zh-Hans': '已写出。照片仍保留在本机，直到撤回。',
  },
  sound: {
    en: 'All is well: every photo that was called saved is accounted for.',
    ja: '問題ありません。保存済みの写真はすべて確認できました。',
    'zh-Hans': '一切正常：每张已保存的照片都有着落。',
  },
  unsound: {
    en: 'Something is damaged or missing:',
    ja: '破損または欠落が見つかりました：',
    'zh-Hans': '发现损坏或缺失：',
  },
  newer: {
    en: (count: number) =>
      `${count} saved by a newer version of the program: kept as they are, not sent, until that version runs here again.`,
    ja: (count: number) =>
      `新しいバージョンのプログラムが保存した写真が ${count} 件あります。そのまま保管し、そのバージョンに戻すまで送信しません。`,
    'zh-Hans': (count: number) => `有 ${count} 张照片由更新版本的程序保存：原样保留，在恢复该版本之前不会发送。`,
  } satisfies Record<Language, (count: number) => string>,
  damagedFormers: {
    en: (count: number) =>
      `Former photos that are not what was kept: ${count}. They cannot be put back; the photos that replaced them are not touched by this.`,
    ja: (count: number) =>
      `保管時と内容が異なる前の写真：${count} 件。元に戻すことはできません。置き換えた新しい写真には影響ありません。`,
    'zh-Hans': (count: number) => `与保留时不一致的之前的照片：${count} 张。无法换回；取代它们的新照片不受影响。`,
  } satisfies Record<Language, (count: number) => string>,
  counts: {
    en: ({ waiting, accepted, attention }: Counts) =>
      `${waiting} waiting, ${accepted} accepted and not yet confirmed, ${attention} need attention`,
    ja: ({ waiting, accepted, attention }: Counts) =>
      `送信待ち ${waiting}、受付済み・確認待ち ${accepted}、要対応 ${attention}`,
    'zh-Hans': ({ waiting, accepted, attention }: Counts) =>
      `等待 ${waiting}，已接受待确认 ${accepted}，需要处理 ${attention}`,
  } satisfies Record<Language, (counts: Counts) => string>,
  more: {
    en: (count: number) => `… and ${count} more`,
    ja: (count: number) => `… ほか ${count} 件`,
    'zh-Hans': (count: number) => `… 还有 ${count} 个`,
  } satisfies Record<Language, (count: number) => string>,
};

const attentionWords: Readonly<Record<AttentionReason, Words>> = {
  'keeps-failing': { en: 'keeps failing', ja: '失敗が続いています', 'zh-Hans': '一直失败' },
  'cut-off': {
    en: 'cut off while others pass',
    ja: 'ほかは送れるのに途切れます',
    'zh-Hans': '其他照片能发送，唯独它中断',
  },
};

const stateWords: Readonly<Record<JobStateKind, Words>> = {
  waiting: { en: 'waiting', ja: '送信待ち', 'zh-Hans': '等待' },
  sending: { en: 'sending', ja: '送信中', 'zh-Hans': '发送中' },
  accepted: { en: 'accepted', ja: '受付済み', 'zh-Hans': '已接受' },
  confirmed: { en: 'confirmed', ja: '確認済み', 'zh-Hans': '已确认' },
  parked: { en: 'needs attention', ja: '要対応', 'zh-Hans': '需要处理' },
  superseded: { en: 'replaced by a newer photo', ja: '新しい写真に置き換え', 'zh-Hans': '已被更新的照片取代' },
  withdrawn: { en: 'withdrawn', ja: '取り消し', 'zh-Hans': '已撤回' },
};

const undoWords: Readonly<Record<UndoKind, Words>> = {
  'put-back': { en: 'puts the former photo back', ja: '前の写真に戻す', 'zh-Hans': '换回之前的照片' },
  remove: { en: 'removes the photo', ja: '写真を削除する', 'zh-Hans': '删除照片' },
};

/** Why nothing can be undone although something is known of what was there. */
export function undoRefusalWords({ kind }: FormerOffer): Words {
  return kind === 'unread' ? queueWords.formerUnread : queueWords.cannotRemove;
}

/** One job on one line: id, time, state, what it undoes, target, name. */
export function jobLine(job: UploadJob, language: Language): string {
  const { state, attention } = job;
  const why =
    state.kind === 'parked'
      ? state.reason
      : state.kind === 'withdrawn'
        ? state.refusedFor && refusalWords[state.refusedFor].operator[language]
        : attention && attentionWords[attention][language];
  const reason = why === undefined ? '' : ` (${why})`;
  const savedAt = new Date(job.savedAtMs).toISOString().slice(0, 16).replace('T', ' ');
  const undoes = job.undoes === undefined ? '' : undoWords[job.undoes][language];
  const stands = `${stateWords[state.kind][language]}${reason}`;
  return [job.id.slice(0, 8), savedAt, stands, undoes, job.target, job.personName]
    .filter((part) => part !== '')
    .join('  ');
}
