import type { FieldWording } from './field-wording.ts';

/** العربية: حقول الكتابة ولوحة المفاتيح على الشاشة. */
export const fieldAr: FieldWording = {
  field: {
    pasteTooLong:
      'لم يُلصق شيء: سيصبح النص أطول مما يتسع له هذا الحقل (الحد الأقصى {{expected}} حرفًا، وبعد اللصق {{actual}}).',
  },
  keyboard: {
    show: 'إظهار لوحة المفاتيح',
    hide: 'إخفاء لوحة المفاتيح',
    label: 'لوحة المفاتيح',
    space: 'مسافة',
    delete: 'حذف آخر حرف',
    letters: 'ABC',
    kana: 'かな',
    arabic: 'ابج',
    switchToLetters: 'حروف لاتينية',
    switchToKana: 'كانا',
    switchToArabic: 'حروف عربية',
  },
};
