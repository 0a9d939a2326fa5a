import type { LobbyWording } from './lobby-wording.ts';

/** 日本語 */
export const lobbyJa: LobbyWording = {
  badge: {
    attract: '社員証をリーダーにかざすと始まります。',
    title: '社員証をかざしてください',
    reader: '社員証をリーダーにかざしてください。',
    readerOrCode: '社員証をリーダーに、または QR コードやバーコードをカメラにかざしてください。',
    camera: 'カメラはコードだけを読み取ります。画像は保存しません。',
    picture: 'コードをかざすためのカメラ映像',
    noCamera: 'カメラが起動しません。リーダーを使うか、スタッフにお尋ねください。',
    looking: '確認しています',
    useCode: 'コードをかざす',
    nextByCode: '次の方：コードをかざす',
    byName: '氏名で探す',
    problem: {
      unknown: {
        title: 'この社員証は登録されていません',
        body: 'もう一度かざしてください。それでも読み取れないときは、スタッフにお知らせください。',
      },
      offline: {
        title: 'ネットワークに接続できません',
        body: 'この社員証の情報が端末になく、今は問い合わせることもできません。時間をおいてお試しください。',
      },
      busy: { title: '少しお待ちください', body: '短い間に何度もかざされました。1 分ほどおいてからお試しください。' },
      trouble: { title: 'この社員証を確認できませんでした', body: 'もう一度試すか、スタッフにお尋ねください。' },
    },
  },
  today: { counts: '今日：{{saved}} 件保存、うち {{confirmed}} 件は登録を確認' },
  approval: {
    section: '確認待ち',
    sectionCount: '件の写真が確認待ち',
    title: '送信する前に写真を確認してください',
    body: '許可した写真は、横に表示されている方のプロフィールへ送信されます。',
    list: '確認待ちの写真',
    none: '確認待ちの写真はありません。新しい写真は自動で表示されます。',
    failed: '写真を読み込めませんでした。',
    now: '現在',
    more: 'これらの確認が済むと、残りの {{count}} 件を表示します',
    approve: '送信を許可',
    approveNamed: '送信を許可：{{name}} さん',
    refuse: '送信しない',
    refuseNamed: '送信しない：{{name}} さん',
    refuseAsk: '理由を選んでください。ご本人に伝えられ、写真は削除されます。',
    keep: '戻る',
    approveAll: '{{count}} 件すべて許可',
    approveAllAsk: {
      title: 'すべての写真の送信を許可しますか',
      body: '横に表示されている方へ送信されます。同じ方の写真が複数あるときは、最新の 1 枚だけを送信します。',
      confirm: 'すべて許可',
      keep: 'まだ許可しない',
    },
    approved: '{{count}} 件の送信を許可しました',
    refused: 'この写真は送信されません。削除しました。',
    problem: '完了できませんでした。もう一度お試しください。',
    gone: 'この写真はすでに処理されています。',
  },
};
