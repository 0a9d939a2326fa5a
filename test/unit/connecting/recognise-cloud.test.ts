import { expect, test } from 'vitest';
import { type CloudPlace, recogniseCloud } from '../../../electron/connecting/recognise-cloud.ts';
import { cloudTable } from '../../../electron/graph/clouds.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { Fetch } from '../../../electron/ports.ts';

const places: readonly CloudPlace[] = (['global', 'usgov-l4', 'usgov-l5', 'china'] as const).map((cloud) => ({
  cloud,
  authority: cloudTable[cloud].authority,
  graphUrl: cloudTable[cloud].graphUrl,
}));

/** Entra's OpenID metadata as its sign-in hosts gave it for tenants of each cloud; `unknown`: its `invalid_tenant`. */
const metadata: Readonly<Record<string, object>> = {
  'login.microsoftonline.com contoso.com': { tenant_region_scope: 'EU', msgraph_host: 'graph.microsoft.com' },
  'login.microsoftonline.com gcc.example': {
    tenant_region_scope: 'NA',
    tenant_region_sub_scope: 'GCC',
    msgraph_host: 'graph.microsoft.com',
  },
  'login.microsoftonline.com agency.example': {
    tenant_region_scope: 'USGov',
    tenant_region_sub_scope: 'DODCON',
    msgraph_host: 'graph.microsoft.us',
  },
  'login.microsoftonline.com navy.example': {
    tenant_region_scope: 'USGov',
    tenant_region_sub_scope: 'DOD',
    msgraph_host: 'graph.microsoft.us',
  },
  'login.chinacloudapi.cn contoso.cn': { msgraph_host: 'microsoftgraph.chinacloudapi.cn' },
};

function entra(silent: readonly string[] = []) {
  const asked: string[] = [];
  const fetch: Fetch = async (input) => {
    const { host, pathname } = new URL(String(input));
    const domain = decodeURIComponent(pathname.split('/')[1] ?? '');
    asked.push(`${host} ${domain}`);
    if (silent.includes(host)) throw new TypeError('fetch failed');
    const known = metadata[`${host} ${domain}`];
    return known === undefined
      ? Response.json({ error: 'invalid_tenant', error_codes: [90002] }, { status: 400 })
      : Response.json({ token_endpoint: `https://${host}/x/oauth2/v2.0/token`, ...known });
  };
  return { asked, recognise: (typed: string) => recogniseCloud(typed, { places, fetch, clock: createSystemClock() }) };
}

test.each([
  ['contoso.com', 'global'],
  [' Anna.Kovalenko@Contoso.com ', 'global'],
  ['gcc.example', 'global'],
  ['agency.example', 'usgov-l4'],
  ['navy.example', 'usgov-l5'],
  ['contoso.cn', 'china'],
])('a company is found by its domain or an address in it: %s is in %s', async (typed, cloud) => {
  expect(await entra().recognise(typed)).toMatchObject({ kind: 'recognised', cloud });
});

test('every sign-in host is asked once, for the domain alone, and what is no domain is asked of none', async () => {
  const { asked, recognise } = entra();
  expect(await recognise('anna@nobody.example')).toEqual({ kind: 'unknown' });
  expect(asked).toEqual(
    ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.chinacloudapi.cn'].map(
      (host) => `${host} nobody.example`,
    ),
  );
  for (const typed of ['contoso', '../common', 'a b.com', '']) {
    expect(await recognise(typed)).toEqual({ kind: 'no-domain' });
  }
  expect(asked).toHaveLength(3);
});

test('one host that is not reached hides no company that another knows, and where none is reached that is said', async () => {
  expect(await entra(['login.microsoftonline.com']).recognise('contoso.cn')).toMatchObject({ cloud: 'china' });
  const none = ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.chinacloudapi.cn'];
  expect(await entra(none).recognise('contoso.com')).toEqual({ kind: 'offline' });
});
