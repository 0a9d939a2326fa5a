import type { Outcome } from '../../shared/outcome.ts';
import type { Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { Clock } from '../ports.ts';
import { type BackupEntry, type BackupFolder, sha256Of } from './backup-folder.ts';
import { PacedReader } from './paced-reader.ts';
import { forEachAtOnce, type WorkGate } from './work-gate.ts';

/** What the files of a backup are called: badge systems ask for `number.jpg`. */
export const backupNames = ['object-id', 'account', 'employee-number'] as const;
export type BackupNames = (typeof backupNames)[number];

/** The photo that somebody has, or none. `undefined` bytes: only asked whether there is one. */
export type PresentPhoto = { readonly kind: 'photo'; readonly bytes?: Uint8Array } | { readonly kind: 'no-photo' };

export interface PhotoBackupParts {
  readonly folder: BackupFolder;
  readonly readPhoto: (person: DirectoryPerson, signal: AbortSignal) => Promise<Result<PresentPhoto, Outcome>>;
  readonly names: BackupNames;
  readonly gate: WorkGate;
  readonly clock: Clock;
  readonly onStep?: (done: number, total: number) => void;
}

const askedAtOnce = 4;
/** What no file system takes in a name, and what leads elsewhere. */
const unsafe = /[<>:"/\\|?*\p{Cc}]|^\.+|[. ]+$/gu;

/** The file name of somebody's photo; `undefined` where they lack what names are made of. */
export function photoFileName(person: DirectoryPerson, names: BackupNames): string | undefined {
  const { objectId, userPrincipalName, employeeNumber } = person;
  const stem = { 'object-id': objectId, account: userPrincipalName, 'employee-number': employeeNumber }[names];
  const safe = stem?.normalize('NFC').replace(unsafe, '_');
  return safe === undefined || safe === '' ? undefined : `${safe}.jpg`;
}

/** Whether an entry stands: somebody who was read needs not be read again. */
function isSettled(entry: BackupEntry | undefined, folder: BackupFolder, names: BackupNames): boolean {
  if (entry === undefined || entry.kind === 'unread') return false;
  if (entry.kind !== 'photo') return entry.kind === 'no-photo';
  // A list that was only asked has no files; the same folder may become a backup later.
  return entry.file === photoFileName(entry.person, names) && folder.readPhoto(entry) !== undefined;
}

/** A photo of somebody that was asked for, or why there is no answer. */
type Answer = Result<PresentPhoto, Outcome>;

/**
 * Asks for the present photo of each, a few at a time and as the service allows. After an ending whoever is left gets it for an
 * answer, unasked. Returns why asking ended early, if it did.
 */
export async function askPresentPhotos<Asked extends { readonly person: DirectoryPerson }>(
  { readPhoto, gate, clock }: Pick<PhotoBackupParts, 'readPhoto' | 'gate' | 'clock'>,
  asked: Iterable<Asked> | AsyncIterable<Asked>,
  onAnswer: (asked: Asked, answer: Answer, ending: Outcome | undefined) => void,
): Promise<Outcome | undefined> {
  const reader = new PacedReader(clock, gate.signal);
  await forEachAtOnce(asked, { gate, atOnce: askedAtOnce }, async (one) => {
    const answer = await reader.ask((signal) => readPhoto(one.person, signal));
    // What was cut off by a stop is asked the next time.
    if (answer.kind === 'error' && gate.isCancelled) return;
    onAnswer(one, answer, reader.ending);
  });
  return reader.ending;
}

/**
 * Keeps the present photo of each of these people, asked one by one as the service allows. Whoever was read before is not asked
 * again; what could not be read is told, and asked by the next run. Returns why asking ended early, if it did.
 */
export async function backUpPhotos(
  parts: PhotoBackupParts,
  people: readonly DirectoryPerson[],
): Promise<Outcome | undefined> {
  const { folder, names, clock, onStep } = parts;
  const taken = new Map<string, string>();
  const open: { readonly person: DirectoryPerson; readonly name: string }[] = [];
  const at = () => new Date(clock.nowMs()).toISOString();
  for (const person of people) {
    const name = photoFileName(person, names);
    if (name === undefined) folder.note({ person, kind: 'no-name', at: at() });
    else if (taken.has(name.toLowerCase())) folder.note({ person, kind: 'name-taken', at: at() });
    else {
      taken.set(name.toLowerCase(), person.objectId);
      if (!isSettled(folder.entries.get(person.objectId), folder, names)) open.push({ person, name });
    }
  }
  let done = 0;
  return askPresentPhotos(parts, open, ({ person, name }, answer) => {
    if (answer.kind === 'error') folder.note({ person, kind: 'unread', why: answer.error.kind, at: at() });
    else if (answer.value.kind === 'no-photo') folder.note({ person, kind: 'no-photo', at: at() });
    else if (answer.value.bytes === undefined) folder.note({ person, kind: 'photo', at: at() });
    else {
      folder.writePhoto(name, answer.value.bytes);
      folder.note({ person, kind: 'photo', file: name, sha256: sha256Of(answer.value.bytes), at: at() });
    }
    done += 1;
    onStep?.(done, open.length);
  });
}

/** What putting back one photo of a backup would do. */
export type Restoration =
  /** The photo in the backup is not the one that is there now. */
  | { readonly kind: 'differs'; readonly entry: BackupEntry; readonly photo: Uint8Array }
  | { readonly kind: 'same' | 'damaged' | 'had-none' | 'unread'; readonly entry: BackupEntry };

/** Compares every photo of a backup with the present one. Whoever had none keeps what they have now. */
export async function* restorations(
  parts: Pick<PhotoBackupParts, 'folder' | 'readPhoto' | 'gate' | 'clock'>,
): AsyncGenerator<Restoration> {
  const reader = new PacedReader(parts.clock, parts.gate.signal);
  for (const entry of parts.folder.entries.values()) {
    if (!(await parts.gate.pass())) return;
    if (entry.kind === 'no-photo') yield { kind: 'had-none', entry };
    if (entry.kind !== 'photo' || entry.file === undefined) continue;
    const photo = parts.folder.readPhoto(entry);
    if (photo === undefined) {
      yield { kind: 'damaged', entry };
      continue;
    }
    const present = await reader.ask((signal) => parts.readPhoto(entry.person, signal));
    if (present.kind === 'error') yield { kind: 'unread', entry };
    else if (present.value.kind === 'photo' && present.value.bytes && sha256Of(present.value.bytes) === entry.sha256) {
      yield { kind: 'same', entry };
    } else yield { kind: 'differs', entry, photo };
  }
}
