import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type DemoServer, serveDemoTenant } from '../../../electron/demo/demo-server.ts';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { sampleContacts, sampleGroups } from '../../../electron/demo/sample-groups.ts';
import { samplePeople } from '../../../electron/demo/sample-people.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import type { Target } from '../../../shared/target.ts';
import { openStation, type QueueStation, sampleCapture, samplePhoto } from '../../queue-station.ts';
import { type CommandRun, runHere } from './command-run.ts';

const servers: DemoServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

interface Place {
  readonly tenant: DemoTenant;
  readonly config: string;
  readonly where: readonly string[];
}

/** A company's tenant on a socket, and a station's settings and data that know it. */
async function openPlace(): Promise<Place> {
  const tenant = createDemoTenant({ deviceCode: { intervalSeconds: 0.05, lifetimeSeconds: 900 } });
  const server = await serveDemoTenant(tenant, { port: 0 });
  servers.push(server);
  const folder = mkdtempSync(path.join(tmpdir(), 'connect-command-'));
  const config = path.join(folder, 'settings.json');
  writeFileSync(config, JSON.stringify({ connecting: { authority: server.url, graphUrl: server.url } }));
  return { tenant, config, where: ['--config', config, '--data', path.join(folder, 'data')] };
}

/** The station of the demo company as it runs there, with nothing on its way yet. */
async function openDemoStation({ where }: Place): Promise<QueueStation> {
  const data = where[3] ?? '';
  const cipher = await openKeyFileCipher(path.join(data, 'station.key'));
  if (cipher.kind === 'error') throw new Error(JSON.stringify(cipher.error));
  return openStation({ folder: data, store: { cipher: cipher.value } });
}

/** Runs a command while somebody approves each code that it shows. */
function approved({ tenant, where }: Place, args: readonly string[]): Promise<CommandRun> {
  const seen = new Set<string>();
  return runHere([...args, ...where], (text) => {
    for (const [, code = ''] of text.matchAll(/\/device {4}(\S+)$/gm)) {
      if (!seen.has(code)) tenant.approveDevice(code, 'tomas.herrera@tidewater.example');
      seen.add(code);
    }
  });
}

describe('connect', () => {
  test('registers the station, after which whoami signs in with its certificate, renews that, and takes it all back', async () => {
    const place = await openPlace();
    const connected = await approved(place, ['connect']);
    expect(connected).toMatchObject({ exitCode: 0, out: expect.stringContaining('The station is connected') });
    const whoami = await runHere(['whoami', '--json', ...place.where]);
    expect(JSON.parse(whoami.out)).toMatchObject({
      isOk: true,
      signIn: { permissions: ['User.Read.All', 'ProfilePhoto.ReadWrite.All'] },
    });
    const renewed = await runHere(['connect', '--renew', '--json', ...place.where]);
    expect(JSON.parse(renewed.out)).toMatchObject({ isOk: true, renewal: { phase: 'renewed' } });
    expect(await runHere(['whoami', ...place.where])).toMatchObject({ exitCode: 0 });
    const sealed = path.join(place.where[3] ?? '', 'sign-in', 'credential.sealed');
    const kept = readFileSync(sealed);
    writeFileSync(sealed, 'of another user');
    expect(await runHere(['connect', '--renew', ...place.where])).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining('certificate cannot be read'),
    });
    writeFileSync(sealed, kept);
    const status = await runHere(['connect', '--status', '--json', ...place.where]);
    expect(JSON.parse(status.out)).toMatchObject({ connection: { phase: 'connected', canRemove: true } });
    const removed = await approved(place, ['connect', '--remove', '--json']);
    expect(JSON.parse(removed.out)).toMatchObject({ isOk: true, connection: { phase: 'removed' } });
    expect(place.tenant.applications.applications.size).toBe(0);
    expect(JSON.parse(readFileSync(place.config, 'utf8'))).not.toHaveProperty('tenant');
  });

  test('takes the photos that wait for the demo company back before it switches, says how many, and leaves the others', async () => {
    const place = await openPlace();
    const [person, group, contact] = [samplePeople[0], sampleGroups[0], sampleContacts[0]];
    if (person === undefined || group === undefined || contact === undefined) throw new Error('nobody to photograph');
    const station = await openDemoStation(place);
    const saved = (target: Target) => station.queue.enqueue({ ...sampleCapture(1, samplePhoto(1)), target });
    saved({ kind: 'user', user: person.id });
    saved({ kind: 'group', groupId: group.id });
    saved({ kind: 'contact', owner: contact.ownerId, contactId: contact.id });
    saved({ kind: 'user', user: 'anna@contoso.com' });
    await station.close();
    const connected = await approved(place, ['connect']);
    expect(connected).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/is connected.*\n3 photos .* withdrawn/),
    });
    const { total, jobs } = JSON.parse((await runHere(['queue', 'list', '--json', ...place.where])).out);
    expect({ total, jobs }).toMatchObject({ total: 1, jobs: [{ target: 'user:anna@contoso.com' }] });
  });

  test('asks nobody to sign in while the station of the demo runs and goes on saving, but prints the script', async () => {
    const place = await openPlace();
    const station = await openDemoStation(place);
    expect(await runHere(['connect', ...place.where])).toMatchObject({
      exitCode: 3,
      error: expect.stringContaining('The station is running'),
    });
    expect(place.tenant.requests()).toEqual([]);
    expect((await runHere(['connect', '--by-hand', ...place.where])).exitCode).toBe(0);
    await station.close();
    expect(JSON.parse(readFileSync(place.config, 'utf8'))).not.toHaveProperty('tenant');
  });

  test('prints a script with everything filled in for whoever registers by hand, and checks what they type back', async () => {
    const place = await openPlace();
    const printed = await runHere(['connect', '--by-hand', '--script', 'powershell', ...place.where]);
    expect(printed).toMatchObject({ exitCode: 0, out: expect.stringContaining("'ProfilePhoto.ReadWrite.All'") });
    expect(printed.out).toMatch(/"key":"MII[A-Za-z0-9+/=]{500,}"/);
    expect(printed.out).not.toContain('PRIVATE');
    const ids = ['--tenant-id', place.tenant.tenantId, '--client-id', place.tenant.clientId];
    const wrong = await runHere(['connect', '--by-hand', ...ids, '--json', ...place.where]);
    expect(wrong.exitCode).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({ connection: { problem: { signIn: 'certificate-unknown' } } });
  });

  test('recognises the cloud by a domain, and says where it does not', async () => {
    const place = await openPlace();
    const known = await runHere([
      'connect',
      '--by-hand',
      '--domain',
      'anna@tidewater.example',
      '--json',
      ...place.where,
    ]);
    expect(known).toMatchObject({
      exitCode: 0,
      error: expect.stringContaining('tidewater.example: As the settings say'),
    });
    const none = await runHere(['connect', '--domain', 'contoso', ...place.where]);
    expect(none).toMatchObject({ exitCode: 2, error: expect.stringContaining('--domain') });
    const both = await runHere(['connect', '--domain', 'contoso.com', '--cloud', 'china', ...place.where]);
    expect(both).toMatchObject({ exitCode: 2, error: expect.stringContaining('no --cloud beside it') });
  });

  test('refuses a way that is none, and writes nothing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'connect-command-'));
    const config = path.join(folder, 'settings.json');
    writeFileSync(config, '{}');
    const run = await runHere(['connect', '--cloud', 'china', '--way', 'nobody', '--config', config, '--data', folder]);
    expect(run).toMatchObject({ exitCode: 2, error: expect.stringContaining('--way') });
    expect(readFileSync(config, 'utf8')).toBe('{}');
  });
});

describe('settings', () => {
  test('are shown with their source, set by key, checked and carried to another station', async () => {
    const { config, where } = await openPlace();
    const set = await runHere(['settings', 'set', 'station.countdownSeconds', '5', ...where]);
    expect(set.exitCode).toBe(0);
    const shown = await runHere(['settings', 'show', ...where]);
    expect(shown.out).toContain('station.countdownSeconds = 5  (file)');
    expect(shown.out).toContain('station.theme = "system"  (default)');
    const refused = await runHere(['settings', 'set', 'station.countdownSeconds', 'soon', ...where]);
    expect(refused).toMatchObject({
      exitCode: 2,
      error: 'station.countdownSeconds: expected a number, got "soon"',
    });
    const exported = path.join(path.dirname(config), 'export.json');
    await runHere(['settings', 'export', exported, ...where]);
    const other = await openPlace();
    expect((await runHere(['settings', 'import', exported, ...other.where])).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(other.config, 'utf8')).station).toEqual({ countdownSeconds: 5 });
    expect((await runHere(['settings', 'unset', 'station.countdownSeconds', ...where])).exitCode).toBe(0);
    expect((await runHere(['settings', 'validate', ...where])).exitCode).toBe(0);
    expect(JSON.parse((await runHere(['settings', 'schema', '--json'])).out)).toHaveProperty('properties.station');
  });
});
