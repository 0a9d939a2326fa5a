import { z } from 'zod';
import { byOperator, bytes, captureBytes, command, done, none, sha256 } from './contract-command.ts';
import { event, heardByOperator } from './contract-event.ts';
import { cropSchema } from './crop.ts';
import { languageSchema } from './language.ts';
import { rosterEntrySchema, rosterSessionSchema } from './roster.ts';
import { draftChangeSchema, draftMatchSchema, rosterDraftSchema } from './roster-import.ts';
import {
  cardKeyForm,
  movedFrom,
  rosterFilters,
  rosterMarks,
  rosterRowViewSchema,
  rosterSummarySchema,
  rosterTurnSchema,
  sharedListStates,
} from './roster-run.ts';
import { rosterSetUpSchema } from './roster-set-up.ts';
import { resultColumnWords } from './roster-words.ts';
import { uploadJobSchema } from './upload-job.ts';

const id = z.string().min(1).max(64);
const rosterName = z.string().max(200).trim().min(1);
const ofRoster = { rosterId: id };
const ofRow = { rosterId: id, personKey: id };
const ofSession = { rosterId: id, sessionId: id };
const cardKey = z.string().length(24).regex(cardKeyForm);
const personId = z.string().min(1).max(200);

/** Where people sign in themselves nobody works through a list, and at a station that nobody has set up there is none. */
const existsAt = { signInModes: ['application', 'operator'], isUnset: false } as const;
const byHand = { ...byOperator, existsAt };
/** A shared list is used as the application that stations sign in as. */
const byApplication = { signInModes: ['application'], isUnset: false } as const;
const byStation = { access: 'operator', existsAt: byApplication } as const;
const byStationHand = { ...byOperator, existsAt: byApplication };
/** What a screen asks by itself. */
const byScreen = { access: 'operator', existsAt } as const;

const draft = rosterDraftSchema;
const row = z.object({ row: rosterRowViewSchema });
/** Rosters that were erased here while rows of their shared list are still to be erased. */
const erasing = z.array(
  z.object({
    rosterId: id,
    name: z.string(),
    list: z.enum(sharedListStates),
    /** The rows go when it is their time by the service's clock. */
    isLater: z.literal(true).optional(),
  }),
);
const resultColumns = Object.keys(resultColumnWords) as [keyof typeof resultColumnWords];

/** Longest list that is pasted, in UTF-16 units, as a text field counts; a longer one is handed over as a file. */
export const pastedListLimit = 2_000_000;
/** As many as somebody picks one by one. */
export const pickedPeopleLimit = 400;

/** Lists of people to photograph: handing one over, keeping it, working through it, and what came of it. */
export const rosterCommands = {
  'rosters.list': command(
    byScreen,
    none,
    z.object({
      rosters: z.array(rosterSummarySchema),
      unread: z.number().int(),
      erasing,
    }),
  ),

  /** Each of these hands a list over. The last one is held until it is kept, another comes, or the screens lock. */
  'rosters.openFile': command(byHand, z.object({ file: captureBytes }).strict(), z.object({ draft })),
  'rosters.openText': command(
    byHand,
    z.object({ text: z.string().max(pastedListLimit) }).strict(),
    z.object({ draft }),
  ),
  /** Groups whose name begins like this. */
  'rosters.groups': command(
    byHand,
    z.object({ query: z.string().min(1).max(120) }).strict(),
    z.object({ groups: z.array(z.object({ id: personId, displayName: z.string() })) }),
  ),
  'rosters.openGroup': command(byHand, z.object({ groupId: personId }).strict(), z.object({ draft })),
  'rosters.openPeople': command(
    byHand,
    z.object({ personIds: z.array(personId).min(1).max(pickedPeopleLimit) }).strict(),
    z.object({ draft }),
  ),
  'rosters.changeDraft': command(byHand, draftChangeSchema, z.object({ draft })),
  /** Looks everybody up and says what keeping the draft under this name would do; changes nothing. */
  'rosters.matchDraft': command(byHand, z.object({ name: rosterName }).strict(), z.object({ match: draftMatchSchema })),
  'rosters.keepDraft': command(
    byHand,
    z.object({ name: rosterName }).strict(),
    z.object({ summary: rosterSummarySchema }),
  ),
  'rosters.template': command(byHand, none, z.object({ file: bytes })),

  'rosters.rows': command(
    byScreen,
    z
      .object({
        ...ofRoster,
        filter: z.enum(rosterFilters),
        query: z.string().max(200),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      })
      .strict(),
    z.object({ rows: z.array(rosterRowViewSchema), total: z.number().int(), summary: rosterSummarySchema }),
  ),
  /** Rows that say exactly this (a card, a badge, an address, a name), else those that hold it. */
  'rosters.find': command(
    byHand,
    z.object({ ...ofRoster, text: z.string().min(1).max(200) }).strict(),
    z.object({ rows: z.array(rosterRowViewSchema), isExact: z.boolean() }),
  ),
  /** Mends what a row says, and looks it up again; with `personId` it is whom the operator chose. */
  'rosters.mend': command(
    byHand,
    z.object({ ...ofRow, entry: rosterEntrySchema.optional(), personId: personId.optional() }).strict(),
    row,
  ),
  /** Looks everybody up again who was not found. */
  'rosters.matchAgain': command(
    byHand,
    z.object(ofRoster).strict(),
    z.object({ found: z.number().int(), summary: rosterSummarySchema }),
  ),
  'rosters.addWalkIn': command(
    byHand,
    z
      .object({
        ...ofRoster,
        entry: rosterEntrySchema,
        personId: personId.optional(),
        /** The key on the spare card that was given to them. */
        cardKey: cardKey.optional(),
      })
      .strict(),
    row,
  ),
  /** Keys for cards of people who are on no list yet; each is good for one of them. */
  'rosters.spareCards': command(
    byHand,
    z.object({ ...ofRoster, count: z.number().int().min(0).max(64) }).strict(),
    z.object({ personKeys: z.array(cardKey) }),
  ),
  'rosters.mark': command(
    byHand,
    z
      .object({
        ...ofRow,
        mark: z.enum(rosterMarks),
        reason: z.string().max(200).optional(),
        sessionId: id.optional(),
      })
      .strict(),
    row,
  ),
  /** Gives a photo that was taken under a wrong name to the person who is in it. */
  'rosters.move': command(
    byHand,
    z.object({ ...ofRoster, fromKey: id, toKey: id }).strict(),
    z.object({ former: z.enum(movedFrom) }),
  ),
  'rosters.close': command(byHand, z.object(ofRoster).strict(), z.object({ summary: rosterSummarySchema })),
  'rosters.erase': command(byHand, z.object(ofRoster).strict(), done),
  /** What came of everybody, or of those whom one session reached: in words, and as CSV. */
  'rosters.results': command(
    byScreen,
    z.object({ ...ofRoster, sessionId: id.optional(), language: languageSchema }).strict(),
    z.object({ rows: z.array(z.record(z.enum(resultColumns), z.string())), file: bytes }),
  ),
  /** The photo that waits on the roster until its person's account is known. */
  'rosters.heldPhoto': command(byScreen, z.object(ofRow).strict(), z.object({ photo: bytes.optional() })),

  /** What an administrator is being asked for, or was asked for last, about a shared list. */
  'rosters.setUp': command(byStation, none, z.object({ setUp: rosterSetUpSchema.optional() })),
  /**
   * Begins to share a roster on a site of SharePoint: waits for an administrator and goes on by itself. The reply does not wait for
   * it; news are `rosters.setUpChanged`. `misfit`: what was given is no address of a site.
   */
  'rosters.share': command(
    byStationHand,
    z.object({ ...ofRoster, site: z.string().max(400) }).strict(),
    z.object({ misfit: z.literal('site').optional() }),
  ),
  /** Begins to delete a closed roster's list, as an administrator. */
  'rosters.deleteList': command(byStationHand, z.object(ofRoster).strict(), done),
  /** Leaves the list of an erased roster as it is, where nothing shows that it is that roster's, or it refuses this station. */
  'rosters.leaveList': command(byStationHand, z.object(ofRoster).strict(), done),
  /** Forgets the administrator; what was done stays. */
  'rosters.stopSetUp': command(byStationHand, none, done),
  /** The file that other stations take part with. */
  'rosters.handOver': command(byStationHand, z.object(ofRoster).strict(), z.object({ file: bytes })),
  /** Takes part in a roster that another station shares; `name`: another than the file's, where that one is taken here. */
  'rosters.join': command(
    byStationHand,
    z.object({ file: z.string().max(20_000), name: rosterName.optional() }).strict(),
    z.object({ summary: rosterSummarySchema }),
  ),

  'rosters.startSession': command(
    byHand,
    z.object(ofRoster).strict(),
    z.object({ session: rosterSessionSchema, turn: rosterTurnSchema }),
  ),
  'rosters.endSession': command(byHand, z.object(ofSession).strict(), z.object({ summary: rosterSummarySchema })),
  /** Whose turn it is. */
  'rosters.turn': command(byScreen, z.object(ofSession).strict(), z.object({ turn: rosterTurnSchema })),
  /** Makes it somebody's turn: from now until their photo is saved, `rosters.capture` takes one of them. */
  'rosters.call': command(
    byHand,
    z.object({ ...ofSession, personKey: id }).strict(),
    z.object({ turn: rosterTurnSchema }),
  ),
  /**
   * Makes the photo of whom the operator has called and saves it together with the row. The reply is the promise "saved".
   * Whoever stands before the camera may press the button; of anybody else it is refused. Without `job` the photo waits on the
   * roster until the person's account is known.
   */
  'rosters.capture': command(
    { access: 'anyone', existsAt, aboutCalled: (call) => call },
    z
      .object({
        ...ofSession,
        personKey: id,
        capture: captureBytes,
        crop: cropSchema,
        noticeVersion: z.string().max(100),
        /** The picture of the hot folder that it was made of. */
        pictureId: sha256.optional(),
      })
      .strict(),
    z.object({ job: uploadJobSchema.optional(), captureSha256: sha256, photoSha256: sha256, photo: bytes }),
  ),
} as const;

export const rosterEvents = {
  /** How far a roster is; holds no person's name. */
  'rosters.changed': event(heardByOperator, z.object({ summary: rosterSummarySchema })),
  /** Of a roster that was erased here: its shared rows are gone now, or why not yet. */
  'rosters.erasingChanged': event(heardByOperator, z.object({ erasing })),
  'rosters.setUpChanged': event(heardByOperator, z.object({ setUp: rosterSetUpSchema })),
} as const;
