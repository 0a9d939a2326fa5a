import type { surveyEn } from './survey-en.ts';
import type { Widened } from './wording.ts';

/** The texts of asking who has no photo that every language must have: exactly the keys of English. */
export type SurveyWording = Widened<typeof surveyEn>;
