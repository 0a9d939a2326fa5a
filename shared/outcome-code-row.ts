import type { Words } from './language.ts';
import type { OutcomeKind } from './outcome.ts';

/** Who must do something before the photo can arrive; `nobody` when it goes on by itself. */
export type Actor = 'nobody' | 'person' | 'operator' | 'admin';

/** What an outcome means to the operator or admin, and what mends it. */
export interface CodeAdvice {
  readonly actor: Actor;
  readonly meaning: Words;
  readonly whatToDo: Words;
}

/** The advice that several codes of one kind share. */
export interface CodeRow extends CodeAdvice {
  readonly kind: OutcomeKind;
  readonly codes: readonly string[];
}

/** For everything that goes on without anybody. */
export const byItself: Words = {
  en: 'Nothing to do. It is tried again by itself.',
  ja: '操作は不要です。自動でもう一度送信します。',
  'zh-Hans': '无需操作，会自动重试。',
  ar: 'لا يلزم فعل شيء. تُعاد المحاولة تلقائيًا.',
};
