import { z } from 'zod';
import { command, done, none } from './contract-command.ts';
import { event, heardByAnyone } from './contract-event.ts';

/** What a page's own file field asks for: one file, several, or a folder with everything in it. */
export const askedFilesSchema = z.object({
  choice: z.enum(['file', 'files', 'folder']),
  /** The field's `accept`: media types and endings, with commas; empty: any file. */
  accept: z.string(),
});
export type AskedFiles = z.infer<typeof askedFilesSchema>;

/** Folders of the machine that files are chosen from. `drive`: what is plugged in, by its own name. */
export const filePlaceKinds = ['drive', 'downloads', 'desktop', 'documents', 'pictures'] as const;
export type FilePlaceKind = (typeof filePlaceKinds)[number];

const filePath = z.string().min(1).max(4096);
const filePlaceSchema = z.object({ kind: z.enum(filePlaceKinds), name: z.string(), path: z.string() });
export type FilePlace = z.infer<typeof filePlaceSchema>;

const folderEntrySchema = z.object({
  kind: z.enum(['folder', 'file']),
  name: z.string(),
  path: z.string(),
  /** Of a file. */
  sizeBytes: z.number().optional(),
  /** Unix milliseconds. */
  changedAtMs: z.number().optional(),
});
export type FolderEntry = z.infer<typeof folderEntrySchema>;

/** The places, and what is in the folder that was asked for. */
export const folderLookSchema = z.object({
  places: z.array(filePlaceSchema),
  folder: z
    .object({
      name: z.string(),
      path: z.string(),
      /** The folder above; absent: it is a place itself, or the top of a drive. */
      parent: z.string().optional(),
      entries: z.array(folderEntrySchema),
      /** There are more than are told: older ones. */
      isCut: z.boolean(),
    })
    .optional(),
});
export type FolderLook = z.infer<typeof folderLookSchema>;

/** Of a folder's folders, and of its files: as many as a person looks through. Of more the newest are told. */
export const folderEntryLimit = 1000;

const byScreen = { access: 'picker', existsAt: { canPickFiles: true } } as const;
const byHand = { ...byScreen, isSignOfLife: true, opensMoreToOperator: true } as const;

/**
 * Choosing files in the page itself, at a station whose window opens no dialog of the system: its dialog would stay over a
 * station that locks meanwhile, and show a stranger the whole machine. Answered while a field of the page asks for files, else `not-now`.
 */
export const filePickingCommands = {
  /** Files that do not fit what was asked for are left out, and so is whatever is hidden. */
  'files.look': command(byHand, z.object({ folder: filePath.optional() }).strict(), folderLookSchema),
  /** Hands these to the field, by the paths that `files.look` told. */
  'files.choose': command(byHand, z.object({ paths: z.array(filePath).min(1).max(folderEntryLimit) }).strict(), done),
  /** Nothing is chosen. */
  'files.leave': command(byScreen, none, done),
} as const;

export const filePickingEvents = {
  /** Somebody pressed a field of the page that takes files. Told by the shell. */
  'files.asked': event(heardByAnyone, askedFilesSchema),
} as const;
