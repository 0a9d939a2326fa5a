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
