import type { Words } from '../../shared/language.ts';
import type { OutcomeKind, OutcomeReport } from '../../shared/outcome.ts';
import { type OutcomeAdvice, outcomeAdvice } from '../../shared/outcome-words.ts';

/**
 * What to do where the station's words count on its queue. A command keeps nothing: what did not arrive is not sent
 * later, and whoever gave the command must be told so.
 */
const withoutQueue: Readonly<Partial<Record<OutcomeKind, Words>>> = {
  offline: {
    en: 'Check the network of this machine (cable or Wi-Fi, its sign-in page, proxy, DNS), then run the command again.',
    ja: 'この端末のネットワーク (ケーブルまたは Wi-Fi、そのログイン画面、プロキシ、DNS) を確認し、コマンドをもう一度実行してください。',
    'zh-Hans': '请检查本机网络（网线或 Wi-Fi 及其登录页、代理、DNS），然后重新运行命令。',
    ar: 'تحقّق من شبكة هذا الجهاز (الكابل أو Wi-Fi وصفحة دخولها وخادم الوكيل وDNS)، ثم شغّل الأمر من جديد.',
  },
  throttled: {
    en: 'Wait as long as Microsoft 365 asks, then run the command again.',
    ja: 'Microsoft 365 に指定された時間だけ待ってから、コマンドをもう一度実行してください。',
    'zh-Hans': '请按 Microsoft 365 的要求等待，然后重新运行命令。',
    ar: 'انتظر المدة التي يطلبها Microsoft 365، ثم شغّل الأمر من جديد.',
  },
  transient: {
    en: 'Run the command again in a few minutes. If it stays like this, send the text below to your admin.',
    ja: '数分後にコマンドをもう一度実行してください。繰り返す場合は、下の内容を管理者に送ってください。',
    'zh-Hans': '请过几分钟重新运行命令。若一直如此，请将下方内容发送给管理员。',
    ar: 'شغّل الأمر من جديد بعد بضع دقائق. وإذا بقي الأمر كذلك، فأرسل النص أدناه إلى المسؤول.',
  },
  'sign-in-needed': {
    en: 'Run the command sign-in (for a certificate or secret: provision), then this command again.',
    ja: 'sign-in コマンド (証明書またはシークレットを使う場合は provision) を実行してから、このコマンドをもう一度実行してください。',
    'zh-Hans': '请先运行 sign-in 命令（使用证书或机密时运行 provision），然后重新运行本命令。',
    ar: 'شغّل الأمر sign-in (أو provision لشهادة أو سر)، ثم شغّل هذا الأمر من جديد.',
  },
};

/** What an outcome means to whoever gave the command, and what to do. Never promises that something is sent later. */
export function terminalAdvice(report: Pick<OutcomeReport, 'kind' | 'code' | 'lacks'>): OutcomeAdvice {
  const advice = outcomeAdvice(report);
  const whatToDo = withoutQueue[report.kind];
  // What an admin must mend stays as exact as it is.
  return whatToDo === undefined || advice.actor === 'admin' ? advice : { ...advice, whatToDo };
}

/** What the outcomes mean to a command that only reads: the station's words are about photos that it sends. */
const ofReading: Readonly<Partial<Record<OutcomeKind, Partial<Pick<OutcomeAdvice, 'meaning' | 'whatToDo'>>>>> = {
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
      en: 'Run the command again in a few minutes.',
      ja: '数分後にコマンドをもう一度実行してください。',
      'zh-Hans': '请过几分钟重新运行命令。',
      ar: 'شغّل الأمر من جديد بعد بضع دقائق.',
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
      en: 'Run the command check: it names the permission that is missing. Have it granted with admin consent, then run the command again.',
      ja: 'check コマンドを実行すると、不足している権限がわかります。管理者の同意を得てその権限を付与し、コマンドをもう一度実行してください。',
      'zh-Hans': '请运行 check 命令，它会指出缺少的权限。由管理员同意授予该权限后，重新运行命令。',
      ar: 'شغّل الأمر check، فهو يسمّي الإذن الناقص. ليُمنح هذا الإذن بموافقة المسؤول، ثم شغّل الأمر من جديد.',
    },
  },
};

/** `terminalAdvice` for a command that reads and changes nothing: it speaks of no photo that is sent, kept or changed. */
export function readingAdvice(report: Pick<OutcomeReport, 'kind' | 'code' | 'lacks'>): OutcomeAdvice {
  return { ...terminalAdvice(report), ...ofReading[report.kind] };
}
