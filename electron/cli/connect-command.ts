import { randomUUID } from 'node:crypto';
import {
  type ConnectCloud,
  type Connection,
  type ConnectPlan,
  connectClouds,
  connectPlanSchema,
  connectTargets,
} from '../../shared/connection.ts';
import { connectCloudWords, connectStepWords, connectWayWords } from '../../shared/connection-words.ts';
import { signInModes } from '../../shared/sign-in-state.ts';
import { checkLineText } from '../../shared/station-check-words.ts';
import { connectSheetOf } from '../connecting/connect-sheet.ts';
import type { StationConnection } from '../connecting/connection.ts';
import { recogniseFor } from '../core/connect-endpoints.ts';
import { createStationConnecting, type StationConnectingParts, sheetParts } from '../core/station-connecting.ts';
import {
  type Command,
  type CommandContext,
  CommandError,
  type CommandResult,
  exitCodes,
  inputError,
  textOption,
} from './command.ts';
import { followSteps } from './connect-follow.ts';
import { DemoPhotos } from './connect-from-demo.ts';
import { renewCertificate } from './connect-renewal.ts';
import { connectProblemResult } from './connect-result.ts';
import type { Session } from './session.ts';
import { oneLine } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const connectedWords: Words = {
  en: 'The station is connected. It works for your company from its next start.',
  ja: '接続しました。次の起動から会社用に動きます。',
  'zh-Hans': '已连接。下次启动后即为贵公司工作。',
};
const rehearsedWords: Words = {
  en: 'Rehearsed with the demo company: everything works, and nothing at this station has changed.',
  ja: 'デモ会社で練習しました。すべて動作し、この端末は何も変わっていません。',
  'zh-Hans': '已在演示公司演练：一切正常，本机没有任何更改。',
};
const removedWords: Words = {
  en: 'What was created has been removed.',
  ja: '作成したものを削除しました。',
  'zh-Hans': '已删除所创建的内容。',
};
const nothingWords: Words = {
  en: 'This station has created nothing that could be removed.',
  ja: 'この端末が作成したものはありません。',
  'zh-Hans': '本机没有创建任何可删除的内容。',
};
const byHandWords: Words = {
  en: 'Run the script, then: connect --by-hand --tenant-id ID --client-id ID',
  ja: 'スクリプトを実行してから次を実行してください：connect --by-hand --tenant-id ID --client-id ID',
  'zh-Hans': '请运行脚本，然后执行：connect --by-hand --tenant-id ID --client-id ID',
};

const unknownWords: Words = {
  en: 'No Microsoft 365 knows this domain. Check how it is written, or name the cloud with --cloud.',
  ja: 'このドメインの Microsoft 365 が見つかりません。表記を確認するか、--cloud でクラウドを指定してください。',
  'zh-Hans': '没有 Microsoft 365 认识此域名。请检查拼写，或用 --cloud 指定云。',
};
const offlineWords: Words = {
  en: 'Microsoft 365 cannot be reached from here. Try again later, or name the cloud with --cloud.',
  ja: 'ここから Microsoft 365 に接続できません。後でもう一度試すか、--cloud でクラウドを指定してください。',
  'zh-Hans': '从这里无法连接 Microsoft 365。请稍后重试，或用 --cloud 指定云。',
};

function partsOf(session: Session, leaveDemo = async () => true): StationConnectingParts {
  const { settings, settingsHome, dataFolder, clock, cipher, log, demo } = session;
  return {
    ...{ settings, settingsHome, dataFolder, clock, cipher, log, demo, fetch },
    randomId: randomUUID,
    probePhotoProcess: () => session.photoWorker().probe(),
    prepareNetwork: session.prepareNetwork,
    leaveDemo,
  };
}

function choice<Value extends string>(
  context: CommandContext,
  name: string,
  known: readonly Value[],
  otherwise: Value,
) {
  const text = textOption(context.values, name);
  const found = known.find((one) => one === text);
  if (text !== undefined && found === undefined) throw inputError(`--${name}`, known.join(', '), JSON.stringify(text));
  return found ?? otherwise;
}

/** The cloud that was named, or that of the domain that was. */
async function cloudOf(context: CommandContext, session: Session, hasOwn: boolean): Promise<ConnectCloud> {
  const domain = textOption(context.values, 'domain');
  if (domain === undefined) return choice(context, 'cloud', connectClouds, hasOwn ? 'own' : 'global');
  if (context.values.cloud !== undefined) throw inputError('--domain', 'no --cloud beside it', 'both');
  const found = await recogniseFor(domain, partsOf(session));
  if (found.kind === 'no-domain')
    throw inputError('--domain', 'a domain such as contoso.com, or an address in it', domain);
  if (found.kind === 'recognised') {
    context.notice(`${found.domain}: ${connectCloudWords[found.cloud][context.language]}`);
    return found.cloud;
  }
  const words = found.kind === 'offline' ? offlineWords : unknownWords;
  throw new CommandError(found.kind === 'offline' ? exitCodes.later : exitCodes.failed, [words[context.language]]);
}

async function planOf(context: CommandContext, session: Session): Promise<ConnectPlan> {
  const hasOwn = session.settings.connecting.authority !== undefined;
  const targets = (textOption(context.values, 'targets') ?? 'user').split(',').map((word) => word.trim());
  const plan = connectPlanSchema.safeParse({
    way: choice(context, 'way', signInModes, 'application'),
    cloud: await cloudOf(context, session, hasOwn),
    manner: context.values['by-hand'] === true ? 'by-hand' : 'guided',
    targets,
  });
  if (!plan.success) throw inputError('--targets', connectTargets.join(', '), targets.join(', '));
  if (plan.data.cloud === 'own' && !hasOwn) {
    throw inputError('--cloud', 'connecting.authority and connecting.graphUrl in the settings for "own"', 'none');
  }
  return plan.data;
}

function failed(context: CommandContext, state: Connection): CommandResult {
  const { problem } = state;
  if (problem === undefined)
    return oneLine(exitCodes.signInNeeded, byHandWords, context.language, { connection: state });
  return connectProblemResult(context, problem, { connection: state });
}

async function removeCreated(context: CommandContext, connection: StationConnection): Promise<CommandResult> {
  if (!connection.state().canRemove) return oneLine(exitCodes.failed, nothingWords, context.language);
  await connection.remove();
  const state = connection.state();
  if (state.phase !== 'removed') return failed(context, state);
  return oneLine(exitCodes.ok, removedWords, context.language, { connection: state });
}

/** What whoever registers by hand types back. */
function typedIds({ values }: CommandContext): { tenantId: string; clientId: string } | undefined {
  const [tenantId, clientId] = ['tenant-id', 'client-id'].map((name) => textOption(values, name));
  return tenantId === undefined || clientId === undefined ? undefined : { tenantId, clientId };
}

async function byHand(
  context: CommandContext,
  connection: StationConnection,
  parts: StationConnectingParts,
): Promise<CommandResult | undefined> {
  const ids = typedIds(context);
  if (ids !== undefined) {
    await connection.answer(ids);
    return undefined;
  }
  const script = choice(context, 'script', ['azure-cli', 'powershell'], 'azure-cli');
  const sheet = connectSheetOf(connection, sheetParts(parts));
  if (sheet === undefined) return failed(context, connection.state());
  context.notice(byHandWords[context.language]);
  const text = script === 'powershell' ? sheet.powerShell : sheet.azureCli;
  return { exitCode: exitCodes.ok, lines: text.split('\n'), json: { isOk: true, sheet } };
}

/**
 * `connect`: registers this station in a company's Microsoft 365, as an administrator who signs in by code, or by hand with a
 * script. Takes up again what was interrupted.
 */
export const connectCommand: Command = {
  name: 'connect',
  usage:
    'connect [--way application|operator|self-service] [--cloud NAME | --domain DOMAIN] [--targets user,group,team,contact] [--by-hand [--script azure-cli|powershell] [--tenant-id ID --client-id ID]] [--status] [--renew] [--remove]',
  summary: 'connect this station with a company’s Microsoft 365: registration, certificate, permissions, settings',
  options: {
    way: { type: 'string' },
    cloud: { type: 'string' },
    domain: { type: 'string' },
    targets: { type: 'string' },
    'by-hand': { type: 'boolean' },
    script: { type: 'string' },
    'tenant-id': { type: 'string' },
    'client-id': { type: 'string' },
    status: { type: 'boolean' },
    renew: { type: 'boolean' },
    remove: { type: 'boolean' },
  },
  positionals: { min: 0, max: 0 },
  async run(context) {
    const session = await context.session();
    const photos = new DemoPhotos();
    const parts = partsOf(session, photos.leave);
    const connection = createStationConnecting(parts);
    try {
      await connection.open();
      return await runConnect({ context, session, parts, connection, photos });
    } finally {
      await connection.close();
    }
  },
};

interface Run {
  readonly context: CommandContext;
  readonly session: Session;
  readonly parts: StationConnectingParts;
  readonly connection: StationConnection;
  readonly photos: DemoPhotos;
}

async function runConnect(run: Run): Promise<CommandResult> {
  const { context, session, connection, photos } = run;
  const { values, language } = context;
  if (values.status === true) {
    const state = connection.state();
    const lines = [
      `${state.registrationName}: ${state.phase}`,
      ...(state.plan === undefined
        ? []
        : [`${connectWayWords[state.plan.way].name[language]}, ${connectCloudWords[state.plan.cloud][language]}`]),
      ...state.steps.map(({ step, state: how }) => `${how.padEnd(6)} ${connectStepWords[step][language]}`),
    ];
    return { exitCode: exitCodes.ok, lines, json: { isOk: true, connection: state } };
  }
  if (values.renew === true) return renewCertificate(context, session, connection);
  const plan = values.remove === true ? undefined : await planOf(context, session);
  followSteps(context, connection, connectStepWords);
  if (plan === undefined) return removeCreated(context, connection);
  const isPrinting = plan.manner === 'by-hand' && typedIds(context) === undefined;
  const leavesDemo = session.isDemo && plan.cloud !== 'demo' && !isPrinting;
  return leavesDemo ? photos.holding(context, () => carryOut(plan, run)) : carryOut(plan, run);
}

async function carryOut(plan: ConnectPlan, { context, parts, connection }: Run): Promise<CommandResult> {
  const { language } = context;
  await connection.begin(plan);
  if (plan.manner === 'by-hand') {
    const told = await byHand(context, connection, parts);
    if (told !== undefined) return told;
  }
  const { check = [], phase } = connection.state();
  if (phase !== 'checked') return failed(context, connection.state());
  const bad = check.filter(({ light }) => light === 'red').map((line) => checkLineText(line, language));
  for (const { title, found } of bad) context.notice(`FAIL  ${title}: ${found}`);
  const finished = await connection.finish();
  if (finished.kind === 'error') return failed(context, connection.state());
  const words = plan.cloud === 'demo' ? rehearsedWords : connectedWords;
  return oneLine(exitCodes.ok, words, language, { connection: connection.state() });
}
