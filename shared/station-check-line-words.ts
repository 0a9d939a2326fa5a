import type { Words } from './language.ts';

/** What one code of one item says. */
export interface LineWords {
  /** What was found. `{name}` is filled from the line's detail. */
  readonly found: Words;
  /** What mends it; absent when nothing needs mending. */
  readonly fix?: Words;
}

/** Said of several items. */
export const network: Words = {
  en: 'Check the cable or Wi-Fi, the proxy and the firewall. The guide lists the addresses to let through.',
  ja: 'ケーブルまたは Wi-Fi、プロキシ、ファイアウォールを確認してください。通過させるアドレスはガイドにあります。',
  'zh-Hans': '请检查网线或 Wi-Fi、代理和防火墙。需要放行的地址见指南。',
  ar: 'تحقّق من الكابل أو Wi-Fi ومن خادم الوكيل وجدار الحماية. يذكر الدليل العناوين التي يجب السماح بها.',
};
/** Said of several items. */
export const notReached: LineWords = {
  found: {
    en: 'Not looked at, because something above failed.',
    ja: '上の項目が失敗したため、確認していません。',
    'zh-Hans': '因上面的项目失败，未检查。',
    ar: 'لم يُفحص، لأن شيئًا أعلاه فشل.',
  },
};
