import { type Language as AnyLanguage, languages as all } from '../../shared/language.ts';

/** Terminals lay out right-to-left text each in their own way, or not at all: such languages are left to screens. */
type RightToLeft = 'ar';

/** The languages of the command line. */
export type Language = Exclude<AnyLanguage, RightToLeft>;
export const languages = all.filter((language): language is Language => language !== 'ar');

/** One sentence or word in every language of the command line. */
export type Words = Readonly<Record<Language, string>>;
