import { z } from 'zod';
import { cropSchema } from './crop.ts';
import { failureSchema } from './error-code.ts';
import { directoryPersonSchema, matchedBySchema } from './roster.ts';

/**
 * What is to be said of one picture of a folder or archive, the gravest first. A picture may have several.
 *
 * | finding | means |
 * |---|---|
 * | `unreadable` | no picture that is taken, damaged, cut off, or far too large |
 * | `too-small` | fewer pixels than any photo slot takes |
 * | `unmatched`, `ambiguous` | its name or list says nobody, or more than one |
 * | `same-picture` | the very same file belongs to two people |
 * | `several-files` | its person has another, different picture here |
 * | `no-face`, `several-faces` | what the face reader saw; absent where the station looks for no faces |
 * | `faces-unknown` | the station looks for faces, and the face reader gave no answer, asked twice, or is not asked any more |
 * | `copy` | the very same file is here once more, for the same person |
 * | `unchanged` | this file was queued for this person before |
 * | `not-sharp` | fewer pixels than the photo will have |
 * | `has-photo`, `present-unknown` | its person has a photo already; could not be asked |
 */
export const importFindings = [
  'unreadable',
  'too-small',
  'unmatched',
  'ambiguous',
  'same-picture',
  'several-files',
  'no-face',
  'several-faces',
  'faces-unknown',
  'copy',
  'unchanged',
  'not-sharp',
  'has-photo',
  'present-unknown',
] as const;
export type ImportFinding = (typeof importFindings)[number];

/** Findings that hold a picture back and that a person may overrule for all pictures at once. */
export const takableFindings = [
  'no-face',
  'several-faces',
  'faces-unknown',
] as const satisfies readonly ImportFinding[];
export type TakableFinding = (typeof takableFindings)[number];

/**
 * Where a picture stands. `unseen`: not looked at yet. `ready`: will be queued. `held`: a person must decide. `refused`: can
 * become no photo. `left`: a person left it out. `done`: nothing to do. `queued`: saved in the queue by this run. `failed`:
 * was to be queued and could not be; `problem` says why.
 */
export const importStates = ['unseen', 'ready', 'held', 'refused', 'left', 'done', 'queued', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

/** Whose picture a file is. */
export const pictureMatchSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('matched'), person: directoryPersonSchema, by: matchedBySchema }),
  z.object({ kind: z.literal('ambiguous'), candidates: z.array(directoryPersonSchema) }),
  z.object({ kind: z.literal('unmatched') }),
]);
export type PictureMatch = z.infer<typeof pictureMatchSchema>;

/** One picture of a folder or archive. `name` is its path in there, with `/`, and unique. */
export const importItemSchema = z.object({
  name: z.string(),
  sizeBytes: z.number().int(),
  match: pictureMatchSchema,
  /** Of the upright picture; absent until it was decoded. */
  widthPx: z.number().int().optional(),
  heightPx: z.number().int().optional(),
  crop: cropSchema.optional(),
  /** Whether a face decided about the crop, or a person. */
  cropBy: z.enum(['face', 'place', 'person']).optional(),
  findings: z.array(z.enum(importFindings)),
  state: z.enum(importStates),
  problem: failureSchema.optional(),
  jobId: z.string().optional(),
});
export type ImportItem = z.infer<typeof importItemSchema>;

/** What an import is doing. `ready` and `ended` rest; the others move by themselves unless paused. */
export const importPhases = ['listing', 'matching', 'looking', 'asking', 'ready', 'queueing', 'ended'] as const;
export type ImportPhase = (typeof importPhases)[number];

/** Why an import ended before its end. Codes; the words are elsewhere. */
export const importStops = [
  'cancelled',
  'source-gone',
  'too-many-files',
  'not-an-archive',
  'list-unreadable',
  'directory-unread',
  'queue-full',
  'disk-full',
  'storage',
] as const;
export type ImportStop = (typeof importStops)[number];

/** An import as a whole. Rates are of the present phase, pauses left out. */
export const importProgressSchema = z.object({
  /** Tells one import from the next. */
  id: z.string(),
  source: z.string(),
  phase: z.enum(importPhases),
  isPaused: z.boolean(),
  done: z.number().int(),
  total: z.number().int(),
  perSecond: z.number().optional(),
  msLeft: z.number().optional(),
  states: z.record(z.enum(importStates), z.number().int()),
  findings: z.record(z.enum(importFindings), z.number().int()),
  /** Files that a list names and that are not there. */
  missingFiles: z.number().int(),
  /** The face reader had failed for minutes, and pictures were passed over without asking it: their faces are unknown. */
  hasGivenUpFaces: z.boolean().optional(),
  stop: z.enum(importStops).optional(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;
