import type { OutcomeKind, OutcomeReport } from '../../shared/outcome.ts';
import type { OutcomeAdvice } from '../../shared/outcome-words.ts';
import { terminalAdvice } from './terminal-advice.ts';

/** What stands in the place of the words about photos that are sent. */
type Told = Partial<Pick<OutcomeAdvice, 'meaning' | 'whatToDo'>>;

/** What the outcomes mean to a command that only reads, where their code says no more. */
const ofKind: Readonly<Partial<Record<OutcomeKind, Told>>> = {
  throttled: {
    meaning: {
      en: 'Microsoft 365 asks this machine to slow down.',
      ja: 'Microsoft 365 から、問い合わせの間隔を空けるよう求められています。',
      'zh-Hans': 'Microsoft 365 要求本机放慢查询速度。',
      ar: 'يطلب Microsoft 365 من هذا الجهاز أن يتمهّل.',
    },
  },
  transient: {
    whatToDo: {
      en: 'Run the command again in a few minutes. If it stays like this, tell your admin.',
      ja: '数分後にコマンドをもう一度実行してください。繰り返す場合は、管理者に伝えてください。',
      'zh-Hans': '请过几分钟重新运行命令。若一直如此，请告知管理员。',
      ar: 'شغّل الأمر من جديد بعد بضع دقائق. وإذا بقي الأمر كذلك، فأبلغ المسؤول.',
    },
  },
  'sign-in-needed': {
    meaning: {
      en: 'The station is not signed in, or its sign-in is not accepted for this.',
      ja: '端末がサインインしていないか、この操作にはそのサインインが認められていません。',
      'zh-Hans': '本机未登录，或其登录不能用于此操作。',
      ar: 'المحطة غير مسجّلة الدخول، أو لا يُقبل تسجيل دخولها لهذا الغرض.',
    },
  },
  refused: {
    meaning: {
      en: 'Microsoft 365 does not let the station read this.',
      ja: 'Microsoft 365 が、この端末による読み取りを許可していません。',
      'zh-Hans': 'Microsoft 365 不允许本机读取此内容。',
      ar: 'لا يسمح Microsoft 365 للمحطة بقراءة هذا.',
    },
    whatToDo: {
      en: 'Run the command check: where a permission is missing, it names it. Have it granted with admin consent, then run the command again.',
      ja: 'check コマンドを実行してください。不足している権限があれば表示されます。管理者の同意を得てその権限を付与し、コマンドをもう一度実行してください。',
      'zh-Hans': '请运行 check 命令，若缺少权限，它会指出是哪一项。由管理员同意授予该权限后，重新运行命令。',
      ar: 'شغّل الأمر check، فإن كان إذن ما ناقصًا سمّاه. ليُمنح هذا الإذن بموافقة المسؤول، ثم شغّل الأمر من جديد.',
    },
  },
};

/** The same for the codes that a read can be answered with. */
const ofCode: readonly (Told & { readonly kind: OutcomeKind; readonly codes: readonly string[] })[] = [
  {
    kind: 'refused',
    codes: ['Authorization_RequestDenied', 'ErrorInsufficientPermissionsInAccessToken'],
    meaning: {
      en: 'The station’s app lacks the permission, or the signed-in operator lacks the role, to read this.',
      ja: '端末のアプリに権限がないか、サインイン中の担当者にこれを読み取るロールがありません。',
      'zh-Hans': '本机的应用缺少权限，或已登录的工作人员没有读取此内容的角色。',
      ar: 'ينقص تطبيق المحطة الإذن، أو ينقص الموظف المسجّل الدخول الدور، لقراءة هذا.',
    },
    whatToDo: {
      en: 'Run the command check. If it names a missing permission, have it granted with admin consent; if not, sign in as somebody with the role. Then run the command again.',
      ja: 'check コマンドを実行してください。不足している権限が表示された場合は、管理者の同意を得て付与してください。表示されない場合は、ロールを持つ人がサインインしてください。その後、コマンドをもう一度実行してください。',
      'zh-Hans':
        '请运行 check 命令。若它指出缺少的权限，请由管理员同意授予；若没有，请由拥有相应角色的人登录。然后重新运行命令。',
      ar: 'شغّل الأمر check. فإن سمّى إذنًا ناقصًا فليُمنح بموافقة المسؤول، وإلا فليسجّل الدخول شخص يملك الدور. ثم شغّل الأمر من جديد.',
    },
  },
  {
    kind: 'refused',
    codes: ['ErrorAccessDenied', 'AccessDenied', 'Forbidden'],
    meaning: {
      en: 'Access to this is denied to the station.',
      ja: '端末にはこれへのアクセスが許可されていません。',
      'zh-Hans': '本机无权访问此内容。',
      ar: 'الوصول إلى هذا مرفوض لهذه المحطة.',
    },
    whatToDo: {
      en: 'Check that admin consent was given, and that no application access policy in Exchange Online leaves this mailbox out. Then run the command again.',
      ja: '管理者の同意があること、Exchange Online のアプリケーション アクセス ポリシーでこのメールボックスが除外されていないことを確認し、コマンドをもう一度実行してください。',
      'zh-Hans': '请确认已给予管理员同意，且 Exchange Online 的应用程序访问策略没有排除此邮箱，然后重新运行命令。',
      ar: 'تأكد من منح موافقة المسؤول، ومن أن سياسات وصول التطبيقات في Exchange Online لا تستثني صندوق البريد هذا. ثم شغّل الأمر من جديد.',
    },
  },
  {
    kind: 'refused',
    codes: ['ForbiddenByPolicy'],
    meaning: {
      en: 'A policy of the tenant does not let the station read this, or the role is limited to an administrative unit.',
      ja: 'テナントのポリシーで読み取りが許可されていないか、ロールが管理単位に限定されています。',
      'zh-Hans': '租户策略不允许本机读取此内容，或者角色仅限于某个管理单元。',
      ar: 'لا تسمح إحدى سياسات المستأجر للمحطة بقراءة هذا، أو أن الدور مقصور على وحدة إدارية.',
    },
    whatToDo: {
      en: 'Give the role for the whole tenant, and look which of the tenant’s policies holds for this station. Then run the command again.',
      ja: 'ロールをテナント全体に割り当て、この端末に適用されるテナントのポリシーを確認してから、コマンドをもう一度実行してください。',
      'zh-Hans': '请在整个租户范围分配角色，并查看租户的哪项策略适用于本机，然后重新运行命令。',
      ar: 'امنح الدور على مستوى المستأجر كله، وراجع أي سياسات المستأجر تسري على هذه المحطة. ثم شغّل الأمر من جديد.',
    },
  },
  {
    kind: 'refused',
    codes: ['Authorization_IdentityDisabled'],
    whatToDo: {
      en: 'Enable it in Microsoft Entra, then run the command again.',
      ja: 'Microsoft Entra で有効にしてから、コマンドをもう一度実行してください。',
      'zh-Hans': '请在 Microsoft Entra 中启用，然后重新运行命令。',
      ar: 'فعّله في Microsoft Entra ثم شغّل الأمر من جديد.',
    },
  },
  {
    kind: 'sign-in-needed',
    codes: ['insufficient_claims', 'interaction_required'],
    meaning: {
      en: 'Your company asks for a stronger or newer sign-in before this may be read.',
      ja: 'これを読み取る前に、会社の規則により追加のサインインが必要です。',
      'zh-Hans': '贵公司要求先进行更强或更新的登录，才能读取此内容。',
      ar: 'تشترط شركتك تسجيل دخول أقوى أو أحدث قبل السماح بقراءة هذا.',
    },
  },
];
/** Whose words about photos that are sent are true of a read as well, though others of their kind are not. */
const trueAsTheyAre: readonly string[] = ['RequestContextMissingUser', 'Authorization_IdentityDisabled'];

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * `terminalAdvice` for a command that reads and changes nothing: it speaks of no photo that is sent, kept or changed, and stays as
 * exact as the code is. What a token lacks is known of refused writes alone.
 */
export function readingAdvice({ kind, code = '' }: Pick<OutcomeReport, 'kind' | 'code'>): OutcomeAdvice {
  const ofSending = terminalAdvice({ kind, code });
  const row = ofCode.find((one) => one.kind === kind && one.codes.some((known) => isSame(known, code)));
  const { meaning, whatToDo }: Told = {
    ...(trueAsTheyAre.some((known) => isSame(known, code)) ? {} : ofKind[kind]),
    ...row,
  };
  return {
    ...ofSending,
    ...(meaning === undefined ? {} : { meaning }),
    ...(whatToDo === undefined ? {} : { whatToDo }),
  };
}
