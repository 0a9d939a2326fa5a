import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FilePlace, FilePlaceKind } from '../../shared/file-picking-contract.ts';
import type { Clock, UserFolders } from '../ports.ts';
import { createAnswerLimit } from './answer-limit.ts';

/** Whether a path is a folder or lies in it. */
export function isIn(folder: string, file: string): boolean {
  const between = path.relative(folder, file);
  return between === '' || (!path.isAbsolute(between) && between.split(path.sep)[0] !== '..');
}

/** The folder above; `undefined` at the top of a drive, which is above itself. */
export function folderAbove(folder: string, { dirname }: Pick<typeof path, 'dirname'> = path): string | undefined {
  const above = dirname(folder);
  return above === folder ? undefined : above;
}

const driveName = (drive: string) => path.basename(drive) || drive.replace(/\\$/, '');

/**
 * Places to choose from: what is plugged in before the user's own folders. A home is none, nor is what holds one: programs keep
 * their keys there. For visitors (`isOperator` false) the pictures alone, where nothing else of the user lies in them.
 */
export function placesAmong(
  drives: readonly string[],
  { home, ...folders }: UserFolders,
  isOperator: boolean,
): readonly FilePlace[] {
  const others = [folders.downloads, folders.desktop, folders.documents];
  const own = Object.entries(folders)
    .filter(([kind]) => isOperator || kind === 'pictures')
    .filter(([, folder]) => !isIn(folder, home))
    .filter(([, folder]) => isOperator || others.every((other) => !isIn(folder, other)))
    .map(([kind, folder]) => ({ kind: kind as FilePlaceKind, name: path.basename(folder), path: folder }));
  return [...drives.map((drive) => ({ kind: 'drive' as const, name: driveName(drive), path: drive })), ...own];
}

/** A place that is there, and where it really lies. */
export interface OpenPlace extends FilePlace {
  readonly real: string;
}

/** A place that does not answer sooner is not there for now. */
const answerLimitMs = 1_500;

/** Asks where folders and files are, and waits for none of them longer than `answerLimitMs`. */
export interface PlaceLook {
  /** Where a path really lies; `undefined`: nowhere, or it does not answer. */
  whereIs(named: string): Promise<string | undefined>;
  /** Which places are there, each once. One that does not answer is left out. */
  find(places: readonly FilePlace[]): Promise<readonly OpenPlace[]>;
}

export function createPlaceLook(
  clock: Pick<Clock, 'setTimer'>,
  realOf: (named: string) => Promise<string> = realpath,
): PlaceLook {
  const within = createAnswerLimit<string>(clock, answerLimitMs);
  const asked = new Map<string, Promise<string>>();

  function ask(named: string): Promise<string> {
    const answer = realOf(named).finally(() => asked.delete(named));
    asked.set(named, answer);
    return answer;
  }
  const whereIs = (named: string) => within(named, () => asked.get(named) ?? ask(named));
  return {
    whereIs,
    async find(places) {
      const reals = await Promise.all(places.map((place) => whereIs(place.path)));
      const seen = new Set<string>();
      return places.flatMap((place, at) => {
        const real = reals[at];
        if (real === undefined || seen.has(real)) return [];
        seen.add(real);
        return [{ ...place, real }];
      });
    },
  };
}
