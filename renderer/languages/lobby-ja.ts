import type { LobbyWording } from './lobby-wording.ts';

/** 日本語 */
export const lobbyJa: LobbyWording = {
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
