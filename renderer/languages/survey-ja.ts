import type { SurveyWording } from './survey-wording.ts';

/** 日本語。写真のない人の確認。 */
export const surveyJa: SurveyWording = {
  survey: {
    open: '写真のない人',
    title: {
      roster: '写真のない人：{{name}}',
      everybody: 'ディレクトリで写真のない人',
      group: 'この端末のグループで写真のない人',
      rosters: '未終了の名簿で写真のない人',
    },
    body: 'Microsoft 365 に一人ずつ確認します。何も変更しません。',
    leftOut: '設定で検索の対象外にしている人は確認しません。',
    begin: '開始',
    pause: '一時停止',
    goOn: '続ける',
    askNew: '新しい人を確認',
    retry: '読み取れなかった人を再確認（{{count}}）',
    anew: '全員をもう一度確認',
    anewBody: '今ある結果は消えます。',
    phase: {
      none: 'まだ確認していません。',
      listing: '対象者を書き出しています',
      asking: '確認しています',
      paused: '一時停止中です。再起動した後も、続きから再開できます。',
      ended: 'その時点で対象だった全員の確認が終わりました。',
    },
    since: '開始：{{time}}',
    withoutAccount: 'アカウントが未確定のため確認しない行：{{count}}',
    stopped: '確認を中断しました。解決したら続けてください。',
    refused: '写真を読み取るには、端末のアプリに ProfilePhoto.Read.All または User.Read.All と管理者の同意が必要です。',
    unlisted:
      '対象者を読み取るには、端末のアプリに User.Read.All（グループの場合は GroupMember.Read.All）と管理者の同意が必要です。',
    unkept: 'この端末の記憶域に結果を保存できませんでした。空きを作ってから続けてください。',
    list: '確認する人',
    choose: '人を選ぶと、写真を読み取れなかった理由が表示されます。',
    askedAt: '確認日時：{{time}}',
    requestId: '要求 ID：{{id}}',
    report: '表示中の人を CSV で保存',
    toList: '写真のない人の名簿を作る（{{count}}）',
    listName: '{{name}}、写真なし',
    more: 'その他',
  },
};
