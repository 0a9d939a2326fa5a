import { createInstance, type i18n, type PostProcessorModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { directionOf, type Language } from '../../shared/language.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fieldAr } from './field-ar.ts';
import { fieldEn } from './field-en.ts';
import { fieldJa } from './field-ja.ts';
import type { FieldWording } from './field-wording.ts';
import { fieldZhHans } from './field-zh-hans.ts';
import { hotFolderAr } from './hot-folder-ar.ts';
import { hotFolderEn } from './hot-folder-en.ts';
import { hotFolderJa } from './hot-folder-ja.ts';
import type { HotFolderWording } from './hot-folder-wording.ts';
import { hotFolderZhHans } from './hot-folder-zh-hans.ts';
import { importAr } from './import-ar.ts';
import { importEn } from './import-en.ts';
import { importJa } from './import-ja.ts';
import type { ImportWording } from './import-wording.ts';
import { importZhHans } from './import-zh-hans.ts';
import { ja } from './ja.ts';
import { lobbyAr } from './lobby-ar.ts';
import { lobbyEn } from './lobby-en.ts';
import { lobbyJa } from './lobby-ja.ts';
import type { LobbyWording } from './lobby-wording.ts';
import { lobbyZhHans } from './lobby-zh-hans.ts';
import { operatorAr } from './operator-ar.ts';
import { operatorEn } from './operator-en.ts';
import { operatorJa } from './operator-ja.ts';
import type { OperatorWording } from './operator-wording.ts';
import { operatorZhHans } from './operator-zh-hans.ts';
import { rosterAr } from './roster-ar.ts';
import { rosterEn } from './roster-en.ts';
import { rosterJa } from './roster-ja.ts';
import type { RosterWording } from './roster-wording.ts';
import { rosterZhHans } from './roster-zh-hans.ts';
import { sharedListAr } from './shared-list-ar.ts';
import { sharedListEn } from './shared-list-en.ts';
import { sharedListJa } from './shared-list-ja.ts';
import type { SharedListWording } from './shared-list-wording.ts';
import { sharedListZhHans } from './shared-list-zh-hans.ts';
import { stationAr } from './station-ar.ts';
import { stationEn } from './station-en.ts';
import { stationJa } from './station-ja.ts';
import type { StationWording } from './station-wording.ts';
import { stationZhHans } from './station-zh-hans.ts';
import { surveyAr } from './survey-ar.ts';
import { surveyEn } from './survey-en.ts';
import { surveyJa } from './survey-ja.ts';
import type { SurveyWording } from './survey-wording.ts';
import { surveyZhHans } from './survey-zh-hans.ts';
import { targetAr } from './target-ar.ts';
import { targetEn } from './target-en.ts';
import { targetJa } from './target-ja.ts';
import type { TargetWording } from './target-wording.ts';
import { targetZhHans } from './target-zh-hans.ts';
import { undoAr } from './undo-ar.ts';
import { undoEn } from './undo-en.ts';
import { undoJa } from './undo-ja.ts';
import type { UndoWording } from './undo-wording.ts';
import { undoZhHans } from './undo-zh-hans.ts';
import type { Wording } from './wording.ts';
import { zhHans } from './zh-hans.ts';

type AllWording = Wording &
  FieldWording &
  OperatorWording &
  LobbyWording &
  RosterWording &
  StationWording &
  ImportWording &
  UndoWording &
  TargetWording &
  SharedListWording &
  HotFolderWording &
  SurveyWording;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: AllWording };
  }
}

/** Every language's texts. */
export const wordings: Readonly<Record<Language, AllWording>> = {
  en: {
    ...en,
    ...fieldEn,
    ...operatorEn,
    ...lobbyEn,
    ...rosterEn,
    ...stationEn,
    ...importEn,
    ...undoEn,
    ...targetEn,
    ...sharedListEn,
    ...hotFolderEn,
    ...surveyEn,
  },
  ja: {
    ...ja,
    ...fieldJa,
    ...operatorJa,
    ...lobbyJa,
    ...rosterJa,
    ...stationJa,
    ...importJa,
    ...undoJa,
    ...targetJa,
    ...sharedListJa,
    ...hotFolderJa,
    ...surveyJa,
  },
  'zh-Hans': {
    ...zhHans,
    ...fieldZhHans,
    ...operatorZhHans,
    ...lobbyZhHans,
    ...rosterZhHans,
    ...stationZhHans,
    ...importZhHans,
    ...undoZhHans,
    ...targetZhHans,
    ...sharedListZhHans,
    ...hotFolderZhHans,
    ...surveyZhHans,
  },
  ar: {
    ...ar,
    ...fieldAr,
    ...operatorAr,
    ...lobbyAr,
    ...rosterAr,
    ...stationAr,
    ...importAr,
    ...undoAr,
    ...targetAr,
    ...sharedListAr,
    ...hotFolderAr,
    ...surveyAr,
  },
};

/** Each language's name in itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  ja: '日本語',
  'zh-Hans': '简体中文',
  ar: 'العربية',
};

/** A name is not broken over two lines: a product's at its space, a digest's at its hyphen. */
export function withHeldNames(text: string): string {
  return text.replaceAll('Microsoft 365', 'Microsoft\u00a0365').replaceAll('SHA-256', 'SHA\u2011256');
}

const holdNames: PostProcessorModule = {
  type: 'postProcessor',
  name: 'hold-names',
  process: withHeldNames,
};

/**
 * What is filled into a text. React escapes what it shows; names and codes within a right-to-left sentence keep their own
 * direction, and do not change that of the words around them.
 */
function isolated(value: string, language: Language): string {
  return directionOf(language) === 'rtl' ? `\u2068${value}\u2069` : value;
}

/** A text that is kept as a name: the marks that set its parts off on the screen would be in the name, unseen. */
export const withoutIsolates = (text: string): string => text.replace(/[\u2068\u2069]/gu, '');

/** The texts of one app, ready at once: everything is in the bundle. A missing text never shows its key in another language's place. */
export function createTexts(language: Language): i18n {
  const texts = createInstance();
  void texts
    .use(initReactI18next)
    .use(holdNames)
    .init({
      lng: language,
      fallbackLng: 'en',
      initAsync: false,
      interpolation: { escape: (value) => isolated(String(value), texts.language as Language) },
      postProcess: 'hold-names',
      resources: Object.fromEntries(Object.entries(wordings).map(([key, wording]) => [key, { translation: wording }])),
      react: { useSuspense: false },
    });
  return texts;
}
