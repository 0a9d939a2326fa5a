import type { Words } from '../../shared/language.ts';
import { readHealth } from '../host/health-file.ts';
import { askToStop, withdrawStop } from '../host/stop-request.ts';
import type { Clock } from '../ports.ts';
import { type Command, exitCodes, inputError, textOption } from './command.ts';

const words = {
  stopped: {
    en: 'The station has stopped. It may be replaced now.',
    ja: '端末は停止しました。入れ替えできます。',
    'zh-Hans': '本机已停止，现在可以更新。',
    ar: 'توقفت المحطة. يمكن استبدال التطبيق الآن.',
  },
  notRunning: {
    en: 'No station runs on this data.',
    ja: 'このデータで動作している端末はありません。',
    'zh-Hans': '没有使用此数据的本机在运行。',
    ar: 'لا تعمل أي محطة على هذه البيانات.',
  },
  waiting: {
    en: 'Waiting until nobody has been there for ten minutes and nothing is being sent …',
    ja: '10 分間だれもおらず、送信中の写真がなくなるまで待っています…',
    'zh-Hans': '正在等待：十分钟内无人使用且没有照片正在发送……',
    ar: 'في انتظار ألّا يكون أحد هناك لعشر دقائق وألّا يُرسَل شيء…',
  },
  busy: {
    en: 'The station is still in use, or does not answer. It was left running; try again later.',
    ja: '端末はまだ使用中か、応答していません。停止せずにそのままにしました。あとでもう一度お試しください。',
    'zh-Hans': '本机仍在使用或没有响应，已保持运行。请稍后再试。',
    ar: 'المحطة ما زالت قيد الاستخدام أو لا تستجيب. تُركت تعمل؛ أعد المحاولة لاحقًا.',
  },
} as const satisfies Record<string, Words>;

const lookEveryMs = 500;
const minuteMs = 60_000;
const defaultWaitMinutes = 60;

/** Resolves when the station has written that it stopped (true), or when the time is over (false). */
function stopsWithin(limitMs: number, hasStopped: () => boolean, clock: Clock): Promise<boolean> {
  const endMs = clock.monotonicMs() + limitMs;
  return new Promise((resolve) => {
    const look = () => {
      if (hasStopped()) resolve(true);
      else if (clock.monotonicMs() >= endMs) resolve(false);
      else clock.setTimer(lookEveryMs, look);
    };
    look();
  });
}

/** `stop --when-idle`: asks the running station to end when it may be replaced, and waits for that. For whoever updates it. */
export const stopCommand: Command = {
  name: 'stop',
  usage: 'stop --when-idle [--wait MINUTES]',
  summary: 'end the installed station when nobody is there and nothing is being sent; 0 stopped, 3 still in use',
  options: { 'when-idle': { type: 'boolean' }, wait: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  async run({ values, language, session, progress }) {
    if (values['when-idle'] !== true) throw inputError('stop', '--when-idle', 'nothing');
    const minutes = Number(textOption(values, 'wait') ?? defaultWaitMinutes);
    if (!Number.isInteger(minutes) || minutes < 0 || minutes > 1440) {
      throw inputError('--wait', 'minutes, a whole number from 0 to 1440', String(values.wait));
    }
    const { dataFolder, clock } = await session();
    const state = readHealth(dataFolder)?.state;
    const told = (verdict: 'stopped' | 'notRunning' | 'busy') => ({
      exitCode: verdict === 'busy' ? exitCodes.later : exitCodes.ok,
      lines: [words[verdict][language]],
      json: { isOk: verdict !== 'busy', verdict },
    });
    if (state === undefined || state === 'stopped') return told('notRunning');
    askToStop(dataFolder);
    progress(words.waiting[language]);
    const hasStopped = await stopsWithin(minutes * minuteMs, () => readHealth(dataFolder)?.state === 'stopped', clock);
    progress(undefined);
    withdrawStop(dataFolder);
    return told(hasStopped ? 'stopped' : 'busy');
  },
};
