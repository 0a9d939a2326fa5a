import type { Language, Words } from './language.ts';
import type { OutcomeReport } from './outcome.ts';
import { outcomeAdvice } from './outcome-words.ts';
import type { SurveyAnswer } from './photo-survey.ts';
import { importColumnWords } from './picture-import-words.ts';

/** What is known of somebody's photo, beside their name or a count. */
export const surveyAnswerWords: Readonly<Record<SurveyAnswer, Words>> = {
  waiting: { en: 'Not asked yet', ja: '未確認', 'zh-Hans': '尚未查询', ar: 'لم يُسأل بعد' },
  photo: { en: 'Has a photo', ja: '写真あり', 'zh-Hans': '有照片', ar: 'توجد صورة' },
  'no-photo': { en: 'No photo', ja: '写真なし', 'zh-Hans': '没有照片', ar: 'بلا صورة' },
  unread: { en: 'Could not be read', ja: '読み取れませんでした', 'zh-Hans': '无法读取', ar: 'تعذّرت القراءة' },
};

const readingRefused: Words = {
  en: 'Microsoft 365 does not let this station read it.',
  ja: 'Microsoft 365 がこの端末に読み取りを許可していません。',
  'zh-Hans': 'Microsoft 365 不允许本机读取。',
  ar: 'لا يسمح Microsoft 365 لهذه المحطة بالقراءة.',
};

/** Why something could not be read; what else is said of outcomes speaks of photos that are sent. */
export function readingReasonText(why: OutcomeReport, language: Language): string {
  return why.kind === 'refused' ? readingRefused[language] : outcomeAdvice(why).meaning[language];
}

/** The columns of who has no photo, in their order. */
export const surveyColumnWords = {
  name: importColumnWords.name,
  userPrincipalName: importColumnWords.userPrincipalName,
  employeeNumber: importColumnWords.employeeNumber,
  objectId: importColumnWords.objectId,
  answer: { en: 'Photo', ja: '写真', 'zh-Hans': '照片', ar: 'الصورة' },
  reason: importColumnWords.reason,
  requestId: importColumnWords.requestId,
  askedAt: { en: 'Asked at', ja: '確認日時', 'zh-Hans': '查询时间', ar: 'وقت السؤال' },
} as const satisfies Readonly<Record<string, Words>>;
