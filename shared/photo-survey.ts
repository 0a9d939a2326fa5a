import { z } from 'zod';
import { byOperator, bytes, command } from './contract-command.ts';
import { event, heardByOperator } from './contract-event.ts';
import { languageSchema } from './language.ts';
import { outcomeReportSchema } from './outcome.ts';
import { directoryPersonSchema } from './roster.ts';
import { rosterDraftSchema } from './roster-import.ts';

/** What is known of somebody's photo. `waiting`: not asked yet. `unread`: asked, and the answer says neither. */
export const surveyAnswers = ['waiting', 'photo', 'no-photo', 'unread'] as const;
export type SurveyAnswer = (typeof surveyAnswers)[number];

/** Whose answers are listed. */
export const surveyFilters = ['all', ...surveyAnswers] as const;
export type SurveyFilter = (typeof surveyFilters)[number];

/** One person, and what asking for their photo came to. */
export const surveyRowSchema = z.object({
  person: directoryPersonSchema,
  answer: z.enum(surveyAnswers),
  askedAtMs: z.number().optional(),
  /** Why it could not be read. */
  why: outcomeReportSchema.optional(),
});
export type SurveyRow = z.infer<typeof surveyRowSchema>;

/** How far it is. `none`: nobody was ever asked. `paused`: it goes on where it is when staff say so. */
export const surveyPhases = ['none', 'listing', 'asking', 'paused', 'ended'] as const;
export type SurveyPhase = (typeof surveyPhases)[number];

/** Who is asked about: a roster, or whom the settings call the directory. */
export const surveyScopes = ['roster', 'everybody', 'group', 'rosters'] as const;

/** Who of a roster or of the directory has a photo: asked one by one, as the service allows. */
export const photoSurveySchema = z.object({
  /** Absent: the directory. */
  rosterId: z.string().optional(),
  scope: z.enum(surveyScopes),
  /** The roster's name; empty for the directory. */
  name: z.string(),
  phase: z.enum(surveyPhases),
  counts: z.record(z.enum(surveyAnswers), z.number().int()),
  /** Since when it has been asked; what a person was told may be as old as this. */
  begunAtMs: z.number().optional(),
  perSecond: z.number().optional(),
  msLeft: z.number().optional(),
  /** Rows of the roster that are nobody's yet: they cannot be asked about. */
  withoutAccount: z.number().int(),
  /** Why asking stopped before its end. */
  why: outcomeReportSchema.optional(),
  /** It was the list that could not be read to its end. */
  isUnlisted: z.literal(true).optional(),
  /** While asking: those whom this run asks, and who of them have answered. */
  done: z.number().int().optional(),
  total: z.number().int().optional(),
  /** This machine's disk did not take the answers. */
  isUnkept: z.literal(true).optional(),
});
export type PhotoSurvey = z.infer<typeof photoSurveySchema>;

/** Where people sign in themselves nobody is looked for. */
const existsAt = { signInModes: ['application', 'operator'], isUnset: false } as const;
const byHand = { ...byOperator, existsAt };
/** What a screen asks by itself. */
const byScreen = { access: 'operator', existsAt } as const;
/** Of this roster; absent: of the directory. */
const of = { rosterId: z.string().min(1).max(64).optional() };
const survey = z.object({ survey: photoSurveySchema });
const filter = z.enum(surveyFilters);

/** Who has no photo. One list is asked about at a time; beginning with another lets the first one rest. */
export const surveyCommands = {
  'surveys.look': command(byScreen, z.object(of).strict(), survey),
  /**
   * Begins, or asks whoever was not asked or could not be read; the reply does not wait for it. `anew`: asks everybody again.
   * News are `surveys.changed`.
   */
  'surveys.begin': command(byHand, z.object({ ...of, anew: z.boolean() }).strict(), survey),
  'surveys.pause': command(byHand, z.object(of).strict(), survey),
  'surveys.people': command(
    byScreen,
    z.object({ ...of, filter, offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }).strict(),
    z.object({ rows: z.array(surveyRowSchema), total: z.number().int(), survey: photoSurveySchema }),
  ),
  /** Those that are listed, as CSV. */
  'surveys.report': command(
    byHand,
    z.object({ ...of, filter, language: languageSchema }).strict(),
    z.object({ file: bytes }),
  ),
  /** Hands those without a photo over as a new list, to be named and kept like any other. */
  'surveys.toList': command(byHand, z.object(of).strict(), z.object({ draft: rosterDraftSchema })),
} as const;

export const surveyEvents = {
  'surveys.changed': event(heardByOperator, survey),
} as const;
