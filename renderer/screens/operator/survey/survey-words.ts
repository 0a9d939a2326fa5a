import { CircleCheck, CircleHelp, Clock, ImageOff, type LucideIcon } from 'lucide-react';
import type { SurveyAnswer } from '../../../../shared/photo-survey.ts';
import type { JobTone } from '../job-words.ts';

/** How an answer looks: a colour, always beside an icon and a word. */
export const surveyAnswerLook: Readonly<Record<SurveyAnswer, { readonly tone: JobTone; readonly icon: LucideIcon }>> = {
  waiting: { tone: 'waiting', icon: Clock },
  photo: { tone: 'confirmed', icon: CircleCheck },
  'no-photo': { tone: 'attention', icon: ImageOff },
  unread: { tone: 'quiet', icon: CircleHelp },
};
