import path from 'node:path';
import type { Failure } from '../../shared/error-code.ts';
import type { FilePlace, FolderLook } from '../../shared/file-picking-contract.ts';
import { isHiddenName } from '../../shared/hidden-names.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock, FileChooser } from '../ports.ts';
import { createAnswerLimit } from './answer-limit.ts';
import { createDriveLook } from './drive-look.ts';
import { createPlaceLook, folderAbove, isIn, type OpenPlace, placesAmong } from './file-places.ts';
import { type ListedFolder, listFolder } from './folder-list.ts';
import { type MachineDrives, machineDrives } from './machine-drives.ts';

interface FilePickingParts {
  /** Absent where the system's own dialog is used. */
  readonly fileChooser?: FileChooser;
  readonly platform: NodeJS.Platform;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** The station's own files are nobody's to choose. */
  readonly dataFolder: string;
  /** Where a camera's own program puts what it takes of other people: not a visitor's to choose. */
  readonly hotFolder?: string | undefined;
  /** Absent: as the machine says. */
  readonly drives?: MachineDrives;
  /** Where a path really lies; absent: as the disk says. */
  readonly realOf?: (named: string) => Promise<string>;
  /** What is in a folder; absent: as the disk says. */
  readonly listOf?: typeof listFolder;
}

/** Lets people choose files of this machine in the page, for the field that asks: the operator, and visitors. */
export interface FilePicking {
  look(isOperator: boolean, folder?: string): Promise<Result<FolderLook, Failure>>;
  choose(isOperator: boolean, paths: readonly string[]): Promise<Result<Record<string, never>, Failure>>;
  leave(): Result<Record<string, never>, Failure>;
}

/** Places to choose from, and folders that are nobody's who is at the screen, by where they really lie. */
interface OpenNow {
  readonly places: readonly OpenPlace[];
  readonly kept: readonly string[];
}

/** A drive that starts up, or is mounted when it is looked into, answers within it, and so does a folder with very many files. */
const listLimitMs = 10_000;

const notNow = () => err({ code: 'not-now' as const });
const notFound = () => err({ code: 'not-found' as const });
const told = (places: readonly OpenPlace[]): FilePlace[] => places.map(({ real: _, ...place }) => place);

/**
 * The operator chooses from what is plugged in and from the user's own folders; visitors, where they may bring a picture, from what was
 * plugged in to be taken away again and from the pictures. Hidden files, the station's own, a camera's folder for visitors, and what
 * a link reaches outside those places can neither be looked into nor chosen; a folder that holds the station's own files, or for
 * visitors a camera's, is not given whole. A path or a folder on a drive that does not answer is told as not found after a while.
 */
export function createFilePicking(parts: FilePickingParts): FilePicking {
  const { fileChooser, dataFolder, hotFolder, listOf = listFolder } = parts;
  const { whereIs, find } = createPlaceLook(parts.clock, parts.realOf);
  const withinList = createAnswerLimit<ListedFolder>(parts.clock, listLimitMs);
  const drives = createDriveLook(parts.drives ?? machineDrives(parts.platform));
  /** Where kept folders were when they last answered: one that is silent now is kept there all the same. */
  const keptAt = new Map<string, string>();

  async function placesOf(chooser: FileChooser, isOperator: boolean): Promise<readonly OpenPlace[]> {
    return find(placesAmong(await drives.shown(isOperator), chooser.folders(), isOperator));
  }
  /** What whoever is at the screen may look into now. */
  async function openNow(chooser: FileChooser, isOperator: boolean): Promise<OpenNow> {
    const folders = isOperator || hotFolder === undefined ? [dataFolder] : [dataFolder, hotFolder];
    const places = await placesOf(chooser, isOperator);
    const kept = await Promise.all(
      folders.map(async (folder) => {
        const real = await whereIs(folder);
        if (real !== undefined) keptAt.set(folder, real);
        return keptAt.get(folder) ?? folder;
      }),
    );
    return { places, kept };
  }
  /** Where a path really lies, when it is in one of the places. Of others nothing is asked. */
  async function open(chosen: string, { places, kept }: OpenNow): Promise<string | undefined> {
    const named = path.resolve(chosen);
    if (!places.some((place) => isIn(place.path, named) || isIn(place.real, named))) return undefined;
    const real = await whereIs(named);
    if (real === undefined || kept.some((folder) => isIn(folder, real))) return undefined;
    const isOpen = places.some(
      (place) => isIn(place.real, real) && !path.relative(place.real, real).split(path.sep).some(isHiddenName),
    );
    return isOpen ? real : undefined;
  }
  return {
    async look(isOperator, folder) {
      const asked = fileChooser?.asked();
      if (fileChooser === undefined || asked === undefined) return notNow();
      if (folder === undefined) {
        drives.forget();
        return ok({ places: told(await placesOf(fileChooser, isOperator)) });
      }
      const now = await openNow(fileChooser, isOperator);
      const real = await open(folder, now);
      const listed = real === undefined ? undefined : await withinList(real, () => listOf(real, asked));
      if (real === undefined || listed === undefined) return notFound();
      const above = folderAbove(real);
      const parent = above === undefined ? undefined : await open(above, now);
      const name = now.places.find((one) => one.path === folder)?.name ?? path.basename(real);
      const way = parent === undefined ? {} : { parent };
      return ok({ places: told(now.places), folder: { name, path: real, ...way, ...listed } });
    },
    async choose(isOperator, paths) {
      const asked = fileChooser?.asked();
      if (fileChooser === undefined || asked === undefined) return notNow();
      const now = await openNow(fileChooser, isOperator);
      const found: string[] = [];
      for (const each of paths) {
        const real = await open(each, now);
        if (real === undefined) return notFound();
        // Chromium takes everything below it.
        if (asked.choice === 'folder' && now.kept.some((folder) => isIn(real, folder))) return notFound();
        found.push(real);
      }
      drives.forget();
      // Another field may ask by now: whose files these are is somebody else.
      if (fileChooser.asked() !== asked) return notNow();
      return (await fileChooser.give(found)) ? ok({}) : notNow();
    },
    leave() {
      drives.forget();
      fileChooser?.leave();
      return ok({});
    },
  };
}
