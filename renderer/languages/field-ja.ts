import type { FieldWording } from './field-wording.ts';

/** 日本語。入力欄と画面のキーボード。 */
export const fieldJa: FieldWording = {
  field: {
    pasteTooLong: '貼り付けませんでした。この欄には長すぎます (上限 {{expected}} 文字、貼り付け後 {{actual}} 文字)。',
  },
  keyboard: {
    show: 'キーボードを表示',
    hide: 'キーボードを隠す',
    label: 'キーボード',
    space: '空白',
    delete: '1 文字消す',
    letters: 'ABC',
    kana: 'かな',
    arabic: 'ابج',
    switchToLetters: '英字に切り替える',
    switchToKana: 'かなに切り替える',
    switchToArabic: 'アラビア文字に切り替える',
  },
};
