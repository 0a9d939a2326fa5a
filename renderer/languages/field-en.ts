/** English: fields that are typed in, and the keyboard on the screen. */
export const fieldEn = {
  field: {
    pasteTooLong:
      'Nothing was pasted: the text would become too long for this field (expected ≤ {{expected}} characters, found {{actual}}).',
  },
  keyboard: {
    show: 'Show keyboard',
    hide: 'Hide keyboard',
    label: 'Keyboard',
    space: 'Space',
    delete: 'Delete the last character',
    letters: 'ABC',
    kana: 'かな',
    arabic: 'ابج',
    switchToLetters: 'Letters',
    switchToKana: 'Kana',
    switchToArabic: 'Arabic letters',
  },
} as const;
