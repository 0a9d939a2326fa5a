import type { Person } from '../../shared/person.ts';
import type { Api } from '../settings/settings-schema.ts';

/**
 * How a person stands in the photo API's paths. Graph takes the directory's object id, which never changes. The Outlook
 * dialect is spoken by on-premises Exchange, which knows no object ids: there it is the address. `undefined` for somebody
 * whose address is not known here.
 */
export function createPhotoUser(
  api: Api,
  person: (personId: string) => Person | undefined,
): (personId: string) => string | undefined {
  if (api === 'v1.0' || api === 'beta') return (personId) => personId;
  return (personId) => {
    const known = person(personId);
    return known?.mail ?? known?.userPrincipalName;
  };
}
