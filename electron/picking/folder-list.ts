import type { Dirent } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type AskedFiles, type FolderEntry, folderEntryLimit } from '../../shared/file-picking-contract.ts';
import { isHiddenName } from '../../shared/hidden-names.ts';
import { stretches } from '../process/loop-turn.ts';
import { isAccepted } from './accepted-files.ts';

const byName = new Intl.Collator(undefined, { numeric: true });
/** As many names at once as hold nobody up. */
const partLength = 256;

/** What a folder holds, in the order in which it is shown. */
export interface ListedFolder {
  readonly entries: FolderEntry[];
  readonly isCut: boolean;
}

/** Folders first, then the files that fit, by name; of more than `folderEntryLimit` of a kind the newest. `undefined` when it cannot be read. */
export async function listFolder(folder: string, { accept, choice }: AskedFiles): Promise<ListedFolder | undefined> {
  const [folders, files]: [string[], string[]] = [[], []];
  // Of a folder that is chosen whole, what is in it says that it is the right one.
  const fits = (entry: Dirent) => entry.isFile() && (choice === 'folder' || isAccepted(entry.name, accept));
  try {
    for await (const entry of await opendir(folder, { bufferSize: partLength })) {
      if (isHiddenName(entry.name)) continue;
      if (entry.isDirectory()) folders.push(entry.name);
      else if (fits(entry)) files.push(entry.name);
    }
  } catch {
    return undefined;
  }
  const inside = folders.length > folderEntryLimit ? await newestOf(folder, folders) : foldersIn(folder, folders);
  return {
    entries: [...inside, ...(await newestOf(folder, files))],
    isCut: Math.max(folders.length, files.length) > folderEntryLimit,
  };
}

/** Nothing is asked of them: where a dead server is mounted, that never ends. */
function foldersIn(folder: string, names: readonly string[]): readonly FolderEntry[] {
  return [...names].sort(byName.compare).map((name) => ({ kind: 'folder', name, path: path.join(folder, name) }));
}

/** All are asked for their time before any is sorted by its name: names are slow to compare. */
async function newestOf(folder: string, names: readonly string[]): Promise<readonly FolderEntry[]> {
  const found: { readonly entry: FolderEntry; readonly changedAtMs: number }[] = [];
  for (const some of stretches(names, partLength)) {
    const part = some.map((name) => describe(name, path.join(folder, name)));
    found.push(...(await Promise.all(part)).flatMap((one) => one ?? []));
  }
  if (found.length > folderEntryLimit) found.sort((one, other) => other.changedAtMs - one.changedAtMs);
  const kept = found.slice(0, folderEntryLimit).map(({ entry }) => entry);
  return kept.sort((one, other) => byName.compare(one.name, other.name));
}

async function describe(name: string, at: string) {
  const facts = await stat(at).catch(() => undefined);
  if (facts === undefined) return undefined;
  const changedAtMs = Math.round(facts.mtimeMs);
  const entry: FolderEntry = facts.isDirectory()
    ? { kind: 'folder', name, path: at }
    : { kind: 'file', name, path: at, sizeBytes: facts.size, changedAtMs };
  return { entry, changedAtMs };
}
