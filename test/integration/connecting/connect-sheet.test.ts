import { afterEach, expect, test } from 'vitest';
import { connectSheetOf } from '../../../electron/connecting/connect-sheet.ts';
import type { StationConnection } from '../../../electron/connecting/connection.ts';
import type { NeededPermission } from '../../../electron/connecting/registration.ts';
import { commandLineToolsId } from '../../../electron/demo/registrations.ts';
import type { ConnectPlan } from '../../../shared/connection.ts';
import { type AzAnswer, runAzScript } from '../../az-script.ts';
import { type ConnectingStation, guided, openConnectingStation } from '../../connecting-station.ts';
import { personToken } from '../../demo-tokens.ts';

interface Listed {
  readonly value: readonly { readonly id: string; readonly appRoleId?: string; readonly resourceId?: string }[];
  readonly appRoles: readonly { readonly id: string; readonly value: string }[];
}

/** The few forms of JMESPath that the script asks with, as Azure CLI prints their results. */
function found(json: Listed & Readonly<Record<string, string>>, query: string): string | undefined {
  const [, role] = /^appRoles\[\?value=='(.+)'\]\.id \| \[0\]$/.exec(query) ?? [];
  if (role !== undefined) return json.appRoles.find(({ value }) => value === role)?.id;
  if (query === 'value[].appRoleId') return json.value.map(({ appRoleId }) => appRoleId).join('\n');
  const [, resource, picked] = /^value\[\?resourceId=='([^']+)'(.*)$/.exec(query) ?? [];
  const rows = resource === undefined ? [] : json.value.filter(({ resourceId }) => resourceId === resource);
  if (picked === '].[id,appRoleId]') return rows.map(({ id, appRoleId }) => `${id}\t${appRoleId}`).join('\n');
  if (picked === " && consentType=='AllPrincipals'].id | [0]") return rows[0]?.id;
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
  const { applications, assignments, grants } = station.tenant.applications;
  const own = [...applications.values()];
  return {
    names: own.map(({ displayName }) => displayName),
    keys: own.map(({ keyCredentials }) => keyCredentials.length),
    isPublic: own.map(({ isFallbackPublicClient }) => isFallbackPublicClient),
    assignments: assignments.length,
    grants: grants.map(({ scope }) => scope),
  };
}

const ways: readonly [ConnectPlan['way'], NeededPermission[], object, NeededPermission[], object][] = [
  [
    'application',
    [
      { name: 'ProfilePhoto.ReadWrite.All', kind: 'application' },
      { name: 'User.Read.All', kind: 'application' },
    ],
    { keys: [1], isPublic: [false], assignments: 2, grants: [] },
    [{ name: 'User.Read.All', kind: 'application' }],
    { assignments: 1 },
  ],
  [
    'self-service',
    [{ name: 'User.ReadWrite', kind: 'delegated' }],
    { keys: [0], isPublic: [true], assignments: 0, grants: ['User.ReadWrite'] },
    [{ name: 'User.Read', kind: 'delegated' }],
    { grants: ['User.Read'] },
  ],
];

test.each(ways)(
  'the script for Azure CLI registers a station (%s) as its sheet says, a second run changes nothing, and one for another plan takes back what is no longer in it',
  async (way, permissions, made, others, otherwise) => {
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
      ['again', permissions, { ...made, names }],
      ['for another plan', others, { ...made, ...otherwise, names }],
    ] as const;
    for (const [time, wanted, expected] of runs) {
      const parts = { permissionsFor: () => wanted, graphUrl: () => url, cloudNames: () => undefined };
      const { stdout, exitCode } = await runAzScript(connectSheetOf(connection, parts)?.azureCli ?? '', az);
      expect(exitCode, time).toBe(0);
      expect(registered(), time).toEqual(expected);
      const [application] = [...tenant.applications.applications.values()];
      expect(stdout).toContain(`Directory (tenant) ID:   ${tenant.tenantId}`);
      expect(stdout).toContain(`Application (client) ID: ${application?.appId}`);
    }
  },
);

test('the script says which permission a directory does not have, and ends', async () => {
  station = await openConnectingStation();
  const { tenant, url } = station;
  const connection = await station.open();
  opened.push(connection);
  await connection.begin({ ...guided, manner: 'by-hand' });
  const az = azureCliOf(station, await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId));
  const wanted: NeededPermission[] = [{ name: 'Photo.Of.Another.Cloud', kind: 'application' }];
  const parts = { permissionsFor: () => wanted, graphUrl: () => url, cloudNames: () => undefined };
  const { stdout, stderr, exitCode } = await runAzScript(connectSheetOf(connection, parts)?.azureCli ?? '', az);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  expect(stderr).toContain('This directory has no permission Photo.Of.Another.Cloud.');
  expect(registered().assignments).toBe(0);
});
