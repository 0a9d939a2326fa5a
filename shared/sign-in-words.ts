import type { Words } from './language.ts';
import type { SignInProblem, SignInState } from './sign-in-state.ts';

/** What a sign-in problem means, and what mends it. For operators and administrators. */
export interface SignInAdvice {
  readonly meaning: Words;
  readonly whatToDo: Words;
}

const newCode: Words = {
  en: 'Get a new code and try again.',
  ja: '新しいコードを表示して、もう一度お試しください。',
  'zh-Hans': '请获取新代码后重试。',
  ar: 'احصل على رمز جديد وأعد المحاولة.',
};

/** Closed over the union: a new problem does not compile without words. */
export const signInAdvice: Readonly<Record<SignInProblem, SignInAdvice>> = {
  'unknown-tenant': {
    meaning: {
      en: 'Microsoft does not know the tenant in the settings.',
      ja: '設定のテナントが Microsoft に見つかりません。',
      'zh-Hans': 'Microsoft 找不到设置中的租户。',
      ar: 'لا تعرف Microsoft المستأجر المذكور في الإعدادات.',
    },
    whatToDo: {
      en: 'Check tenant.tenantId and tenant.cloud in the settings. The tenant ID is on the overview page of the Microsoft Entra admin center.',
      ja: '設定の tenant.tenantId と tenant.cloud を確認してください。テナント ID は Microsoft Entra 管理センターの「概要」にあります。',
      'zh-Hans':
        '请检查设置中的 tenant.tenantId 和 tenant.cloud。租户 ID 可在 Microsoft Entra 管理中心的“概述”页查看。',
      ar: 'تحقّق من tenant.tenantId وtenant.cloud في الإعدادات. تجد معرّف المستأجر في صفحة النظرة العامة في مركز إدارة Microsoft Entra.',
    },
  },
  'unknown-client': {
    meaning: {
      en: 'The tenant has no app registration with the ID in the settings.',
      ja: '設定の ID を持つアプリの登録がテナントにありません。',
      'zh-Hans': '租户中没有与设置中 ID 对应的应用注册。',
      ar: 'ليس في المستأجر تسجيل تطبيق بالمعرّف المذكور في الإعدادات.',
    },
    whatToDo: {
      en: 'Compare tenant.clientId in the settings with the application (client) ID of the app registration.',
      ja: '設定の tenant.clientId と、アプリの登録の「アプリケーション (クライアント) ID」を見比べてください。',
      'zh-Hans': '请核对设置中的 tenant.clientId 与应用注册的“应用程序（客户端） ID”。',
      ar: 'قارن tenant.clientId في الإعدادات بمعرّف التطبيق (العميل) في تسجيل التطبيق.',
    },
  },
  'application-disabled': {
    meaning: {
      en: 'The station’s app registration has been disabled in the tenant.',
      ja: 'この端末のアプリの登録は、テナントで無効になっています。',
      'zh-Hans': '本机的应用注册已在租户中停用。',
      ar: 'تسجيل تطبيق المحطة معطّل في المستأجر.',
    },
    whatToDo: {
      en: 'Enable sign-in for the enterprise application in Microsoft Entra, then wait a few minutes.',
      ja: 'Microsoft Entra の「エンタープライズ アプリケーション」でサインインを有効にし、数分お待ちください。',
      'zh-Hans': '请在 Microsoft Entra 的企业应用程序中启用登录，然后等待几分钟。',
      ar: 'فعّل تسجيل الدخول لتطبيق المؤسسة في Microsoft Entra، ثم انتظر بضع دقائق.',
    },
  },
  'public-flow-off': {
    meaning: {
      en: 'The app registration does not allow people to sign in with a code.',
      ja: 'アプリの登録で、コードによるサインインが許可されていません。',
      'zh-Hans': '应用注册不允许用户通过代码登录。',
      ar: 'لا يسمح تسجيل التطبيق بتسجيل الدخول باستخدام رمز.',
    },
    whatToDo: {
      en: 'In the app registration, under Authentication, turn on “Allow public client flows”.',
      ja: 'アプリの登録の「認証」で「パブリック クライアント フローを許可する」を有効にしてください。',
      'zh-Hans': '请在应用注册的“身份验证”中启用“允许公共客户端流”。',
      ar: 'في تسجيل التطبيق، ضمن Authentication، فعّل “Allow public client flows”.',
    },
  },
  'wrong-secret': {
    meaning: {
      en: 'The client secret kept on this station is not one of the app registration’s.',
      ja: 'この端末に保管されたクライアント シークレットは、アプリの登録のものと一致しません。',
      'zh-Hans': '本机保存的客户端密码与应用注册不符。',
      ar: 'السر المحفوظ في هذه المحطة ليس من أسرار تسجيل التطبيق.',
    },
    whatToDo: {
      en: 'Create a secret in the app registration and hand over its value (not its ID) with “provision”.',
      ja: 'アプリの登録でシークレットを作成し、その「値」(ID ではありません) を provision コマンドで登録してください。',
      'zh-Hans': '请在应用注册中新建密码，并用 provision 命令录入其“值”（不是 ID）。',
      ar: 'أنشئ سرًا في تسجيل التطبيق وسلّم قيمته (لا معرّفه) باستخدام “provision”.',
    },
  },
  'secret-expired': {
    meaning: {
      en: 'The client secret has expired.',
      ja: 'クライアント シークレットの有効期限が切れています。',
      'zh-Hans': '客户端密码已过期。',
      ar: 'انتهت صلاحية سر العميل.',
    },
    whatToDo: {
      en: 'Create a new secret in the app registration and hand it over with “provision”. A certificate lasts longer and is safer.',
      ja: 'アプリの登録で新しいシークレットを作成し、provision コマンドで登録してください。証明書のほうが長く使え、安全です。',
      'zh-Hans': '请在应用注册中新建密码并用 provision 命令录入。证书有效期更长，也更安全。',
      ar: 'أنشئ سرًا جديدًا في تسجيل التطبيق وسلّمه باستخدام “provision”. الشهادة أطول صلاحيةً وأكثر أمانًا.',
    },
  },
  'certificate-expired': {
    meaning: {
      en: 'The station’s certificate has expired.',
      ja: 'この端末の証明書の有効期限が切れています。',
      'zh-Hans': '本机的证书已过期。',
      ar: 'انتهت صلاحية شهادة المحطة.',
    },
    whatToDo: {
      en: 'Renew it on the station’s page under “Certificate”, or with “connect --renew”. An administrator signs in once for that.',
      ja: '端末ページの「証明書」または connect --renew コマンドで更新してください。管理者が一度サインインします。',
      'zh-Hans': '请在本机页面的“证书”中，或用 connect --renew 命令续订；管理员需登录一次。',
      ar: 'جدّدها في صفحة المحطة تحت “الشهادة”، أو باستخدام “connect --renew”. يسجّل أحد المسؤولين الدخول مرة واحدة لذلك.',
    },
  },
  'certificate-unknown': {
    meaning: {
      en: 'The app registration does not have this station’s certificate.',
      ja: 'アプリの登録に、この端末の証明書がありません。',
      'zh-Hans': '应用注册中没有本机的证书。',
      ar: 'لا يحتوي تسجيل التطبيق على شهادة هذه المحطة.',
    },
    whatToDo: {
      en: 'Upload the certificate to the app registration. “whoami” shows the thumbprint to compare.',
      ja: '証明書をアプリの登録にアップロードしてください。whoami コマンドで拇印を確認できます。',
      'zh-Hans': '请将证书上传到应用注册。可用 whoami 命令查看指纹进行核对。',
      ar: 'ارفع الشهادة إلى تسجيل التطبيق. يعرض “whoami” بصمتها للمقارنة.',
    },
  },
  'assertion-time': {
    meaning: {
      en: 'Microsoft refused the time on the station’s proof of identity.',
      ja: '端末の証明に付いた時刻が Microsoft に受け付けられませんでした。',
      'zh-Hans': 'Microsoft 拒绝了本机身份证明中的时间。',
      ar: 'رفضت Microsoft الوقت المذكور في إثبات هوية المحطة.',
    },
    whatToDo: {
      en: 'Check the date, time and time zone of this machine and let it set its clock from the network.',
      ja: 'この端末の日付、時刻、タイム ゾーンを確認し、時刻を自動設定にしてください。',
      'zh-Hans': '请检查本机的日期、时间和时区，并启用自动对时。',
      ar: 'تحقّق من التاريخ والوقت والمنطقة الزمنية في هذا الجهاز، ودَعه يضبط ساعته من الشبكة.',
    },
  },
  'consent-missing': {
    meaning: {
      en: 'An administrator has not yet approved the permissions this station needs.',
      ja: 'この端末に必要なアクセス許可が、まだ管理者に承認されていません。',
      'zh-Hans': '管理员尚未批准本机所需的权限。',
      ar: 'لم يوافق أي مسؤول بعد على الأذونات التي تحتاج إليها هذه المحطة.',
    },
    whatToDo: {
      en: 'In the app registration, under API permissions, add the permissions and choose “Grant admin consent”.',
      ja: 'アプリの登録の「API のアクセス許可」で必要なものを追加し、「管理者の同意を与えます」を選んでください。',
      'zh-Hans': '请在应用注册的“API 权限”中添加所需权限，并选择“授予管理员同意”。',
      ar: 'في تسجيل التطبيق، ضمن API permissions، أضف الأذونات واختر “Grant admin consent”.',
    },
  },
  'conditional-access': {
    meaning: {
      en: 'A Conditional Access policy of the tenant stopped this sign-in.',
      ja: 'テナントの条件付きアクセス ポリシーにより、サインインが止められました。',
      'zh-Hans': '租户的条件访问策略阻止了此次登录。',
      ar: 'أوقفت سياسة وصول مشروط في المستأجر تسجيل الدخول هذا.',
    },
    whatToDo: {
      en: 'Sign in again and complete what is asked. If it is still stopped, the sign-in log in Microsoft Entra names the policy.',
      ja: 'もう一度サインインし、求められた確認を行ってください。それでも止まる場合は、Microsoft Entra のサインイン ログにポリシー名が出ます。',
      'zh-Hans': '请重新登录并完成要求的验证。如仍被阻止，可在 Microsoft Entra 登录日志中查看是哪条策略。',
      ar: 'سجّل الدخول من جديد وأكمل ما يُطلب. وإذا توقف مرة أخرى، فسجل تسجيل الدخول في Microsoft Entra يذكر السياسة.',
    },
  },
  'claims-challenge': {
    meaning: {
      en: 'Microsoft 365 asks for a fresh sign-in before it goes on.',
      ja: '続けるには、もう一度サインインするよう Microsoft 365 から求められています。',
      'zh-Hans': 'Microsoft 365 要求重新登录后才能继续。',
      ar: 'يطلب Microsoft 365 تسجيل دخول جديدًا قبل المتابعة.',
    },
    whatToDo: {
      en: 'Sign in again. The photos wait meanwhile.',
      ja: 'もう一度サインインしてください。その間、写真は保管されています。',
      'zh-Hans': '请重新登录。照片会在此期间保留。',
      ar: 'سجّل الدخول من جديد. تنتظر الصور في هذه الأثناء.',
    },
  },
  'account-disabled': {
    meaning: {
      en: 'This account is disabled, locked, or not in the tenant.',
      ja: 'このアカウントは無効かロックされているか、テナントにありません。',
      'zh-Hans': '该帐户已停用、被锁定，或不在此租户中。',
      ar: 'هذا الحساب معطّل أو مقفل أو غير موجود في المستأجر.',
    },
    whatToDo: {
      en: 'Sign in with another account, or ask an administrator to enable this one.',
      ja: '別のアカウントでサインインするか、管理者に有効化を依頼してください。',
      'zh-Hans': '请使用其他帐户登录，或请管理员启用该帐户。',
      ar: 'سجّل الدخول بحساب آخر، أو اطلب من أحد المسؤولين تفعيل هذا الحساب.',
    },
  },
  'password-expired': {
    meaning: {
      en: 'The password of this account has expired.',
      ja: 'このアカウントのパスワードは有効期限が切れています。',
      'zh-Hans': '该帐户的密码已过期。',
      ar: 'انتهت صلاحية كلمة مرور هذا الحساب.',
    },
    whatToDo: {
      en: 'Change the password on your own device, then sign in here again.',
      ja: 'ご自分のデバイスでパスワードを変更してから、もう一度サインインしてください。',
      'zh-Hans': '请先在自己的设备上修改密码，再重新登录。',
      ar: 'غيّر كلمة المرور على جهازك، ثم سجّل الدخول هنا من جديد.',
    },
  },
  'session-expired': {
    meaning: {
      en: 'The sign-in of this station has ended.',
      ja: 'この端末のサインインは終了しました。',
      'zh-Hans': '本机的登录已失效。',
      ar: 'انتهى تسجيل دخول هذه المحطة.',
    },
    whatToDo: {
      en: 'Sign in again. The photos wait meanwhile.',
      ja: 'もう一度サインインしてください。その間、写真は保管されています。',
      'zh-Hans': '请重新登录。照片会在此期间保留。',
      ar: 'سجّل الدخول من جديد. تنتظر الصور في هذه الأثناء.',
    },
  },
  'role-missing': {
    meaning: {
      en: 'This account has not been given access to the station’s app.',
      ja: 'このアカウントには、端末のアプリを使う権限が割り当てられていません。',
      'zh-Hans': '该帐户未获分配使用本机应用的权限。',
      ar: 'لم يُمنح هذا الحساب حق الوصول إلى تطبيق المحطة.',
    },
    whatToDo: {
      en: 'Assign the account to the enterprise application, or sign in with an account that has a User Administrator role.',
      ja: 'アカウントをエンタープライズ アプリケーションに割り当てるか、「ユーザー管理者」ロールを持つアカウントでサインインしてください。',
      'zh-Hans': '请将该帐户分配给企业应用程序，或使用具有“用户管理员”角色的帐户登录。',
      ar: 'عيّن الحساب لتطبيق المؤسسة، أو سجّل الدخول بحساب له دور مسؤول المستخدمين.',
    },
  },
  'clock-wrong': {
    meaning: {
      en: 'The clock of this machine is wrong, so Microsoft does not accept its sign-in.',
      ja: 'この端末の時計がずれているため、サインインが受け付けられません。',
      'zh-Hans': '本机时钟不准，Microsoft 无法接受其登录。',
      ar: 'ساعة هذا الجهاز غير صحيحة، فلا تقبل Microsoft تسجيل دخوله.',
    },
    whatToDo: {
      en: 'Set date, time and time zone, best from the network. Waiting photos are then sent by themselves.',
      ja: '日付、時刻、タイム ゾーンを設定してください (自動設定をお勧めします)。待機中の写真はその後自動で送られます。',
      'zh-Hans': '请设置正确的日期、时间和时区，最好启用自动对时。之后等待中的照片会自动发送。',
      ar: 'اضبط التاريخ والوقت والمنطقة الزمنية، ويُفضّل من الشبكة. تُرسَل بعدها الصور المنتظرة تلقائيًا.',
    },
  },
  'wrong-cloud': {
    meaning: {
      en: 'The tenant belongs to another Microsoft cloud.',
      ja: 'このテナントは別の Microsoft クラウドにあります。',
      'zh-Hans': '该租户属于另一个 Microsoft 云。',
      ar: 'ينتمي المستأجر إلى سحابة أخرى من Microsoft.',
    },
    whatToDo: {
      en: 'Set tenant.cloud in the settings to the cloud of the tenant: global, usgov-l4, usgov-l5 or china.',
      ja: '設定の tenant.cloud を、テナントのクラウド (global、usgov-l4、usgov-l5、china) に合わせてください。',
      'zh-Hans': '请将设置中的 tenant.cloud 改为租户所在的云：global、usgov-l4、usgov-l5 或 china。',
      ar: 'اضبط tenant.cloud في الإعدادات على سحابة المستأجر: global أو usgov-l4 أو usgov-l5 أو china.',
    },
  },
  'not-provisioned': {
    meaning: {
      en: 'This station has not been given its certificate or secret yet.',
      ja: 'この端末には、証明書もシークレットもまだ登録されていません。',
      'zh-Hans': '本机尚未录入证书或密码。',
      ar: 'لم تُسلَّم هذه المحطة شهادتها أو سرها بعد.',
    },
    whatToDo: {
      en: 'Run “provision” on this station with the certificate file or the secret of the app registration.',
      ja: 'この端末で provision コマンドを実行し、アプリの登録の証明書ファイルまたはシークレットを登録してください。',
      'zh-Hans': '请在本机运行 provision 命令，录入应用注册的证书文件或密码。',
      ar: 'شغّل “provision” في هذه المحطة مع ملف الشهادة أو سر تسجيل التطبيق.',
    },
  },
  'credential-unreadable': {
    meaning: {
      en: 'The kept certificate or secret cannot be opened with this machine’s key.',
      ja: '保管された証明書またはシークレットを、この端末の鍵で開けません。',
      'zh-Hans': '无法用本机密钥打开已保存的证书或密码。',
      ar: 'لا يمكن فتح الشهادة أو السر المحفوظ بمفتاح هذا الجهاز.',
    },
    whatToDo: {
      en: 'Start the station as the user who ran “provision”. If that does not help, run “provision” again.',
      ja: 'provision を実行したユーザーで端末を起動してください。それでも開けない場合は、provision をやり直してください。',
      'zh-Hans': '请以运行 provision 的用户身份启动本机。如仍无效，请重新运行 provision。',
      ar: 'شغّل المحطة بالمستخدم الذي شغّل “provision”. وإن لم ينفع ذلك، فشغّل “provision” من جديد.',
    },
  },
  'code-expired': {
    meaning: {
      en: 'The code was not used in time.',
      ja: 'コードの有効時間が過ぎました。',
      'zh-Hans': '代码已过期。',
      ar: 'لم يُستخدم الرمز في الوقت المحدد.',
    },
    whatToDo: newCode,
  },
  declined: {
    meaning: {
      en: 'The sign-in was declined.',
      ja: 'サインインが拒否されました。',
      'zh-Hans': '登录请求被拒绝。',
      ar: 'رُفض تسجيل الدخول.',
    },
    whatToDo: newCode,
  },
  'authority-unusable': {
    meaning: {
      en: 'Something other than Microsoft’s sign-in answered.',
      ja: 'Microsoft のサインインではないものが応答しました。',
      'zh-Hans': '响应的不是 Microsoft 登录服务。',
      ar: 'رد شيء آخر غير خدمة تسجيل الدخول من Microsoft.',
    },
    whatToDo: {
      en: 'Check whether this network needs a log-in page or inspects encrypted traffic, and the authority in the settings.',
      ja: 'ネットワークにログイン ページや暗号化通信の検査がないか、設定の authority が正しいかを確認してください。',
      'zh-Hans': '请检查此网络是否需要登录页面或会检查加密流量，并核对设置中的 authority。',
      ar: 'تحقّق مما إذا كانت هذه الشبكة تتطلب صفحة دخول أو تفحص الاتصالات المشفّرة، وتحقّق من authority في الإعدادات.',
    },
  },
  other: {
    meaning: {
      en: 'Microsoft refused the sign-in for a reason this station does not know.',
      ja: 'Microsoft がサインインを拒否しました。この端末では理由を判別できません。',
      'zh-Hans': 'Microsoft 拒绝了登录，本机无法识别原因。',
      ar: 'رفضت Microsoft تسجيل الدخول لسبب لا تعرفه هذه المحطة.',
    },
    whatToDo: {
      en: 'Look up the code at login.microsoftonline.com/error, or give it to your IT team.',
      ja: 'コードを login.microsoftonline.com/error で調べるか、IT 担当者に伝えてください。',
      'zh-Hans': '请在 login.microsoftonline.com/error 查询代码，或将其告知 IT 人员。',
      ar: 'ابحث عن الرمز في login.microsoftonline.com/error، أو سلّمه إلى فريق تقنية المعلومات.',
    },
  },
};

/** The sign-in state in one sentence, for the operator's screen and the command line. */
export const signInStateWords: Readonly<Record<SignInState['kind'], Words>> = {
  'signed-out': {
    en: 'Nobody is signed in.',
    ja: 'サインインしていません。',
    'zh-Hans': '未登录。',
    ar: 'لا أحد مسجّل الدخول.',
  },
  starting: { en: 'Signing in.', ja: 'サインインを確認しています。', 'zh-Hans': '正在登录。', ar: 'جارٍ تسجيل الدخول.' },
  'waiting-for-person': {
    en: 'Open the link on your phone and enter the code.',
    ja: 'スマートフォンでリンクを開き、コードを入力してください。',
    'zh-Hans': '请用手机打开链接并输入代码。',
    ar: 'افتح الرابط على هاتفك وأدخل الرمز.',
  },
  'waiting-for-browser': {
    en: 'Sign in in the browser window that has opened.',
    ja: '開いたブラウザーでサインインしてください。',
    'zh-Hans': '请在打开的浏览器窗口中登录。',
    ar: 'سجّل الدخول في نافذة المتصفح التي فُتحت.',
  },
  'signed-in': { en: 'Signed in.', ja: 'サインインしています。', 'zh-Hans': '已登录。', ar: 'تم تسجيل الدخول.' },
  'needs-attention': {
    en: 'Sign-in needs your attention.',
    ja: 'サインインについて確認が必要です。',
    'zh-Hans': '登录需要您处理。',
    ar: 'يحتاج تسجيل الدخول إلى انتباهك.',
  },
  'offline-with-token': {
    en: 'Microsoft’s sign-in cannot be reached. The station is still signed in for now.',
    ja: 'Microsoft のサインインに接続できません。今のところサインインは有効です。',
    'zh-Hans': '无法连接 Microsoft 登录服务。目前登录仍然有效。',
    ar: 'تعذّر الوصول إلى خدمة تسجيل الدخول من Microsoft. ما زالت المحطة مسجّلة الدخول حاليًا.',
  },
  'offline-without-token': {
    en: 'Microsoft’s sign-in cannot be reached. The station tries again by itself.',
    ja: 'Microsoft のサインインに接続できません。端末が自動で再試行します。',
    'zh-Hans': '无法连接 Microsoft 登录服务。本机会自动重试。',
    ar: 'تعذّر الوصول إلى خدمة تسجيل الدخول من Microsoft. تعيد المحطة المحاولة تلقائيًا.',
  },
};
