import {
  type DemoContact,
  type DemoContactFolder,
  type DemoGroup,
  sampleContactFolders,
  sampleContacts,
  sampleGroups,
} from './sample-groups.ts';
import { type DemoPerson, samplePeople } from './sample-people.ts';

/** The objects of the demo tenant. Ids and user principal names compare without case, as in Entra. */
export interface DemoDirectory {
  readonly people: readonly DemoPerson[];
  readonly groups: readonly DemoGroup[];
  person(idOrName: string): DemoPerson | undefined;
  group(id: string): DemoGroup | undefined;
  contacts(ownerId: string, folderId?: string): readonly DemoContact[];
  contactFolders(ownerId: string): readonly DemoContactFolder[];
}

/** The sample people, groups and contacts, ready to be looked up. */
export function createDemoDirectory(people: readonly DemoPerson[] = samplePeople): DemoDirectory {
  const byName = new Map(
    people.flatMap((person) => [person.id, person.userPrincipalName].map((key) => [key.toLowerCase(), person])),
  );
  const groups = new Map(sampleGroups.map((group) => [group.id, group]));
  return {
    people,
    groups: sampleGroups,
    person: (idOrName) => byName.get(idOrName.toLowerCase()),
    group: (id) => groups.get(id.toLowerCase()),
    contacts: (ownerId, folderId) =>
      sampleContacts.filter((contact) => contact.ownerId === ownerId && contact.folderId === folderId),
    contactFolders: (ownerId) => sampleContactFolders.filter((folder) => folder.ownerId === ownerId),
  };
}
