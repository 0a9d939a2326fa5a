import { z } from 'zod';
import { byOperator, bytes, bytesUpTo, captureBytes, command, done, none } from './contract-command.ts';
import { event, heardByOperator } from './contract-event.ts';
import { cropSchema } from './crop.ts';
import { languageSchema } from './language.ts';
import { outcomeReportSchema } from './outcome.ts';
import {
  importFindings,
  importItemSchema,
  importProgressSchema,
  importStates,
  takableFindings,
} from './picture-import.ts';
import { draftChangeSchema, rosterDraftSchema } from './roster-import.ts';

/** Files that a page hands over come in pieces of exactly this size; only the last of a file is shorter. */
export const handedPieceBytes = 4 * 1024 * 1024;

/** Which pictures of an import are listed: all, those that stand somewhere, or those of which something was found. */
export const importFilters = ['all', ...importStates, ...importFindings] as const;
export type ImportFilter = (typeof importFilters)[number];

/** What is taken or left without asking for each picture; can be changed until the photos are saved. */
export const importChoicesSchema = z.object({
  takes: z.array(z.enum(takableFindings)).max(takableFindings.length),
  /** Of several pictures of one person the one changed last is taken. */
  takesNewest: z.boolean(),
  /** Whoever has a photo keeps it. */
  keepsPresent: z.boolean(),
});
export type ImportChoices = z.infer<typeof importChoicesSchema>;

/** The import that is there, and what was handed over for the next one. */
export const importLookSchema = z.object({
  running: z
    .object({
      progress: importProgressSchema,
      choices: importChoicesSchema,
      /** Whether pictures are looked at for faces. */
      hasFaces: z.boolean(),
      /** The first files that the list names and that are not there. */
      missing: z.array(z.string()),
      /** Why the directory could not be read, and why not everybody could be asked for their photo. */
      directoryOutcome: outcomeReportSchema.optional(),
      presentOutcome: outcomeReportSchema.optional(),
    })
    .optional(),
  handed: z.object({ files: z.number().int(), sizeBytes: z.number().int() }),
  /** A list that says whose pictures the files are; without it their names do. */
  list: rosterDraftSchema.optional(),
});
export type ImportLook = z.infer<typeof importLookSchema>;

const fileName = z.string().min(1).max(1024);
const ofPicture = { name: fileName };
/** Where people sign in themselves nobody sends photos of others. */
const existsAt = { signInModes: ['application', 'operator'], isUnset: false } as const;
const byHand = { ...byOperator, existsAt };
/** What a screen asks by itself. */
const byScreen = { access: 'operator', existsAt } as const;
const progress = z.object({ progress: importProgressSchema });

/** Existing pictures of a folder, an archive, or handed over one by one, on their way into the upload queue. */
export const importCommands = {
  'imports.look': command(byScreen, none, importLookSchema),
  /** Forgets what was handed over, and takes files from now on. Answers `not-now` while an import is there. */
  'imports.handOver': command(byHand, none, z.object({ handoverId: z.string() })),
  /**
   * One piece of a file, in order; the first says how large it is. What is handed over lies sealed on this station, under a key
   * that is in memory only, and is erased with the import.
   */
  'imports.receive': command(
    byScreen,
    z
      .object({
        handoverId: z.string().max(64),
        name: fileName,
        modifiedMs: z.number(),
        sizeBytes: z.number().int().min(0),
        offset: z.number().int().min(0),
        bytes: bytesUpTo(handedPieceBytes, { canBeEmpty: true }),
      })
      .strict(),
    z.object({ handed: importLookSchema.shape.handed }),
  ),
  'imports.openList': command(byHand, z.object({ file: captureBytes }).strict(), z.object({ list: rosterDraftSchema })),
  'imports.changeList': command(byHand, draftChangeSchema, z.object({ list: rosterDraftSchema })),
  'imports.forgetList': command(byHand, none, done),
  /** The dry run: it changes nothing, and the reply does not wait for it. News are `imports.changed`. */
  'imports.lookOver': command(
    byHand,
    z
      .object({
        /** A folder or ZIP archive of this machine; absent: what was handed over. */
        path: z.string().min(1).max(4096).optional(),
        pattern: z.string().max(200).optional(),
        asksPresent: z.boolean(),
        again: z.boolean(),
      })
      .strict(),
    progress,
  ),
  'imports.choose': command(byHand, importChoicesSchema.strict(), progress),
  'imports.items': command(
    byScreen,
    z
      .object({
        filter: z.enum(importFilters),
        query: z.string().max(200),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      })
      .strict(),
    z.object({ items: z.array(importItemSchema), total: z.number().int(), progress: importProgressSchema }),
  ),
  /** A picture upright and whole, for its crop to be chosen on. */
  'imports.picture': command(
    byScreen,
    z.object(ofPicture).strict(),
    z.object({ picture: bytes, widthPx: z.number().int(), heightPx: z.number().int() }),
  ),
  /** The photo that would be made of a picture, at most `edgePx` wide. */
  'imports.crop': command(
    byScreen,
    z.object({ ...ofPicture, edgePx: z.number().int().min(16).max(648) }).strict(),
    z.object({ photo: bytes.optional() }),
  ),
  /** What a person decides about one picture: whose it is, its crop, whether it goes. `open`: as the rules say. */
  'imports.mend': command(
    byHand,
    z
      .object({
        ...ofPicture,
        personId: z.string().min(1).max(200).optional(),
        decision: z.enum(['take', 'leave', 'open']).optional(),
        crop: cropSchema.optional(),
      })
      .strict(),
    z.object({ item: importItemSchema, progress: importProgressSchema }),
  ),
  /** Saves what is ready; the reply does not wait for it. */
  'imports.save': command(byHand, none, progress),
  'imports.pause': command(byHand, none, progress),
  'imports.resume': command(byHand, none, progress),
  'imports.cancel': command(byHand, none, progress),
  /** Everything of the import, as CSV. */
  'imports.report': command(byScreen, z.object({ language: languageSchema }).strict(), z.object({ file: bytes })),
  /** Leaves the import; what was saved stays saved. Waits for what is under way. */
  'imports.forget': command(byHand, none, done),
} as const;

export const importEvents = {
  'imports.changed': event(heardByOperator, progress),
} as const;
