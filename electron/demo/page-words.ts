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
  title: { en: 'Directory', ja: '社員ディレクトリ', 'zh-Hans': '通讯录' },
  demo: { en: 'Demo tenant', ja: 'デモ環境', 'zh-Hans': '演示租户' },
  about: {
    en: 'Invented people, held in memory. Nothing here reaches Microsoft 365.',
    ja: '架空の人物だけの、メモリ上のデータです。Microsoft 365 には何も送られません。',
    'zh-Hans': '人物均为虚构，数据只存在内存中，不会发送到 Microsoft 365。',
  },
  find: { en: 'Find a person', ja: '人を探す', 'zh-Hans': '查找人员' },
  nobody: { en: 'Nobody by that name.', ja: '該当する人はいません。', 'zh-Hans': '没有找到这个人。' },
  people: { en: 'People', ja: '人', 'zh-Hans': '人员' },
  groups: { en: 'Groups and teams', ja: 'グループとチーム', 'zh-Hans': '组和团队' },
  team: { en: 'Team', ja: 'チーム', 'zh-Hans': '团队' },
  group: { en: 'Group', ja: 'グループ', 'zh-Hans': '组' },
  profile: { en: 'On the profile', ja: 'プロフィールでの表示', 'zh-Hans': '个人资料中的样子' },
  card: { en: 'On a card', ja: 'カードでの表示', 'zh-Hans': '名片上的样子' },
  list: { en: 'In a list', ja: '一覧での表示', 'zh-Hans': '列表中的样子' },
  noPhotoYet: { en: 'No photo yet', ja: '写真はまだありません', 'zh-Hans': '还没有照片' },
  newPhoto: { en: 'New photo', ja: '新しい写真', 'zh-Hans': '新照片' },
  happened: { en: 'What just happened', ja: '直近の動き', 'zh-Hans': '刚刚发生' },
  nothingYet: {
    en: 'Nothing yet. Take a photo at the kiosk and watch it arrive here.',
    ja: 'まだ何もありません。キオスクで写真を撮ると、ここに届きます。',
    'zh-Hans': '还没有动静。在自助机上拍一张照片，就会出现在这里。',
  },
  weather: { en: 'Practise a fault', ja: '障害を試す', 'zh-Hans': '演练故障' },
  lost: {
    en: 'The demo tenant is not running. This page comes back by itself.',
    ja: 'デモ環境が停止しています。再開すると自動で元に戻ります。',
    'zh-Hans': '演示租户已停止。恢复后本页会自动更新。',
  },
  guest: { en: 'Guest', ja: 'ゲスト', 'zh-Hans': '来宾' },
  employeeNumber: { en: 'Employee number', ja: '社員番号', 'zh-Hans': '工号' },
} as const satisfies Record<string, Words>;

/** The states of the demo bar's switch, and what each means. */
export const faultWords: Readonly<Record<DemoFault, { readonly name: Words; readonly meaning: Words }>> = {
  none: {
    name: { en: 'All well', ja: '正常', 'zh-Hans': '正常' },
    meaning: { en: 'Every request is answered.', ja: 'すべての要求に応答します。', 'zh-Hans': '所有请求都正常响应。' },
  },
  'network-off': {
    name: { en: 'Network off', ja: 'ネットワーク断', 'zh-Hans': '断网' },
    meaning: {
      en: 'Connections break. Photos wait at the kiosk.',
      ja: '接続が切れます。写真はキオスクで待機します。',
      'zh-Hans': '连接中断，照片在自助机上等待。',
    },
  },
  slow: {
    name: { en: 'Slow', ja: '低速', 'zh-Hans': '缓慢' },
    meaning: {
      en: 'Every answer takes a few seconds.',
      ja: '応答に数秒かかります。',
      'zh-Hans': '每次响应都要几秒钟。',
    },
  },
  throttled: {
    name: { en: 'Throttled', ja: '制限中', 'zh-Hans': '限流' },
    meaning: {
      en: 'Photo requests are told to wait (429).',
      ja: '写真の要求に待機を求めます (429)。',
      'zh-Hans': '照片请求被要求等待（429）。',
    },
  },
  refused: {
    name: { en: 'Refused', ja: '拒否', 'zh-Hans': '拒绝' },
    meaning: {
      en: 'Photo changes are not allowed (403).',
      ja: '写真の変更を許可しません (403)。',
      'zh-Hans': '不允许更改照片（403）。',
    },
  },
};

/** What a request was, in plain words. */
export const requestWords = {
  'photo-stored': { en: 'A new photo was stored', ja: '新しい写真を保存しました', 'zh-Hans': '已保存新照片' },
  'photo-deleted': { en: 'A photo was deleted', ja: '写真を削除しました', 'zh-Hans': '已删除照片' },
  'photo-read': { en: 'A photo was read', ja: '写真を読み取りました', 'zh-Hans': '读取了照片' },
  'no-photo': {
    en: 'Asked for a photo; there is none',
    ja: '写真はありませんでした',
    'zh-Hans': '请求照片，但没有照片',
  },
  search: { en: 'The directory was searched', ja: 'ディレクトリを検索しました', 'zh-Hans': '查询了通讯录' },
  read: { en: 'Something was read', ja: '情報を読み取りました', 'zh-Hans': '读取了信息' },
  'directory-changed': {
    en: 'The directory was changed',
    ja: 'ディレクトリを変更しました',
    'zh-Hans': '更改了目录',
  },
  token: { en: 'A token was issued', ja: 'トークンを発行しました', 'zh-Hans': '签发了令牌' },
  'code-issued': { en: 'A sign-in code was issued', ja: 'サインインコードを発行しました', 'zh-Hans': '签发了登录代码' },
  waiting: { en: 'A sign-in waits for its person', ja: 'サインインの承認待ちです', 'zh-Hans': '登录正在等待本人确认' },
  'sign-in': { en: 'Sign-in', ja: 'サインイン', 'zh-Hans': '登录' },
  throttled: { en: 'Told to wait', ja: '待機を求めました', 'zh-Hans': '被要求等待' },
  reached: {
    en: 'Asked whether the service is there',
    ja: 'サービスに届くか確かめました',
    'zh-Hans': '确认服务能否连接',
  },
  'settings-unread': {
    en: 'Asked for the photo settings, which this station need not read',
    ja: '写真の設定を尋ねました (読めなくても問題ありません)',
    'zh-Hans': '询问了照片设置，本机无需读取',
  },
  unauthorised: { en: 'The token was refused', ja: 'トークンを拒否しました', 'zh-Hans': '令牌被拒绝' },
  refused: { en: 'Refused', ja: '拒否しました', 'zh-Hans': '已拒绝' },
  failed: { en: 'The service failed', ja: 'サービス側の障害です', 'zh-Hans': '服务出错' },
  broken: { en: 'The connection broke', ja: '接続が切れました', 'zh-Hans': '连接中断' },
} as const satisfies Record<string, Words>;
export type RequestKind = keyof typeof requestWords;

/** The words of the sign-in pages. */
export const signInWords = {
  enterCode: { en: 'Enter the code', ja: 'コードを入力', 'zh-Hans': '输入代码' },
  enterCodeHow: {
    en: 'The kiosk shows a code. Type it here to sign in there.',
    ja: 'キオスクに表示されているコードを入力すると、キオスクでサインインできます。',
    'zh-Hans': '请输入自助机上显示的代码，即可在自助机上登录。',
  },
  code: { en: 'Code', ja: 'コード', 'zh-Hans': '代码' },
  next: { en: 'Next', ja: '次へ', 'zh-Hans': '下一步' },
  unknownCode: {
    en: 'That code is not waiting. It may be mistyped or no longer valid. Check it, or ask the kiosk for a fresh one.',
    ja: 'このコードは使えません。入力ミスか、期限切れの可能性があります。確認するか、キオスクで新しいコードを表示してください。',
    'zh-Hans': '此代码无法使用，可能输入有误或已过期。请核对，或在自助机上获取新代码。',
  },
  pick: { en: 'Who are you today?', ja: 'どのアカウントで試しますか', 'zh-Hans': '今天您是哪一位？' },
  pickHow: {
    en: 'This is the demo tenant: pick a person, no password needed.',
    ja: 'デモ環境です。パスワードなしで人物を選べます。',
    'zh-Hans': '这是演示租户：选一个人即可，无需密码。',
  },
  wants: { en: 'wants to sign in as you.', ja: 'がサインインを求めています。', 'zh-Hans': '请求以您的身份登录。' },
  approve: { en: 'Sign in', ja: 'サインイン', 'zh-Hans': '登录' },
  decline: { en: 'Decline', ja: '拒否する', 'zh-Hans': '拒绝' },
  approved: {
    en: 'You are signed in at the kiosk. You can close this page.',
    ja: 'キオスクでサインインしました。このページは閉じてかまいません。',
    'zh-Hans': '您已在自助机上登录，可以关闭本页。',
  },
  declined: {
    en: 'Declined. The kiosk stays signed out.',
    ja: '拒否しました。キオスクはサインインしていません。',
    'zh-Hans': '已拒绝，自助机未登录。',
  },
  disabled: {
    en: 'This account is disabled (AADSTS50057). Pick another one.',
    ja: 'このアカウントは無効です (AADSTS50057)。別の人物を選んでください。',
    'zh-Hans': '此帐户已停用（AADSTS50057）。请另选一位。',
  },
  badRequest: {
    en: 'This sign-in request is not valid.',
    ja: 'サインインの要求が正しくありません。',
    'zh-Hans': '登录请求无效。',
  },
  'global-administrator': { en: 'Global Administrator', ja: '全体管理者', 'zh-Hans': '全局管理员' },
  'user-administrator': { en: 'User Administrator', ja: 'ユーザー管理者', 'zh-Hans': '用户管理员' },
  'people-administrator': { en: 'People Administrator', ja: 'People 管理者', 'zh-Hans': '人员管理员' },
  'scoped-user-administrator': {
    en: 'User Administrator of one branch only',
    ja: '特定の拠点だけのユーザー管理者',
    'zh-Hans': '仅限某分部的用户管理员',
  },
  plain: { en: 'No admin role', ja: '管理者ロールなし', 'zh-Hans': '无管理员角色' },
  noMailbox: { en: 'No mailbox', ja: 'メールボックスなし', 'zh-Hans': '无邮箱' },
  disabledAccount: { en: 'Account disabled', ja: '無効なアカウント', 'zh-Hans': '帐户已停用' },
} as const satisfies Record<string, Words>;
