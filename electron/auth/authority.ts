/** What MSAL is told about a sign-in server, so that it asks nobody else: no discovery request is ever made. */
export interface Authority {
  readonly authority: string;
  readonly knownAuthorities: string[];
  readonly authorityMetadata: string;
  /** The address a browser must open for an address MSAL made. */
  toRealUrl(url: string): string;
}

/** Stands in for a sign-in server that MSAL would not take: http on this machine, or one below a path. */
const aliasHost = 'sign-in.photo-kiosk.invalid';

/**
 * Describes the sign-in server at `base` (`https://login.microsoftonline.com`, another cloud's, or a custom one) for
 * one tenant. The endpoints are those of the Microsoft identity platform v2.0. MSAL refuses http and takes the first
 * path segment for the tenant, so other bases get an https alias; the endpoints it posts to, and with them the
 * audience of a client assertion, are the real ones (Authority.replacePath of msal-common 17 leaves an endpoint alone
 * when the authorization endpoint starts with the tenant).
 */
export function describeAuthority(base: string, tenantId: string): Authority {
  const { protocol, host, pathname } = new URL(base);
  const isPlain = protocol === 'https:' && pathname.replaceAll('/', '') === '';
  const realRoot = base.replace(/\/+$/, '');
  const msalHost = isPlain ? host : aliasHost;
  const tenant = encodeURIComponent(tenantId);
  const msalTenantRoot = `https://${msalHost}/${tenant}`;
  const realTenantRoot = `${realRoot}/${tenant}`;
  return {
    authority: `${msalTenantRoot}/`,
    knownAuthorities: [msalHost],
    authorityMetadata: JSON.stringify({
      issuer: `${realTenantRoot}/v2.0`,
      authorization_endpoint: `${msalTenantRoot}/oauth2/v2.0/authorize`,
      token_endpoint: `${realTenantRoot}/oauth2/v2.0/token`,
      end_session_endpoint: `${realTenantRoot}/oauth2/v2.0/logout`,
      jwks_uri: `${realTenantRoot}/discovery/v2.0/keys`,
    }),
    toRealUrl: (url) =>
      url.startsWith(`${msalTenantRoot}/`) ? `${realTenantRoot}${url.slice(msalTenantRoot.length)}` : url,
  };
}

/** The application token's scope: everything granted to the app registration on the host of `graphUrl`. */
export function applicationScopes(graphUrl: string): string[] {
  return [`${new URL(graphUrl).origin}/.default`];
}

/**
 * The least delegated permissions (Microsoft Graph, "Update profilePhoto" and "List users"): one's own photo for
 * self-service, anybody's for an operator with an administrator role. The Outlook hosts know other names, so there the
 * registration's own list is asked for. `asked` names others instead.
 */
export function personScopes(graphUrl: string, mode: 'operator' | 'self-service', asked?: readonly string[]): string[] {
  const { origin, hostname } = new URL(graphUrl);
  if (asked !== undefined) return asked.map((name) => `${origin}/${name}`);
  if (/^(partner\.)?outlook[.-]/.test(hostname)) return [`${origin}/.default`];
  const names = mode === 'self-service' ? ['User.ReadWrite'] : ['ProfilePhoto.ReadWrite.All', 'User.ReadBasic.All'];
  return names.map((name) => `${origin}/${name}`);
}
