import type { RenewalStep } from './certificate-renewal.ts';
import { connectStepWords } from './connection-words.ts';
import type { Words } from './language.ts';

/** What each step of a renewal does, as a line of a list. */
export const renewalStepWords: Readonly<Record<RenewalStep, Words>> = {
  key: {
    en: 'Make the next key and its certificate',
    ja: '次の鍵と証明書を作る',
    'zh-Hans': '生成下一个密钥及其证书',
    ar: 'إنشاء المفتاح التالي وشهادته',
  },
  'sign-in': connectStepWords['sign-in'],
  upload: {
    en: 'Upload the certificate beside the present one',
    ja: '今の証明書と並べてアップロードする',
    'zh-Hans': '将证书上传，与现有证书并存',
    ar: 'رفع الشهادة إلى جانب الحالية',
  },
  token: {
    en: 'Sign in with the next certificate',
    ja: '次の証明書でサインインする',
    'zh-Hans': '用下一张证书登录',
    ar: 'تسجيل الدخول بالشهادة التالية',
  },
  switch: {
    en: 'Put it in the place of the present one',
    ja: '今の証明書と入れ替える',
    'zh-Hans': '替换现有证书',
    ar: 'إحلالها محل الحالية',
  },
  former: {
    en: 'Take the one before out of the registration',
    ja: '前の証明書を登録から削除する',
    'zh-Hans': '从注册中删除原证书',
    ar: 'إزالة السابقة من التسجيل',
  },
};
