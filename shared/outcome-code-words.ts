import type { OutcomeKind } from './outcome.ts';
import { byItself, type CodeAdvice, type CodeRow as Row } from './outcome-code-row.ts';
import { networkRows } from './outcome-network-words.ts';

const refusedRows: readonly Row[] = [
  {
    kind: 'refused',
    codes: ['Authorization_RequestDenied', 'ErrorInsufficientPermissionsInAccessToken'],
    actor: 'admin',
    meaning: {
      en: 'The station’s app lacks the permission, or the signed-in operator lacks the role, to change this photo.',
      ja: '端末のアプリに権限がないか、サインイン中の担当者にこの写真を変更するロールがありません。',
      'zh-Hans': '本机的应用缺少权限，或已登录的工作人员没有更改此照片的角色。',
      ar: 'ينقص تطبيق المحطة الإذن، أو ينقص الموظف المسجّل الدخول الدور، لتغيير هذه الصورة.',
    },
    whatToDo: {
      en: 'In Microsoft Entra grant the app ProfilePhoto.ReadWrite.All (teams: TeamSettings.ReadWrite.All, contacts: Contacts.ReadWrite) with admin consent; an operator needs the User, People or Global Administrator role for the whole tenant. Then retry.',
      ja: 'Microsoft Entra でアプリに ProfilePhoto.ReadWrite.All (チームは TeamSettings.ReadWrite.All、連絡先は Contacts.ReadWrite) を付与し、管理者の同意を与えてください。担当者にはテナント全体のユーザー管理者、People 管理者、またはグローバル管理者のロールが必要です。その後再試行してください。',
      'zh-Hans':
        '请在 Microsoft Entra 中为应用授予 ProfilePhoto.ReadWrite.All（团队为 TeamSettings.ReadWrite.All，联系人为 Contacts.ReadWrite）并给予管理员同意；工作人员需要整个租户范围的用户管理员、人员管理员或全局管理员角色。然后重试。',
      ar: 'امنح التطبيق في Microsoft Entra الإذن ProfilePhoto.ReadWrite.All (للفرق TeamSettings.ReadWrite.All، ولجهات الاتصال Contacts.ReadWrite) مع موافقة المسؤول؛ ويحتاج الموظف إلى دور مسؤول المستخدمين أو مسؤول الأشخاص أو المسؤول العام على مستوى المستأجر كله. ثم أعد المحاولة.',
    },
  },
  {
    kind: 'refused',
    codes: ['ErrorAccessDenied', 'AccessDenied', 'Forbidden'],
    actor: 'admin',
    meaning: {
      en: 'Access to this photo is denied to the station.',
      ja: 'この写真へのアクセスが端末に許可されていません。',
      'zh-Hans': '本机无权访问此照片。',
      ar: 'الوصول إلى هذه الصورة مرفوض لهذه المحطة.',
    },
    whatToDo: {
      en: 'Check that admin consent was given, and that no application access policy in Exchange Online leaves this mailbox out. Then retry.',
      ja: '管理者の同意があること、Exchange Online のアプリケーション アクセス ポリシーでこのメールボックスが除外されていないことを確認し、再試行してください。',
      'zh-Hans': '请确认已给予管理员同意，且 Exchange Online 的应用程序访问策略没有排除此邮箱。然后重试。',
      ar: 'تأكد من منح موافقة المسؤول، ومن أن سياسات وصول التطبيقات في Exchange Online لا تستثني صندوق البريد هذا. ثم أعد المحاولة.',
    },
  },
  {
    kind: 'refused',
    codes: ['ForbiddenByPolicy'],
    actor: 'admin',
    meaning: {
      en: 'A policy of the tenant does not let this photo be changed from the cloud, or the role is limited to an administrative unit.',
      ja: 'テナントのポリシーでクラウドからの写真変更が許可されていないか、ロールが管理単位に限定されています。',
      'zh-Hans': '租户策略不允许从云端更改此照片，或者角色仅限于某个管理单元。',
      ar: 'لا تسمح إحدى سياسات المستأجر بتغيير هذه الصورة من السحابة، أو أن الدور مقصور على وحدة إدارية.',
    },
    whatToDo: {
      en: 'Look at the photo update settings of the tenant (source must be “cloud”; a change takes up to 24 hours) and give the role for the whole tenant. Then retry.',
      ja: 'テナントの写真更新設定を確認し (source は cloud。変更の反映は最長 24 時間)、ロールをテナント全体に割り当ててから再試行してください。',
      'zh-Hans':
        '请检查租户的照片更新设置（source 须为 cloud，更改最多需 24 小时生效），并在整个租户范围分配角色。然后重试。',
      ar: 'راجع إعدادات تحديث الصور في المستأجر (يجب أن يكون المصدر “cloud”؛ وقد يستغرق التغيير 24 ساعة) وامنح الدور على مستوى المستأجر كله. ثم أعد المحاولة.',
    },
  },
  {
    kind: 'refused',
    codes: ['AppOnlyTokenNotSupportedForGroupUpdate'],
    actor: 'admin',
    meaning: {
      en: 'Group photos cannot be changed by an app alone in this tenant.',
      ja: 'このテナントでは、アプリだけではグループの写真を変更できません。',
      'zh-Hans': '在此租户中，应用无法单独更改组照片。',
      ar: 'لا يمكن لتطبيق وحده تغيير صور المجموعات في هذا المستأجر.',
    },
    whatToDo: {
      en: 'Set signIn.mode to operator and sign in as an owner of the group, then retry.',
      ja: 'signIn.mode を operator にし、グループの所有者としてサインインして再試行してください。',
      'zh-Hans': '请将 signIn.mode 设为 operator，以组所有者身份登录后重试。',
      ar: 'اضبط signIn.mode على operator وسجّل الدخول بصفة مالك المجموعة ثم أعد المحاولة.',
    },
  },
  {
    kind: 'refused',
    codes: ['RequestContextMissingUser'],
    actor: 'admin',
    meaning: {
      en: 'The station signs in as an application, and an application has no photo of its own.',
      ja: '端末はアプリとしてサインインしており、アプリ自身には写真がありません。',
      'zh-Hans': '本机以应用程序身份登录，应用程序本身没有照片。',
      ar: 'تسجّل المحطة الدخول بصفتها تطبيقًا، وليس للتطبيق صورة خاصة به.',
    },
    whatToDo: {
      en: 'Name a user instead of me, or set signIn.mode to operator or self-service.',
      ja: 'me の代わりにユーザーを指定するか、signIn.mode を operator または self-service にしてください。',
      'zh-Hans': '请指定用户以代替 me，或将 signIn.mode 设为 operator 或 self-service。',
      ar: 'حدّد مستخدمًا بدلًا من me، أو اضبط signIn.mode على operator أو self-service.',
    },
  },
  {
    kind: 'refused',
    codes: ['Authorization_IdentityDisabled'],
    actor: 'admin',
    meaning: {
      en: 'The account or app that the station uses is disabled.',
      ja: '端末が使うアカウントまたはアプリが無効になっています。',
      'zh-Hans': '本机使用的帐户或应用已被禁用。',
      ar: 'الحساب أو التطبيق الذي تستخدمه المحطة معطّل.',
    },
    whatToDo: {
      en: 'Enable it in Microsoft Entra, then retry.',
      ja: 'Microsoft Entra で有効にしてから再試行してください。',
      'zh-Hans': '请在 Microsoft Entra 中启用后重试。',
      ar: 'فعّله في Microsoft Entra ثم أعد المحاولة.',
    },
  },
];

const signInRows: readonly Row[] = [
  {
    kind: 'sign-in-needed',
    codes: ['insufficient_claims', 'interaction_required'],
    actor: 'operator',
    meaning: {
      en: 'Your company asks for a stronger or newer sign-in before photos may be changed.',
      ja: '写真を変更する前に、会社の規則により追加のサインインが必要です。',
      'zh-Hans': '贵公司要求先进行更强或更新的登录，才能更改照片。',
      ar: 'تشترط شركتك تسجيل دخول أقوى أو أحدث قبل السماح بتغيير الصور.',
    },
    whatToDo: {
      en: 'Sign the station in again on the operator’s screen and complete what is asked there.',
      ja: '担当者画面でもう一度サインインし、求められた確認を済ませてください。',
      'zh-Hans': '请在工作人员界面重新登录，并完成所要求的验证。',
      ar: 'سجّل دخول المحطة من جديد من شاشة الموظفين وأكمل ما يُطلب هناك.',
    },
  },
];

const pictureRows: readonly Row[] = [
  {
    kind: 'picture-refused',
    codes: ['ValidationWidthTooSmall', 'ValidationHeightTooSmall'],
    actor: 'operator',
    meaning: {
      en: 'The picture is too small. Microsoft 365 serves photos from 48 to 648 pixels.',
      ja: '画像が小さすぎます。Microsoft 365 の写真は 48 から 648 ピクセルです。',
      'zh-Hans': '图片太小。Microsoft 365 提供 48 至 648 像素的照片。',
      ar: 'الصورة صغيرة جدًا. يقدّم Microsoft 365 صورًا من 48 إلى 648 بكسل.',
    },
    whatToDo: {
      en: 'Use a square picture of at least 648 pixels.',
      ja: '648 ピクセル以上の正方形の画像を使ってください。',
      'zh-Hans': '请使用至少 648 像素的正方形图片。',
      ar: 'استخدم صورة مربعة لا تقل عن 648 بكسل.',
    },
  },
  {
    kind: 'picture-refused',
    codes: ['picture-over-limit', 'RequestBodyTooLarge'],
    actor: 'operator',
    meaning: {
      en: 'The picture is larger than the 4 MB that Microsoft 365 takes.',
      ja: '画像が Microsoft 365 の上限 4 MB を超えています。',
      'zh-Hans': '图片超过了 Microsoft 365 允许的 4 MB。',
      ar: 'حجم الصورة أكبر من الحد الذي يقبله Microsoft 365 وهو 4 ميغابايت.',
    },
    whatToDo: {
      en: 'Use a smaller picture: a JPEG of 648 by 648 pixels is about 100 KB.',
      ja: 'より小さい画像を使ってください。648 × 648 ピクセルの JPEG はおよそ 100 KB です。',
      'zh-Hans': '请使用较小的图片：648 × 648 像素的 JPEG 约为 100 KB。',
      ar: 'استخدم صورة أصغر: حجم صورة JPEG بمقاس 648 × 648 بكسل نحو 100 كيلوبايت.',
    },
  },
  {
    kind: 'picture-refused',
    codes: ['picture-not-jpeg', 'picture-empty', 'ErrorInvalidImage'],
    actor: 'operator',
    meaning: {
      en: 'The file is not a JPEG picture that can be read.',
      ja: 'ファイルが読み取れる JPEG 画像ではありません。',
      'zh-Hans': '该文件不是可读取的 JPEG 图片。',
      ar: 'الملف ليس صورة JPEG قابلة للقراءة.',
    },
    whatToDo: {
      en: 'Save the picture as a JPEG and try again.',
      ja: '画像を JPEG で保存し直してください。',
      'zh-Hans': '请将图片另存为 JPEG 后再试。',
      ar: 'احفظ الصورة بتنسيق JPEG وأعد المحاولة.',
    },
  },
];

const apiRows: readonly Row[] = [
  {
    kind: 'unsupported',
    codes: ['target-not-in-api'],
    actor: 'admin',
    meaning: {
      en: 'The API this station is set to has no photo of this kind. Outlook knows users only; teams are in Graph v1.0 only.',
      ja: '設定されている API にはこの種類の写真がありません。Outlook はユーザーのみ、チームは Graph v1.0 のみです。',
      'zh-Hans': '本机所设的 API 没有此类照片。Outlook 仅支持用户，团队仅在 Graph v1.0 中可用。',
      ar: 'ليس في الواجهة المحددة لهذه المحطة صورة من هذا النوع. يعرف Outlook المستخدمين فقط، والفرق متاحة في Graph v1.0 فقط.',
    },
    whatToDo: {
      en: 'Set tenant.api to v1.0.',
      ja: 'tenant.api を v1.0 にしてください。',
      'zh-Hans': '请将 tenant.api 设为 v1.0。',
      ar: 'اضبط tenant.api على v1.0.',
    },
  },
  {
    kind: 'unsupported',
    codes: ['method-not-in-api'],
    actor: 'admin',
    meaning: {
      en: 'This kind of photo cannot be written with PATCH in the API this station is set to.',
      ja: '設定されている API では、この種類の写真を PATCH で書き込めません。',
      'zh-Hans': '在本机所设的 API 中，此类照片不能用 PATCH 写入。',
      ar: 'لا يمكن كتابة هذا النوع من الصور باستخدام PATCH في الواجهة المحددة لهذه المحطة.',
    },
    whatToDo: {
      en: 'Set tenant.method to PUT.',
      ja: 'tenant.method を PUT にしてください。',
      'zh-Hans': '请将 tenant.method 设为 PUT。',
      ar: 'اضبط tenant.method على PUT.',
    },
  },
  {
    kind: 'unsupported',
    codes: ['delete-not-in-api'],
    actor: 'operator',
    meaning: {
      en: 'Photos can be deleted for users and groups in Microsoft Graph only.',
      ja: '写真を削除できるのは、Microsoft Graph のユーザーとグループだけです。',
      'zh-Hans': '只能在 Microsoft Graph 中删除用户和组的照片。',
      ar: 'لا يمكن حذف الصور إلا للمستخدمين والمجموعات في Microsoft Graph.',
    },
    whatToDo: {
      en: 'Replace the photo instead, or delete it in the program it belongs to.',
      ja: '新しい写真に置き換えるか、元のアプリで削除してください。',
      'zh-Hans': '请改为替换照片，或在其所属的程序中删除。',
      ar: 'استبدل الصورة بدلًا من ذلك، أو احذفها في البرنامج الذي تنتمي إليه.',
    },
  },
  {
    kind: 'unsupported',
    codes: ['sizes-not-in-api', 'size-not-served'],
    actor: 'operator',
    meaning: {
      en: 'This size is not served. The sizes are 48, 64, 96, 120, 240, 360, 432, 504 and 648; Outlook v2.0 has none to choose from.',
      ja: 'このサイズは提供されていません。サイズは 48、64、96、120、240、360、432、504、648 です。Outlook v2.0 では選べません。',
      'zh-Hans': '不提供此尺寸。可用尺寸为 48、64、96、120、240、360、432、504 和 648;Outlook v2.0 不能选择尺寸。',
      ar: 'هذا المقاس غير متاح. المقاسات هي 48 و64 و96 و120 و240 و360 و432 و504 و648، ولا خيار للمقاس في Outlook v2.0.',
    },
    whatToDo: {
      en: 'Ask for one of these sizes, or for the photo without a size.',
      ja: 'いずれかのサイズを指定するか、サイズを指定しないでください。',
      'zh-Hans': '请选择其中一种尺寸，或不指定尺寸。',
      ar: 'اطلب أحد هذه المقاسات، أو اطلب الصورة دون تحديد مقاس.',
    },
  },
  {
    kind: 'unsupported',
    codes: ['ConsumerPhotoIsNotSupported'],
    actor: 'person',
    meaning: {
      en: 'This is a personal Microsoft account. Only its owner can change its photo, not this station.',
      ja: 'これは個人用 Microsoft アカウントです。写真を変更できるのは本人だけで、この端末からは変更できません。',
      'zh-Hans': '这是个人 Microsoft 帐户。其照片只能由本人更改，本机无法更改。',
      ar: 'هذا حساب Microsoft شخصي. لا يمكن لغير صاحبه تغيير صورته، ولا لهذه المحطة.',
    },
    whatToDo: {
      en: 'Use a work or school account, or change the photo at account.microsoft.com.',
      ja: '職場または学校のアカウントを使うか、account.microsoft.com で写真を変更してください。',
      'zh-Hans': '请使用工作或学校帐户，或在 account.microsoft.com 上更改照片。',
      ar: 'استخدم حساب عمل أو مؤسسة تعليمية، أو غيّر الصورة في account.microsoft.com.',
    },
  },
  {
    kind: 'transient',
    codes: ['answer-unreadable'],
    actor: 'nobody',
    meaning: {
      en: 'The answer was not what the photo API sends.',
      ja: '写真の API からの応答として読み取れませんでした。',
      'zh-Hans': '收到的应答不是照片 API 应有的内容。',
      ar: 'لم يكن الرد مما ترسله واجهة الصور.',
    },
    whatToDo: byItself,
  },
  {
    kind: 'accepted',
    codes: ['not-compared', 'different-photo'],
    actor: 'nobody',
    meaning: {
      en: 'Microsoft 365 accepted the photo, but what it serves now could not be matched with it.',
      ja: 'Microsoft 365 は写真を受け付けましたが、現在の写真と一致するかは確認できていません。',
      'zh-Hans': 'Microsoft 365 已接受照片，但目前提供的照片无法与其核对一致。',
      ar: 'قبِل Microsoft 365 الصورة، لكن تعذّرت مطابقتها مع ما يعرضه الآن.',
    },
    whatToDo: {
      en: 'Nothing to do. It is looked at again by itself; the photo can also be checked in the person’s profile.',
      ja: '操作は不要です。自動で再確認します。プロフィールで直接確認することもできます。',
      'zh-Hans': '无需操作，会自动再次核对；也可以在个人资料中查看。',
      ar: 'لا يلزم فعل شيء. يُعاد التحقق تلقائيًا، ويمكن أيضًا رؤية الصورة في الملف الشخصي.',
    },
  },
];

const rows: readonly Row[] = [...refusedRows, ...signInRows, ...networkRows, ...pictureRows, ...apiRows];

/** Every code that has words of its own, with the kind it goes with. */
export const explainedCodes: readonly { readonly kind: OutcomeKind; readonly code: string }[] = rows.flatMap((row) =>
  row.codes.map((code) => ({ kind: row.kind, code })),
);

/** The advice for a known code of a kind; codes ignore case as Microsoft's do. `undefined` leaves it to the kind. */
export function codeAdvice(kind: OutcomeKind, code: string): CodeAdvice | undefined {
  const wanted = code.toLowerCase();
  const row = rows.find((entry) => entry.kind === kind && entry.codes.some((known) => known.toLowerCase() === wanted));
  return row === undefined ? undefined : { actor: row.actor, meaning: row.meaning, whatToDo: row.whatToDo };
}
