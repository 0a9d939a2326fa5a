import { type Language, languages, type Words } from '../../shared/language.ts';
import type { DemoFault } from '../../shared/station.ts';

/** The language that a browser prefers among ours; English when it names none of them. */
export function preferredLanguage(acceptLanguage: string | null | undefined): Language {
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((text) => text !== undefined);
      return { tag, quality: Number(quality ?? '1') };
    })
    .filter((wish) => wish.tag !== '' && wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const [primary] = tag.split('-');
    const found = languages.find((language) => language.toLowerCase().split('-')[0] === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The words of the demo tenant's pages. */
export const pageWords = {
  title: { en: 'Directory', ja: '社員ディレクトリ', 'zh-Hans': '通讯录', ar: 'الدليل' },
  demo: { en: 'Demo tenant', ja: 'デモ環境', 'zh-Hans': '演示租户', ar: 'مستأجر تجريبي' },
  about: {
    en: 'Invented people, held in memory. Nothing here reaches Microsoft 365.',
    ja: '架空の人物だけの、メモリ上のデータです。Microsoft 365 には何も送られません。',
    'zh-Hans': '人物均为虚构，数据只存在内存中，不会发送到 Microsoft 365。',
    ar: 'أشخاص مختلَقون محفوظون في الذاكرة فقط. لا يصل شيء من هنا إلى Microsoft 365.',
  },
  find: { en: 'Find a person', ja: '人を探す', 'zh-Hans': '查找人员', ar: 'ابحث عن شخص' },
  nobody: {
    en: 'Nobody by that name.',
    ja: '該当する人はいません。',
    'zh-Hans': '没有找到这个人。',
    ar: 'لا أحد بهذا الاسم.',
  },
  people: { en: 'People', ja: '人', 'zh-Hans': '人员', ar: 'الأشخاص' },
  groups: { en: 'Groups and teams', ja: 'グループとチーム', 'zh-Hans': '组和团队', ar: 'المجموعات والفرق' },
  team: { en: 'Team', ja: 'チーム', 'zh-Hans': '团队', ar: 'فريق' },
  group: { en: 'Group', ja: 'グループ', 'zh-Hans': '组', ar: 'مجموعة' },
  lists: { en: 'Shared lists', ja: '共有リスト', 'zh-Hans': '共享列表', ar: 'القوائم المشتركة' },
  profile: { en: 'On the profile', ja: 'プロフィールでの表示', 'zh-Hans': '个人资料中的样子', ar: 'في الملف الشخصي' },
  card: { en: 'On a card', ja: 'カードでの表示', 'zh-Hans': '名片上的样子', ar: 'على بطاقة' },
  list: { en: 'In a list', ja: '一覧での表示', 'zh-Hans': '列表中的样子', ar: 'في قائمة' },
  noPhotoYet: { en: 'No photo yet', ja: '写真はまだありません', 'zh-Hans': '还没有照片', ar: 'لا صورة بعد' },
  newPhoto: { en: 'New photo', ja: '新しい写真', 'zh-Hans': '新照片', ar: 'صورة جديدة' },
  happened: { en: 'What just happened', ja: '直近の動き', 'zh-Hans': '刚刚发生', ar: 'ما حدث للتو' },
  nothingYet: {
    en: 'Nothing yet. Take a photo at the kiosk and watch it arrive here.',
    ja: 'まだ何もありません。キオスクで写真を撮ると、ここに届きます。',
    'zh-Hans': '还没有动静。在自助机上拍一张照片，就会出现在这里。',
    ar: 'لا شيء بعد. التقط صورة في المحطة وشاهدها تصل إلى هنا.',
  },
  weather: { en: 'Practise a fault', ja: '障害を試す', 'zh-Hans': '演练故障', ar: 'جرّب عطلًا' },
  lost: {
    en: 'The demo tenant is not running. This page comes back by itself.',
    ja: 'デモ環境が停止しています。再開すると自動で元に戻ります。',
    'zh-Hans': '演示租户已停止。恢复后本页会自动更新。',
    ar: 'المستأجر التجريبي متوقف. تعود هذه الصفحة تلقائيًا.',
  },
  guest: { en: 'Guest', ja: 'ゲスト', 'zh-Hans': '来宾', ar: 'ضيف' },
  employeeNumber: { en: 'Employee number', ja: '社員番号', 'zh-Hans': '工号', ar: 'الرقم الوظيفي' },
} as const satisfies Record<string, Words>;

/** The states of the demo bar's switch, and what each means. */
export const faultWords: Readonly<Record<DemoFault, { readonly name: Words; readonly meaning: Words }>> = {
  none: {
    name: { en: 'All well', ja: '正常', 'zh-Hans': '正常', ar: 'كل شيء على ما يرام' },
    meaning: {
      en: 'Every request is answered.',
      ja: 'すべての要求に応答します。',
      'zh-Hans': '所有请求都正常响应。',
      ar: 'يُجاب عن كل طلب.',
    },
  },
  'network-off': {
    name: { en: 'Network off', ja: 'ネットワーク断', 'zh-Hans': '断网', ar: 'الشبكة مقطوعة' },
    meaning: {
      en: 'Connections break. Photos wait at the kiosk.',
      ja: '接続が切れます。写真はキオスクで待機します。',
      'zh-Hans': '连接中断，照片在自助机上等待。',
      ar: 'تنقطع الاتصالات، وتنتظر الصور في المحطة.',
    },
  },
  slow: {
    name: { en: 'Slow', ja: '低速', 'zh-Hans': '缓慢', ar: 'بطيء' },
    meaning: {
      en: 'Every answer takes a few seconds.',
      ja: '応答に数秒かかります。',
      'zh-Hans': '每次响应都要几秒钟。',
      ar: 'يستغرق كل رد بضع ثوانٍ.',
    },
  },
  throttled: {
    name: { en: 'Throttled', ja: '制限中', 'zh-Hans': '限流', ar: 'مقيّد' },
    meaning: {
      en: 'Photo requests are told to wait (429).',
      ja: '写真の要求に待機を求めます (429)。',
      'zh-Hans': '照片请求被要求等待（429）。',
      ar: 'يُطلب من طلبات الصور الانتظار (429).',
    },
  },
  refused: {
    name: { en: 'Refused', ja: '拒否', 'zh-Hans': '拒绝', ar: 'مرفوض' },
    meaning: {
      en: 'Photo changes are not allowed (403).',
      ja: '写真の変更を許可しません (403)。',
      'zh-Hans': '不允许更改照片（403）。',
      ar: 'تغيير الصور غير مسموح به (403).',
    },
  },
};

/** What a request was, in plain words. */
export const requestWords = {
  'photo-stored': {
    en: 'A new photo was stored',
    ja: '新しい写真を保存しました',
    'zh-Hans': '已保存新照片',
    ar: 'حُفظت صورة جديدة',
  },
  'photo-deleted': { en: 'A photo was deleted', ja: '写真を削除しました', 'zh-Hans': '已删除照片', ar: 'حُذفت صورة' },
  'photo-read': { en: 'A photo was read', ja: '写真を読み取りました', 'zh-Hans': '读取了照片', ar: 'قُرئت صورة' },
  'no-photo': {
    en: 'Asked for a photo; there is none',
    ja: '写真はありませんでした',
    'zh-Hans': '请求照片，但没有照片',
    ar: 'طُلبت صورة غير موجودة',
  },
  search: {
    en: 'The directory was searched',
    ja: 'ディレクトリを検索しました',
    'zh-Hans': '查询了通讯录',
    ar: 'جرى البحث في الدليل',
  },
  read: { en: 'Something was read', ja: '情報を読み取りました', 'zh-Hans': '读取了信息', ar: 'قُرئت معلومات' },
  'list-read': {
    en: 'A shared list was read',
    ja: '共有リストを読み取りました',
    'zh-Hans': '读取了共享列表',
    ar: 'قُرئت قائمة مشتركة',
  },
  'list-changed': {
    en: 'A shared list was changed',
    ja: '共有リストを変更しました',
    'zh-Hans': '更改了共享列表',
    ar: 'تغيّرت قائمة مشتركة',
  },
  'row-newer': {
    en: 'Another station had changed the row first',
    ja: '別の端末が先にこの行を変更していました',
    'zh-Hans': '另一台设备已先更改了这一行',
    ar: 'سبقت محطة أخرى إلى تغيير السطر',
  },
  'directory-changed': {
    en: 'The directory was changed',
    ja: 'ディレクトリを変更しました',
    'zh-Hans': '更改了目录',
    ar: 'تغيّر الدليل',
  },
  token: { en: 'A token was issued', ja: 'トークンを発行しました', 'zh-Hans': '签发了令牌', ar: 'صدر رمز مميز' },
  'code-issued': {
    en: 'A sign-in code was issued',
    ja: 'サインインコードを発行しました',
    'zh-Hans': '签发了登录代码',
    ar: 'صدر رمز لتسجيل الدخول',
  },
  waiting: {
    en: 'A sign-in waits for its person',
    ja: 'サインインの承認待ちです',
    'zh-Hans': '登录正在等待本人确认',
    ar: 'تسجيل دخول ينتظر صاحبه',
  },
  'sign-in': { en: 'Sign-in', ja: 'サインイン', 'zh-Hans': '登录', ar: 'تسجيل الدخول' },
  throttled: { en: 'Told to wait', ja: '待機を求めました', 'zh-Hans': '被要求等待', ar: 'طُلب الانتظار' },
  reached: {
    en: 'Asked whether the service is there',
    ja: 'サービスに届くか確かめました',
    'zh-Hans': '确认服务能否连接',
    ar: 'جرى السؤال عن توفر الخدمة',
  },
  'settings-unread': {
    en: 'Asked for the photo settings, which this station need not read',
    ja: '写真の設定を尋ねました (読めなくても問題ありません)',
    'zh-Hans': '询问了照片设置，本机无需读取',
    ar: 'طُلبت إعدادات الصور، ولا تحتاج المحطة إلى قراءتها',
  },
  unauthorised: {
    en: 'The token was refused',
    ja: 'トークンを拒否しました',
    'zh-Hans': '令牌被拒绝',
    ar: 'رُفض الرمز المميز',
  },
  refused: { en: 'Refused', ja: '拒否しました', 'zh-Hans': '已拒绝', ar: 'مرفوض' },
  failed: { en: 'The service failed', ja: 'サービス側の障害です', 'zh-Hans': '服务出错', ar: 'تعطّلت الخدمة' },
  broken: { en: 'The connection broke', ja: '接続が切れました', 'zh-Hans': '连接中断', ar: 'انقطع الاتصال' },
} as const satisfies Record<string, Words>;
export type RequestKind = keyof typeof requestWords;

/** The words of the sign-in pages. */
export const signInWords = {
  enterCode: { en: 'Enter the code', ja: 'コードを入力', 'zh-Hans': '输入代码', ar: 'أدخل الرمز' },
  enterCodeHow: {
    en: 'The kiosk shows a code. Type it here to sign in there.',
    ja: 'キオスクに表示されているコードを入力すると、キオスクでサインインできます。',
    'zh-Hans': '请输入自助机上显示的代码，即可在自助机上登录。',
    ar: 'تعرض المحطة رمزًا. اكتبه هنا لتسجيل الدخول هناك.',
  },
  code: { en: 'Code', ja: 'コード', 'zh-Hans': '代码', ar: 'الرمز' },
  next: { en: 'Next', ja: '次へ', 'zh-Hans': '下一步', ar: 'التالي' },
  unknownCode: {
    en: 'That code is not waiting. It may be mistyped or no longer valid. Check it, or ask the kiosk for a fresh one.',
    ja: 'このコードは使えません。入力ミスか、期限切れの可能性があります。確認するか、キオスクで新しいコードを表示してください。',
    'zh-Hans': '此代码无法使用，可能输入有误或已过期。请核对，或在自助机上获取新代码。',
    ar: 'لا ينتظر هذا الرمز أحدًا. ربما كُتب خطأً أو انتهت صلاحيته. تحقّق منه، أو اطلب رمزًا جديدًا من المحطة.',
  },
  pick: {
    en: 'Who are you today?',
    ja: 'どのアカウントで試しますか',
    'zh-Hans': '今天您是哪一位？',
    ar: 'من تكون اليوم؟',
  },
  pickHow: {
    en: 'This is the demo tenant: pick a person, no password needed.',
    ja: 'デモ環境です。パスワードなしで人物を選べます。',
    'zh-Hans': '这是演示租户：选一个人即可，无需密码。',
    ar: 'هذا مستأجر تجريبي: اختر شخصًا، ولا حاجة إلى كلمة مرور.',
  },
  wants: {
    en: 'wants to sign in as you.',
    ja: 'がサインインを求めています。',
    'zh-Hans': '请求以您的身份登录。',
    ar: 'يريد تسجيل الدخول باسمك.',
  },
  approve: { en: 'Sign in', ja: 'サインイン', 'zh-Hans': '登录', ar: 'تسجيل الدخول' },
  decline: { en: 'Decline', ja: '拒否する', 'zh-Hans': '拒绝', ar: 'رفض' },
  approved: {
    en: 'You are signed in at the kiosk. You can close this page.',
    ja: 'キオスクでサインインしました。このページは閉じてかまいません。',
    'zh-Hans': '您已在自助机上登录，可以关闭本页。',
    ar: 'سجّلت الدخول في المحطة. يمكنك إغلاق هذه الصفحة.',
  },
  declined: {
    en: 'Declined. The kiosk stays signed out.',
    ja: '拒否しました。キオスクはサインインしていません。',
    'zh-Hans': '已拒绝，自助机未登录。',
    ar: 'تم الرفض. تبقى المحطة دون تسجيل دخول.',
  },
  disabled: {
    en: 'This account is disabled (AADSTS50057). Pick another one.',
    ja: 'このアカウントは無効です (AADSTS50057)。別の人物を選んでください。',
    'zh-Hans': '此帐户已停用（AADSTS50057）。请另选一位。',
    ar: 'هذا الحساب معطّل (AADSTS50057). اختر حسابًا آخر.',
  },
  badRequest: {
    en: 'This sign-in request is not valid.',
    ja: 'サインインの要求が正しくありません。',
    'zh-Hans': '登录请求无效。',
    ar: 'طلب تسجيل الدخول هذا غير صالح.',
  },
  'global-administrator': {
    en: 'Global Administrator',
    ja: '全体管理者',
    'zh-Hans': '全局管理员',
    ar: 'المسؤول العام',
  },
  'user-administrator': {
    en: 'User Administrator',
    ja: 'ユーザー管理者',
    'zh-Hans': '用户管理员',
    ar: 'مسؤول المستخدمين',
  },
  'people-administrator': {
    en: 'People Administrator',
    ja: 'People 管理者',
    'zh-Hans': '人员管理员',
    ar: 'مسؤول الأشخاص',
  },
  'scoped-user-administrator': {
    en: 'User Administrator of one branch only',
    ja: '特定の拠点だけのユーザー管理者',
    'zh-Hans': '仅限某分部的用户管理员',
    ar: 'مسؤول المستخدمين لفرع واحد فقط',
  },
  plain: { en: 'No admin role', ja: '管理者ロールなし', 'zh-Hans': '无管理员角色', ar: 'دون دور إداري' },
  noMailbox: { en: 'No mailbox', ja: 'メールボックスなし', 'zh-Hans': '无邮箱', ar: 'دون صندوق بريد' },
  disabledAccount: { en: 'Account disabled', ja: '無効なアカウント', 'zh-Hans': '帐户已停用', ar: 'حساب معطّل' },
} as const satisfies Record<string, Words>;
