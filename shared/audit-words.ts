import type { Words } from './language.ts';

/** What `kiosk audit` looks at, as it should be. The rooms' list is `electron/audit/audit-probe.ts`. */
export const auditItemWords = {
  account: {
    en: 'The station’s account may change nothing of the machine',
    ja: '端末のアカウントに管理者権限がない',
    'zh-Hans': '本机账户没有管理员权限',
    ar: 'لا يستطيع حساب المحطة تغيير شيء في الجهاز',
  },
  'app-rights': {
    en: 'The account cannot change the app',
    ja: 'アカウントからアプリを変更できない',
    'zh-Hans': '该账户无法更改应用',
    ar: 'لا يستطيع الحساب تغيير التطبيق',
  },
  'settings-rights': {
    en: 'The account cannot change the settings',
    ja: 'アカウントから設定を変更できない',
    'zh-Hans': '该账户无法更改设置',
    ar: 'لا يستطيع الحساب تغيير الإعدادات',
  },
  'data-rights': {
    en: 'No other account can read the data',
    ja: '他のアカウントからデータを読めない',
    'zh-Hans': '其他账户无法读取数据',
    ar: 'لا يستطيع أي حساب آخر قراءة البيانات',
  },
  key: {
    en: 'The key is not kept beside the photos',
    ja: '鍵が写真と同じ場所にない',
    'zh-Hans': '密钥不与照片放在一起',
    ar: 'لا يُحفظ المفتاح بجانب الصور',
  },
  restart: {
    en: 'The station is started, and again whenever it ends',
    ja: '端末が自動で起動し、終了しても再び起動する',
    'zh-Hans': '本机会自动启动，结束后会再次启动',
    ar: 'تُشغَّل المحطة تلقائيًا وتُعاد كلما انتهت',
  },
  sandbox: {
    en: 'Chromium’s sandbox works',
    ja: 'Chromium のサンドボックスが働く',
    'zh-Hans': 'Chromium 沙盒有效',
    ar: 'تعمل حماية Chromium المعزولة',
  },
  sleep: {
    en: 'The machine does not sleep',
    ja: '機器がスリープしない',
    'zh-Hans': '设备不会睡眠',
    ar: 'لا يدخل الجهاز في وضع السكون',
  },
  updates: {
    en: 'The system’s security updates come by themselves',
    ja: 'OS のセキュリティ更新が自動で入る',
    'zh-Hans': '系统安全更新会自动安装',
    ar: 'تصل تحديثات أمان النظام تلقائيًا',
  },
  'ways-out': {
    en: 'Keys of the system lead nowhere',
    ja: 'システムのキー操作で画面から抜けられない',
    'zh-Hans': '系统按键无法离开本界面',
    ar: 'لا تقود مفاتيح النظام إلى أي مكان',
  },
} as const satisfies Record<string, Words>;
