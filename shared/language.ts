import { z } from 'zod';

/** The languages of screens, outcomes and documents, as BCP 47 tags. */
export const languages = ['en', 'ja', 'zh-Hans', 'ar'] as const;
export type Language = (typeof languages)[number];
export const languageSchema = z.enum(languages);

/** One sentence or word in every language. */
export type Words = Readonly<Record<Language, string>>;

/** Which way a language's lines run. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** The locale for numbers and times: European digits everywhere, as in codes, addresses and counts beside them. */
export function formatLocale(language: Language): string {
  return language === 'ar' ? 'ar-u-nu-latn' : language;
}
