import { z } from 'zod';
import type { PersonCard } from './person-card.ts';
import { type RosterRow, rosterCountsSchema, rosterRowSchema, rosterSchema, rowName } from './roster.ts';
import { uploadJobSchema } from './upload-job.ts';

/**
 * How the list stands that several stations share: `reached`, `ended` when a station has ended the sharing, or why not. Photos are taken and sent all the same.
 */
export const sharedListStates = [
  'unknown',
  'reached',
  'ended',
  'offline',
  'sign-in-needed',
  'forbidden',
  'gone',
  'full',
  'busy',
  'begin-again',
  'conflict',
  'refused',
  'not-ours',
] as const;

/** A roster that several stations share. Times are the service's. */
export const rosterSharingSchema = z.object({
  list: z.enum(sharedListStates),
  /** Rows that the other stations have not been told of. */
  due: z.number().int(),
  stations: z.array(
    z.object({
      name: z.string(),
      seenAtMs: z.number(),
      /** Heard of within the last minute; this station always. */
      isHere: z.boolean(),
      captured: z.number().int(),
      isOwn: z.boolean(),
    }),
  ),
  photosAMinute: z.number(),
  /** The station that has closed the roster for all. */
  closedBy: z.string().optional(),
  /** This station took part without reaching the list: whose it is, it finds out when it does. */
  isUnasked: z.literal(true).optional(),
});
export type RosterSharing = z.infer<typeof rosterSharingSchema>;

/** A roster with how far it is; holds no name of a person. */
export const rosterSummarySchema = z.object({
  roster: rosterSchema,
  counts: rosterCountsSchema,
  sharing: rosterSharingSchema.optional(),
  /** When a closed one is erased by itself. */
  eraseAtMs: z.number().optional(),
  /** When that is, a shared one finds out with the service's time, which has not been heard. */
  waitsForTime: z.literal(true).optional(),
});
export type RosterSummary = z.infer<typeof rosterSummarySchema>;

/** A row as the operator sees it: with its photo's upload job, while the station knows it. */
export const rosterRowViewSchema = z.object({
  row: rosterRowSchema,
  job: uploadJobSchema.optional(),
  /** The other station before whose camera the person stands at this moment. */
  claimedBy: z.string().optional(),
});
export type RosterRowView = z.infer<typeof rosterRowViewSchema>;

/** Which rows are listed. `look`: a person must decide something about them. */
export const rosterFilters = ['all', 'open', 'captured', 'absent', 'look'] as const;
export type RosterFilter = (typeof rosterFilters)[number];

/** What an operator says of somebody without taking a photo. */
export const rosterMarks = ['skip', 'no-show', 'decline', 'ask-retake', 'keep', 'reopen'] as const;
export type RosterMark = (typeof rosterMarks)[number];

/**
 * Where a session stands: whose turn it is, and who would be next. Absent: nobody is left, or, where it says so, other stations call
 * by themselves who is.
 */
export const rosterTurnSchema = z.object({
  summary: rosterSummarySchema,
  current: rosterRowViewSchema.optional(),
  next: rosterRowViewSchema.optional(),
  areForOthers: z.literal(true).optional(),
});
export type RosterTurn = z.infer<typeof rosterTurnSchema>;

/**
 * What became of the slot of whom a photo was taken for by mistake: never written, its photo removed, or the photo is still
 * there until a new one of them takes its place.
 */
export const movedFrom = ['untouched', 'put-back', 'removed', 'still-there'] as const;
export type MovedFrom = (typeof movedFrom)[number];

/** Whether a row still waits for a photo that somebody can take today. */
export function isToBePhotographed({ row }: Pick<RosterRowView, 'row'>): boolean {
  return !row.isGone && ['open', 'needs-retake', 'skipped'].includes(row.state.kind);
}

/** Whether a person must decide something about a row: who it is, or about its photo. */
export function isToBeLookedAt({ row, job }: RosterRowView): boolean {
  if (row.match.kind !== 'matched') return true;
  return row.match.differs.length > 0 || row.state.kind === 'needs-retake' || job?.state.kind === 'parked';
}

/** Begins the id of somebody whose account is not known: nothing can be asked of the directory about them. */
export const withoutAccount = 'card:';

/** Somebody of a roster as screens show a person. */
export function cardOfRow(row: RosterRow): PersonCard {
  const person = row.match.kind === 'matched' ? row.match.person : undefined;
  const department = row.entry.department ?? person?.department;
  return {
    id: person?.objectId ?? `${withoutAccount}${row.personKey}`,
    displayName: rowName(row),
    ...(department === undefined ? {} : { department }),
  };
}

/** The form of the key on a card: says nothing of anybody. */
export const cardKeyForm = /^[0-9a-f]{24}$/;
