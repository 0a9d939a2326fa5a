import { demoBaseUrl } from '../electron/demo/demo-address.ts';
import type { DemoTenant } from '../electron/demo/demo-tenant.ts';
import { demoClientSecret } from '../electron/demo/registrations.ts';

const tokenUrl = (tenant: DemoTenant): string => `${demoBaseUrl}/${tenant.tenantId}/oauth2/v2.0`;

async function posted(
  tenant: DemoTenant,
  endpoint: string,
  form: Record<string, string>,
): Promise<Record<string, unknown>> {
  const response = await tenant.fetch(`${tokenUrl(tenant)}/${endpoint}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** A token without a person, for a sample registration of the demo tenant. */
export async function applicationToken(
  tenant: DemoTenant,
  clientId = tenant.clientId,
  resource = 'https://graph.microsoft.com',
): Promise<string> {
  const answer = await posted(tenant, 'token', {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: demoClientSecret,
    scope: `${resource}/.default`,
  });
  if (typeof answer.access_token !== 'string') throw new Error(JSON.stringify(answer));
  return answer.access_token;
}

/** A token of a person, by device code approved at once. */
export async function personToken(
  tenant: DemoTenant,
  person: string,
  clientId = tenant.clientId,
  resource = 'https://graph.microsoft.com',
): Promise<string> {
  const device = await posted(tenant, 'devicecode', {
    client_id: clientId,
    scope: `${resource}/.default openid profile`,
  });
  if (!tenant.approveDevice(String(device.user_code), person)) throw new Error(JSON.stringify(device));
  const answer = await posted(tenant, 'token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: clientId,
    device_code: String(device.device_code),
  });
  if (typeof answer.access_token !== 'string') throw new Error(JSON.stringify(answer));
  return answer.access_token;
}
