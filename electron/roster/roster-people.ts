import { err, ok, type Result } from '../../shared/result.ts';
import type { DirectoryPerson } from '../../shared/roster.ts';
import type { LookedUpIn } from '../../shared/roster-import.ts';
import { DirectoryFailure, type DirectoryPeople } from './directory-people.ts';
import { type ListedPerson, matchList, type RowMatch } from './matching.ts';

/** Where the people of a list can be looked up. */
export interface LookUpParts {
  /** The station's copy of the directory, while it is whole: everybody in it passes by, with pauses for everything else. */
  readonly copy: () => AsyncIterable<DirectoryPerson> | undefined;
  readonly directory: DirectoryPeople;
}

/**
 * Looks a whole list up, in the station's copy where that is whole, else in the directory itself. When neither can be read
 * to its end nobody is found, rather than half of them: the list can be kept and looked up later.
 */
export async function lookUpList(
  { copy, directory }: LookUpParts,
  rows: readonly ListedPerson[],
): Promise<
  Result<{ readonly lookedUpIn: LookedUpIn; readonly matches: ReadonlyMap<string, RowMatch> }, DirectoryFailure>
> {
  const kept = copy();
  try {
    const matches = await matchList(rows, kept ?? directory.people());
    return ok({ lookedUpIn: kept === undefined ? 'directory' : 'copy', matches });
  } catch (cause) {
    if (cause instanceof DirectoryFailure) return err(cause);
    throw cause;
  }
}
