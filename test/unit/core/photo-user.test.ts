import { expect, test } from 'vitest';
import { createPhotoUser } from '../../../electron/core/photo-user.ts';
import { apis } from '../../../electron/settings/settings-schema.ts';
import type { Person } from '../../../shared/person.ts';

const people: readonly Person[] = [
  { id: 'guid-1', displayName: 'Aoi', userPrincipalName: 'aoi@tenant.example', mail: 'aoi@mail.example' },
  { id: 'guid-2', displayName: 'Ren', userPrincipalName: 'ren@tenant.example' },
];
const person = (id: string) => people.find((one) => one.id === id);

test.each(apis)('with %s people stand in paths as that service knows them', (api) => {
  const user = createPhotoUser(api, person);
  const isOutlook = api.startsWith('outlook');
  expect(user('guid-1')).toBe(isOutlook ? 'aoi@mail.example' : 'guid-1');
  expect(user('guid-2')).toBe(isOutlook ? 'ren@tenant.example' : 'guid-2');
  // An object id means nothing to an Exchange server: it is never sent in place of an address.
  expect(user('guid-3')).toBe(isOutlook ? undefined : 'guid-3');
});
