import type { Language, Words } from './language.ts';
import { outcomeKinds } from './outcome.ts';
import { outcomeAdvice } from './outcome-words.ts';
import type { CheckItem, CheckLine } from './station-check.ts';
import { certificateCheckWords } from './station-check-certificate-words.ts';
import { type LineWords, network, notReached } from './station-check-line-words.ts';
import { networkCheckWords } from './station-check-network-words.ts';
import { rosterCheckWords } from './station-check-roster-words.ts';
import { tenantCheckWords } from './station-check-tenant-words.ts';

/** The name of each item. */
export const checkTitles: Readonly<Record<CheckItem, Words>> = {
  clock: { en: 'Clock', ja: '時計', 'zh-Hans': '时钟', ar: 'الساعة' },
  'name-resolution': { en: 'Server names', ja: 'サーバー名の解決', 'zh-Hans': '服务器名称解析', ar: 'أسماء الخوادم' },
  tls: { en: 'Secure connection', ja: '安全な接続', 'zh-Hans': '安全连接', ar: 'الاتصال الآمن' },
  authority: { en: 'Sign-in server', ja: 'サインイン サーバー', 'zh-Hans': '登录服务器', ar: 'خادم تسجيل الدخول' },
  graph: { en: 'Photo service', ja: '写真サービス', 'zh-Hans': '照片服务', ar: 'خدمة الصور' },
  token: { en: 'Sign-in', ja: 'サインイン', 'zh-Hans': '登录', ar: 'تسجيل الدخول' },
  certificate: { en: 'Certificate', ja: '証明書', 'zh-Hans': '证书', ar: 'الشهادة' },
  permissions: { en: 'Permissions', ja: '権限', 'zh-Hans': '权限', ar: 'الأذونات' },
  role: { en: 'Operator’s role', ja: '担当者のロール', 'zh-Hans': '工作人员角色', ar: 'دور الموظف' },
  'photo-policy': {
    en: 'Photo policy of the tenant',
    ja: 'テナントの写真ポリシー',
    'zh-Hans': '租户照片策略',
    ar: 'سياسة الصور في المستأجر',
  },
  'shared-roster': { en: 'Shared list', ja: '共有リスト', 'zh-Hans': '共享列表', ar: 'القائمة المشتركة' },
  'test-read': { en: 'Reading a photo', ja: '写真の読み取り', 'zh-Hans': '读取照片', ar: 'قراءة صورة' },
  storage: { en: 'Storage', ja: '保存領域', 'zh-Hans': '存储', ar: 'التخزين' },
  'photo-process': { en: 'Picture processing', ja: '画像処理', 'zh-Hans': '图像处理', ar: 'معالجة الصور' },
};

/** What each code of each item says. A code without an entry is shown as it stands. */
export const checkWords: Readonly<Record<CheckItem, Readonly<Record<string, LineWords>>>> = {
  ...networkCheckWords,
  ...tenantCheckWords,
  ...rosterCheckWords,
  certificate: certificateCheckWords,
  token: {
    'signed-in': {
      found: {
        en: 'The station is signed in.',
        ja: '端末はサインインしています。',
        'zh-Hans': '本机已登录。',
        ar: 'المحطة مسجّلة الدخول.',
      },
    },
    'sign-in-needed': {
      found: {
        en: 'The station is not signed in.',
        ja: '端末はサインインしていません。',
        'zh-Hans': '本机未登录。',
        ar: 'المحطة غير مسجّلة الدخول.',
      },
      fix: {
        en: 'Sign in on the operator’s screen, or run “kiosk provision” for a station with a certificate or secret.',
        ja: '担当者画面でサインインしてください。証明書またはシークレットを使う端末では kiosk provision を実行してください。',
        'zh-Hans': '请在工作人员界面登录；使用证书或机密的本机请运行 kiosk provision。',
        ar: 'سجّل الدخول من شاشة الموظفين، أو شغّل “kiosk provision” لمحطة ذات شهادة أو سر.',
      },
    },
    offline: {
      found: {
        en: 'The sign-in server could not be reached.',
        ja: 'サインイン サーバーに接続できません。',
        'zh-Hans': '无法连接登录服务器。',
        ar: 'تعذّر الوصول إلى خادم تسجيل الدخول.',
      },
      fix: network,
    },
    throttled: {
      found: {
        en: 'The sign-in server asks to wait {seconds} s.',
        ja: 'サインイン サーバーから {seconds} 秒待つよう求められています。',
        'zh-Hans': '登录服务器要求等待 {seconds} 秒。',
        ar: 'يطلب خادم تسجيل الدخول الانتظار {seconds} ثانية.',
      },
    },
    failed: {
      found: {
        en: 'Signing in failed ({reason}).',
        ja: 'サインインに失敗しました ({reason})。',
        'zh-Hans': '登录失败（{reason}）。',
        ar: 'فشل تسجيل الدخول ({reason}).',
      },
      fix: {
        en: 'Look into the log file, and run “kiosk whoami”.',
        ja: 'ログ ファイルを確認し、kiosk whoami を実行してください。',
        'zh-Hans': '请查看日志文件，并运行 kiosk whoami。',
        ar: 'راجع ملف السجل، وشغّل “kiosk whoami”.',
      },
    },
  },
  permissions: {
    'not-reached': notReached,
    'least-basic': {
      found: {
        en: 'Enough to find people by name and address and to change photos. Employee numbers, departments and readings are not shown to this sign-in, nor who is disabled.',
        ja: '氏名とメールアドレスでの検索、および写真の変更に十分です。社員番号、部署、ふりがな、無効なアカウントかどうかは、このサインインでは読み取れません。',
        'zh-Hans': '足以按姓名和邮箱查找人员并更改照片。此登录看不到工号、部门、读音，也看不到哪些帐户已禁用。',
        ar: 'يكفي للعثور على الأشخاص بالاسم والعنوان ولتغيير الصور. لا تظهر لتسجيل الدخول هذا الأرقام الوظيفية ولا الأقسام ولا طريقة نطق الأسماء، ولا الحسابات المعطّلة.',
      },
      fix: {
        en: 'Only where these are wanted: also grant User.Read.All.',
        ja: 'これらが必要な場合に限り、User.Read.All も付与してください。',
        'zh-Hans': '仅在需要这些信息时，再授予 User.Read.All。',
        ar: 'إن كانت مطلوبة فقط: امنح أيضًا User.Read.All.',
      },
    },
    least: {
      found: {
        en: 'Sufficient, and no more than needed.',
        ja: '必要十分です。',
        'zh-Hans': '足够，且没有多余权限。',
        ar: 'كافية، ولا تزيد على المطلوب.',
      },
    },
    missing: {
      found: {
        en: 'Missing: {permissions}',
        ja: '不足しています：{permissions}',
        'zh-Hans': '缺少：{permissions}',
        ar: 'ناقصة: {permissions}',
      },
      fix: {
        en: 'Add it to the app registration in Microsoft Entra and give admin consent.',
        ja: 'Microsoft Entra のアプリ登録に追加し、管理者の同意を与えてください。',
        'zh-Hans': '请在 Microsoft Entra 的应用注册中添加，并给予管理员同意。',
        ar: 'أضفها إلى تسجيل التطبيق في Microsoft Entra وامنح موافقة المسؤول.',
      },
    },
    excessive: {
      found: {
        en: 'More than needed: {permissions}',
        ja: '必要以上の権限があります：{permissions}',
        'zh-Hans': '超出所需：{permissions}',
        ar: 'أكثر من المطلوب: {permissions}',
      },
      fix: {
        en: 'A station in a lobby should hold as little as it can. Enough is: {enough}',
        ja: '端末の権限は最小限にしてください。必要なのは次のものです：{enough}',
        'zh-Hans': '公共场所的设备应只持有最小权限。所需权限：{enough}',
        ar: 'ينبغي أن تملك المحطة في مكان عام أقل ما يمكن. يكفي: {enough}',
      },
    },
    'not-supported': {
      found: {
        en: 'Not possible with this kind of sign-in: {uses}',
        ja: 'このサインイン方法ではできません：{uses}',
        'zh-Hans': '此登录方式无法实现：{uses}',
        ar: 'غير ممكن مع هذا النوع من تسجيل الدخول: {uses}',
      },
      fix: {
        en: 'Choose another signIn.mode.',
        ja: '別の signIn.mode を選んでください。',
        'zh-Hans': '请选择其他 signIn.mode。',
        ar: 'اختر signIn.mode آخر.',
      },
    },
    opaque: {
      found: {
        en: 'The token does not say what it allows.',
        ja: 'トークンから権限を読み取れません。',
        'zh-Hans': '令牌未说明其权限。',
        ar: 'لا يذكر الرمز المميز ما يسمح به.',
      },
    },
  },
  role: {
    'not-reached': notReached,
    'not-needed': { found: { en: 'Not needed.', ja: '不要です。', 'zh-Hans': '不需要。', ar: 'غير مطلوب.' } },
    held: {
      found: {
        en: 'The operator may change anyone’s photo.',
        ja: '担当者は全員の写真を変更できます。',
        'zh-Hans': '工作人员可更改任何人的照片。',
        ar: 'يحق للموظف تغيير صورة أي شخص.',
      },
    },
    missing: {
      found: {
        en: 'The operator is no User, People or Global Administrator of the whole tenant.',
        ja: '担当者は、テナント全体のユーザー管理者、People 管理者、グローバル管理者のいずれでもありません。',
        'zh-Hans': '工作人员不是整个租户的用户管理员、人员管理员或全局管理员。',
        ar: 'ليس للموظف دور مسؤول المستخدمين أو مسؤول الأشخاص أو المسؤول العام على مستوى المستأجر كله.',
      },
      fix: {
        en: 'Assign the User Administrator role for the whole tenant, not for an administrative unit, and sign in again.',
        ja: 'ユーザー管理者のロールを、管理単位ではなくテナント全体に割り当て、サインインし直してください。',
        'zh-Hans': '请在整个租户（而非管理单元）范围分配用户管理员角色，然后重新登录。',
        ar: 'عيّن دور مسؤول المستخدمين على مستوى المستأجر كله، لا لوحدة إدارية، ثم سجّل الدخول من جديد.',
      },
    },
    unknown: {
      found: {
        en: 'The token does not say which role the operator has.',
        ja: 'トークンから担当者のロールを読み取れません。',
        'zh-Hans': '令牌未说明工作人员的角色。',
        ar: 'لا يذكر الرمز المميز دور الموظف.',
      },
      fix: {
        en: 'Make sure the operator is a User, People or Global Administrator.',
        ja: '担当者がユーザー管理者、People 管理者、グローバル管理者のいずれかであることを確認してください。',
        'zh-Hans': '请确认工作人员是用户管理员、人员管理员或全局管理员。',
        ar: 'تأكد من أن للموظف دور مسؤول المستخدمين أو مسؤول الأشخاص أو المسؤول العام.',
      },
    },
  },
  storage: {
    room: {
      found: {
        en: '{freeMb} MB free.',
        ja: '空き {freeMb} MB。',
        'zh-Hans': '可用 {freeMb} MB。',
        ar: 'المساحة الحرة {freeMb} ميغابايت.',
      },
    },
    'near-floor': {
      found: {
        en: '{freeMb} MB free; new photos are refused below {floorMb} MB.',
        ja: '空き {freeMb} MB。{floorMb} MB を下回ると新しい写真を受け付けません。',
        'zh-Hans': '可用 {freeMb} MB；低于 {floorMb} MB 时不再接受新照片。',
        ar: 'المساحة الحرة {freeMb} ميغابايت، وتُرفض الصور الجديدة عند أقل من {floorMb} ميغابايت.',
      },
      fix: {
        en: 'Make room on the disk soon.',
        ja: '早めにディスクの空きを確保してください。',
        'zh-Hans': '请尽快清理磁盘。',
        ar: 'أفسح مجالًا على القرص قريبًا.',
      },
    },
    'below-floor': {
      found: {
        en: '{freeMb} MB free, below the limit of {floorMb} MB: new photos are refused.',
        ja: '空き {freeMb} MB で、下限 {floorMb} MB を下回っています。新しい写真を受け付けません。',
        'zh-Hans': '可用 {freeMb} MB，低于 {floorMb} MB 下限：不再接受新照片。',
        ar: 'المساحة الحرة {freeMb} ميغابايت، وهي أقل من الحد {floorMb} ميغابايت: تُرفض الصور الجديدة.',
      },
      fix: {
        en: 'Make room on the disk now.',
        ja: 'ディスクの空きを確保してください。',
        'zh-Hans': '请立即清理磁盘。',
        ar: 'أفسح مجالًا على القرص الآن.',
      },
    },
    volatile: {
      found: {
        en: 'The data folder forgets what is written when this machine restarts ({by}): photos not sent by then are lost.',
        ja: 'データ フォルダーに書き込んだ内容は、再起動すると消えます ({by})。それまでに送信されない写真は失われます。',
        'zh-Hans': '写入数据文件夹的内容在本机重启后会消失（{by}）：重启前未发出的照片将会丢失。',
        ar: 'ينسى مجلد البيانات ما كُتب عند إعادة تشغيل هذا الجهاز ({by}): تُفقد الصور التي لم تُرسَل حتى ذلك الحين.',
      },
      fix: {
        en: 'Move it with --data to a folder that lasts, or exclude it from the write filter.',
        ja: '--data で内容が残る場所に移すか、書き込みフィルターの除外に加えてください。',
        'zh-Hans': '请用 --data 移到重启后仍保留的文件夹，或将其加入写入筛选器的排除项。',
        ar: 'انقله باستخدام --data إلى مجلد دائم، أو استثنِه من مرشّح الكتابة.',
      },
    },
    doubtful: {
      found: {
        en: 'Something here may undo what is written when this machine restarts ({by}). Whether it spares the data folder cannot be read.',
        ja: '再起動時に書き込みを元に戻す仕組みがあります ({by})。データ フォルダーが対象外かどうかは読み取れません。',
        'zh-Hans': '本机重启时可能会还原写入的内容（{by}），无法得知数据文件夹是否不受影响。',
        ar: 'قد يمحو شيء هنا ما كُتب عند إعادة تشغيل هذا الجهاز ({by}). ولا يمكن معرفة ما إذا كان يستثني مجلد البيانات.',
      },
      fix: {
        en: 'Make sure that the data folder is kept over a restart: exclude it, or keep it on a volume that is not protected.',
        ja: 'データ フォルダーが再起動後も残るよう、除外に加えるか、保護されていないボリュームに置いてください。',
        'zh-Hans': '请确保数据文件夹在重启后保留：将其排除，或放在不受保护的卷上。',
        ar: 'تأكد من بقاء مجلد البيانات بعد إعادة التشغيل: استثنِه، أو ضعه على وحدة تخزين غير محمية.',
      },
    },
    network: {
      found: {
        en: 'The data folder is not on a disk of this machine ({by}): saved photos can be lost when the connection breaks.',
        ja: 'データ フォルダーがこの端末のディスク上にありません ({by})。接続が切れると、保存した写真が失われることがあります。',
        'zh-Hans': '数据文件夹不在本机磁盘上（{by}）：连接中断时，已保存的照片可能会丢失。',
        ar: 'ليس مجلد البيانات على قرص هذا الجهاز ({by}): قد تُفقد الصور المحفوظة عند انقطاع الاتصال.',
      },
      fix: {
        en: 'Move it with --data to a local disk.',
        ja: '--data でローカル ディスクに移してください。',
        'zh-Hans': '请用 --data 移到本地磁盘。',
        ar: 'انقله باستخدام --data إلى قرص محلي.',
      },
    },
    'not-writable': {
      found: {
        en: 'The data folder cannot be written ({reason}).',
        ja: 'データ フォルダーに書き込めません ({reason})。',
        'zh-Hans': '无法写入数据文件夹（{reason}）。',
        ar: 'تعذّرت الكتابة في مجلد البيانات ({reason}).',
      },
      fix: {
        en: 'Check the folder’s owner and permissions, and that the disk is not write-protected.',
        ja: 'フォルダーの所有者と権限、ディスクの書き込み保護を確認してください。',
        'zh-Hans': '请检查文件夹的所有者和权限，以及磁盘是否写保护。',
        ar: 'تحقّق من مالك المجلد وأذوناته، ومن أن القرص غير محمي من الكتابة.',
      },
    },
  },
  'photo-process': {
    works: { found: { en: 'Works.', ja: '動作しています。', 'zh-Hans': '工作正常。', ar: 'تعمل.' } },
    failed: {
      found: {
        en: 'Does not start ({reason}).',
        ja: '起動できません ({reason})。',
        'zh-Hans': '无法启动（{reason}）。',
        ar: 'لا تبدأ ({reason}).',
      },
      fix: {
        en: 'Install the program again; on Linux the package for this machine’s architecture.',
        ja: 'プログラムをインストールし直してください。Linux では CPU に合うパッケージを使ってください。',
        'zh-Hans': '请重新安装程序；在 Linux 上请使用与本机架构相符的安装包。',
        ar: 'ثبّت البرنامج من جديد، وعلى Linux اختر الحزمة الموافقة لمعمارية هذا الجهاز.',
      },
    },
    'not-here': {
      found: { en: 'Not used here.', ja: 'ここでは使いません。', 'zh-Hans': '此处不使用。', ar: 'غير مستخدمة هنا.' },
    },
  },
};

/** What an outcome that the line names means; nothing for a line without one. */
function meaningOf({ detail }: CheckLine, language: Language): Readonly<Record<string, string>> {
  const kind = outcomeKinds.find((known) => known === detail?.kind);
  if (kind === undefined) return {};
  const { meaning } = outcomeAdvice(typeof detail?.code === 'string' ? { kind, code: detail.code } : { kind });
  return { meaning: meaning[language] };
}

function fill(text: string, detail: CheckLine['detail']): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(detail?.[name] ?? '?'));
}

/** A line of the check in words: the item's name, what was found, and what mends it where that is needed. */
export function checkLineText(
  line: CheckLine,
  language: Language,
): { readonly title: string; readonly found: string; readonly fix?: string } {
  const words = checkWords[line.item][line.code];
  const title = checkTitles[line.item][language];
  if (words === undefined) return { title, found: line.code };
  const detail = { ...line.detail, ...meaningOf(line, language) };
  const found = fill(words.found[language], detail);
  return words.fix === undefined ? { title, found } : { title, found, fix: fill(words.fix[language], detail) };
}
