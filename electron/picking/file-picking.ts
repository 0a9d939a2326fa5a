import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import {
  type AskedFiles,
  type FilePlace,
  type FolderEntry,
  type FolderLook,
  folderEntryLimit,
} from '../../shared/file-picking-contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { FileChooser } from '../ports.ts';
import { isAccepted } from './accepted-files.ts';
import { drivesOf, placesAmong } from './file-places.ts';

interface FilePickingParts {
  /** Absent where the system's own dialog is used. */
  readonly fileChooser?: FileChooser;
  readonly isOperator: () => boolean;
  readonly platform: NodeJS.Platform;
  /** The station's own files are nobody's to choose. */
  readonly dataFolder: string;
}

/** Lets people choose files of this machine in the page, for the field that asks. */
export interface FilePicking {
  look(folder?: string): Promise<Result<FolderLook, Failure>>;
  choose(paths: readonly string[]): Promise<Result<Record<string, never>, Failure>>;
  leave(): Result<Record<string, never>, Failure>;
}

const byName = new Intl.Collator(undefined, { numeric: true });
const notNow = () => err({ code: 'not-now' as const });
const notFound = () => err({ code: 'not-found' as const });

/** Whether a path is a folder or lies in it. */
function isIn(folder: string, file: string): boolean {
  const between = path.relative(folder, file);
  return between === '' || (!path.isAbsolute(between) && between.split(path.sep)[0] !== '..');
}

/**
 * Staff choose from what is plugged in and from the user's own folders; visitors, where they may bring a picture, from what is
 * plugged in and the pictures. Hidden files, the station's own, and what a link reaches outside those places do not exist here.
 */
export function createFilePicking({ fileChooser, isOperator, platform, dataFolder }: FilePickingParts): FilePicking {
  function places(chooser: FileChooser): readonly FilePlace[] {
    const { pictures, ...others } = chooser.folders();
    if (isOperator()) return placesAmong(drivesOf(platform), { ...others, pictures });
    // A home that has none of these folders takes the place of each, with the files that staff saved.
    return placesAmong(drivesOf(platform), pictures === others.downloads ? {} : { pictures });
  }
  /** Where a path really lies, when it is in one of the places. */
  async function open(chosen: string, among: readonly FilePlace[]): Promise<string | undefined> {
    const real = await realpath(chosen).catch(() => undefined);
    if (real === undefined || isIn(await realpath(dataFolder).catch(() => dataFolder), real)) return undefined;
    for (const place of among) {
      const root = await realpath(place.path).catch(() => undefined);
      if (root === undefined || !isIn(root, real)) continue;
      const isHidden = path
        .relative(root, real)
        .split(path.sep)
        .some((name) => name.startsWith('.'));
      if (!isHidden) return real;
    }
    return undefined;
  }
  return {
    async look(folder) {
      const asked = fileChooser?.asked();
      if (fileChooser === undefined || asked === undefined) return notNow();
      const among = places(fileChooser);
      if (folder === undefined) return ok({ places: [...among] });
      const real = await open(folder, among);
      const listed = real === undefined ? undefined : await listFolder(real, asked);
      if (real === undefined || listed === undefined) return notFound();
      const parent = (await open(path.dirname(real), among)) === undefined ? {} : { parent: path.dirname(real) };
      const place = among.find((one) => one.path === folder);
      const name = place?.name ?? path.basename(real);
      return ok({ places: [...among], folder: { name, path: real, ...parent, ...listed } });
    },
    async choose(paths) {
      if (fileChooser?.asked() === undefined) return notNow();
      const among = places(fileChooser);
      const found: string[] = [];
      for (const each of paths) {
        const real = await open(each, among);
        if (real === undefined) return notFound();
        found.push(real);
      }
      return (await fileChooser.give(found)) ? ok({}) : notNow();
    },
    leave() {
      fileChooser?.leave();
      return ok({});
    },
  };
}

/** Folders first, then the files that fit, by name; `undefined` when it cannot be read. */
async function listFolder(
  folder: string,
  { accept, choice }: AskedFiles,
): Promise<{ entries: FolderEntry[]; isCut: boolean } | undefined> {
  const found = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (found === undefined) return undefined;
  const shown = found.filter(({ name }) => !name.startsWith('.'));
  const folders = shown.filter((entry) => entry.isDirectory());
  // Of a folder that is chosen whole, what is in it says that it is the right one.
  const files = shown.filter((entry) => entry.isFile() && (choice === 'folder' || isAccepted(entry.name, accept)));
  const sorted = [folders, files].flatMap((some) => some.sort((one, other) => byName.compare(one.name, other.name)));
  const kept = sorted.slice(0, folderEntryLimit);
  const entries = await Promise.all(kept.map((entry) => describe(entry.name, path.join(folder, entry.name))));
  return { entries: entries.flatMap((entry) => entry ?? []), isCut: sorted.length > kept.length };
}

async function describe(name: string, at: string): Promise<FolderEntry | undefined> {
  const facts = await stat(at).catch(() => undefined);
  if (facts === undefined) return undefined;
  if (facts.isDirectory()) return { kind: 'folder', name, path: at };
  return { kind: 'file', name, path: at, sizeBytes: facts.size, changedAtMs: Math.round(facts.mtimeMs) };
}
