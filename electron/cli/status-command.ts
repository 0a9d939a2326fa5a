import type { Words } from '../../shared/language.ts';
import { healthStaleMs, type StationHealth } from '../../shared/station-health.ts';
import { readHealth } from '../host/health-file.ts';
import { type Command, exitCodes } from './command.ts';

const words = {
  running: {
    en: 'The station is running, and nothing needs a person.',
    ja: '端末は動作中です。対応が必要なことはありません。',
    'zh-Hans': '本机正在运行，无需人工处理。',
    ar: 'المحطة تعمل ولا تحتاج إلى تدخل أحد.',
  },
  attention: {
    en: 'The station is running, and a person should look at it.',
    ja: '端末は動作中ですが、担当者の確認が必要です。',
    'zh-Hans': '本机正在运行，但需要人工查看。',
    ar: 'المحطة تعمل، لكن ينبغي أن يتفقدها أحد.',
  },
  cannotStart: {
    en: 'The station cannot start. Its screen says why, and it tries again by itself.',
    ja: '端末を開始できません。理由は画面に表示され、自動的に再試行します。',
    'zh-Hans': '本机无法启动。原因显示在屏幕上，系统会自动重试。',
    ar: 'تعذّر بدء تشغيل المحطة. يظهر السبب على شاشتها، وستعيد المحاولة تلقائيًا.',
  },
  notRunning: {
    en: 'The station is not running, or it does not answer.',
    ja: '端末が動作していないか、応答していません。',
    'zh-Hans': '本机未运行或没有响应。',
    ar: 'المحطة لا تعمل أو لا تستجيب.',
  },
} as const satisfies Record<string, Words>;

function verdictOf(health: StationHealth | undefined, nowMs: number): keyof typeof words {
  if (health === undefined || health.state === 'stopped') return 'notRunning';
  if (nowMs - Date.parse(health.writtenAt) > healthStaleMs && health.state === 'running') return 'notRunning';
  if (health.state === 'cannot-start') return 'cannotStart';
  return health.needsAttention ? 'attention' : 'running';
}

/** `status`: what the station last wrote of its health. Asks nobody and opens nothing: also while the station runs. */
export const statusCommand: Command = {
  name: 'status',
  usage: 'status',
  summary: 'how the station is, from its health file; 0 well, 1 needs a person, 3 not running',
  options: {},
  positionals: { min: 0, max: 0 },
  async run(context) {
    const { dataFolder, clock } = await context.session();
    const health = readHealth(dataFolder);
    const verdict = verdictOf(health, clock.nowMs());
    const facts = Object.entries(health ?? {}).map(
      ([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    const exitCode = { running: exitCodes.ok, notRunning: exitCodes.later }[verdict as string] ?? exitCodes.failed;
    return {
      exitCode,
      lines: [words[verdict][context.language], ...facts],
      json: { isOk: verdict === 'running', verdict, ...(health === undefined ? {} : { health }) },
    };
  },
};
