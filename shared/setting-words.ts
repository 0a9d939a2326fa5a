import type { Words } from './language.ts';
import { type SettingGroup, type SettingName, settingFields } from './setting-fields.ts';

const words = (en: string, ja: string, zhHans: string, ar: string): Words => ({ en, ja, 'zh-Hans': zhHans, ar });

export const settingGroupWords: Readonly<Record<SettingGroup, { readonly name: Words; readonly holds: Words }>> = {
  station: {
    name: words('Station', '端末', '本机', 'المحطة'),
    holds: words(
      'Name, company, who stands beside it',
      '名前、会社、そばにいる人',
      '名称、公司、是否有人在旁',
      'الاسم والشركة ومن يقف بجانبها',
    ),
  },
  look: {
    name: words('Look', '外観', '外观', 'المظهر'),
    holds: words(
      'Light or dark, colour, logo',
      '明るさ、色、ロゴ',
      '深浅、颜色、徽标',
      'فاتح أم داكن، واللون، والشعار',
    ),
  },
  languages: {
    name: words('Languages', '言語', '语言', 'اللغات'),
    holds: words('What the first screen offers', '最初の画面で選べる言語', '首屏提供的语言', 'ما تعرضه الشاشة الأولى'),
  },
  camera: {
    name: words('Camera', 'カメラ', '相机', 'الكاميرا'),
    holds: words(
      'Countdown, hints, where the lens is',
      'カウントダウン、ヒント、レンズの位置',
      '倒计时、提示、镜头位置',
      'العد التنازلي والإرشادات ومكان العدسة',
    ),
  },
  photo: {
    name: words('Photo', '写真', '照片', 'الصورة'),
    holds: words(
      'Size, quality, suggested crop',
      '大きさ、画質、切り抜きの提案',
      '尺寸、质量、建议的裁剪',
      'الحجم والجودة والقص المقترح',
    ),
  },
  access: {
    name: words('Who may use it', '使える人', '谁可以使用', 'من يستخدمها'),
    holds: words(
      'Names, badges, sign-in',
      '名前、社員証、サインイン',
      '姓名、工牌、登录',
      'الأسماء والشارات وتسجيل الدخول',
    ),
  },
  privacy: {
    name: words('Privacy', 'プライバシー', '隐私', 'الخصوصية'),
    holds: words('Notice, how long things are kept', '説明文、保存期間', '告知、保留时间', 'الإشعار ومدة الاحتفاظ'),
  },
  queue: {
    name: words('Queue', '送信待ち', '队列', 'قائمة الانتظار'),
    holds: words('Limits of sending and storing', '送信と保存の上限', '发送和存储的限制', 'حدود الإرسال والتخزين'),
  },
  directory: {
    name: words('Directory', 'ディレクトリ', '目录', 'الدليل'),
    holds: words('Whom the station finds', '見つけられる人', '本机能找到谁', 'من تجده المحطة'),
  },
  advanced: {
    name: words('Advanced', '詳細', '高级', 'متقدم'),
    holds: words(
      'Registration, endpoints, everything else',
      '登録、接続先、その他すべて',
      '注册、端点及其他一切',
      'التسجيل والعناوين وكل ما عدا ذلك',
    ),
  },
};

/** What each setting is called. Closed over the table: a new one does not compile without words. */
export const settingWords: Readonly<Record<SettingName, Words>> = {
  name: words('Name of this station', 'この端末の名前', '本机名称', 'اسم المحطة'),
  companyName: words('Company', '会社名', '公司名称', 'اسم الشركة'),
  mode: words('Who stands at the station', '端末のそばにいる人', '设备旁是否有人', 'من يقف عند المحطة'),
  idleTimeoutSeconds: words(
    'Seconds until it forgets who was there',
    '利用者を忘れるまでの秒数',
    '无人操作多少秒后忘记来访者',
    'الثواني حتى تنسى من كان هناك',
  ),
  theme: words('Light or dark', '明るさ', '深浅', 'فاتح أم داكن'),
  accentColour: words('Colour of your company', '会社の色', '公司颜色', 'لون شركتك'),
  logoFile: words('File of the logo', 'ロゴのファイル', '徽标文件', 'ملف الشعار'),
  languages: words('Languages, in this order', '言語 (この順)', '语言（按此顺序）', 'اللغات، بهذا الترتيب'),
  countdownSeconds: words('Countdown, in seconds', 'カウントダウンの秒数', '倒计时秒数', 'العد التنازلي بالثواني'),
  isMirrored: words('Mirror the live picture', 'ライブ映像を左右反転する', '镜像显示实时画面', 'عكس الصورة الحية'),
  faceGuidance: words(
    'Say what would make the photo better',
    '写真を良くするヒントを出す',
    '提示如何改善照片',
    'إرشادات لتحسين الصورة',
  ),
  autoShutter: words(
    'Take the photo by itself when all is good',
    '条件が整ったら自動で撮る',
    '条件合适时自动拍照',
    'التقاط الصورة تلقائيًا عندما يكون كل شيء مناسبًا',
  ),
  spokenHints: words('Say the hints aloud', 'ヒントを声で伝える', '语音播报提示', 'نطق الإرشادات بصوت'),
  lens: words('Where the lens is', 'レンズの位置', '镜头位置', 'مكان العدسة'),
  preferredCamera: words(
    'Camera to prefer (part of its name)',
    '優先するカメラ (名前の一部)',
    '首选相机（名称的一部分）',
    'الكاميرا المفضّلة (جزء من اسمها)',
  ),
  canChooseFile: words(
    'A picture file may be chosen',
    '画像ファイルを選べる',
    '可以选择图片文件',
    'يجوز اختيار ملف صورة',
  ),
  outputEdgePx: words(
    'Edge of the photo, in pixels',
    '写真の一辺 (ピクセル)',
    '照片边长（像素）',
    'ضلع الصورة بالبكسل',
  ),
  quality: words('JPEG quality', 'JPEG の画質', 'JPEG 质量', 'جودة JPEG'),
  isProgressive: words('Progressive JPEG', 'プログレッシブ JPEG', '渐进式 JPEG', 'JPEG تدريجي'),
  headShare: words(
    'Height of the head, as a part of the edge',
    '頭の高さ (一辺に対する割合)',
    '头部高度（占边长的比例）',
    'ارتفاع الرأس، كجزء من الضلع',
  ),
  headroom: words(
    'Room above the head, as a part of the edge',
    '頭の上の余白 (一辺に対する割合)',
    '头顶留白（占边长的比例）',
    'الفراغ فوق الرأس، كجزء من الضلع',
  ),
  trust: words('Whose photo may be replaced', '誰の写真を替えられるか', '可以更换谁的照片', 'صورة من يجوز استبدالها'),
  codeCamera: words(
    'A QR or bar code may be held to the camera',
    'QR コードやバーコードをカメラにかざせる',
    '可以向相机出示二维码或条形码',
    'يجوز عرض رمز QR أو رمز شريطي على الكاميرا',
  ),
  badgePattern: words(
    'Where the number stands in a badge (regular expression)',
    '社員証の番号の位置 (正規表現)',
    '工牌中编号的位置（正则表达式）',
    'مكان الرقم في الشارة (تعبير نمطي)',
  ),
  signInMode: words('Who signs in', 'サインインする人', '由谁登录', 'من يسجّل الدخول'),
  credential: words(
    'What the station proves itself with',
    '端末を証明するもの',
    '本机的凭据',
    'ما تثبت به المحطة هويتها',
  ),
  method: words('How staff sign in', '係のサインイン方法', '工作人员的登录方式', 'كيف يسجّل الموظفون الدخول'),
  noticeVersion: words('Version of your notice', '説明文の版', '告知的版本', 'إصدار إشعارك'),
  noticeEn: words('Notice in English', '説明文 (英語)', '告知（英语）', 'الإشعار بالإنجليزية'),
  noticeJa: words('Notice in Japanese', '説明文 (日本語)', '告知（日语）', 'الإشعار باليابانية'),
  noticeZhHans: words(
    'Notice in Simplified Chinese',
    '説明文 (簡体字中国語)',
    '告知（简体中文）',
    'الإشعار بالصينية المبسطة',
  ),
  noticeAr: words('Notice in Arabic', '説明文 (アラビア語)', '告知（阿拉伯语）', 'الإشعار بالعربية'),
  eraseUnsentAfterDays: words(
    'Days after which photos that could not be sent are erased',
    '送れない写真を消すまでの日数',
    '多少天后删除无法发送的照片',
    'الأيام التي تُمحى بعدها الصور التي تعذّر إرسالها',
  ),
  keepRecordsDays: words(
    'Days for which finished uploads stay on the list',
    '送信済みの記録を残す日数',
    '已完成的上传在列表中保留的天数',
    'الأيام التي تبقى فيها عمليات الرفع المنتهية في القائمة',
  ),
  keepNames: words(
    'How long the list says whose photo it was',
    '一覧に名前を残す期間',
    '列表显示照片属于谁的时长',
    'كم تبقى أسماء أصحاب الصور في القائمة',
  ),
  keepFormerHours: words(
    'Hours for which the former photo is kept, to put it back',
    '前の写真を元に戻せるように残す時間',
    '为可恢复而保留先前照片的小时数',
    'الساعات التي تُحفظ فيها الصورة السابقة لإعادتها',
  ),
  rostersEraseAfterDays: words(
    'Days for which closed rosters are kept',
    '終了した名簿を残す日数',
    '已关闭名单的保留天数',
    'الأيام التي تُحفظ فيها القوائم المغلقة',
  ),
  inFlightLimit: words('Uploads at a time', '同時に送る数', '同时上传的数量', 'عدد عمليات الرفع في وقت واحد'),
  jobLimit: words(
    'Most photos on the station',
    '端末に置ける写真の上限',
    '本机上照片的上限',
    'أقصى عدد للصور على المحطة',
  ),
  freeSpaceFloorMb: words(
    'Disk space to leave free, in MB',
    '空けておくディスク容量 (MB)',
    '保留的磁盘空间（MB）',
    'مساحة القرص التي تبقى حرة، بالميغابايت',
  ),
  people: words('Whom the station knows', '端末が扱う人', '本机认识的人', 'من تعرفهم المحطة'),
  includesGuests: words('Find guests, too', 'ゲストも見つける', '也查找来宾', 'إيجاد الضيوف أيضًا'),
  includesDisabled: words(
    'Find disabled accounts, too',
    '無効なアカウントも見つける',
    '也查找已禁用的帐户',
    'إيجاد الحسابات المعطّلة أيضًا',
  ),
  readingAttribute: words(
    'Attribute that holds a name’s reading',
    '名前の読みが入る属性',
    '存放姓名读音的属性',
    'السمة التي تحمل نطق الاسم',
  ),
  offlineLimit: words(
    'People kept for finding without a network',
    'オフライン用に保持する人数',
    '为离线查找保留的人数',
    'عدد الأشخاص المحفوظين للبحث دون شبكة',
  ),
  tenant: words('Whose Microsoft 365', 'どの Microsoft 365 か', '使用谁的 Microsoft 365', 'أي Microsoft 365'),
  tenantId: words('Directory (tenant) ID', 'ディレクトリ (テナント) ID', '目录（租户）ID', 'معرّف الدليل (المستأجر)'),
  clientId: words(
    'Application (client) ID',
    'アプリケーション (クライアント) ID',
    '应用程序（客户端）ID',
    'معرّف التطبيق (العميل)',
  ),
  cloud: words('Cloud', 'クラウド', '云', 'السحابة'),
  api: words('Photo API', '写真 API', '照片 API', 'واجهة برمجة الصور'),
  httpMethod: words('HTTP method', 'HTTP メソッド', 'HTTP 方法', 'طريقة HTTP'),
  graphUrl: words(
    'Another root of the photo API',
    '写真 API の別の接続先',
    '照片 API 的其他地址',
    'عنوان آخر لواجهة الصور',
  ),
  authority: words('Another sign-in host', 'サインインの別の接続先', '其他登录地址', 'مضيف آخر لتسجيل الدخول'),
  renewsCertificate: words(
    'Renew the station’s certificate by itself',
    '端末の証明書を自動で更新する',
    '自动续订本机的证书',
    'تجديد شهادة المحطة تلقائيًا',
  ),
  administratorClientId: words(
    'Client that administrators sign in to while connecting',
    '接続時に管理者がサインインするクライアント',
    '连接时管理员登录的客户端',
    'العميل الذي يسجّل المسؤول الدخول إليه عند الربط',
  ),
  connectingAuthority: words(
    'Sign-in host to connect with',
    '接続に使うサインイン先',
    '连接时使用的登录地址',
    'مضيف تسجيل الدخول للربط',
  ),
  connectingGraphUrl: words(
    'Graph root to connect with',
    '接続に使う Graph',
    '连接时使用的 Graph 地址',
    'عنوان Graph للربط',
  ),
};

/** What must be known before a value is chosen; only where the name does not say it. */
export const settingHints: Partial<Readonly<Record<SettingName, Words>>> = {
  isMirrored: words(
    'The photo itself never is.',
    '写真そのものは反転しません。',
    '照片本身绝不会镜像。',
    'الصورة نفسها لا تُعكس أبدًا.',
  ),
  faceGuidance: words(
    'Everything happens on this machine, and nothing of it is kept.',
    'すべてこの端末の中だけで行い、何も残しません。',
    '全部在本机上完成，不保留任何内容。',
    'يحدث كل شيء على هذا الجهاز ولا يُحفظ منه شيء.',
  ),
  logoFile: words(
    'SVG, PNG or JPEG up to 512 KB, beside the settings file or with its whole path.',
    'SVG、PNG、JPEG (512 KB まで)。設定ファイルと同じ場所、または完全なパス。',
    'SVG、PNG 或 JPEG，最大 512 KB；与设置文件同处或使用完整路径。',
    'SVG أو PNG أو JPEG حتى 512 كيلوبايت، بجانب ملف الإعدادات أو بمساره الكامل.',
  ),
  languages: words(
    'Tap to leave one out; tap again to add it at the end. The first is the one the station begins in.',
    'タップすると外れ、もう一度タップすると末尾に加わります。先頭の言語で始まります。',
    '点按可移除，再次点按则加到末尾。本机以第一个语言开始。',
    'المس لإزالة لغة، والمسها ثانية لإضافتها في النهاية. تبدأ المحطة بالأولى.',
  ),
  signInMode: words(
    'Connecting the station sets this and its registration together.',
    '「Microsoft 365 に接続」では、登録とあわせて設定されます。',
    '“连接到 Microsoft 365”会同时设置此项及其注册。',
    'ربط المحطة يضبط هذا مع تسجيلها.',
  ),
  eraseUnsentAfterDays: words(
    'Empty: never. Say so in your notice.',
    '空欄は「消さない」。説明文にも書いてください。',
    '留空表示从不。请在告知中说明。',
    'فارغ: أبدًا. اذكر ذلك في إشعارك.',
  ),
};

/** Values of choices, by the setting's name. A value without words is shown as it stands in the file. */
export const settingValueWords: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  mode: {
    reception: words('Nobody', '誰もいない', '无人', 'لا أحد'),
    onboarding: words('Staff beside it', '係が付き添う', '有工作人员在旁', 'موظفون بجانبها'),
  },
  theme: {
    light: words('Light', 'ライト', '浅色', 'فاتح'),
    dark: words('Dark', 'ダーク', '深色', 'داكن'),
    system: words('As the system', 'システムに合わせる', '跟随系统', 'كما في النظام'),
  },
  lens: {
    above: words('Above', '上', '上方', 'في الأعلى'),
    left: words('Left', '左', '左侧', 'يسارًا'),
    right: words('Right', '右', '右侧', 'يمينًا'),
    below: words('Below', '下', '下方', 'في الأسفل'),
  },
  trust: {
    open: words('Anybody’s who is found by name', '名前で見つけた人', '按姓名找到的任何人', 'أي شخص يُعثر عليه بالاسم'),
    badge: words('Whose badge is shown', '社員証を示した人', '出示工牌的人', 'من تُعرض شارته'),
    approval: words(
      'Anybody’s, once staff have looked',
      '係の確認後に誰でも',
      '任何人，经工作人员查看后',
      'أي شخص، بعد نظر الموظفين',
    ),
  },
  credential: {
    certificate: words('Certificate', '証明書', '证书', 'شهادة'),
    secret: words('Secret', 'シークレット', '密码', 'سر'),
  },
  method: {
    'device-code': words('Code on a phone', 'スマートフォンでコード', '手机代码', 'رمز على الهاتف'),
    browser: words('Browser of this machine', 'この端末のブラウザー', '本机浏览器', 'متصفح هذا الجهاز'),
  },
  people: {
    everybody: words('Everybody', '全員', '所有人', 'الجميع'),
    rosters: words('Only who is on a roster', '名簿の人だけ', '仅名单上的人', 'من في القوائم فقط'),
    group: words('One group', '1 つのグループ', '一个组', 'مجموعة واحدة'),
  },
  keepNames: {
    'until-confirmed': words('Until it is confirmed', '確認されるまで', '直到确认', 'حتى التأكيد'),
    'end-of-day': words('To the end of the day', 'その日の終わりまで', '到当天结束', 'حتى نهاية اليوم'),
  },
  tenant: {
    demo: words('Demo company', 'デモ会社', '演示公司', 'شركة تجريبية'),
    own: words('Your company', '自社', '贵公司', 'شركتك'),
  },
};

/** What the setting at a path is called, where it has a name. */
export function settingName(at: string): Words | undefined {
  const names = Object.keys(settingFields) as SettingName[];
  const found = names.find((name) => settingFields[name].path === at);
  return found === undefined ? undefined : settingWords[found];
}
