import type { Language } from '../../shared/language.ts';

/** The part of the browser's speech synthesis that is used. */
export interface Voices {
  all(): readonly Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>[];
  /** `voice` is one of `all()`. */
  speak(words: string, voice: Pick<SpeechSynthesisVoice, 'lang'>): void;
  cancel(): void;
}

export interface Speaker {
  /** Says the words instead of what is being said; silent where this machine has no voice of that language. */
  say(words: string, language: Language): void;
  stop(): void;
}

/**
 * Speaks with voices of this machine only: others send what they say to their maker's servers. `undefined` where the browser
 * has no speech at all.
 */
export function createSpeaker(voices: Voices | undefined): Speaker {
  return {
    say(words, language) {
      const voice = voices === undefined ? undefined : voiceFor(voices.all(), language);
      if (voices === undefined || voice === undefined) return;
      voices.cancel();
      voices.speak(words, voice);
    },
    stop: () => voices?.cancel(),
  };
}

/** A local voice of the language, the system's own choice first. Simplified and traditional Chinese are not the same. */
function voiceFor<Voice extends ReturnType<Voices['all']>[number]>(
  all: readonly Voice[],
  language: Language,
): Voice | undefined {
  const wanted = likelyTag(language);
  const fitting = all.filter(({ localService, lang }) => localService && likelyTag(lang) === wanted);
  return fitting.find((voice) => voice.default) ?? fitting[0];
}

/** Language and script, `zh-Hans`, also of `zh_CN`; empty for what is no language tag. */
function likelyTag(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag.replaceAll('_', '-')).maximize();
    return `${language}-${script}`;
  } catch {
    return '';
  }
}

/** The browser's own voices. They may come late, so they are asked for each time. */
export function browserVoices(): Voices | undefined {
  if (!('speechSynthesis' in window)) return undefined;
  return {
    all: () => speechSynthesis.getVoices(),
    speak(words, voice) {
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.voice = voice as SpeechSynthesisVoice;
      utterance.lang = voice.lang;
      speechSynthesis.speak(utterance);
    },
    cancel: () => speechSynthesis.cancel(),
  };
}
