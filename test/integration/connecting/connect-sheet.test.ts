import { afterEach, expect, test } from 'vitest';
import { connectSheetOf } from '../../../electron/connecting/connect-sheet.ts';
import type { StationConnection } from '../../../electron/connecting/connection.ts';
import type { NeededPermission } from '../../../electron/connecting/registration.ts';
import { ofAnyPlan } from '../../../electron/core/station-connecting.ts';
import { commandLineToolsId } from '../../../electron/demo/registrations.ts';
import { type AzAnswer, runAzScript } from '../../az-script.ts';
import { type ConnectingStation, grantElsewhere, guided, openConnectingStation } from '../../connecting-station.ts';
import { personToken } from '../../demo-tokens.ts';

interface Listed {
  readonly value: readonly {
    readonly id: string;
    readonly appRoleId?: string;
    readonly resourceId?: string;
    readonly scope?: string;
  }[];
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
}

/** The few forms of JMESPath that the script asks with, as Azure CLI prints their results. */
function found(json: Listed & Readonly<Record<string, string>>, query: string): string | undefined {
  const [, names, first] = /^appRoles\[\?((?:value=='[\w.]+'(?: \|\| (?!\]))?)+)\]\.id( \| \[0\])?$/.exec(query) ?? [];
  if (names !== undefined) {
    const ids = json.appRoles.filter(({ value }) => names.includes(`'${value}'`)).map(({ id }) => id);
    return (first === undefined ? ids : ids.slice(0, 1)).join('\n');
  }
  const [, resource, picked] = /^value\[\?resourceId=='([^']+)'(.*)$/.exec(query) ?? [];
  const rows = resource === undefined ? [] : json.value.filter(({ resourceId }) => resourceId === resource);
  if (picked === '].[id,appRoleId]') return rows.map(({ id, appRoleId }) => `${id}\t${appRoleId}`).join('\n');
  const [, field] = /^ && consentType=='AllPrincipals'\]\.(id|scope) \| \[0\]$/.exec(picked ?? '') ?? [];
  if (field !== undefined) return rows[0]?.[field as 'id' | 'scope'];
  if (!/^\w+$/.test(query)) throw new Error(`expected a query of the script's, actual ${query}`);
  return json[query];
}

/** Azure CLI of an administrator who is signed in: `az rest` and the account. Everything else ends with 2. */
function azureCliOf({ tenant, url }: ConnectingStation, token: string) {
  return async (words: readonly string[]): Promise<AzAnswer> => {
    const option = (name: string) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
    if (words[0] === 'account')
      return { exitCode: 0, output: option('--query') === 'tenantId' ? tenant.tenantId : '{}' };
    if (words[0] !== 'rest' || option('--resource') !== url) return { exitCode: 2 };
    const at = words.indexOf('--headers');
    const end = words.findIndex((word, index) => index > at && word.startsWith('--'));
    const given = at < 0 ? [] : words.slice(at + 1, end < 0 ? undefined : end);
    const headers = given.map((word): [string, string] => [word.replace(/=.*/s, ''), word.replace(/^[^=]*=/, '')]);
    const answer = await fetch(option('--url') ?? '', {
      method: (option('--method') ?? '').toUpperCase(),
      headers: [...headers, ['Authorization', `Bearer ${token}`]],
      body: option('--body') ?? null,
    });
    const body = await answer.text();
    if (!answer.ok) return { exitCode: 1 };
    const query = option('--query');
    return { exitCode: 0, output: query === undefined ? body : found(JSON.parse(body), query) };
  };
}

let station: ConnectingStation;
const opened: StationConnection[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
  await station.close();
});

function registered() {
  const { applications, grants, registration } = station.tenant.applications;
  const own = [...applications.values()];
  return {
    names: own.map(({ displayName }) => displayName),
    keys: own.map(({ keyCredentials }) => keyCredentials.length),
    isPublic: own.map(({ isFallbackPublicClient }) => isFallbackPublicClient),
    roles: own.flatMap(({ appId }) => registration(appId)?.roles ?? []).toSorted(),
    scopes: grants.map(({ scope }) => scope),
  };
}

const application = (name: string): NeededPermission => ({ name, kind: 'application' });
const delegated = (name: string): NeededPermission => ({ name, kind: 'delegated' });

/** What stations that share a list need beside their plan, and what somebody may have consented to. */
const elsewhere = { role: 'Lists.SelectedOperations.Selected', scope: 'User.Read.All' };

const ways = [
  {
    way: 'application',
    permissions: ['Contacts.ReadWrite', 'ProfilePhoto.ReadWrite.All', 'User.Read.All'].map(application),
    made: {
      ...{ keys: [1], isPublic: [false], scopes: [] },
      roles: ['Contacts.ReadWrite', 'ProfilePhoto.ReadWrite.All', 'User.Read.All'],
    },
    again: { roles: ['Contacts.ReadWrite', elsewhere.role, 'ProfilePhoto.ReadWrite.All', 'User.Read.All'] },
    others: [application('User.Read.All')],
    otherwise: { roles: [elsewhere.role, 'User.Read.All'] },
  },
  {
    way: 'self-service',
    permissions: [delegated('User.ReadWrite')],
    made: { keys: [0], isPublic: [true], roles: [], scopes: ['User.ReadWrite'] },
    again: { roles: [elsewhere.role], scopes: [`User.ReadWrite ${elsewhere.scope}`] },
    others: [delegated('User.Read')],
    otherwise: { roles: [elsewhere.role], scopes: [`User.Read ${elsewhere.scope}`] },
  },
] as const;

test.each(ways)(
  'the script for Azure CLI registers a station ($way) as its sheet says; a second run changes nothing, one for another plan takes back what is no longer in it, and what somebody granted for another purpose stays',
  async ({ way, permissions, made, again, others, otherwise }) => {
    const name = 'L’accueil d\'été "n° 1" $HOME `受付` т';
    station = await openConnectingStation({}, { station: { name } });
    const { tenant, url } = station;
    const connection = await station.open();
    opened.push(connection);
    await connection.begin({ ...guided, way, manner: 'by-hand' });
    const az = azureCliOf(station, await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId));
    const names = [`Photo kiosk – ${name}`];
    const runs = [
      ['once', permissions, { ...made, names }],
      ['again', permissions, { ...made, ...again, names }],
      ['for another plan', others, { ...made, ...otherwise, names }],
    ] as const;
    for (const [time, wanted, expected] of runs) {
      const parts = { permissionsFor: () => wanted, ofAnyPlan, graphUrl: () => url, cloudNames: () => undefined };
      const { stdout, exitCode } = await runAzScript(connectSheetOf(connection, parts)?.azureCli ?? '', az);
      expect(exitCode, time).toBe(0);
      expect(registered(), time).toEqual(expected);
      if (time === 'once') grantElsewhere(station, elsewhere);
      const [registration] = [...tenant.applications.applications.values()];
      expect(stdout).toContain(`Directory (tenant) ID:   ${tenant.tenantId}`);
      expect(stdout).toContain(`Application (client) ID: ${registration?.appId}`);
    }
  },
);

test('the script ends, and says no ids, where what the registration holds cannot be read or taken back', async () => {
  station = await openConnectingStation();
  const { tenant, url } = station;
  const connection = await station.open();
  opened.push(connection);
  await connection.begin({ ...guided, manner: 'by-hand' });
  const az = azureCliOf(station, await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId));
  const scriptFor = (...names: string[]) => {
    const wanted = names.map(application);
    const parts = { permissionsFor: () => wanted, ofAnyPlan, graphUrl: () => url, cloudNames: () => undefined };
    return connectSheetOf(connection, parts)?.azureCli ?? '';
  };
  await runAzScript(scriptFor('User.Read.All', 'Contacts.ReadWrite'), az);
  for (const method of ['get', 'delete']) {
    const isRefused = (words: readonly string[]) =>
      words.includes(method) && words.some((word) => word.includes('/appRoleAssignments'));
    const { stdout, exitCode } = await runAzScript(scriptFor('User.Read.All'), async (words) =>
      isRefused(words) ? { exitCode: 1 } : az(words),
    );
    expect({ method, stdout, isDone: exitCode === 0 }).toEqual({ method, stdout: '', isDone: false });
    expect(registered().roles).toEqual(['Contacts.ReadWrite', 'User.Read.All']);
  }
});

test('the script says which permission a directory does not have, and ends', async () => {
  station = await openConnectingStation();
  const { tenant, url } = station;
  const connection = await station.open();
  opened.push(connection);
  await connection.begin({ ...guided, manner: 'by-hand' });
  const az = azureCliOf(station, await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId));
  const wanted: NeededPermission[] = [{ name: 'Photo.Of.Another.Cloud', kind: 'application' }];
  const parts = { permissionsFor: () => wanted, ofAnyPlan, graphUrl: () => url, cloudNames: () => undefined };
  const { stdout, stderr, exitCode } = await runAzScript(connectSheetOf(connection, parts)?.azureCli ?? '', az);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  expect(stderr).toContain('This directory has no permission Photo.Of.Another.Cloud.');
  expect(registered().roles).toEqual([]);
});
