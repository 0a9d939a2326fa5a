import type { Words } from './language.ts';
import type { RefusalReason } from './upload-job.ts';

/** Why staff did not let a photo go: as staff choose it, and as the person is told. */
export const refusalWords: Readonly<Record<RefusalReason, { readonly operator: Words; readonly person: Words }>> = {
  'another-person': {
    operator: {
      en: 'It shows somebody else',
      ja: '別の人が写っている',
      'zh-Hans': '照片上是另一个人',
      ar: 'تُظهر شخصًا آخر',
    },
    person: {
      en: 'It does not seem to show the person whose profile it is for.',
      ja: 'プロフィールのご本人が写っていないようです。',
      'zh-Hans': '照片上似乎不是该个人资料的本人。',
      ar: 'لا يبدو أنها تُظهر صاحب الملف الشخصي.',
    },
  },
  'not-a-portrait': {
    operator: { en: 'It is no portrait', ja: '顔写真ではない', 'zh-Hans': '不是头像照片', ar: 'ليست صورة وجه' },
    person: {
      en: 'It does not show a face as a profile photo should.',
      ja: 'プロフィール写真として顔がはっきり写っていません。',
      'zh-Hans': '它没有像个人资料照片那样显示面部。',
      ar: 'لا تُظهر وجهًا كما ينبغي لصورة شخصية.',
    },
  },
  'poor-picture': {
    operator: {
      en: 'It should be taken again',
      ja: '撮り直しが必要',
      'zh-Hans': '需要重拍',
      ar: 'يجب التقاطها من جديد',
    },
    person: {
      en: 'It can be better: please take it once more.',
      ja: 'もっとよい写真にできます。もう一度撮影してください。',
      'zh-Hans': '还可以拍得更好，请再拍一次。',
      ar: 'يمكن أن تكون أفضل: يرجى التقاطها مرة أخرى.',
    },
  },
  'no-reason': {
    operator: { en: 'Without a reason', ja: '理由なし', 'zh-Hans': '不说明原因', ar: 'دون ذكر سبب' },
    person: {
      en: 'Please ask the staff.',
      ja: '詳しくはスタッフにお尋ねください。',
      'zh-Hans': '请向工作人员询问。',
      ar: 'يرجى سؤال الموظفين.',
    },
  },
};
