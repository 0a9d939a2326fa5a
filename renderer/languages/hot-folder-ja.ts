import type { HotFolderWording } from './hot-folder-wording.ts';

/** 日本語。フォルダーに届くカメラの写真。 */
export const hotFolderJa: HotFolderWording = {
  hotFolder: {
    title: 'だれのものでもない写真：{{number}}',
    choose: '一覧で、だれの写真かを選んでください。',
    use: '{{name}} さんに使う',
    leaveOut: '使わない',
    leaveOutAsk: {
      title: 'この写真を使いませんか',
      body: 'この端末では、もう表示しません。ファイルはカメラのフォルダーに残ります。',
      confirm: '使わない',
      keep: '表示したままにする',
    },
    more: 'ほかに {{number}} 枚。',
    picture: '{{time}} の写真',
    gone: 'カメラのフォルダーを読み取れません（設定の station.hotFolder）。その間は、この端末のカメラで撮影できます。',
    unreadable: 'フォルダーの中の、写真として読み取れないファイル：{{number}}',
    failed: 'うまくいきませんでした。もう一度お試しください。',
    camera: '大きいカメラで撮った写真は、自動でここに表示されます。',
  },
};
