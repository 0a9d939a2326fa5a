import type { FieldWording } from './field-wording.ts';

/** 简体中文：输入框和屏幕键盘。 */
export const fieldZhHans: FieldWording = {
  field: {
    pasteTooLong: '没有粘贴任何内容：粘贴后会超过此栏的长度（应不超过 {{expected}} 个字符，粘贴后为 {{actual}} 个）。',
  },
  keyboard: {
    show: '显示键盘',
    hide: '收起键盘',
    label: '键盘',
    space: '空格',
    delete: '删除一个字符',
    letters: 'ABC',
    kana: 'かな',
    arabic: 'ابج',
    switchToLetters: '字母',
    switchToKana: '假名',
    switchToArabic: '切换到阿拉伯字母',
  },
};
