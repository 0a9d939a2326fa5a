import { demoBaseUrl } from '../electron/demo/demo-address.ts';
import type { DemoTenant } from '../electron/demo/demo-tenant.ts';
import { commandLineToolsId } from '../electron/demo/registrations.ts';
import { type ListPlace, sharedColumns } from '../electron/roster/shared-list.ts';
import { personToken } from './demo-tokens.ts';

/** A list of the demo tenant that the kiosk's application was let into, as `roster share` makes it. */
export async function makeSharedList(tenant: DemoTenant, displayName: string): Promise<ListPlace> {
  const token = await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId);
  const ask = async (path: string, body?: object) => {
    const answer = await tenant.fetch(`${demoBaseUrl}/v1.0${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { readonly id: string };
  };
  const site = await ask('/sites/tidewater.example:/sites/photo-days');
  const list = await ask(`/sites/${site.id}/lists`, { displayName, columns: sharedColumns });
  const grantedToV2 = { application: { id: tenant.clientId } };
  await ask(`/sites/${site.id}/lists/${list.id}/permissions`, { roles: ['write'], grantedToV2 });
  return { siteId: site.id, listId: list.id };
}
