import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { connectSheetOf } from '../../../electron/connecting/connect-sheet.ts';
import type { StationConnection } from '../../../electron/connecting/connection.ts';
import type { NeededPermission } from '../../../electron/connecting/registration.ts';
import { commandLineToolsId } from '../../../electron/demo/registrations.ts';
import type { ConnectPlan } from '../../../shared/connection.ts';
import { type ConnectingStation, guided, openConnectingStation } from '../../connecting-station.ts';
import { personToken } from '../../demo-tokens.ts';

/**
 * What stands in for Azure CLI: `az rest` with the administrator's token, `--query` for the few forms that the script uses, and
 * the account. Everything else ends with 2.
 */
const standIn = `const words = process.argv.slice(2);
const option = (name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
const say = (value) => process.stdout.write(value === undefined || value === null ? '' : value + '\\n');
const found = (json, query) => {
  const role = /^appRoles\\[\\?value=='(.+)'\\]\\.id \\| \\[0\\]$/.exec(query);
  if (role) return json.appRoles.find((one) => one.value === role[1])?.id;
  const many = /^value\\[\\]\\.(\\w+)$/.exec(query);
  if (many) return json.value.map((one) => one[many[1]]).join('\\n');
  return json[query];
};
if (words[0] === 'account') say(option('--query') === 'tenantId' ? process.env.TENANT : '{}');
else if (words[0] === 'cloud') process.exit(0);
else if (words[0] !== 'rest') process.exit(2);
else {
  const at = words.indexOf('--headers');
  const end = words.findIndex((word, index) => index > at && word.startsWith('--'));
  const given = at < 0 ? [] : words.slice(at + 1, end < 0 ? undefined : end).map((word) => word.split(/=(.*)/s).slice(0, 2));
  const headers = { ...Object.fromEntries(given), Authorization: 'Bearer ' + process.env.TOKEN };
  const answer = await fetch(option('--url'), { method: option('--method').toUpperCase(), headers, body: option('--body') });
  const text = await answer.text();
  if (!answer.ok) {
    console.error(option('--method'), option('--url'), answer.status, text);
    process.exit(1);
  }
  const query = option('--query');
  say(query === undefined ? text : found(JSON.parse(text), query));
}
`;

let station: ConnectingStation;
const opened: StationConnection[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
  await station.close();
});

const run = promisify(execFile);

const isWhole = process.env.KIOSK_TESTS === 'whole';
const ways: readonly [ConnectPlan['way'], NeededPermission[], object][] = [
  [
    'application',
    [
      { name: 'ProfilePhoto.ReadWrite.All', kind: 'application' },
      { name: 'User.Read.All', kind: 'application' },
    ],
    { keys: [1], isPublic: [false], assignments: 2, grants: [] },
  ],
  [
    'self-service',
    [{ name: 'User.ReadWrite', kind: 'delegated' }],
    { keys: [0], isPublic: [true], assignments: 0, grants: ['User.ReadWrite'] },
  ],
];

// Each run starts the stand-in dozens of times.
test.each(isWhole ? ways : ways.slice(0, 1))(
  'the script for Azure CLI registers a station (%s) as its sheet says, and a second run changes nothing',
  async (way, permissions, made) => {
    station = await openConnectingStation();
    const { tenant, url } = station;
    const connection = await station.open();
    opened.push(connection);
    await connection.begin({ ...guided, way, manner: 'by-hand' });
    const parts = { permissionsFor: () => permissions, graphUrl: () => url, cloudNames: () => undefined };
    const sheet = connectSheetOf(connection, parts);
    const folder = mkdtempSync(path.join(tmpdir(), 'connect-sheet-'));
    const script = path.join(folder, 'register.sh');
    writeFileSync(script, sheet?.azureCli ?? '');
    const az = path.join(folder, 'az');
    writeFileSync(path.join(folder, 'az.mjs'), standIn);
    writeFileSync(az, `#!/bin/sh\nexec '${process.execPath}' '${path.join(folder, 'az.mjs')}' "$@"\n`);
    chmodSync(az, 0o755);
    const TOKEN = await personToken(tenant, 'tomas.herrera@tidewater.example', commandLineToolsId);
    const env = { PATH: `${folder}:${process.env.PATH}`, TOKEN, TENANT: tenant.tenantId };
    const registered = () => {
      const { applications, assignments, grants } = tenant.applications;
      const own = [...applications.values()];
      return {
        keys: own.map(({ keyCredentials }) => keyCredentials.length),
        isPublic: own.map(({ isFallbackPublicClient }) => isFallbackPublicClient),
        assignments: assignments.length,
        grants: grants.map(({ scope }) => scope),
      };
    };
    for (const time of ['once', 'again']) {
      const { stdout } = await run('sh', [script], { env });
      expect(registered(), time).toEqual(made);
      const [application] = [...tenant.applications.applications.values()];
      expect(stdout).toContain(`Directory (tenant) ID:   ${tenant.tenantId}`);
      expect(stdout).toContain(`Application (client) ID: ${application?.appId}`);
    }
  },
);
