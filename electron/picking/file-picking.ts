import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import type { FilePlace, FolderLook } from '../../shared/file-picking-contract.ts';
import { isHiddenName } from '../../shared/hidden-names.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock, FileChooser } from '../ports.ts';
import { createPlaceLook, folderAbove, isIn, type OpenPlace, placesAmong } from './file-places.ts';
import { listFolder } from './folder-list.ts';
import { drivesOf, removableAmong } from './machine-drives.ts';

interface FilePickingParts {
  /** Absent where the system's own dialog is used. */
  readonly fileChooser?: FileChooser;
  readonly isOperator: () => boolean;
  readonly platform: NodeJS.Platform;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** The station's own files are nobody's to choose. */
  readonly dataFolder: string;
  /** Where a camera's own program puts what it takes of other people: not a visitor's to choose. */
  readonly hotFolder?: string | undefined;
  /** What is plugged in, by paths; absent: as the machine says. */
  readonly drives?: () => Promise<readonly string[]>;
}

/** Lets people choose files of this machine in the page, for the field that asks. */
export interface FilePicking {
  look(folder?: string): Promise<Result<FolderLook, Failure>>;
  choose(paths: readonly string[]): Promise<Result<Record<string, never>, Failure>>;
  leave(): Result<Record<string, never>, Failure>;
}

const notNow = () => err({ code: 'not-now' as const });
const notFound = () => err({ code: 'not-found' as const });
const told = (places: readonly OpenPlace[]): FilePlace[] => places.map(({ real: _, ...place }) => place);

/**
 * Staff choose from what is plugged in and from the user's own folders; visitors, where they may bring a picture, from what was
 * plugged in to be taken away again and the pictures. Hidden files, the station's own, and what a link reaches outside those places
 * do not exist here; a folder that holds some of them is not given whole.
 */
export function createFilePicking(parts: FilePickingParts): FilePicking {
  const { fileChooser, isOperator, platform, clock, dataFolder, hotFolder } = parts;
  const findPlaces = createPlaceLook(clock);

  async function places(chooser: FileChooser): Promise<readonly OpenPlace[]> {
    const isStaff = isOperator();
    const all = await (parts.drives?.() ?? drivesOf(platform));
    const drives = isStaff ? all : await removableAmong(all, platform);
    return findPlaces(placesAmong(drives, chooser.folders(), isStaff));
  }
  /** Where nobody who is at the screen now may look. */
  async function keptFolders(): Promise<readonly string[]> {
    const kept = isOperator() || hotFolder === undefined ? [dataFolder] : [dataFolder, hotFolder];
    return Promise.all(kept.map((folder) => realpath(folder).catch(() => folder)));
  }
  /** Where a path really lies, when it is in one of the places. Of others nothing is asked: they may not answer. */
  async function open(chosen: string, among: readonly OpenPlace[]): Promise<string | undefined> {
    const named = path.resolve(chosen);
    if (!among.some((place) => isIn(place.path, named) || isIn(place.real, named))) return undefined;
    const real = await realpath(named).catch(() => undefined);
    if (real === undefined || (await keptFolders()).some((folder) => isIn(folder, real))) return undefined;
    const isOpen = among.some(
      (place) => isIn(place.real, real) && !path.relative(place.real, real).split(path.sep).some(isHiddenName),
    );
    return isOpen ? real : undefined;
  }
  return {
    async look(folder) {
      const asked = fileChooser?.asked();
      if (fileChooser === undefined || asked === undefined) return notNow();
      const among = await places(fileChooser);
      if (folder === undefined) return ok({ places: told(among) });
      const real = await open(folder, among);
      const listed = real === undefined ? undefined : await listFolder(real, asked);
      if (real === undefined || listed === undefined) return notFound();
      const above = folderAbove(real);
      const parent = above === undefined ? undefined : await open(above, among);
      const name = among.find((one) => one.path === folder)?.name ?? path.basename(real);
      const way = parent === undefined ? {} : { parent };
      return ok({ places: told(among), folder: { name, path: real, ...way, ...listed } });
    },
    async choose(paths) {
      const asked = fileChooser?.asked();
      if (fileChooser === undefined || asked === undefined) return notNow();
      const among = await places(fileChooser);
      const kept = await keptFolders();
      const found: string[] = [];
      for (const each of paths) {
        const real = await open(each, among);
        if (real === undefined) return notFound();
        // Chromium takes everything below it.
        if (asked.choice === 'folder' && kept.some((folder) => isIn(real, folder))) return notFound();
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
