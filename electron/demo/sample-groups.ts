import { parseTarget } from '../../shared/target.ts';
import { demoDomain, isDemoPerson, samplePeople, stableGuid } from './sample-people.ts';

/** A Microsoft 365 group; a team is the same object with Teams on top, and both show one photo. */
export interface DemoGroup {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string;
  readonly isTeam: boolean;
}

/** An entry in somebody's own address book, in the default folder or in a named one. */
export interface DemoContact {
  readonly id: string;
  readonly ownerId: string;
  readonly folderId?: string;
  readonly displayName: string;
  readonly mail: string;
}

export interface DemoContactFolder {
  readonly id: string;
  readonly ownerId: string;
  /** The folder that it lies in; absent at the top. */
  readonly parentId?: string;
  readonly displayName: string;
}

function group(alias: string, displayName: string, isTeam: boolean): DemoGroup {
  return { id: stableGuid(`group ${alias}`), displayName, mail: `${alias}@${demoDomain}`, isTeam };
}

/** Five groups, three of which are teams. */
export const sampleGroups: readonly DemoGroup[] = [
  group('all-hands', 'All hands', true),
  group('harbour-project', 'Harbour project', true),
  group('design-studio', 'Design studio', true),
  group('finance', 'Finance', false),
  group('kiosk-testers', 'Kiosk testers', false),
];

function ownerId(alias: string): string {
  const owner = samplePeople.find((person) => person.userPrincipalName === `${alias}@${demoDomain}`);
  if (owner === undefined) throw new Error(`no sample person with the alias ${alias}`);
  return owner.id;
}

const aoi = ownerId('aoi.tanaka');
const grace = ownerId('grace.whitfield');

/** Exchange's item ids are long and hold characters that need encoding in a path; these do too. */
function itemId(seed: string): string {
  const guid = stableGuid(seed).replaceAll('-', '');
  return `AAMkAD${guid}/A+${guid.slice(0, 12)}AAA=`;
}

const suppliers = itemId('folder suppliers');
const overseas = itemId('folder overseas');
const visitors = itemId('folder visitors');

/** Two at the top; one of them holds another. */
export const sampleContactFolders: readonly DemoContactFolder[] = [
  { id: suppliers, ownerId: aoi, displayName: 'Suppliers' },
  { id: overseas, ownerId: aoi, parentId: suppliers, displayName: 'Overseas' },
  { id: visitors, ownerId: grace, displayName: 'Visitors' },
];

function contact(ownerId: string, displayName: string, alias: string, folderId?: string): DemoContact {
  const base = { id: itemId(`contact ${alias}`), ownerId, displayName, mail: `${alias}@northwind.example` };
  return folderId === undefined ? base : { ...base, folderId };
}

export const sampleContacts: readonly DemoContact[] = [
  contact(aoi, 'Paper mill', 'paper'),
  contact(aoi, 'Lens supplier', 'lenses', suppliers),
  contact(aoi, 'Silk printer', 'silk', overseas),
  contact(grace, 'Cabling', 'cabling'),
  contact(grace, 'Visitor desk', 'visitors', visitors),
];

const groupIds = new Set(sampleGroups.map(({ id }) => id));

/** Whether a target, as text, is an invented person, group, team or contact of the demo company. */
export function isDemoTarget(text: string): boolean {
  const target = parseTarget(text);
  if (target.kind === 'error') return false;
  switch (target.value.kind) {
    case 'me':
      return false;
    case 'user':
      return isDemoPerson(target.value.user);
    case 'group':
      return groupIds.has(target.value.groupId.toLowerCase());
    case 'team':
      return groupIds.has(target.value.teamId.toLowerCase());
    case 'contact':
      return isDemoPerson(target.value.owner);
  }
}

const membersOf = (alias: string, isMember: (person: (typeof samplePeople)[number]) => boolean) =>
  [stableGuid(`group ${alias}`), samplePeople.filter(isMember).map(({ id }) => id)] as const;

/** The members of each group, by its id. */
export const sampleMembers: ReadonlyMap<string, readonly string[]> = new Map([
  membersOf('all-hands', ({ isGuest, isEnabled }) => !isGuest && isEnabled),
  membersOf('harbour-project', ({ department }) => ['Engineering', 'Operations', 'Guests'].includes(department)),
  membersOf('design-studio', ({ department }) => department === 'Design'),
  membersOf('finance', ({ department }) => department === 'Finance'),
  membersOf('kiosk-testers', ({ department }) => department === 'IT'),
]);
