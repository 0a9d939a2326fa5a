import type { Person } from '../../shared/person.ts';
import { type DirectoryPerson, directoryPersonSchema, type RosterRow } from '../../shared/roster.ts';
import type { Directory } from '../directory/directory.ts';
import type { DirectoryUser } from '../directory/directory-user.ts';
import type { DirectoryPeople } from '../roster/directory-people.ts';
import type { LookUpParts } from '../roster/roster-people.ts';

/** Somebody of the station's copy, as matching needs them; `undefined` when a field is beyond what it takes. */
export function directoryPersonOfUser(user: DirectoryUser): DirectoryPerson | undefined {
  const { id, displayName, employeeId, userType, accountEnabled, jobTitle: _, reading: __, ...rest } = user;
  const person = directoryPersonSchema.safeParse({
    ...rest,
    objectId: id,
    displayName: displayName ?? rest.userPrincipalName ?? id,
    ...(employeeId === undefined ? {} : { employeeNumber: employeeId }),
    ...(userType === undefined ? {} : { isGuest: userType === 'Guest' }),
    ...(accountEnabled === undefined ? {} : { isEnabled: accountEnabled }),
  });
  return person.success ? person.data : undefined;
}

/** Somebody who was found by searching, as a roster keeps them. */
export function directoryPersonOf(person: Person): DirectoryPerson {
  const { id, employeeId, reading: _, jobTitle: __, userPrincipalName, ...rest } = person;
  return {
    ...rest,
    objectId: id,
    ...(userPrincipalName === '' ? {} : { userPrincipalName }),
    ...(employeeId === undefined ? {} : { employeeNumber: employeeId }),
  };
}

/** Where a list is looked up: in the station's copy while that is whole, which works offline, else in the directory. */
export function lookUpParts(
  directory: Pick<Directory, 'isWhole' | 'everybody'>,
  directoryPeople: DirectoryPeople,
): LookUpParts {
  async function* copy() {
    for await (const user of directory.everybody()) {
      const person = directoryPersonOfUser(user);
      if (person !== undefined) yield person;
    }
  }
  return { copy: () => (directory.isWhole() ? copy() : undefined), directory: directoryPeople };
}

/** A row's person as the room of people knows somebody: for a target's address, and to be found by. */
export function personOfRow({ match }: Pick<RosterRow, 'match'>): Person | undefined {
  if (match.kind !== 'matched') return undefined;
  const {
    objectId,
    employeeNumber,
    userPrincipalName = '',
    mailNickname: _,
    isGuest: __,
    isEnabled: ___,
    ...rest
  } = match.person;
  return {
    ...rest,
    id: objectId,
    userPrincipalName,
    ...(employeeNumber === undefined ? {} : { employeeId: employeeNumber }),
  };
}
