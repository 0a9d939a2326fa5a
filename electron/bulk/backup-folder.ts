import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { directoryPersonSchema } from '../../shared/roster.ts';
import { makeFolderDurably, writeFileDurably } from '../sealing/durable-file.ts';

/**
 * What a backup knows of one person. `photo`: the file holds the photo that they had. `no-photo`: they had none. `unread`: it
 * could not be read, `why` is the outcome's kind. `no-name`: there is no file name for them; `name-taken`: another has it.
 */
export const backupEntrySchema = z.object({
  person: directoryPersonSchema,
  kind: z.enum(['photo', 'no-photo', 'unread', 'no-name', 'name-taken']),
  at: z.string(),
  file: z.string().optional(),
  sha256: z.string().optional(),
  why: z.string().optional(),
});
export type BackupEntry = z.infer<typeof backupEntrySchema>;

const journalName = 'backup.jsonl';

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The last entry of each person, by object id. Lines that do not read (the last one, after a power cut) are as if not there. */
function readJournal(file: string): Map<string, BackupEntry> {
  const entries = new Map<string, BackupEntry>();
  if (!existsSync(file)) return entries;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    try {
      const entry = backupEntrySchema.parse(JSON.parse(line));
      entries.set(entry.person.objectId, entry);
    } catch {
      // Whoever it was is asked again.
    }
  }
  return entries;
}

/** A folder with photos as they were, and a journal of whom was asked. Throws file errors. */
export interface BackupFolder {
  readonly entries: ReadonlyMap<string, BackupEntry>;
  /** Writes a photo under a name; durable when it returns. */
  writePhoto(name: string, bytes: Uint8Array): void;
  note(entry: BackupEntry): void;
  /** The photo of an entry; `undefined` when its file is gone or not what was written. */
  readPhoto(entry: BackupEntry): Uint8Array | undefined;
}

/** Opens the folder, making it where there is none (0700: it holds faces and names). */
export function openBackupFolder(folder: string, { isNew }: { readonly isNew: boolean }): BackupFolder {
  if (isNew) makeFolderDurably(folder);
  const journal = path.join(folder, journalName);
  const entries = readJournal(journal);
  return {
    entries,
    writePhoto: (name, bytes) => writeFileDurably(path.join(folder, name), bytes),
    note(entry) {
      // A line of its own even behind one that a crash cut off.
      const lead = entries.size === 0 && !existsSync(journal) ? '' : '\n';
      appendFileSync(journal, `${lead}${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
      entries.set(entry.person.objectId, entry);
    },
    readPhoto({ file, sha256 }) {
      if (file === undefined || file !== path.basename(file)) return undefined;
      const place = path.join(folder, file);
      const bytes = existsSync(place) ? readFileSync(place) : undefined;
      return bytes !== undefined && sha256Of(bytes) === sha256 ? new Uint8Array(bytes) : undefined;
    },
  };
}
