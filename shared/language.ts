import { z } from 'zod';

/** The languages of screens, outcomes and the command line, as BCP 47 tags. */
export const languages = ['en', 'ja', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];
export const languageSchema = z.enum(languages);

/** One sentence or word in every language. */
export type Words = Readonly<Record<Language, string>>;
