import {
  type DemoContact,
  type DemoContactFolder,
  type DemoGroup,
  sampleContactFolders,
  sampleContacts,
  sampleGroups,
  sampleMembers,
} from './sample-groups.ts';
import { type DemoPerson, samplePeople } from './sample-people.ts';

/** Something that happened to somebody, counted. */
export interface DemoChange {
  readonly count: number;
  readonly id: string;
  readonly reason: 'changed' | 'deleted';
}

/** The objects of the demo tenant. Ids and user principal names compare without case, as in Entra. */
export interface DemoDirectory {
  readonly people: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
  person(idOrName: string): DemoPerson | undefined;
  group(id: string): DemoGroup | undefined;
  members(groupId: string): readonly DemoPerson[];
  contacts(ownerId: string, folderId?: string): readonly DemoContact[];
  /** One level: those at the top, or those within a folder. */
  contactFolders(ownerId: string, parentId?: string): readonly DemoContactFolder[];
  /** Adds somebody, or replaces what is known of them. */
  put(person: DemoPerson): void;
  /** Removes somebody; `changed` is a removal that can be undone. */
  remove(id: string, reason?: DemoChange['reason']): void;
  changeCount(): number;
  changesSince(count: number): readonly DemoChange[];
  /** Calls back every link to changes that was given: whoever follows one must begin anew. */
  callBackLinks(): void;
  linkAge(): number;
}

/** The sample people, groups and contacts, ready to be looked up and changed. */
export function createDemoDirectory(first: readonly DemoPerson[] = samplePeople): DemoDirectory {
  const people = new Map(first.map((person) => [person.id, person]));
  const byName = new Map(first.flatMap((person) => namesOf(person).map((key) => [key, person] as const)));
  const groups = new Map(sampleGroups.map((group) => [group.id, group]));
  const changes: DemoChange[] = [];
  let age = 0;
  let list: readonly DemoPerson[] | undefined;

  function note(id: string, reason: DemoChange['reason']): void {
    list = undefined;
    changes.push({ count: changes.length + 1, id, reason });
  }
  function forget(id: string): void {
    const known = people.get(id);
    if (known === undefined) return;
    people.delete(id);
    for (const name of namesOf(known)) byName.delete(name);
  }
  return {
    get people() {
      list ??= [...people.values()];
      return list;
    },
    groups: sampleGroups,
    person: (idOrName) => byName.get(idOrName.toLowerCase()),
    group: (id) => groups.get(id.toLowerCase()),
    members: (groupId) => (sampleMembers.get(groupId.toLowerCase()) ?? []).flatMap((id) => people.get(id) ?? []),
    contacts: (ownerId, folderId) =>
      sampleContacts.filter((contact) => contact.ownerId === ownerId && contact.folderId === folderId),
    contactFolders: (ownerId, parentId) =>
      sampleContactFolders.filter((folder) => folder.ownerId === ownerId && folder.parentId === parentId),
    put(person) {
      forget(person.id);
      people.set(person.id, person);
      for (const name of namesOf(person)) byName.set(name, person);
      note(person.id, 'changed');
    },
    remove(id, reason = 'deleted') {
      if (!people.has(id)) return;
      forget(id);
      note(id, reason);
    },
    changeCount: () => changes.length,
    changesSince: (count) => changes.slice(count),
    callBackLinks() {
      age += 1;
    },
    linkAge: () => age,
  };
}

function namesOf({ id, userPrincipalName }: DemoPerson): string[] {
  return [id.toLowerCase(), userPrincipalName.toLowerCase()];
}
