import type { DirectoryPerson, IdentifierKind, RosterEntry } from '../../shared/roster.ts';
import { foldIdentifier, identifiersOf, nameKeys } from './identity-keys.ts';

/** What is looked up, in this order, and in which field of the directory. An address may be written in either column. */
export const lookups = [
  { from: 'objectId', among: 'objectId' },
  { from: 'userPrincipalName', among: 'userPrincipalName' },
  { from: 'mail', among: 'userPrincipalName' },
  { from: 'mail', among: 'mail' },
  { from: 'userPrincipalName', among: 'mail' },
  { from: 'mailNickname', among: 'mailNickname' },
  { from: 'employeeNumber', among: 'employeeNumber' },
] as const satisfies readonly { from: IdentifierKind; among: IdentifierKind }[];

/**
 * The people of a directory that a list could mean, found by what the list says. Everybody is offered once; who shares
 * nothing with the list is not kept, so that 100,000 people pass through in the memory of the list.
 */
export class DirectoryIndex {
  readonly #wanted = new Set<string>();
  readonly #people = new Map<string, { readonly person: DirectoryPerson; readonly keys: readonly string[] }>();
  readonly #found = new Map<string, Set<string>>();

  constructor(entries: readonly RosterEntry[] = []) {
    for (const entry of entries) this.want(entry);
  }

  /** Whoever is offered from now on and could be meant by this entry is kept. */
  want(entry: RosterEntry): void {
    for (const name of nameKeys(entry)) this.#wanted.add(`name ${name}`);
    for (const [kind, value] of identifiersOf(entry)) {
      for (const { from, among } of lookups) {
        if (from === kind) this.#wanted.add(`${among} ${value}`);
      }
    }
  }

  /** Offers one person. Who is offered again, as pages that are answered twice do, counts as last offered. */
  offer(person: DirectoryPerson): void {
    const id = foldIdentifier(person.objectId);
    for (const key of this.#people.get(id)?.keys ?? []) this.#found.get(key)?.delete(id);
    const said = [
      ...nameKeys(person).map((name) => `name ${name}`),
      ...identifiersOf(person).map(([kind, value]) => `${kind} ${value}`),
    ];
    const keys = said.filter((key) => this.#wanted.has(key));
    if (keys.length === 0) this.#people.delete(id);
    else this.#people.set(id, { person, keys });
    for (const key of keys) {
      const ids = this.#found.get(key);
      if (ids === undefined) this.#found.set(key, new Set([id]));
      else ids.add(id);
    }
  }

  byIdentifier(kind: IdentifierKind, value: string): readonly DirectoryPerson[] {
    return this.#peopleOf([`${kind} ${foldIdentifier(value)}`]);
  }

  byName(entry: Pick<RosterEntry, 'displayName' | 'givenName' | 'surname'>): readonly DirectoryPerson[] {
    return this.#peopleOf(nameKeys(entry).map((name) => `name ${name}`));
  }

  /** Each person once, in an order that does not depend on the order in which they were offered. */
  #peopleOf(keys: readonly string[]): readonly DirectoryPerson[] {
    const ids = new Set(keys.flatMap((key) => [...(this.#found.get(key) ?? [])]));
    return [...ids].sort().flatMap((id) => this.#people.get(id)?.person ?? []);
  }
}

/** Each person once, in an order that does not depend on where they were found. */
export function distinct(people: readonly DirectoryPerson[]): DirectoryPerson[] {
  const byId = new Map(people.map((person) => [foldIdentifier(person.objectId), person]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, person]) => person);
}
