import { describe, expect, it } from 'vitest';
import {
  abilityOf,
  advisePermissions,
  lackOf,
  lackToFindGroups,
  usesOf,
} from '../../../electron/diagnostics/permission-advice.ts';
import { permissionTable } from '../../../electron/diagnostics/permission-table.ts';
import { signInModes } from '../../../shared/sign-in-state.ts';

const application = (permissions: readonly string[]) => ({ permissions, isApplication: true });
const person = (permissions: readonly string[], roleIds?: readonly string[]) => ({
  permissions,
  isApplication: false,
  ...(roleIds === undefined ? {} : { roleIds }),
});
const kiosk = usesOf('application', ['user']);

describe('the permission advisor', () => {
  it('is content with the least', () => {
    const grants = application(['ProfilePhoto.ReadWrite.All', 'User.Read.All']);
    const advice = advisePermissions({ api: 'v1.0', access: 'application', uses: kiosk, grants });
    expect(advice).toMatchObject({ missing: [], excessive: [], role: 'not-needed' });
    expect(advice.uses.map((use) => use.state)).toEqual(['sufficient', 'sufficient']);
  });

  it('names what is missing, least first', () => {
    const advice = advisePermissions({ api: 'v1.0', access: 'application', uses: kiosk, grants: application([]) });
    expect(advice.missing).toEqual(['User.Read.All', 'ProfilePhoto.ReadWrite.All']);
  });

  it('says that User.ReadWrite.All is more than a kiosk should hold', () => {
    const grants = application(['User.ReadWrite.All']);
    const advice = advisePermissions({ api: 'v1.0', access: 'application', uses: kiosk, grants });
    expect(advice.missing).toEqual([]);
    expect(advice.excessive).toEqual(['User.ReadWrite.All']);
    expect(advice.uses.map((use) => use.state)).toEqual(['more-than-needed', 'more-than-needed']);
  });

  it('says so too when the least is there beside it, and of anything unrelated', () => {
    const grants = application(['ProfilePhoto.ReadWrite.All', 'User.Read.All', 'User.ReadWrite.All', 'Mail.Send']);
    const advice = advisePermissions({ api: 'v1.0', access: 'application', uses: kiosk, grants });
    expect(advice.excessive).toEqual(['User.ReadWrite.All', 'Mail.Send']);
  });

  it('asks for the members of a group where the station knows one group only', () => {
    const uses = usesOf('application', ['user'], 'group');
    const grants = application(['ProfilePhoto.ReadWrite.All', 'User.Read.All']);
    expect(advisePermissions({ api: 'v1.0', access: 'application', uses, grants }).missing).toEqual([
      'GroupMember.Read.All',
    ]);
  });

  it('lets the sign-in’s own scopes and the reading of the photo policy be', () => {
    const grants = person([
      'openid',
      'profile',
      'offline_access',
      'User.Read',
      'User.ReadWrite',
      'PeopleSettings.Read.All',
    ]);
    const uses = usesOf('self-service', ['me']);
    expect(advisePermissions({ api: 'v1.0', access: 'delegated', uses, grants }).excessive).toEqual([]);
  });

  it.each([
    [['fe930be7-5e62-47db-91af-98c3a49a38b1'], 'held'],
    [['62E90394-69F5-4237-9190-012177145E10'], 'held'],
    [['024906de-61e5-49c8-8572-40335f1e0e10'], 'held'],
    [['b79fbf4d-3ef9-4689-8143-76b194e85509'], 'missing'],
    [[], 'missing'],
    [undefined, 'unknown'],
  ])('knows from the roles %j that an operator’s role is %s', (roleIds, role) => {
    const grants = person(['ProfilePhoto.ReadWrite.All', 'User.ReadBasic.All'], roleIds);
    const uses = usesOf('operator', ['user']);
    expect(advisePermissions({ api: 'v1.0', access: 'delegated', uses, grants }).role).toBe(role);
  });

  it('needs no role for one’s own photo', () => {
    const uses = usesOf('self-service', ['user']);
    const advice = advisePermissions({
      api: 'v1.0',
      access: 'delegated',
      uses,
      grants: person(['User.ReadWrite'], []),
    });
    expect(advice).toMatchObject({ missing: [], excessive: [], role: 'not-needed' });
  });

  it('reads Outlook’s lower-case scopes and scopes written as URLs', () => {
    const grants = person(['https://outlook.office.com/user.readwrite', 'https://outlook.office.com/user.read']);
    const uses = usesOf('self-service', ['me']);
    expect(advisePermissions({ api: 'outlook-v2.0', access: 'delegated', uses, grants }).missing).toEqual([]);
  });

  it.each([['own-photo', 'application']] as const)(
    'says that %s is not possible with a token of kind %s',
    (use, access) => {
      const advice = advisePermissions({
        api: 'v1.0',
        access,
        uses: [use],
        grants: application(['User.ReadWrite.All']),
      });
      expect(advice.uses[0]?.state).toBe('not-supported');
    },
  );

  it('asks for every row of the table at some station: a row that nobody reads is removed', () => {
    const apis = ['v1.0', 'beta', 'outlook-v2.0', 'outlook-beta'] as const;
    const targets = ['me', 'user', 'group', 'team', 'contact'] as const;
    const asked = apis.flatMap((api) =>
      signInModes.flatMap((mode) =>
        // The policy is optional for everybody, and so is a roster that several stations share.
        [...usesOf(mode, targets, 'group'), 'photo-policy' as const, 'shared-roster' as const].map((use) =>
          permissionTable.find(
            (row) =>
              row.use === use &&
              row.access === (mode === 'application' ? 'application' : 'delegated') &&
              (row.apis === undefined || row.apis.includes(api)),
          ),
        ),
      ),
    );
    expect(permissionTable.filter((row) => !asked.includes(row))).toEqual([]);
  });

  // Section 4 of the reference.
  it.each([
    ['own-photo', 'delegated', 'User.ReadWrite', ['ProfilePhoto.ReadWrite.All']],
    ['any-user-photo', 'delegated', 'ProfilePhoto.ReadWrite.All', ['User.ReadWrite.All']],
    ['any-user-photo', 'application', 'ProfilePhoto.ReadWrite.All', ['User.ReadWrite.All']],
    ['group-photo', 'delegated', 'ProfilePhoto.ReadWrite.All', ['Group.ReadWrite.All']],
    ['group-photo', 'application', 'ProfilePhoto.ReadWrite.All', ['Group.ReadWrite.All']],
    ['team-photo', 'delegated', 'TeamSettings.ReadWrite.All', []],
    ['contact-photo', 'delegated', 'Contacts.ReadWrite', []],
    ['contact-photo', 'application', 'Contacts.ReadWrite', []],
  ] as const)('lists for %s (%s) %s first', (use, access, least, higher) => {
    const row = permissionTable.find(
      (entry) => entry.use === use && entry.access === access && !entry.apis?.includes('outlook-beta'),
    );
    expect(row?.least).toBe(least);
    for (const permission of higher) expect(row?.higher).toContain(permission);
    expect(row?.source).not.toBe('');
  });
});

describe('what a refused token lacks', () => {
  const none = ['b79fbf4d-3ef9-4689-8143-76b194e85509'];
  const administrator = ['fe930be7-5e62-47db-91af-98c3a49a38b1'];
  it.each([
    ['the permission', 'user', application(['User.Read.All']), 'permission'],
    ['the permission, whatever the role', 'user', person(['User.ReadBasic.All'], administrator), 'permission'],
    ['the role', 'user', person(['ProfilePhoto.ReadWrite.All'], none), 'role'],
    ['neither, as far as it says', 'user', person(['ProfilePhoto.ReadWrite.All'], administrator), undefined],
    ['neither, where it does not name roles', 'user', person(['ProfilePhoto.ReadWrite.All']), undefined],
    ['neither, for an application with the permission', 'user', application(['ProfilePhoto.ReadWrite.All']), undefined],
    ['a person, for a team', 'team', application(['TeamSettings.ReadWrite.All']), 'person'],
    ['a person, for a team, whatever is granted', 'team', application([]), 'person'],
    ['a person, for a group', 'group', application(['Group.ReadWrite.All']), 'person'],
    ['a person, for “me”', 'me', application(['User.ReadWrite.All']), 'person'],
    ['the permission, for a team of a person', 'team', person(['ProfilePhoto.ReadWrite.All'], none), 'permission'],
  ] as const)('is %s', (_what, target, grants, lack) => {
    expect(lackOf('v1.0', target, grants)).toBe(lack);
  });
});

describe('what a token can do with photos that are nobody’s own', () => {
  const administrator = ['fe930be7-5e62-47db-91af-98c3a49a38b1'];
  const photos = 'ProfilePhoto.ReadWrite.All';
  it.each([
    ['an application with the permission, for groups', 'group', application([photos]), 'perhaps', 'person', photos],
    ['one with a higher permission', 'group', application(['Group.ReadWrite.All']), 'perhaps', 'person', photos],
    ['one without', 'team', application([photos]), 'no', 'permission', 'TeamSettings.ReadWrite.All'],
    [
      'an application, for contacts',
      'contact',
      application(['Contacts.ReadWrite']),
      'yes',
      undefined,
      'Contacts.ReadWrite',
    ],
    ['a person without a role', 'group', person([photos], []), 'perhaps', 'role', photos],
    ['a person whose token says nothing of roles', 'group', person([photos]), 'perhaps', 'role', photos],
    ['an administrator', 'group', person([photos], administrator), 'yes', undefined, photos],
    [
      'a person, for their own contacts',
      'contact',
      person(['Contacts.ReadWrite'], []),
      'yes',
      undefined,
      'Contacts.ReadWrite',
    ],
    [
      'a person without the permission',
      'contact',
      person([photos], administrator),
      'no',
      'permission',
      'Contacts.ReadWrite',
    ],
  ] as const)('is told before: %s', (_, kind, grants, can, lack, permission) => {
    expect(abilityOf('v1.0', kind, grants)).toEqual({ can, permission, ...(lack === undefined ? {} : { lack }) });
  });

  it('and whether groups can be found', () => {
    expect(lackToFindGroups(application([photos]))).toBe('GroupMember.Read.All');
    expect(lackToFindGroups(application(['Group.Read.All']))).toBeUndefined();
  });

  it('is offered at every station that sends others’ photos, so that what it takes is no excess', () => {
    const held = ['GroupMember.Read.All', 'TeamSettings.ReadWrite.All', 'Contacts.ReadWrite'];
    const grants = application([photos, 'User.Read.All', ...held]);
    const asked = { api: 'v1.0', access: 'application', uses: kiosk, grants } as const;
    expect(advisePermissions(asked).excessive).toEqual([]);
    const own = { ...asked, access: 'delegated', uses: usesOf('self-service', ['me']), grants: person(held) } as const;
    expect(advisePermissions(own).excessive).toEqual(held);
  });
});
