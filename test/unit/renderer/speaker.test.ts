import { expect, test } from 'vitest';
import { createSpeaker, type Voices } from '../../../renderer/voice/speaker.ts';

type Voice = ReturnType<Voices['all']>[number];

/** A synthesiser that writes down what it is asked. */
function recorder(all: readonly Voice[]) {
  const heard: string[] = [];
  const voices: Voices = {
    all: () => all,
    speak: (words, voice) => void heard.push(`${voice.lang}: ${words}`),
    cancel: () => void heard.push('-'),
  };
  return { heard, speaker: createSpeaker(voices) };
}
const voice = (lang: string, more: Partial<Voice> = {}): Voice => ({
  lang,
  localService: true,
  default: false,
  ...more,
});

test('speaks in the language of the screen, and says the newest thing instead of the one before', () => {
  const { heard, speaker } = recorder([voice('en-US'), voice('ja_JP')]);
  speaker.say('3', 'ja');
  speaker.say('Hold still', 'en');
  speaker.stop();
  expect(heard).toEqual(['-', 'ja_JP: 3', '-', 'en-US: Hold still', '-']);
});

test('takes the system’s own choice among voices of a language', () => {
  const { heard, speaker } = recorder([voice('en-GB'), voice('en-IE', { default: true })]);
  speaker.say('Hold still', 'en');
  expect(heard.at(-1)).toBe('en-IE: Hold still');
});

test.each([
  ['a voice that needs a network', [voice('en-US', { localService: false })], 'en'],
  ['a voice of another language', [voice('de-DE'), voice('fr')], 'en'],
  ['traditional Chinese where the screen is simplified', [voice('zh-TW'), voice('zh-HK')], 'zh-Hans'],
  ['a voice without a language', [voice(''), voice('?')], 'en'],
] as const)('stays silent rather than use %s', (_what, all, language) => {
  const { heard, speaker } = recorder(all);
  speaker.say('3', language);
  expect(heard).toEqual([]);
});

test('speaks simplified Chinese with a voice of the mainland', () => {
  const { heard, speaker } = recorder([voice('zh-TW'), voice('zh-CN')]);
  speaker.say('3', 'zh-Hans');
  expect(heard.at(-1)).toBe('zh-CN: 3');
});

test('does nothing where the browser has no speech', () => {
  const speaker = createSpeaker(undefined);
  speaker.say('3', 'en');
  speaker.stop();
});
