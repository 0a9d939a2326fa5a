import { demoClientId, demoClientSecret } from '../../electron/demo/registrations.ts';
import { demoTenantId } from '../../electron/demo/sample-people.ts';

/** Reads the demo tenant on its socket as any other program with a token would. */
export async function createGraphReader(url: string) {
  const answer = await fetch(`${url}/${demoTenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: demoClientId,
      client_secret: demoClientSecret,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
  return {
    get,
    /** The id of the person of exactly that name. */
    async personId(displayName: string): Promise<string> {
      const found = await get(`/users?$filter=${encodeURIComponent(`startsWith(displayName,'${displayName}')`)}`);
      const { value } = (await found.json()) as { value: { id: string }[] };
      const [person] = value;
      if (person === undefined) throw new Error(`the demo tenant knows no ${displayName}`);
      return person.id;
    },
    /** The photo at the largest size. */
    async photo(personId: string): Promise<Uint8Array> {
      const answer = await get(`/users/${personId}/photos/648x648/$value`);
      if (!answer.ok) throw new Error(`GET photo: ${answer.status} ${await answer.text()}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}
