import type { UndoWording } from './undo-wording.ts';

/** 日本語。前の写真に戻す。 */
export const undoJa: UndoWording = {
  undo: {
    notice: 'いまの写真は、暗号化して {{time}} この端末に残します。その間は係の者が元に戻せます。',
    ownNotice: 'いまの写真は、お帰りになるまでこの端末に残します。その間は元に戻せます。',
    act: { photo: '前の写真に戻す', empty: '送った写真を削除する' },
    ask: {
      title: '写真を削除しますか',
      body: '以前と同じく、写真なしに戻ります。',
      confirm: '削除する',
      keep: '残しておく',
    },
    own: { photo: '前の写真に戻す', empty: '送った写真を削除する' },
    failed: 'うまくいきませんでした。もう一度お試しください。',
    started: { photo: '前の写真に戻しています。', empty: '写真を削除しています。' },
    kept: {
      photo: '前の写真は {{time}} までこの端末に残っており、元に戻せます。',
      empty: '前の写真はありませんでした。{{time}} までは、送った写真を削除できます。',
      'cannot-remove':
        '前の写真はありませんでした。この対象の写真は Microsoft 365 では削除できないため、ここでは元に戻せません。',
      refused:
        '元に戻せません。この端末には写真を読み取る権限がなく（403）、前の写真は残っていません。IT 担当者がアプリに読み取りの権限を与えると残せるようになります。',
      unread: '元に戻せません。前の写真を時間内に読み取れませんでした。',
    },
    former: '前の写真',
    row: { 'put-back': '前の写真に戻す：{{state}}', remove: '写真の削除：{{state}}' },
    receipt: {
      'put-back': {
        unsent: '前の写真に戻しています',
        accepted: 'Microsoft 365 が前の写真を受け付けました',
        confirmed: '前の写真に戻りました',
        failed: '前の写真に戻せませんでした',
      },
      remove: {
        unsent: '写真を削除しています',
        accepted: 'Microsoft 365 が削除を受け付けました',
        confirmed: '写真を削除しました',
        failed: '写真を削除できませんでした',
      },
      body: {
        unsent: '少しだけお待ちください。いま終わると、サインアウトして新しい写真がそのまま残ります。',
        accepted: 'このまま確認を待つことも、お帰りになることもできます。終わると自動でサインアウトします。',
        confirmed: 'Microsoft 365 は前の状態に戻りました。Teams と Outlook での表示には数時間かかることがあります。',
        failed: '新しい写真がそのまま残っています。係の方をお呼びください。',
      },
      closing: 'あと {{seconds}} 秒でこの画面を閉じ、新しい写真をそのまま残します。',
      stay: '終わるまで待つ',
      leave: '新しい写真のまま終わる',
    },
  },
};
