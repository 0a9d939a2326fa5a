import { z } from 'zod';

/** What tells one person from another, strongest first. A name alone decides only when it is unique. */
export const identifierKinds = ['objectId', 'userPrincipalName', 'mail', 'mailNickname', 'employeeNumber'] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** The columns of a list that mean something to the kiosk. `reference` is any identifier, told apart by its shape. */
export const rosterFields = [
  ...identifierKinds,
  'reference',
  'displayName',
  'givenName',
  'surname',
  'department',
  'file',
] as const;
export type RosterField = (typeof rosterFields)[number];

const text = z.string().max(1024);

/** What a list says of one person. */
export const rosterIdentifiersSchema = z.object({
  objectId: text.optional(),
  userPrincipalName: text.optional(),
  mail: text.optional(),
  mailNickname: text.optional(),
  employeeNumber: text.optional(),
});

/** Somebody on a list, before it is known who that is in the directory. Empty texts are absent. */
export const rosterEntrySchema = rosterIdentifiersSchema.extend({
  displayName: text.optional(),
  givenName: text.optional(),
  surname: text.optional(),
  department: text.optional(),
  file: text.optional(),
});
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

/** A person of the directory as matching and choosing between namesakes need them. Absent: empty, or not readable. */
export const directoryPersonSchema = rosterIdentifiersSchema.extend({
  objectId: z.string().min(1).max(200),
  displayName: text,
  givenName: text.optional(),
  surname: text.optional(),
  department: text.optional(),
  isEnabled: z.boolean().optional(),
  isGuest: z.boolean().optional(),
});
export type DirectoryPerson = z.infer<typeof directoryPersonSchema>;

/** How somebody was found. `person`: a person chose. */
export const matchedBySchema = z.enum([...identifierKinds, 'name', 'person']);
export type MatchedBy = z.infer<typeof matchedBySchema>;

/** Why several people are shown for one row. */
export const ambiguityReasons = [
  'identifiers-disagree',
  'several-people',
  'name-not-unique',
  'name-only-likely',
] as const;
export type AmbiguityReason = (typeof ambiguityReasons)[number];

/** Who a row is, or what a person has to decide. `differs`: what the list says otherwise than the directory. */
export const rosterMatchSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('matched'),
    person: directoryPersonSchema,
    by: matchedBySchema,
    differs: z.array(z.enum([...identifierKinds, 'name'])),
  }),
  z.object({
    kind: z.literal('ambiguous'),
    why: z.enum(ambiguityReasons),
    candidates: z.array(directoryPersonSchema),
  }),
  z.object({ kind: z.literal('unmatched') }),
]);
export type RosterMatch = z.infer<typeof rosterMatchSchema>;

/** The photo that was taken of a row's person. */
export const rosterCaptureSchema = z.object({
  /** The upload job that carries it; absent while nobody knows whose account it is for: the photo waits on the roster. */
  jobId: z.string().max(200).optional(),
  capturedAtMs: z.number(),
  station: z.string().max(200),
  /** Version of the notice that was shown before the photo. */
  noticeVersion: z.string().max(200).optional(),
  sessionId: z.string().max(64).optional(),
  /** Another station took it and has it: under this id all stations of a shared roster know it. */
  elsewhere: z.string().max(120).optional(),
  /** How far another station's photo is on its way. */
  stage: z.enum(['taken', 'sent', 'confirmed']).optional(),
});
export type RosterCapture = z.infer<typeof rosterCaptureSchema>;

const marked = { markedAtMs: z.number(), station: z.string().max(200), sessionId: z.string().max(64).optional() };

/** How far a row is. Walk-ins are rows like any other, told by `isWalkIn`: they too are open, captured or declined. */
export const rosterRowStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  z.object({ kind: z.literal('captured'), capture: rosterCaptureSchema }),
  z.object({ kind: z.literal('needs-retake'), capture: rosterCaptureSchema, reason: z.string().max(200), ...marked }),
  z.object({ kind: z.literal('skipped'), ...marked }),
  z.object({ kind: z.literal('no-show'), ...marked }),
  z.object({ kind: z.literal('declined'), ...marked }),
]);
export type RosterRowState = z.infer<typeof rosterRowStateSchema>;
export type RosterRowStateKind = RosterRowState['kind'];

/** One person to photograph. `personKey` is opaque: it is printed on cards and says nothing of the person. */
export const rosterRowSchema = z.object({
  personKey: z.string().min(1).max(64),
  /** Order of the list, from 0. */
  position: z.number().int(),
  entry: rosterEntrySchema,
  match: rosterMatchSchema,
  state: rosterRowStateSchema,
  isWalkIn: z.boolean(),
  /** The latest import of the list no longer names this person. */
  isGone: z.boolean(),
});
export type RosterRow = z.infer<typeof rosterRowSchema>;

/** One run at a roster: a morning at a station. */
export const rosterSessionSchema = z.object({
  id: z.string().max(64),
  station: z.string().max(200),
  startedAtMs: z.number(),
  endedAtMs: z.number().optional(),
  /** Whose turn it is, by key: after a restart too. */
  current: z.string().max(64).optional(),
});
export type RosterSession = z.infer<typeof rosterSessionSchema>;

/** A list of people to photograph. */
export const rosterSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  createdAtMs: z.number(),
  importedAtMs: z.number(),
  closedAtMs: z.number().optional(),
  sessions: z.array(rosterSessionSchema),
});
export type Roster = z.infer<typeof rosterSchema>;

/**
 * How many rows are where. `walkIns`, `gone`, `withoutAccount` and `heldPhotos` count rows that are counted by state too; the last are
 * those without an account whose photo was taken and waits for one.
 */
export const rosterCountsSchema = z.object({
  total: z.number().int(),
  open: z.number().int(),
  captured: z.number().int(),
  needsRetake: z.number().int(),
  skipped: z.number().int(),
  noShow: z.number().int(),
  declined: z.number().int(),
  walkIns: z.number().int(),
  gone: z.number().int(),
  withoutAccount: z.number().int(),
  heldPhotos: z.number().int(),
});
export type RosterCounts = z.infer<typeof rosterCountsSchema>;

/** The name to show for a row: the list's own, else the directory's, else its strongest identifier. */
export function rowName({ entry, match }: Pick<RosterRow, 'entry' | 'match'>): string {
  const written = entry.displayName ?? [entry.givenName, entry.surname].filter((part) => part !== undefined).join(' ');
  if (written !== '') return written;
  if (match.kind === 'matched') return match.person.displayName;
  return identifierKinds.map((kind) => entry[kind]).find((value) => value !== undefined) ?? entry.file ?? '';
}
