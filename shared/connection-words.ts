import type { ConnectCloud, ConnectFailure, ConnectProblem, ConnectStep } from './connection.ts';
import type { Language, Words } from './language.ts';
import type { SignInMode } from './sign-in-state.ts';
import { signInAdvice } from './sign-in-words.ts';

/** What each step does, as a line of a list. */
export const connectStepWords: Readonly<Record<ConnectStep, Words>> = {
  key: {
    en: 'Make the station’s own key',
    ja: 'この端末の鍵を作る',
    'zh-Hans': '生成本机的密钥',
    ar: 'إنشاء مفتاح خاص بالمحطة',
  },
  'sign-in': {
    en: 'An administrator signs in',
    ja: '管理者がサインインする',
    'zh-Hans': '管理员登录',
    ar: 'يسجّل أحد المسؤولين الدخول',
  },
  registration: {
    en: 'Register the station and upload its certificate',
    ja: '端末を登録し、証明書をアップロードする',
    'zh-Hans': '注册本机并上传证书',
    ar: 'تسجيل المحطة ورفع شهادتها',
  },
  principal: {
    en: 'Make it known in your company',
    ja: '会社のディレクトリで使えるようにする',
    'zh-Hans': '使其在贵公司可用',
    ar: 'تعريف المحطة في شركتك',
  },
  permissions: {
    en: 'Grant exactly the permissions it needs',
    ja: '必要なアクセス許可だけを付与する',
    'zh-Hans': '仅授予所需的权限',
    ar: 'منح الأذونات التي تحتاج إليها بالضبط',
  },
  answers: {
    en: 'Type back the two IDs',
    ja: '2 つの ID を入力する',
    'zh-Hans': '填入两个 ID',
    ar: 'إدخال المعرّفين',
  },
  token: {
    en: 'The station signs in by itself',
    ja: '端末が自動でサインインする',
    'zh-Hans': '本机自行登录',
    ar: 'تسجّل المحطة الدخول بنفسها',
  },
  check: {
    en: 'Check everything between here and a photo',
    ja: '写真が届くまでのすべてを点検する',
    'zh-Hans': '检查照片上传的全过程',
    ar: 'فحص كل ما بين هنا والصورة',
  },
  settings: {
    en: 'Switch the station over to your company',
    ja: '端末を会社用に切り替える',
    'zh-Hans': '将本机切换到贵公司',
    ar: 'تحويل المحطة إلى شركتك',
  },
};

/** What the three ways mean, in two sentences each. */
export const connectWayWords: Readonly<Record<SignInMode, { readonly name: Words; readonly meaning: Words }>> = {
  application: {
    name: { en: 'The station itself', ja: '端末そのもの', 'zh-Hans': '由本机登录', ar: 'المحطة نفسها' },
    meaning: {
      en: 'It has a certificate of its own and works without anybody signing in. Best for lobbies and onboarding days.',
      ja: '端末専用の証明書を使い、誰もサインインせずに動きます。受付や入社日に最適です。',
      'zh-Hans': '使用本机自己的证书，无需任何人登录即可工作。最适合前台和入职日。',
      ar: 'لها شهادة خاصة وتعمل دون أن يسجّل أحد الدخول. الأنسب لقاعات الاستقبال وأيام استقبال الموظفين الجدد.',
    },
  },
  operator: {
    name: { en: 'A member of staff', ja: '担当者', 'zh-Hans': '由工作人员登录', ar: 'أحد الموظفين' },
    meaning: {
      en: 'Somebody with an administrator role signs in with their phone and sends photos in their name. Best where staff are always there.',
      ja: '管理者ロールを持つ担当者がスマートフォンでサインインし、その名前で写真を送ります。常に担当者がいる場所に最適です。',
      'zh-Hans': '由具有管理员角色的人员用手机登录，并以其名义发送照片。最适合始终有工作人员的场所。',
      ar: 'يسجّل شخص له دور إداري الدخول بهاتفه وتُرسَل الصور باسمه. الأنسب حيث يوجد موظفون دائمًا.',
    },
  },
  'self-service': {
    name: { en: 'People themselves', ja: '本人', 'zh-Hans': '由本人登录', ar: 'الأشخاص أنفسهم' },
    meaning: {
      en: 'Each person signs in with their own phone and changes their own photo only. The station can do nothing by itself.',
      ja: '各自がスマートフォンでサインインし、自分の写真だけを変更します。端末だけでは何もできません。',
      'zh-Hans': '每个人用自己的手机登录，只能更改自己的照片。本机自身无任何权限。',
      ar: 'يسجّل كل شخص الدخول بهاتفه ويغيّر صورته فقط. لا تستطيع المحطة فعل شيء بنفسها.',
    },
  },
};

/** Microsoft's clouds as administrators know them. */
export const connectCloudWords: Readonly<Record<ConnectCloud, Words>> = {
  global: {
    en: 'Worldwide (also GCC)',
    ja: 'グローバル (GCC を含む)',
    'zh-Hans': '全球（含 GCC）',
    ar: 'العالم كله (وGCC أيضًا)',
  },
  'usgov-l4': {
    en: 'US Government (GCC High)',
    ja: '米国政府機関 (GCC High)',
    'zh-Hans': '美国政府（GCC High）',
    ar: 'الحكومة الأمريكية (GCC High)',
  },
  'usgov-l5': {
    en: 'US Department of Defense',
    ja: '米国国防総省 (DoD)',
    'zh-Hans': '美国国防部（DoD）',
    ar: 'وزارة الدفاع الأمريكية',
  },
  china: { en: 'China (21Vianet)', ja: '中国 (21Vianet)', 'zh-Hans': '中国（世纪互联）', ar: 'الصين (21Vianet)' },
  own: { en: 'As the settings say', ja: '設定で指定した接続先', 'zh-Hans': '按设置中的地址', ar: 'كما في الإعدادات' },
  demo: {
    en: 'Demo company (to rehearse)',
    ja: 'デモ会社 (練習用)',
    'zh-Hans': '演示公司（练习用）',
    ar: 'شركة تجريبية (للتدريب)',
  },
};

interface Advice {
  readonly meaning: Words;
  readonly whatToDo: Words;
}

const again: Words = {
  en: 'Then press “Continue”: what is done already is not done again.',
  ja: 'その後「続ける」を押してください。済んだ手順は繰り返しません。',
  'zh-Hans': '然后按“继续”：已完成的步骤不会重复。',
  ar: 'ثم اضغط “متابعة”: ما تم لا يُعاد.',
};
const then = (words: Words): Words => ({
  en: `${words.en} ${again.en}`,
  ja: `${words.ja}${again.ja}`,
  'zh-Hans': `${words['zh-Hans']}${again['zh-Hans']}`,
  ar: `${words.ar} ${again.ar}`,
});

/** Closed over the union: a new problem does not compile without words. */
const advice: Readonly<Record<Exclude<ConnectProblem, 'sign-in'>, Advice>> = {
  offline: {
    meaning: {
      en: 'Microsoft 365 cannot be reached from here.',
      ja: 'この端末から Microsoft 365 に接続できません。',
      'zh-Hans': '本机无法连接到 Microsoft 365。',
      ar: 'تعذّر الوصول إلى Microsoft 365 من هنا.',
    },
    whatToDo: then({
      en: 'Check the network and its log-in page.',
      ja: 'ネットワークと、そのログイン ページを確認してください。',
      'zh-Hans': '请检查网络及其登录页。',
      ar: 'تحقّق من الشبكة ومن صفحة الدخول إليها.',
    }),
  },
  'service-trouble': {
    meaning: {
      en: 'Microsoft 365 is busy or in trouble.',
      ja: 'Microsoft 365 が混み合っているか、障害が起きています。',
      'zh-Hans': 'Microsoft 365 繁忙或出现故障。',
      ar: 'Microsoft 365 مشغول أو يواجه مشكلة.',
    },
    whatToDo: then({
      en: 'Wait a minute.',
      ja: '1 分ほどお待ちください。',
      'zh-Hans': '请稍等一分钟。',
      ar: 'انتظر دقيقة.',
    }),
  },
  'registration-refused': {
    meaning: {
      en: 'This account may not register applications in your company.',
      ja: 'このアカウントでは、会社にアプリを登録できません。',
      'zh-Hans': '此帐户无权在贵公司注册应用。',
      ar: 'لا يحق لهذا الحساب تسجيل التطبيقات في شركتك.',
    },
    whatToDo: {
      en: 'Continue with an account that has the Application Administrator or Global Administrator role.',
      ja: 'アプリケーション管理者または全体管理者のアカウントで続けてください。',
      'zh-Hans': '请使用具有应用程序管理员或全局管理员角色的帐户继续。',
      ar: 'تابع بحساب له دور Application Administrator أو Global Administrator.',
    },
  },
  'consent-refused': {
    meaning: {
      en: 'The station is registered, but this account may not grant its permissions.',
      ja: '端末は登録されましたが、このアカウントではアクセス許可を付与できません。',
      'zh-Hans': '本机已注册，但此帐户无权授予权限。',
      ar: 'المحطة مسجّلة، لكن هذا الحساب لا يحق له منح أذوناتها.',
    },
    whatToDo: {
      en: 'Continue with a Privileged Role Administrator or Global Administrator, or remove what was created.',
      ja: '特権ロール管理者または全体管理者で続けるか、作成したものを削除してください。',
      'zh-Hans': '请使用特权角色管理员或全局管理员继续，或删除已创建的内容。',
      ar: 'تابع بحساب له دور Privileged Role Administrator أو Global Administrator، أو أزل ما أُنشئ.',
    },
  },
  quota: {
    meaning: {
      en: 'The directory has no room for another registration.',
      ja: 'ディレクトリの上限に達しているため、これ以上登録できません。',
      'zh-Hans': '目录已达到配额，无法再注册。',
      ar: 'لا مكان في الدليل لتسجيل آخر.',
    },
    whatToDo: then({
      en: 'Delete registrations that nobody needs, or use an account that has made fewer.',
      ja: '不要な登録を削除するか、登録数の少ないアカウントを使ってください。',
      'zh-Hans': '请删除不需要的注册，或使用注册较少的帐户。',
      ar: 'احذف التسجيلات التي لا يحتاج إليها أحد، أو استخدم حسابًا أنشأ عددًا أقل.',
    }),
  },
  'key-refused': {
    meaning: {
      en: 'Your company’s policy for applications does not allow this certificate.',
      ja: '会社のアプリ管理ポリシーで、この証明書は許可されていません。',
      'zh-Hans': '贵公司的应用管理策略不允许此证书。',
      ar: 'لا تسمح سياسة التطبيقات في شركتك بهذه الشهادة.',
    },
    whatToDo: then({
      en: 'Allow certificates of a year for this registration in the app management policy.',
      ja: 'アプリ管理ポリシーで、この登録に 1 年間の証明書を許可してください。',
      'zh-Hans': '请在应用管理策略中允许此注册使用一年期证书。',
      ar: 'اسمح في سياسة إدارة التطبيقات بشهادات مدتها سنة لهذا التسجيل.',
    }),
  },
  'conditional-access': {
    meaning: {
      en: 'A Conditional Access policy asks the administrator for more.',
      ja: '条件付きアクセス ポリシーにより、追加の確認が必要です。',
      'zh-Hans': '条件访问策略要求管理员进一步验证。',
      ar: 'تطلب سياسة وصول مشروط من المسؤول المزيد.',
    },
    whatToDo: {
      en: 'Press “Continue” and sign in once more.',
      ja: '「続ける」を押して、もう一度サインインしてください。',
      'zh-Hans': '请按“继续”并再次登录。',
      ar: 'اضغط “متابعة” وسجّل الدخول مرة أخرى.',
    },
  },
  'permission-unknown': {
    meaning: {
      en: 'This cloud does not know a permission that the station needs.',
      ja: '必要なアクセス許可が、このクラウドにありません。',
      'zh-Hans': '此云中没有本机所需的某项权限。',
      ar: 'لا تعرف هذه السحابة إذنًا تحتاج إليه المحطة.',
    },
    whatToDo: {
      en: 'Check the cloud. If it is right, register by hand with the next higher permission.',
      ja: 'クラウドの選択を確認してください。正しければ、手作業で一段上のアクセス許可を登録してください。',
      'zh-Hans': '请核对所选的云。若无误，请手动注册并使用更高一级的权限。',
      ar: 'تحقّق من السحابة. وإذا كانت صحيحة، فسجّل يدويًا بالإذن الأعلى التالي.',
    },
  },
  'registration-gone': {
    meaning: {
      en: 'The station’s registration is not there, or not yet.',
      ja: '端末の登録が見つからないか、まだ反映されていません。',
      'zh-Hans': '找不到本机的注册，或尚未生效。',
      ar: 'تسجيل المحطة غير موجود، أو لم يظهر بعد.',
    },
    whatToDo: {
      en: 'Press “Continue”: it is found again, or made anew.',
      ja: '「続ける」を押してください。見つけ直すか、作り直します。',
      'zh-Hans': '请按“继续”：将重新查找或重新创建。',
      ar: 'اضغط “متابعة”: يُعثر عليه من جديد أو يُنشأ مرة أخرى.',
    },
  },
  'permissions-missing': {
    meaning: {
      en: 'The station signs in, but its permissions have not arrived yet.',
      ja: 'サインインできましたが、アクセス許可がまだ反映されていません。',
      'zh-Hans': '本机可以登录，但权限尚未生效。',
      ar: 'تسجّل المحطة الدخول، لكن أذوناتها لم تصل بعد.',
    },
    whatToDo: then({
      en: 'Consent takes minutes to arrive. If it was done by hand, look whether “Grant admin consent” was pressed.',
      ja: '同意の反映には数分かかります。手作業の場合は「管理者の同意を与えます」を押したか確認してください。',
      'zh-Hans': '同意生效需要几分钟。若为手动操作，请确认已按“授予管理员同意”。',
      ar: 'تستغرق الموافقة دقائق حتى تصل. وإذا تمت يدويًا، فتأكد من الضغط على “Grant admin consent”.',
    }),
  },
  'administrator-needed': {
    meaning: {
      en: 'The station may not upload its next certificate by itself.',
      ja: 'この端末だけでは、次の証明書をアップロードできません。',
      'zh-Hans': '本机无法自行上传下一张证书。',
      ar: 'لا يمكن للمحطة رفع شهادتها التالية بنفسها.',
    },
    whatToDo: {
      en: 'Press “Continue”: an administrator signs in once with their own phone.',
      ja: '「続ける」を押し、管理者がスマートフォンで一度サインインしてください。',
      'zh-Hans': '请按“继续”：由管理员用自己的手机登录一次。',
      ar: 'اضغط “متابعة”: يسجّل أحد المسؤولين الدخول مرة واحدة بهاتفه.',
    },
  },
  'registration-elsewhere': {
    meaning: {
      en: 'The station’s registration is not in the directory of this account.',
      ja: 'このアカウントのディレクトリには、端末の登録がありません。',
      'zh-Hans': '此帐户的目录中没有本机的注册。',
      ar: 'تسجيل المحطة ليس في دليل هذا الحساب.',
    },
    whatToDo: {
      en: 'Press “Continue” and sign in with an administrator of the company that the station works for. If the registration was deleted, connect the station anew.',
      ja: '「続ける」を押し、この端末を使っている会社の管理者でサインインしてください。登録が削除されている場合は、端末を接続し直してください。',
      'zh-Hans': '请按“继续”，并使用本机所属公司的管理员登录。若注册已被删除，请重新连接本机。',
      ar: 'اضغط “متابعة” وسجّل الدخول بمسؤول في الشركة التي تعمل لها المحطة. وإذا حُذف التسجيل، فاربط المحطة من جديد.',
    },
  },
  'not-kept': {
    meaning: {
      en: 'The station could not write to its disk.',
      ja: '端末のディスクに書き込めませんでした。',
      'zh-Hans': '本机无法写入磁盘。',
      ar: 'لم تستطع المحطة الكتابة على قرصها.',
    },
    whatToDo: then({
      en: 'Make room on the disk.',
      ja: 'ディスクの空きを増やしてください。',
      'zh-Hans': '请释放磁盘空间。',
      ar: 'أفسح مجالًا على القرص.',
    }),
  },
  'settings-not-written': {
    meaning: {
      en: 'The settings file could not be written.',
      ja: '設定ファイルを書き込めませんでした。',
      'zh-Hans': '无法写入设置文件。',
      ar: 'تعذّرت كتابة ملف الإعدادات.',
    },
    whatToDo: then({
      en: 'Give the station’s user the right to write the file that is named here.',
      ja: 'ここに示したファイルへの書き込みを、端末のユーザーに許可してください。',
      'zh-Hans': '请授予本机用户对此处所示文件的写入权限。',
      ar: 'امنح مستخدم المحطة حق الكتابة في الملف المذكور هنا.',
    }),
  },
  interrupted: {
    meaning: {
      en: 'Connecting was interrupted.',
      ja: '接続が中断されました。',
      'zh-Hans': '连接已中断。',
      ar: 'انقطع الربط.',
    },
    whatToDo: {
      en: 'Press “Continue”: it goes on where it was.',
      ja: '「続ける」を押すと、中断したところから再開します。',
      'zh-Hans': '请按“继续”：将从中断处继续。',
      ar: 'اضغط “متابعة”: يستمر الربط من حيث توقف.',
    },
  },
  other: {
    meaning: {
      en: 'Microsoft 365 refused this step.',
      ja: 'Microsoft 365 がこの手順を拒否しました。',
      'zh-Hans': 'Microsoft 365 拒绝了此步骤。',
      ar: 'رفض Microsoft 365 هذه الخطوة.',
    },
    whatToDo: then({
      en: 'Look the code and the request ID up in the sign-in and audit logs of Microsoft Entra.',
      ja: 'Microsoft Entra のサインイン ログと監査ログで、コードと要求 ID を調べてください。',
      'zh-Hans': '请在 Microsoft Entra 的登录日志和审核日志中查询代码和请求 ID。',
      ar: 'ابحث عن الرمز ومعرّف الطلب في سجلات تسجيل الدخول والتدقيق في Microsoft Entra.',
    }),
  },
};

/** Why a step was not done, and what to do: sentences for people, and what an administrator looks up. */
export function connectFailureText(
  { code, signIn, reason, requestId }: ConnectFailure,
  language: Language,
): { readonly meaning: string; readonly whatToDo: string; readonly facts: string } {
  const found = code === 'sign-in' ? signInAdvice[signIn ?? 'other'] : advice[code];
  return {
    meaning: found.meaning[language],
    whatToDo: found.whatToDo[language],
    facts: [reason, requestId].filter((one) => one !== undefined).join(' · '),
  };
}
