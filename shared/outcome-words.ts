import type { Language, Words } from './language.ts';
import type { OutcomeKind, OutcomeReport } from './outcome.ts';
import { byItself, type CodeAdvice } from './outcome-code-row.ts';
import { codeAdvice } from './outcome-code-words.ts';
import { lackAdvice } from './outcome-lack-words.ts';
import { printTarget, type Target } from './target.ts';

/** An outcome's advice, with what the photographed person is told. */
export interface OutcomeAdvice extends CodeAdvice {
  readonly person: Words;
}

const safe: Words = {
  en: 'Your photo is safe on this station. It goes to Microsoft 365 by itself. You can go.',
  ja: '写真はこの端末に保存されています。自動で Microsoft 365 に送られます。このままお帰りいただけます。',
  'zh-Hans': '您的照片已安全保存在本机，会自动发送到 Microsoft 365。您可以离开了。',
  ar: 'صورتك محفوظة في هذه المحطة، وستُرسَل إلى Microsoft 365 تلقائيًا. يمكنك الانصراف.',
};
const kept: Words = {
  en: 'Your photo is kept on this station. The operator has been shown what to do.',
  ja: '写真はこの端末に保管されています。担当者に対処方法が表示されています。',
  'zh-Hans': '您的照片保留在本机。处理方法已显示给工作人员。',
  ar: 'صورتك محفوظة في هذه المحطة، وقد عُرض على الموظف المسؤول ما يجب فعله.',
};
const keptForAdmin: Words = {
  en: 'The photo is kept. Your IT team has been shown what to do.',
  ja: '写真は保管されています。IT 担当者に対処方法が表示されています。',
  'zh-Hans': '照片已保留。处理方法已显示给 IT 人员。',
  ar: 'الصورة محفوظة، وقد عُرض على فريق تقنية المعلومات ما يجب فعله.',
};
/** What each kind means when its code says no more. Closed over the union: a new kind does not compile without words. */
export const kindAdvice: Readonly<Record<OutcomeKind, OutcomeAdvice>> = {
  accepted: {
    actor: 'nobody',
    person: {
      en: 'Microsoft 365 has taken your photo. It is being checked.',
      ja: 'Microsoft 365 が写真を受け取りました。確認しています。',
      'zh-Hans': 'Microsoft 365 已收到您的照片，正在确认。',
      ar: 'استلم Microsoft 365 صورتك، ويجري التحقق منها.',
    },
    meaning: {
      en: 'Microsoft 365 accepted the photo. It has not been read back yet.',
      ja: 'Microsoft 365 が写真を受け付けました。読み戻しの確認はまだです。',
      'zh-Hans': 'Microsoft 365 已接受照片，尚未读回核对。',
      ar: 'قبِل Microsoft 365 الصورة، ولم تُقرأ منه بعد للتحقق.',
    },
    whatToDo: {
      en: 'Nothing to do. The station reads the photo back and compares it.',
      ja: '操作は不要です。端末が写真を読み戻して照合します。',
      'zh-Hans': '无需操作。本机会读回照片并进行比对。',
      ar: 'لا يلزم فعل شيء. تقرأ المحطة الصورة من جديد وتقارنها.',
    },
  },
  offline: {
    actor: 'nobody',
    person: safe,
    meaning: {
      en: 'Microsoft 365 could not be reached from this station.',
      ja: 'この端末から Microsoft 365 に接続できませんでした。',
      'zh-Hans': '本机无法连接到 Microsoft 365。',
      ar: 'تعذّر الوصول إلى Microsoft 365 من هذه المحطة.',
    },
    whatToDo: {
      en: 'Check the network of this station. The photo is sent by itself when the network is back.',
      ja: '端末のネットワークを確認してください。復旧すると写真は自動で送られます。',
      'zh-Hans': '请检查本机网络。网络恢复后照片会自动发送。',
      ar: 'تحقّق من شبكة هذه المحطة. تُرسَل الصورة تلقائيًا عند عودة الشبكة.',
    },
  },
  throttled: {
    actor: 'nobody',
    person: safe,
    meaning: {
      en: 'Microsoft 365 asks this station to slow down.',
      ja: 'Microsoft 365 から送信の間隔を空けるよう求められています。',
      'zh-Hans': 'Microsoft 365 要求本机放慢发送速度。',
      ar: 'يطلب Microsoft 365 من هذه المحطة أن تتمهّل.',
    },
    whatToDo: {
      en: 'Nothing to do. The whole queue waits as long as Microsoft 365 asks, then goes on.',
      ja: '操作は不要です。指定された時間だけ全体の送信を待ち、その後再開します。',
      'zh-Hans': '无需操作。整个队列会按 Microsoft 365 的要求等待，然后继续。',
      ar: 'لا يلزم فعل شيء. تنتظر الصور كلها المدة التي يطلبها Microsoft 365 ثم يستمر الإرسال.',
    },
  },
  transient: {
    actor: 'nobody',
    person: safe,
    meaning: {
      en: 'Microsoft 365 had a problem of its own with this request.',
      ja: 'Microsoft 365 側の一時的な問題で処理できませんでした。',
      'zh-Hans': 'Microsoft 365 自身出现暂时问题，未能处理此请求。',
      ar: 'واجه Microsoft 365 مشكلة من جانبه في هذا الطلب.',
    },
    whatToDo: byItself,
  },
  'sign-in-needed': {
    actor: 'operator',
    person: safe,
    meaning: {
      en: 'The station is not signed in, or its sign-in is no longer accepted.',
      ja: '端末がサインインしていないか、サインインが無効になっています。',
      'zh-Hans': '本机未登录，或登录已失效。',
      ar: 'المحطة غير مسجّلة الدخول، أو لم يعد تسجيل دخولها مقبولًا.',
    },
    whatToDo: {
      en: 'Sign the station in on the operator’s screen. Every photo is kept and sent afterwards.',
      ja: '担当者画面でサインインしてください。写真はすべて保管され、その後送られます。',
      'zh-Hans': '请在工作人员界面登录。所有照片都会保留，登录后自动发送。',
      ar: 'سجّل دخول المحطة من شاشة الموظفين. تُحفظ كل الصور وتُرسَل بعد ذلك.',
    },
  },
  refused: {
    actor: 'admin',
    person: {
      en: 'Your company does not let this station change photos. The photo is kept; your IT team has been shown what to do.',
      ja: '会社の設定により、この端末からは写真を変更できません。写真は保管され、IT 担当者に対処方法が表示されています。',
      'zh-Hans': '贵公司不允许本机更改照片。照片已保留，处理方法已显示给 IT 人员。',
      ar: 'لا تسمح شركتك لهذه المحطة بتغيير الصور. الصورة محفوظة، وقد عُرض على فريق تقنية المعلومات ما يجب فعله.',
    },
    meaning: {
      en: 'Microsoft 365 refused the change.',
      ja: 'Microsoft 365 が変更を拒否しました。',
      'zh-Hans': 'Microsoft 365 拒绝了此更改。',
      ar: 'رفض Microsoft 365 هذا التغيير.',
    },
    whatToDo: {
      en: 'Run the station check, compare its permissions with the guide, then retry. The code and request id below tell Microsoft’s support what happened.',
      ja: '端末チェックを実行し、権限をガイドと照合してから再試行してください。下のコードと要求 ID で Microsoft のサポートに問い合わせできます。',
      'zh-Hans': '请运行本机检查，将权限与指南对照，然后重试。可凭下方代码和请求 ID 联系 Microsoft 支持。',
      ar: 'شغّل فحص المحطة وقارن أذوناتها بالدليل ثم أعد المحاولة. يوضّح الرمز ومعرّف الطلب أدناه لدعم Microsoft ما حدث.',
    },
  },
  'no-such-target': {
    actor: 'operator',
    person: kept,
    meaning: {
      en: 'Microsoft 365 does not know this person, group, team or contact.',
      ja: 'この人、グループ、チーム、または連絡先は Microsoft 365 に見つかりません。',
      'zh-Hans': 'Microsoft 365 中找不到此人、组、团队或联系人。',
      ar: 'لا يعرف Microsoft 365 هذا الشخص أو المجموعة أو الفريق أو جهة الاتصال.',
    },
    whatToDo: {
      en: 'Check the id. A new account can take a few minutes to appear everywhere: retry then.',
      ja: 'ID を確認してください。新しいアカウントは反映に数分かかります。少し待って再試行してください。',
      'zh-Hans': '请检查 ID。新帐户可能需要几分钟才会生效，届时再重试。',
      ar: 'تحقّق من المعرّف. قد يستغرق ظهور الحساب الجديد بضع دقائق، فأعد المحاولة بعدها.',
    },
  },
  'no-mailbox': {
    actor: 'admin',
    person: keptForAdmin,
    meaning: {
      en: 'This account has no mailbox in the cloud, so its photo cannot be kept there.',
      ja: 'このアカウントにはクラウドのメールボックスがないため、写真を保存できません。',
      'zh-Hans': '此帐户没有云邮箱，无法在那里保存照片。',
      ar: 'ليس لهذا الحساب صندوق بريد في السحابة، فلا يمكن حفظ صورته فيها.',
    },
    whatToDo: {
      en: 'Assign a licence with Exchange Online and wait until the mailbox exists, then retry. If the mailbox is on your own Exchange server, set the photo there.',
      ja: 'Exchange Online を含むライセンスを割り当て、メールボックスの作成後に再試行してください。自社の Exchange にある場合は、そちらで写真を設定してください。',
      'zh-Hans':
        '请分配包含 Exchange Online 的许可证，待邮箱创建后重试。若邮箱位于本地 Exchange 服务器，请在那里设置照片。',
      ar: 'عيّن ترخيصًا يشمل Exchange Online وانتظر إنشاء صندوق البريد ثم أعد المحاولة. وإذا كان صندوق البريد على خادم Exchange لديكم، فعيّن الصورة هناك.',
    },
  },
  'picture-refused': {
    actor: 'operator',
    person: {
      en: 'Microsoft 365 did not take this picture. Please take a new one.',
      ja: 'この写真は Microsoft 365 で受け付けられませんでした。もう一度撮影してください。',
      'zh-Hans': 'Microsoft 365 未接受这张照片。请重新拍摄。',
      ar: 'لم يقبل Microsoft 365 هذه الصورة. يرجى التقاط صورة جديدة.',
    },
    meaning: {
      en: 'Microsoft 365 did not accept the picture itself.',
      ja: 'Microsoft 365 が画像そのものを受け付けませんでした。',
      'zh-Hans': 'Microsoft 365 未接受该图片本身。',
      ar: 'لم يقبل Microsoft 365 ملف الصورة نفسه.',
    },
    whatToDo: {
      en: 'Take the photo again. If it happens again, send the text below to your admin.',
      ja: 'もう一度撮影してください。繰り返す場合は、下の内容を管理者に送ってください。',
      'zh-Hans': '请重新拍摄。若再次发生，请将下方内容发送给管理员。',
      ar: 'التقط الصورة من جديد. وإذا تكرر ذلك، فأرسل النص أدناه إلى المسؤول.',
    },
  },
  'wrong-cloud-or-path': {
    actor: 'admin',
    person: keptForAdmin,
    meaning: {
      en: 'The address this station sends to does not offer the photo API.',
      ja: '送信先のアドレスには写真の API がありません。',
      'zh-Hans': '本机发送到的地址不提供照片 API。',
      ar: 'العنوان الذي ترسل إليه هذه المحطة لا يوفّر واجهة الصور.',
    },
    whatToDo: {
      en: 'Compare tenant.cloud, tenant.api and tenant.graphUrl in the settings with your tenant.',
      ja: '設定の tenant.cloud、tenant.api、tenant.graphUrl を自社のテナントと照合してください。',
      'zh-Hans': '请将设置中的 tenant.cloud、tenant.api 和 tenant.graphUrl 与您的租户核对。',
      ar: 'قارن tenant.cloud وtenant.api وtenant.graphUrl في الإعدادات بالمستأجر لديكم.',
    },
  },
  unsupported: {
    actor: 'admin',
    person: keptForAdmin,
    meaning: {
      en: 'The API this station is set to cannot do that. Nothing was sent.',
      ja: '設定されている API ではこの操作ができません。何も送信していません。',
      'zh-Hans': '本机所设的 API 无法执行此操作。未发送任何内容。',
      ar: 'لا تستطيع الواجهة المحددة لهذه المحطة فعل ذلك. لم يُرسَل شيء.',
    },
    whatToDo: {
      en: 'Set tenant.api to v1.0 and tenant.method to PUT, which serve every kind of target.',
      ja: 'tenant.api を v1.0、tenant.method を PUT にしてください。すべての対象に使えます。',
      'zh-Hans': '请将 tenant.api 设为 v1.0,tenant.method 设为 PUT，可用于所有目标。',
      ar: 'اضبط tenant.api على v1.0 وtenant.method على PUT، فهما يصلحان لكل أنواع الوجهات.',
    },
  },
  'storage-full': {
    actor: 'admin',
    person: keptForAdmin,
    meaning: {
      en: 'There is no room left in this account’s mailbox or in the service.',
      ja: 'メールボックスまたはサービスに空き容量がありません。',
      'zh-Hans': '此帐户的邮箱或服务已没有可用空间。',
      ar: 'لا توجد مساحة متبقية في صندوق بريد هذا الحساب أو في الخدمة.',
    },
    whatToDo: {
      en: 'Make room in the mailbox, then retry.',
      ja: 'メールボックスの空きを確保してから再試行してください。',
      'zh-Hans': '请清理邮箱空间后重试。',
      ar: 'أفسح مجالًا في صندوق البريد ثم أعد المحاولة.',
    },
  },
};

/** What this outcome means and what to do: by what the token lacks or by its code where that is known, else by its kind. */
export function outcomeAdvice(report: Pick<OutcomeReport, 'kind' | 'code' | 'lacks'>): OutcomeAdvice {
  const ofKind = kindAdvice[report.kind];
  if (report.kind === 'refused' && report.lacks !== undefined) return { ...ofKind, ...lackAdvice[report.lacks] };
  const ofCode = report.code === undefined ? undefined : codeAdvice(report.kind, report.code);
  return ofCode === undefined ? ofKind : { person: ofKind.person, ...ofCode };
}

/** What was asked of the photo slot. */
export type Asked = 'write' | 'read' | 'delete';

const headings: Readonly<Record<Asked, Words>> = {
  write: {
    en: 'Photo station: a photo did not arrive',
    ja: '写真端末：写真を登録できませんでした',
    'zh-Hans': '照片站：照片未能送达',
    ar: 'محطة الصور: لم تصل صورة',
  },
  read: {
    en: 'Photo station: a photo could not be read',
    ja: '写真端末：写真を読み取れませんでした',
    'zh-Hans': '照片站：无法读取照片',
    ar: 'محطة الصور: تعذّرت قراءة صورة',
  },
  delete: {
    en: 'Photo station: a photo could not be deleted',
    ja: '写真端末：写真を削除できませんでした',
    'zh-Hans': '照片站：无法删除照片',
    ar: 'محطة الصور: تعذّر حذف صورة',
  },
};

const labels = {
  target: { en: 'Target', ja: '対象', 'zh-Hans': '目标', ar: 'الوجهة' },
  result: { en: 'Result', ja: '結果', 'zh-Hans': '结果', ar: 'النتيجة' },
  code: { en: 'Code', ja: 'コード', 'zh-Hans': '代码', ar: 'الرمز' },
  time: { en: 'Time', ja: '時刻', 'zh-Hans': '时间', ar: 'الوقت' },
  meaning: { en: 'Meaning', ja: '意味', 'zh-Hans': '含义', ar: 'المعنى' },
  whatToDo: { en: 'What to do', ja: '対処', 'zh-Hans': '处理方法', ar: 'ما يجب فعله' },
} as const satisfies Record<string, Words>;

/**
 * A block of text for the admin: what happened, what to do, and the ids that Microsoft's support asks for. Holds no
 * personal data beyond the target.
 */
export function adminText(
  report: OutcomeReport,
  target: Target | string,
  language: Language,
  { asked = 'write', advice = outcomeAdvice(report) }: { readonly asked?: Asked; readonly advice?: OutcomeAdvice } = {},
): string {
  const status = report.status === undefined ? '' : ` (HTTP ${report.status})`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [labels.target[language], typeof target === 'string' ? target : printTarget(target)],
    [labels.result[language], `${report.kind}${status}`],
    [labels.code[language], report.code],
    ['request-id', report.requestId],
    ['client-request-id', report.clientRequestId],
    [labels.time[language], report.at],
    [labels.meaning[language], advice.meaning[language]],
    [labels.whatToDo[language], advice.whatToDo[language]],
  ];
  const lines = rows.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${value}`]));
  return [headings[asked][language], ...lines].join('\n');
}
