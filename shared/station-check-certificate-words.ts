import type { Words } from './language.ts';
import type { LineWords } from './station-check-line-words.ts';

const renew: Words = {
  en: 'Renew it under “Certificate” on the station’s page, or with “kiosk connect --renew”. The present one goes on until the next one works.',
  ja: '端末ページの「証明書」または kiosk connect --renew で更新してください。次の証明書が使えるまで、今の証明書が使われます。',
  'zh-Hans': '请在本机页面的“证书”中，或用 kiosk connect --renew 续订。在下一张证书可用之前，现有证书继续使用。',
  ar: 'جدّدها تحت “الشهادة” في صفحة المحطة، أو باستخدام “kiosk connect --renew”. تبقى الشهادة الحالية مستخدمة إلى أن تعمل التالية.',
};

/** What the station check says of the certificate that the station signs in with. */
export const certificateCheckWords: Readonly<Record<string, LineWords>> = {
  valid: {
    found: {
      en: 'Days until it ends: {days}.',
      ja: '期限まであと {days} 日です。',
      'zh-Hans': '距到期还有 {days} 天。',
      ar: 'الأيام المتبقية على انتهائها: {days}.',
    },
  },
  ends: {
    found: {
      en: 'Days until it ends: {days}.',
      ja: '期限まであと {days} 日です。',
      'zh-Hans': '距到期还有 {days} 天。',
      ar: 'الأيام المتبقية على انتهائها: {days}.',
    },
    fix: renew,
  },
  ended: {
    found: {
      en: 'It has ended, or this machine’s clock is wrong: nothing is sent.',
      ja: '期限が切れているか、この端末の時計が合っていません。写真は送信されません。',
      'zh-Hans': '证书已到期，或本机时钟不准：不会发送任何照片。',
      ar: 'انتهت، أو أن ساعة هذا الجهاز غير صحيحة: لا يُرسل شيء.',
    },
    fix: renew,
  },
};
