import type { CheckItem } from './station-check.ts';
import { type LineWords, notReached } from './station-check-line-words.ts';

/** Said of what only the moment kept from being looked at. `{meaning}` is the outcome's, in words. */
const notNow: LineWords = {
  found: {
    en: 'Could not be tried just now. {meaning}',
    ja: '今は確認できませんでした。{meaning}',
    'zh-Hans': '目前无法检查。{meaning}',
    ar: 'تعذّرت التجربة الآن. {meaning}',
  },
  fix: {
    en: 'Run the check again in a few minutes.',
    ja: '数分後にもう一度チェックしてください。',
    'zh-Hans': '请几分钟后重新检查。',
    ar: 'أعد الفحص بعد بضع دقائق.',
  },
};

/** What the check says of the tenant itself: its photo policy, and one photo read as a test. */
export const tenantCheckWords = {
  'photo-policy': {
    'not-reached': notReached,
    cloud: {
      found: {
        en: 'Photos may be changed in the cloud.',
        ja: 'クラウドで写真を変更できます。',
        'zh-Hans': '可在云端更改照片。',
        ar: 'يمكن تغيير الصور في السحابة.',
      },
    },
    'on-premises': {
      found: {
        en: 'The tenant takes photos from its own servers only. Every upload will be refused.',
        ja: 'テナントは自社サーバーの写真だけを使う設定です。アップロードはすべて拒否されます。',
        'zh-Hans': '租户只接受本地服务器的照片。所有上传都会被拒绝。',
        ar: 'لا يقبل المستأجر إلا صور خوادمه. سيُرفض كل إرسال.',
      },
      fix: {
        en: 'Set “source” of photoUpdateSettings to “cloud”. It takes up to 24 hours.',
        ja: 'photoUpdateSettings の source を cloud にしてください。反映まで最長 24 時間かかります。',
        'zh-Hans': '请将 photoUpdateSettings 的 source 设为 cloud，最多需 24 小时生效。',
        ar: 'اضبط “source” في photoUpdateSettings على “cloud”. قد يستغرق ذلك 24 ساعة.',
      },
    },
    'roles-limited': {
      found: {
        en: 'Only {roles} role(s) may change photos in this tenant.',
        ja: 'このテナントで写真を変更できるロールは {roles} 個に限られています。',
        'zh-Hans': '此租户仅允许 {roles} 个角色更改照片。',
        ar: 'عدد الأدوار التي يحق لها تغيير الصور في هذا المستأجر: {roles}.',
      },
      fix: {
        en: 'Make sure the operator has one of the allowedRoles of photoUpdateSettings.',
        ja: '担当者が photoUpdateSettings の allowedRoles のいずれかを持つことを確認してください。',
        'zh-Hans': '请确认工作人员拥有 photoUpdateSettings 的 allowedRoles 之一。',
        ar: 'تأكد من أن للموظف أحد الأدوار allowedRoles في photoUpdateSettings.',
      },
    },
    'not-now': notNow,
    'unknown-source': {
      found: {
        en: 'The tenant names a source that this station does not know: {source}',
        ja: 'テナントの source に、この端末が知らない値が設定されています：{source}',
        'zh-Hans': '租户的 source 设置为本机不认识的值：{source}',
        ar: 'يذكر المستأجر مصدرًا لا تعرفه هذه المحطة: {source}',
      },
    },
    'not-readable': {
      found: {
        en: 'Not readable with this station’s permissions, which is all right.',
        ja: '端末の権限では読み取れませんが、問題ありません。',
        'zh-Hans': '本机权限无法读取，这没有问题。',
        ar: 'غير قابلة للقراءة بأذونات هذه المحطة، ولا بأس بذلك.',
      },
    },
    'not-in-api': {
      found: {
        en: 'The Outlook API has no such policy.',
        ja: 'Outlook API にこのポリシーはありません。',
        'zh-Hans': 'Outlook API 没有此策略。',
        ar: 'ليس في واجهة Outlook سياسة كهذه.',
      },
    },
  },
  'test-read': {
    'not-reached': notReached,
    read: {
      found: {
        en: 'A photo {widthPx} px wide was read.',
        ja: '幅 {widthPx} px の写真を読み取れました。',
        'zh-Hans': '已读取一张宽 {widthPx} 像素的照片。',
        ar: 'قُرئت صورة عرضها {widthPx} بكسل.',
      },
    },
    'no-photo': {
      found: {
        en: 'Works; the person has no photo yet.',
        ja: '読み取れます。その人の写真はまだありません。',
        'zh-Hans': '可以读取；此人尚无照片。',
        ar: 'تعمل، وليس للشخص صورة بعد.',
      },
    },
    'not-now': notNow,
    failed: {
      found: {
        en: 'Failed. {meaning}',
        ja: '失敗しました。{meaning}',
        'zh-Hans': '失败。{meaning}',
        ar: 'فشلت. {meaning}',
      },
      fix: {
        en: 'See the permissions above; the code and request id help Microsoft’s support.',
        ja: '上の権限を確認してください。コードと要求 ID で Microsoft のサポートに問い合わせできます。',
        'zh-Hans': '请查看上面的权限；可凭代码和请求 ID 联系 Microsoft 支持。',
        ar: 'راجع الأذونات أعلاه. يفيد الرمز ومعرّف الطلب دعم Microsoft.',
      },
    },
    'directory-failed': {
      found: {
        en: 'The directory could not be read. {meaning}',
        ja: 'ディレクトリを読み取れません。{meaning}',
        'zh-Hans': '无法读取目录。{meaning}',
        ar: 'تعذّرت قراءة الدليل. {meaning}',
      },
      fix: {
        en: 'Grant User.Read.All (for an operator’s sign-in User.ReadBasic.All is enough), so that people can be found.',
        ja: '人を検索できるように User.Read.All を付与してください (担当者のサインインでは User.ReadBasic.All で足ります)。',
        'zh-Hans': '请授予 User.Read.All（由工作人员登录时 User.ReadBasic.All 即可），以便查找人员。',
        ar: 'امنح User.Read.All (ويكفي User.ReadBasic.All لتسجيل دخول الموظف) ليمكن العثور على الأشخاص.',
      },
    },
    'nobody-to-read': {
      found: {
        en: 'Nobody to read a photo of.',
        ja: '読み取る対象がありません。',
        'zh-Hans': '没有可读取照片的人。',
        ar: 'لا يوجد من تُقرأ صورته.',
      },
    },
  },
} as const satisfies Partial<Record<CheckItem, Readonly<Record<string, LineWords>>>>;
