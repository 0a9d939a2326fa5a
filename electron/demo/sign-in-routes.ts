import { Hono } from 'hono';
import type { RequestMarks } from './graph-error.ts';
import { demoDomain, demoTenantId } from './sample-people.ts';
import { signInRefusalResponse, signInRefusals } from './sign-in-error.ts';
import { answerDeviceCode, answerToken, type SignInParts } from './token-endpoint.ts';

/** Environment of every route: what identifies the request. */
export interface DemoEnv {
  Bindings: { readonly marks: RequestMarks };
}

const tenantNames = new Set([demoTenantId, demoDomain, 'common', 'organizations']);

/** Whether a path segment names this tenant, or any. */
export function isTenantName(name: string): boolean {
  return tenantNames.has(name.toLowerCase());
}

/** The OpenID metadata of the demo authority at `origin`. */
function openIdConfiguration(origin: string, tenant: string): object {
  const root = `${origin}/${tenant}`;
  return {
    issuer: `${origin}/${demoTenantId}/v2.0`,
    token_endpoint: `${root}/oauth2/v2.0/token`,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${root}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${root}/oauth2/v2.0/logout`,
    jwks_uri: `${root}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    tenant_region_scope: null,
    cloud_instance_name: new URL(origin).host,
    msgraph_host: new URL(origin).host,
  };
}

/** Entra's answer to instance discovery, for this host alone. */
function instanceDiscovery(origin: string): object {
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${origin}/${demoTenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

/** The machine-readable sign-in endpoints: discovery, keys, tokens, device codes. `pageUrl` says where `/device` is. */
export function createSignInRoutes(parts: SignInParts, pageUrl: (origin: string) => string): Hono<DemoEnv> {
  const app = new Hono<DemoEnv>();
  const originOf = (request: Request): string => new URL(request.url).origin;

  app.get('/common/discovery/instance', (c) => c.json(instanceDiscovery(originOf(c.req.raw))));
  app.on(
    'GET',
    ['/:tenant/v2.0/.well-known/openid-configuration', '/:tenant/.well-known/openid-configuration'],
    (c) => {
      const tenant = c.req.param('tenant');
      if (!isTenantName(tenant)) return signInRefusalResponse(signInRefusals.unknownTenant, c.env.marks);
      return c.json(openIdConfiguration(originOf(c.req.raw), tenant));
    },
  );
  app.get('/:tenant/discovery/v2.0/keys', (c) => c.json(parts.world.tokens.keySet()));

  app.post('/:tenant/oauth2/v2.0/:endpoint{token|devicecode}', async (c) => {
    const { marks } = c.env;
    if (!isTenantName(c.req.param('tenant'))) return signInRefusalResponse(signInRefusals.unknownTenant, marks);
    const origin = originOf(c.req.raw);
    const form = new URLSearchParams(await c.req.text());
    const answer =
      c.req.param('endpoint') === 'token'
        ? answerToken(parts, form, `${origin}/${demoTenantId}/v2.0`)
        : answerDeviceCode(parts, form, `${pageUrl(origin)}/device`);
    if (answer.kind === 'error') return signInRefusalResponse(answer.error, marks);
    return c.json(answer.value, 200, { 'cache-control': 'no-store' });
  });
  return app;
}
