import type { PictureMatch } from '../../shared/picture-import.ts';
import { err, ok } from '../../shared/result.ts';
import { matchedBySchema } from '../../shared/roster.ts';
import type { MatchPictures } from '../bulk/picture-import-parts.ts';
import { DirectoryIndex } from '../roster/directory-index.ts';
import { DirectoryFailure, type DirectoryPeople } from '../roster/directory-people.ts';
import { type ListedPerson, matchList, type RowMatch } from '../roster/matching.ts';
import { type FileMatch, type FileNamePattern, fileNameReadings, matchFileName } from '../roster/picture-file-name.ts';

/** Whose picture a file is: said by its name, or by a list with a column of files. */
export type PictureNaming =
  | { readonly kind: 'file-name'; readonly pattern?: FileNamePattern }
  | { readonly kind: 'list'; readonly people: readonly ListedPerson[] };

/** Windows and macOS tell no case apart, and macOS keeps names decomposed. */
function foldFile(name: string): string {
  return name
    .replaceAll('\\', '/')
    .normalize('NFC')
    .toLowerCase()
    .replace(/^\.?\//, '');
}

function baseOf(folded: string): string {
  return folded.slice(folded.lastIndexOf('/') + 1);
}

function pictureMatch(match: FileMatch | RowMatch): PictureMatch {
  if (match.kind === 'duplicate') return pictureMatch(match.match);
  if (match.kind === 'unmatched') return { kind: 'unmatched' };
  if (match.kind === 'ambiguous') return { kind: 'ambiguous', candidates: [...match.candidates] };
  return { kind: 'matched', person: match.person, by: matchedBySchema.parse(match.by) };
}

async function byFileName(names: readonly string[], directory: DirectoryPeople, pattern?: FileNamePattern) {
  const readings = new Map(names.map((name) => [name, fileNameReadings(name, pattern)]));
  const index = new DirectoryIndex([...readings.values()].flat());
  for await (const person of directory.people()) index.offer(person);
  return new Map([...readings].map(([name, each]) => [name, pictureMatch(matchFileName(each, index))]));
}

/** Two rows of a list that give one file to two people leave it to neither. */
function joined(before: PictureMatch | undefined, match: PictureMatch): PictureMatch {
  if (before === undefined || before.kind === 'unmatched') return match;
  if (match.kind === 'unmatched') return before;
  const people = [before, match].flatMap((each) => (each.kind === 'matched' ? [each.person] : each.candidates));
  const candidates = [...new Map(people.map((person) => [person.objectId, person])).values()];
  return candidates.length === 1 ? before : { kind: 'ambiguous', candidates };
}

async function byList(names: readonly string[], directory: DirectoryPeople, people: readonly ListedPerson[]) {
  const byPath = new Map(names.map((name) => [foldFile(name), name]));
  const byBase = new Map<string, string | undefined>();
  for (const folded of byPath.keys())
    byBase.set(baseOf(folded), byBase.has(baseOf(folded)) ? undefined : byPath.get(folded));
  const rowMatches = await matchList(people, directory.people());
  const matches = new Map<string, PictureMatch>();
  const missingFiles: string[] = [];
  for (const { id, entry } of people) {
    if (entry.file === undefined) continue;
    const folded = foldFile(entry.file);
    const name = byPath.get(folded) ?? (folded.includes('/') ? undefined : byBase.get(folded));
    const match = rowMatches.get(id);
    if (name === undefined || match === undefined) missingFiles.push(entry.file);
    else matches.set(name, joined(matches.get(name), pictureMatch(match)));
  }
  return { matches, missingFiles };
}

/** Matches pictures against a directory by the rules of rosters: one set of rules for a badge, a row and a file name. */
export function createPictureMatching(directory: DirectoryPeople, naming: PictureNaming): MatchPictures {
  return async (names) => {
    try {
      if (naming.kind === 'list') return ok(await byList(names, directory, naming.people));
      return ok({ matches: await byFileName(names, directory, naming.pattern), missingFiles: [] });
    } catch (cause) {
      if (!(cause instanceof DirectoryFailure)) throw cause;
      return err(cause.outcome);
    }
  };
}
