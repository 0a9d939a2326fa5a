import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FilePlace, FilePlaceKind } from '../../shared/file-picking-contract.ts';
import type { Clock, UserFolders } from '../ports.ts';

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

/**
 * Finds which places are there. One whose server or drive does not answer is left out, and not asked again before it has
 * answered: what asks a dead one is a thread that is missing until then.
 */
export function createPlaceLook(
  clock: Pick<Clock, 'setTimer'>,
  realOf: (folder: string) => Promise<string> = realpath,
): (places: readonly FilePlace[]) => Promise<readonly OpenPlace[]> {
  const asked = new Map<string, Promise<string | undefined>>();
  const silent = new Set<string>();

  function ask(folder: string): Promise<string | undefined> {
    const answer = realOf(folder)
      .catch(() => undefined)
      .finally(() => {
        asked.delete(folder);
        silent.delete(folder);
      });
    asked.set(folder, answer);
    return answer;
  }
  async function whereIs(folder: string): Promise<string | undefined> {
    if (silent.has(folder)) return undefined;
    const answer = asked.get(folder) ?? ask(folder);
    return new Promise((resolve) => {
      const cancel = clock.setTimer(answerLimitMs, () => {
        silent.add(folder);
        resolve(undefined);
      });
      void answer.then((real) => {
        cancel();
        resolve(real);
      });
    });
  }
  return async (places) => {
    const reals = await Promise.all(places.map((place) => whereIs(place.path)));
    const seen = new Set<string>();
    return places.flatMap((place, at) => {
      const real = reals[at];
      if (real === undefined || seen.has(real)) return [];
      seen.add(real);
      return [{ ...place, real }];
    });
  };
}
