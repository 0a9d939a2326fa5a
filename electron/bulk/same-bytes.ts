import type { SourceFile } from './picture-source.ts';

/** What is needed of a picture here. */
interface Picture {
  readonly file: Pick<SourceFile, 'name'>;
  readonly mending: { readonly decision?: 'take' | 'leave' | undefined };
}

/** The one of several files that a person would name first: the shorter name is the original, the longer its copy. */
export function isBefore({ file: a }: Picture, { file: b }: Picture): boolean {
  return a.name.length === b.name.length ? a.name < b.name : a.name.length < b.name.length;
}

function firstOf(drafts: Iterable<Picture>): Picture | undefined {
  let first: Picture | undefined;
  for (const one of drafts) if (first === undefined || isBefore(one, first)) first = one;
  return first;
}

/** Pictures of the same bytes. */
interface Group {
  /** The names of their files. */
  readonly names: Set<string>;
  /** How many of them are of each person. */
  readonly persons: Map<string, number>;
  /** Those that a person took, by the file's name. */
  readonly taken: Map<string, Picture>;
  firstTaken: Picture | undefined;
}

/** All that one picture has to do with others of its bytes. */
interface Standing {
  readonly isOfSeveral: boolean;
  /** The name of the first that a person took. */
  readonly firstTaken: string | undefined;
}

const alone: Standing = { isOfSeveral: false, firstTaken: undefined };

/**
 * Which pictures have the same bytes. A placeholder may stand there for everybody: what one of them means for the others is
 * kept in numbers, not found by looking at each.
 */
export class SameBytes {
  readonly #groups = new Map<string, Group>();

  /** Takes up a picture of a person, with the hash of its file. */
  add(draft: Picture, { person, file }: { readonly person: string; readonly file: string }): void {
    const known = this.#groups.get(file);
    const group: Group = known ?? { names: new Set(), persons: new Map(), taken: new Map(), firstTaken: undefined };
    if (known === undefined) this.#groups.set(file, group);
    const { name } = draft.file;
    group.names.add(name);
    group.persons.set(person, (group.persons.get(person) ?? 0) + 1);
    if (draft.mending.decision !== 'take') return;
    group.taken.set(name, draft);
    if (group.firstTaken === undefined || isBefore(draft, group.firstTaken)) group.firstTaken = draft;
  }

  remove(draft: Picture, { person, file }: { readonly person: string; readonly file: string }): void {
    const group = this.#groups.get(file);
    if (group === undefined) return;
    const { name } = draft.file;
    group.names.delete(name);
    group.taken.delete(name);
    if (group.firstTaken?.file.name === name) group.firstTaken = firstOf(group.taken.values());
    const left = (group.persons.get(person) ?? 0) - 1;
    if (left > 0) group.persons.set(person, left);
    else group.persons.delete(person);
    if (group.names.size === 0) this.#groups.delete(file);
  }

  standing(file: string): Standing {
    const group = this.#groups.get(file);
    if (group === undefined) return alone;
    return { isOfSeveral: group.persons.size > 1, firstTaken: group.firstTaken?.file.name };
  }

  /** The names of those whose plan is another than it was at `before`. */
  moved(file: string, before: Standing): readonly string[] {
    const now = this.standing(file);
    if (now.isOfSeveral !== before.isOfSeveral) return [...(this.#groups.get(file)?.names ?? [])];
    if (now.firstTaken === before.firstTaken) return [];
    return [before.firstTaken, now.firstTaken].filter((name) => name !== undefined);
  }
}
