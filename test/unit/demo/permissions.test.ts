import { describe, expect, test } from 'vitest';
import type { TokenClaims } from '../../../electron/demo/access-token.ts';
import { type Operation, refusalFor } from '../../../electron/demo/permissions.ts';
import { adminRoles } from '../../../electron/demo/sample-people.ts';

const base = { aud: 'https://graph.microsoft.com', tid: 't', appid: 'a', iat: 0, nbf: 0, exp: 1 };
const app = (...roles: string[]): TokenClaims => ({ ...base, roles });
const person = (scp: string, ...wids: string[]): TokenClaims => ({ ...base, scp, oid: 'o', wids });
const userAdministrator = adminRoles['user-administrator'];

describe('permissions, least first (reference §4)', () => {
  const rows: readonly [Operation, TokenClaims, number | 'allowed'][] = [
    ['write own photo', person('User.ReadWrite'), 'allowed'],
    ['write own photo', person('ProfilePhoto.ReadWrite.All'), 'allowed'],
    ['write own photo', person('User.Read'), 403],
    ['write own photo', app('ProfilePhoto.ReadWrite.All'), 400],
    ['write user photo', person('ProfilePhoto.ReadWrite.All', userAdministrator), 'allowed'],
    ['write user photo', person('User.ReadWrite.All', adminRoles['people-administrator']), 'allowed'],
    ['write user photo', person('ProfilePhoto.ReadWrite.All', adminRoles['global-administrator']), 'allowed'],
    ['write user photo', person('ProfilePhoto.ReadWrite.All'), 403],
    ['write user photo', person('User.ReadWrite', userAdministrator), 403],
    ['write user photo', app('ProfilePhoto.ReadWrite.All'), 'allowed'],
    ['write user photo', app('User.ReadWrite.All'), 'allowed'],
    ['write user photo', app('User.Read.All'), 403],
    ['write user photo', app(), 403],
    ['write group photo', app('ProfilePhoto.ReadWrite.All'), 'allowed'],
    ['write group photo', person('Group.ReadWrite.All'), 'allowed'],
    ['write group photo', app('Contacts.ReadWrite'), 403],
    ['write team photo', person('TeamSettings.ReadWrite.All'), 'allowed'],
    ['write team photo', person('ProfilePhoto.ReadWrite.All'), 403],
    ['write contact photo', person('Contacts.ReadWrite'), 'allowed'],
    ['write contact photo', app('Contacts.ReadWrite'), 'allowed'],
    ['write contact photo', app('ProfilePhoto.ReadWrite.All'), 403],
    ['read users', app('User.ReadBasic.All'), 'allowed'],
    ['read user photo', app('ProfilePhoto.Read.All'), 'allowed'],
    ['read photo policy', app('PeopleSettings.Read.All'), 'allowed'],
    ['read photo policy', app('ProfilePhoto.ReadWrite.All'), 403],
  ];
  test.each(rows)('%s with %j: %s', (operation, claims, expected) => {
    expect(refusalFor(claims, operation)?.status ?? 'allowed').toBe(expected);
  });

  test('Outlook’s lower-case scopes are the same permissions', () => {
    expect(refusalFor(person('user.readwrite'), 'write own photo')).toBeUndefined();
  });
});
