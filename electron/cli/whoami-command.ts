import type { Command } from './command.ts';
import { signInResult } from './sign-in-result.ts';
import type { Words } from './terminal-language.ts';

const thumbprintWords: Words = {
  en: 'Certificate thumbprint (SHA-256)',
  ja: '証明書の拇印 (SHA-256)',
  'zh-Hans': '证书指纹 (SHA-256)',
};
const clockWords: Words = {
  en: 'This machine’s clock is off by seconds',
  ja: 'この端末の時計のずれ (秒)',
  'zh-Hans': '本机时钟偏差（秒）',
};
const skewLimitMs = 60_000;

/** `whoami`: gets a token with what the station has, and says as whom, with which permissions, until when. */
export const whoamiCommand: Command = {
  name: 'whoami',
  usage: 'whoami',
  summary: 'get a token with what this station has and say as whom, with which permissions, until when',
  options: {},
  positionals: { min: 0, max: 0 },
  async run(context) {
    const { signIn, settings } = await context.session();
    const state = await signIn.restore();
    const credential = await signIn.credential();
    const clockSkewMs = signIn.clockSkewMs();
    const isClockOff = clockSkewMs !== undefined && Math.abs(clockSkewMs) > skewLimitMs;
    const result = signInResult(state, context.language, {
      mode: settings.signIn.mode,
      ...(credential === undefined ? {} : { credential }),
      ...(clockSkewMs === undefined ? {} : { clockSkewMs }),
    });
    const lines = [
      ...result.lines,
      ...(credential?.thumbprintSha256 === undefined
        ? []
        : [`${thumbprintWords[context.language]}: ${credential.thumbprintSha256}`]),
      ...(isClockOff ? [`${clockWords[context.language]}: ${Math.round(-clockSkewMs / 1000)}`] : []),
    ];
    return { ...result, lines };
  },
};
