import { randomUUID } from 'node:crypto';
import type { CertificateRenewal } from '../../shared/certificate-renewal.ts';
import { renewalStepWords } from '../../shared/certificate-renewal-words.ts';
import type { StationConnection } from '../connecting/connection.ts';
import { createStationRenewal, hasOwnCertificate } from '../core/station-renewal.ts';
import { type CommandContext, type CommandResult, exitCodes } from './command.ts';
import { followSteps } from './connect-follow.ts';
import { connectProblemResult } from './connect-result.ts';
import type { Session } from './session.ts';
import { oneLine } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const noneWords: Words = {
  en: 'This station signs in without a certificate of its own: there is nothing to renew.',
  ja: 'この端末は固有の証明書でサインインしていないため、更新するものはありません。',
  'zh-Hans': '本机登录不使用自己的证书，没有可续订的内容。',
};
const unreadableWords: Words = {
  en: 'The station’s certificate cannot be read, so nothing was renewed. “whoami” says what is wrong with it.',
  ja: '端末の証明書を読み取れないため、更新していません。原因は「whoami」で確認できます。',
  'zh-Hans': '无法读取本机证书，因此未续订。原因可用“whoami”查看。',
};
const renewedWords: Words = {
  en: 'The certificate is renewed. It ends on',
  ja: '証明書を更新しました。新しい期限',
  'zh-Hans': '证书已续订。新的到期日',
};

const formerWords: Words = {
  en: 'The certificate before could not be taken out of the registration. The station tries again while it runs, and staff can do it under “Certificate”; it is taken until',
  ja: '前の証明書を登録から削除できませんでした。端末は動作中に再び試み、担当者は「証明書」で削除できます。有効期限',
  'zh-Hans': '未能从注册中删除原证书。本机运行时会重试，工作人员也可以在“证书”中删除。其有效期至',
};

const keptWords: Words = {
  en: 'A certificate that was handed over was left in the registration: other stations may sign in with it. It is good until',
  ja: '渡された証明書は、ほかの端末が使っている可能性があるため、登録に残しています。有効期限',
  'zh-Hans': '交给本机的证书仍留在注册中：其他设备可能也用它登录。有效期至',
};

function keptLine({ language }: CommandContext, { kept }: CertificateRenewal): string[] {
  if (kept === undefined) return [];
  const ends = new Date(kept.endsAtMs).toISOString().slice(0, 10);
  return [`${keptWords[language]}: ${ends} (${kept.thumbprintSha256})`];
}

function formerLine({ language }: CommandContext, { former }: CertificateRenewal): string[] {
  if (former === undefined) return [];
  const ends = new Date(former.endsAtMs).toISOString().slice(0, 10);
  return [`${formerWords[language]}: ${ends} (${former.thumbprintSha256})`];
}

/** `connect --renew`: the station's next certificate, uploaded by itself or as an administrator who types a code. */
export async function renewCertificate(
  context: CommandContext,
  session: Session,
  connection: StationConnection,
): Promise<CommandResult> {
  const renewal = createStationRenewal({ ...session, access: session, connection, randomId: randomUUID });
  try {
    const nothingDone = () =>
      oneLine(exitCodes.failed, hasOwnCertificate(session.settings) ? unreadableWords : noneWords, context.language);
    await renewal.open();
    if (renewal.state().phase === 'none') return nothingDone();
    followSteps(context, renewal, renewalStepWords);
    await renewal.renew();
    const state = renewal.state();
    if (state.problem !== undefined) return connectProblemResult(context, state.problem, { renewal: state });
    if (state.phase !== 'renewed' || state.certificate === undefined) return nothingDone();
    const ends = new Date(state.certificate.endsAtMs).toISOString().slice(0, 10);
    return {
      exitCode: exitCodes.ok,
      lines: [`${renewedWords[context.language]}: ${ends}`, ...formerLine(context, state), ...keptLine(context, state)],
      json: { isOk: true, renewal: state },
    };
  } finally {
    await renewal.close();
  }
}
