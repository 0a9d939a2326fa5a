import { connectFailureText } from './connection-words.ts';
import type { Language, Words } from './language.ts';
import type { RosterSetUpFailure, RosterSetUpProblem, RosterSetUpStep } from './roster-set-up.ts';

/** What each step does, as a line of a list. */
export const rosterSetUpStepWords: Readonly<Record<RosterSetUpStep, Words>> = {
  'sign-in': {
    en: 'An administrator signs in',
    ja: '管理者がサインインする',
    'zh-Hans': '管理员登录',
    ar: 'يسجّل أحد المسؤولين الدخول',
  },
  site: { en: 'Find the site', ja: 'サイトを探す', 'zh-Hans': '查找站点', ar: 'العثور على الموقع' },
  list: { en: 'Make the list', ja: 'リストを作る', 'zh-Hans': '创建列表', ar: 'إنشاء القائمة' },
  consent: {
    en: 'Let the stations use granted lists',
    ja: '許可されたリストの利用を端末に認める',
    'zh-Hans': '允许设备使用获授权的列表',
    ar: 'السماح للمحطات باستخدام القوائم الممنوحة لها',
  },
  grant: {
    en: 'Let the stations into this list',
    ja: 'このリストの利用を端末に許可する',
    'zh-Hans': '授权设备使用此列表',
    ar: 'السماح للمحطات بدخول هذه القائمة',
  },
  delete: { en: 'Delete the list', ja: 'リストを削除する', 'zh-Hans': '删除列表', ar: 'حذف القائمة' },
};

interface Advice {
  readonly meaning: Words;
  readonly whatToDo: Words;
}

const adviceOf: Readonly<Record<Exclude<RosterSetUpProblem, 'sign-in'>, Advice>> = {
  offline: {
    meaning: {
      en: 'Microsoft 365 is out of reach.',
      ja: 'Microsoft 365 に接続できません。',
      'zh-Hans': '无法连接到 Microsoft 365。',
      ar: 'لا يمكن الوصول إلى Microsoft 365.',
    },
    whatToDo: {
      en: 'Try again when the network is back.',
      ja: 'ネットワークが回復したら、もう一度お試しください。',
      'zh-Hans': '请在网络恢复后重试。',
      ar: 'حاول مجددًا عند عودة الشبكة.',
    },
  },
  'service-trouble': {
    meaning: {
      en: 'SharePoint is busy or has trouble of its own.',
      ja: 'SharePoint が混み合っているか、障害が起きています。',
      'zh-Hans': 'SharePoint 繁忙或出现故障。',
      ar: 'ثمة ضغط أو خلل في SharePoint.',
    },
    whatToDo: {
      en: 'Try again in some minutes.',
      ja: '数分後にもう一度お試しください。',
      'zh-Hans': '请在几分钟后重试。',
      ar: 'حاول مجددًا بعد بضع دقائق.',
    },
  },
  refused: {
    meaning: {
      en: 'The account that signed in may not do this.',
      ja: 'サインインしたアカウントには、この操作の権限がありません。',
      'zh-Hans': '登录的帐户无权执行此操作。',
      ar: 'لا يحق للحساب المستخدَم في تسجيل الدخول القيام بذلك.',
    },
    whatToDo: {
      en: 'Sign in as an administrator of SharePoint who may also consent to permissions (Sites.FullControl.All).',
      ja: 'アクセス許可 (Sites.FullControl.All) に同意できる SharePoint 管理者でサインインしてください。',
      'zh-Hans': '请使用有权同意权限 (Sites.FullControl.All) 的 SharePoint 管理员登录。',
      ar: 'سجّل الدخول بحساب مسؤول SharePoint يحق له أيضًا الموافقة على الأذونات (Sites.FullControl.All).',
    },
  },
  'no-such-site': {
    meaning: {
      en: 'There is no site at this address.',
      ja: 'このアドレスのサイトはありません。',
      'zh-Hans': '此地址没有站点。',
      ar: 'لا يوجد موقع في هذا العنوان.',
    },
    whatToDo: {
      en: 'Copy the address from the browser, where the site is open.',
      ja: 'サイトを開いたブラウザーからアドレスをコピーしてください。',
      'zh-Hans': '请在浏览器中打开该站点并复制其地址。',
      ar: 'انسخ العنوان من المتصفح والموقع مفتوح فيه.',
    },
  },
  'no-such-application': {
    meaning: {
      en: 'The application that the stations sign in as is not known in this company.',
      ja: '端末がサインインに使うアプリケーションが、この会社で見つかりません。',
      'zh-Hans': '贵公司中找不到设备登录所用的应用程序。',
      ar: 'التطبيق الذي تسجّل المحطات الدخول به غير معروف في هذه الشركة.',
    },
    whatToDo: {
      en: 'Sign in with an account of the company that this station is connected with.',
      ja: 'この端末が接続している会社のアカウントでサインインしてください。',
      'zh-Hans': '请使用本机所连接公司的帐户登录。',
      ar: 'سجّل الدخول بحساب من الشركة التي تتصل بها هذه المحطة.',
    },
  },
  'not-kept': {
    meaning: {
      en: 'This station’s disk would not keep that the roster is shared.',
      ja: '名簿を共有したことを、この端末のディスクに保存できませんでした。',
      'zh-Hans': '无法在本机磁盘上保存名单已共享的状态。',
      ar: 'تعذّر حفظ مشاركة القائمة على قرص هذه المحطة.',
    },
    whatToDo: {
      en: 'Make room on the disk and share again: what is done already is not done twice.',
      ja: 'ディスクの空きを増やして、もう一度共有してください。済んだ手順は繰り返しません。',
      'zh-Hans': '请腾出磁盘空间后再次共享：已完成的步骤不会重复。',
      ar: 'وفّر مساحة على القرص ثم شارك مجددًا: ما تم لا يُعاد.',
    },
  },
  'roster-gone': {
    meaning: {
      en: 'The roster was closed or erased on this station meanwhile, so it is not shared.',
      ja: 'この間に名簿がこの端末で終了または消去されたため、共有していません。',
      'zh-Hans': '在此期间名单已在本机上结束或清除，因此未共享。',
      ar: 'أُغلقت قائمة الأسماء أو مُحيت على هذه المحطة في هذه الأثناء، ولذلك لم تُشارَك.',
    },
    whatToDo: {
      en: 'Share another roster.',
      ja: '別の名簿を共有してください。',
      'zh-Hans': '请共享另一份名单。',
      ar: 'شارك قائمة أسماء أخرى.',
    },
  },
  'list-left': {
    meaning: {
      en: 'The roster was closed or erased on this station meanwhile, so it is not shared. The list made for it could not be deleted.',
      ja: 'この間に名簿がこの端末で終了または消去されたため、共有していません。作成したリストは削除できませんでした。',
      'zh-Hans': '在此期间名单已在本机上结束或清除，因此未共享。为它创建的列表无法删除。',
      ar: 'أُغلقت قائمة الأسماء أو مُحيت على هذه المحطة في هذه الأثناء، ولذلك لم تُشارَك. وتعذّر حذف القائمة التي أُنشئت لها.',
    },
    whatToDo: {
      en: 'In SharePoint, delete the list “{list}”.',
      ja: 'SharePoint でリスト「{list}」を削除してください。',
      'zh-Hans': '请在 SharePoint 中删除列表“{list}”。',
      ar: 'احذف القائمة “{list}” في SharePoint.',
    },
  },
  'name-taken': {
    meaning: {
      en: 'SharePoint has lists of this name already, also with this roster’s mark beside it, and something stands in them.',
      ja: 'SharePoint に同じ名前のリストが (この名簿の記号付きのものも) すでにあり、内容が入っています。',
      'zh-Hans': 'SharePoint 中已有同名列表 (包括带有此名单标记的列表)，且其中有内容。',
      ar: 'في SharePoint قوائم بهذا الاسم، منها ما يحمل علامة قائمة الأسماء هذه، وفيها محتوى.',
    },
    whatToDo: {
      en: 'Give those lists other names in SharePoint, or share on another site.',
      ja: 'SharePoint でそれらのリストの名前を変えるか、別のサイトで共有してください。',
      'zh-Hans': '请在 SharePoint 中重命名这些列表，或在另一个站点上共享。',
      ar: 'غيّر أسماء تلك القوائم في SharePoint، أو شارك على موقع آخر.',
    },
  },
  'not-ours': {
    meaning: {
      en: 'Rows stand in this list that no station wrote, or nothing shows that it is this roster’s.',
      ja: 'このリストには端末が書いていない行があるか、この名簿のリストだと確認できません。',
      'zh-Hans': '此列表中有并非由设备写入的行，或无法确认它属于此名单。',
      ar: 'في هذه القائمة صفوف لم تكتبها أي محطة، أو لا شيء يثبت أنها لقائمة الأسماء هذه.',
    },
    whatToDo: {
      en: 'Look at the list in SharePoint. What is to go you delete there.',
      ja: 'SharePoint でリストを確認し、不要なものはそこで削除してください。',
      'zh-Hans': '请在 SharePoint 中查看该列表，并在那里删除不需要的内容。',
      ar: 'راجع القائمة في SharePoint، واحذف هناك ما ينبغي حذفه.',
    },
  },
  other: {
    meaning: {
      en: 'SharePoint did not do it.',
      ja: 'SharePoint で処理できませんでした。',
      'zh-Hans': 'SharePoint 未能完成此操作。',
      ar: 'لم ينفّذ SharePoint ذلك.',
    },
    whatToDo: {
      en: 'Try again. If it stays so, show your IT team what stands below.',
      ja: 'もう一度お試しください。解決しない場合は、下の情報を IT 担当者に見せてください。',
      'zh-Hans': '请重试。如仍不行，请把下面的信息交给 IT 人员。',
      ar: 'حاول مجددًا. إن تكرر ذلك فأطلع فريق تقنية المعلومات على ما يرد أدناه.',
    },
  },
};

const nothing: Words = {
  en: 'Nothing was changed.',
  ja: '何も変更していません。',
  'zh-Hans': '未作任何更改。',
  ar: 'لم يتغيّر شيء.',
};
const listIsMade: Words = {
  en: 'The list is made and empty; the roster is not shared yet. Trying again goes on from here.',
  ja: 'リストは作成済みで空です。名簿はまだ共有されていません。もう一度試すと、ここから続きます。',
  'zh-Hans': '列表已创建且为空，名单尚未共享。重试将从这里继续。',
  ar: 'أُنشئت القائمة وهي فارغة، ولم تُشارَك قائمة الأسماء بعد. تكرار المحاولة يتابع من هنا.',
};

const listIsGone: Words = {
  en: 'The list that was made is deleted again.',
  ja: '作成したリストは削除しました。',
  'zh-Hans': '已创建的列表已删除。',
  ar: 'حُذفت القائمة التي أُنشئت.',
};
const listIsLeft: Words = {
  en: 'The list is still there, and empty.',
  ja: 'リストは空のまま残っています。',
  'zh-Hans': '该列表仍然存在且为空。',
  ar: 'لا تزال القائمة موجودة وهي فارغة.',
};

/** What stands in the company's SharePoint after a step was not done. */
const leftBy: Readonly<Record<RosterSetUpStep, Words>> = {
  'sign-in': nothing,
  site: nothing,
  list: nothing,
  consent: listIsMade,
  grant: listIsMade,
  delete: {
    en: 'The list is still there, with its rows.',
    ja: 'リストは行とともに残っています。',
    'zh-Hans': '列表及其各行仍然存在。',
    ar: 'لا تزال القائمة موجودة بصفوفها.',
  },
};

/** The same where that says more than the step. */
const leftByProblem: Partial<Record<RosterSetUpProblem, Words>> = {
  'roster-gone': listIsGone,
  'list-left': listIsLeft,
};

/** Why a step was not done, what to do, what was changed by then, and what to tell support. */
export function rosterSetUpFailureText(failure: RosterSetUpFailure, language: Language) {
  const { code, step, signIn, facts = '', list = '…' } = failure;
  const left = (leftByProblem[code] ?? leftBy[step])[language];
  if (code === 'sign-in') return { ...connectFailureText(signIn ?? { code: 'interrupted' }, language), left };
  const { meaning, whatToDo } = adviceOf[code];
  return { meaning: meaning[language], whatToDo: whatToDo[language].replace('{list}', list), facts, left };
}
