import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { StationConnection } from '../../../electron/connecting/connection.ts';
import { keepCompanyMark, readCompanyMark } from '../../../electron/settings/company-mark.ts';
import { stepsOf } from '../../../shared/connection.ts';
import {
  approveAs,
  type ConnectingStation,
  guided,
  hurriedClock,
  openConnectingStation,
  untilState,
} from '../../connecting-station.ts';
import { onceConnected, registered } from './registered.ts';

let station: ConnectingStation;
const opened: StationConnection[] = [];
afterEach(async () => {
  for (const connection of opened.splice(0)) await connection.close();
  await station.close();
});

async function openOne(): Promise<StationConnection> {
  const connection = await station.open();
  opened.push(connection);
  return connection;
}

describe('connecting a station', () => {
  test('ends with one registration, its least permissions, a sealed key and settings that sign in', async () => {
    station = await openConnectingStation({ policy: { consentDelayMs: 1_500 } });
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    expect(connection.state()).toMatchObject({ phase: 'checked', canRemove: true });
    expect(connection.state().check?.filter(({ light }) => light === 'red')).toEqual([]);
    expect(await connection.finish()).toMatchObject({ kind: 'ok' });
    expect(connection.state().steps.map(({ state }) => state)).toEqual(stepsOf(guided).map(() => 'done'));
    expect(registered(station)).toEqual(onceConnected);
    expect(station.settings()).toMatchObject({ signIn: { mode: 'application' }, tenant: { cloud: 'global' } });
    expect(await station.tokenAsKept()).toMatchObject({
      kind: 'signed-in',
      permissions: ['User.Read.All', 'ProfilePhoto.ReadWrite.All'],
    });
  });

  test('does not switch while the disk does not take that photos of the demo’s people are withdrawn', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    station.queueDisk.takesChanges = false;
    expect(await connection.finish()).toMatchObject({ kind: 'error', error: { code: 'not-kept' } });
    expect(existsSync(station.settingsFile)).toBe(false);
    station.queueDisk.takesChanges = true;
    await connection.proceed();
    expect(await connection.finish()).toMatchObject({ kind: 'ok' });
    expect(station.settings()).toMatchObject({ tenant: { cloud: 'global' } });
  });

  test('a rehearsal stays at the demo company, and takes back nothing that waits for it', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin({ ...guided, cloud: 'demo' });
    expect(await connection.finish()).toMatchObject({ kind: 'ok' });
    expect([station.queueDisk.withdrawals, existsSync(station.settingsFile)]).toEqual([0, false]);
    await connection.begin(guided);
    expect(await connection.finish()).toMatchObject({ kind: 'ok' });
    expect(station.queueDisk.withdrawals).toBe(1);
  });

  test('lets the private key into no file in clear, no log line and no request, and keeps nothing of the administrator', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    const pem = connection.record()?.key?.privateKeyPem ?? '';
    const jwk = createPrivateKey(pem).export({ format: 'jwk' });
    await connection.finish();
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
    const parts = [jwk.d, jwk.p, jwk.q].flatMap((part) => [
      String(part).slice(0, 40),
      Buffer.from(String(part), 'base64url').toString('latin1').slice(0, 40),
    ]);
    const everywhere = [station.onDisk(), ...station.said].join('\n');
    expect(lines.length).toBeGreaterThan(20);
    for (const canary of ['PRIVATE KEY', ...lines, ...parts]) expect(everywhere).not.toContain(canary);
    expect(station.onDisk()).not.toMatch(/tomas|Tomás|refresh_token/i);
    expect(connection.record()?.key).toBeUndefined();
  });

  test.each(stepsOf(guided).filter((step) => step !== 'settings'))(
    'goes on where it was when the machine is killed during %s',
    async (step) => {
      station = await openConnectingStation();
      const killed = await openOne();
      approveAs(station, killed, 'tomas.herrera');
      const reached = untilState(killed, (state) =>
        state.steps.some((one) => one.step === step && one.state === 'doing'),
      );
      void killed.begin(guided);
      await reached;
      await killed.close();
      const next = await openOne();
      approveAs(station, next, 'tomas.herrera');
      if (next.state().plan === undefined) await next.begin(guided);
      else await next.proceed();
      expect(next.state().phase).toBe('checked');
      await next.finish();
      expect(registered(station)).toEqual(onceConnected);
    },
  );

  test.each([1, 2, 3, 4, 5])('never makes anything twice when the answer to change %i is lost', async (nth) => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    const pass = { kind: 'headers', headers: {} } as const;
    if (nth > 1) station.tenant.failNext(pass, { on: 'graph-write', count: nth - 1 });
    station.tenant.failNext({ kind: 'reset', at: 'before-headers', isStored: true }, { on: 'graph-write' });
    await connection.begin(guided);
    for (let tries = 0; connection.state().phase === 'stopped' && tries < 3; tries += 1) {
      expect(connection.state().problem?.code).toBe('offline');
      await connection.proceed();
    }
    expect(connection.state().phase).toBe('checked');
    expect(registered(station)).toEqual(onceConnected);
  });

  test.each([
    ['aoi.tanaka', {}, { code: 'sign-in', signIn: 'consent-missing', reason: 'AADSTS90094' }, []],
    ['nobody', {}, { code: 'sign-in', signIn: 'declined' }, []],
    ['grace.whitfield', { registrations: 'administrators' } as const, { code: 'registration-refused' }, []],
    ['grace.whitfield', {}, { code: 'consent-refused' }, ['Photo kiosk – Photo station']],
    ['tomas.herrera', { applicationQuota: 0 }, { code: 'quota', reason: 'Directory_QuotaExceeded' }, []],
  ])('tells %s what was refused, and what was done', async (alias, policy, problem, applications) => {
    station = await openConnectingStation({ policy });
    const connection = await openOne();
    approveAs(station, connection, alias);
    await connection.begin(guided);
    expect(connection.state()).toMatchObject({ phase: 'stopped', problem });
    expect(registered(station).applications).toEqual(applications);
    expect(connection.state().canRemove).toBe(applications.length > 0);
  });

  test('asks for another sign-in when Conditional Access wants more, and goes on after it', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    station.tenant.failNext('claims-401', { on: 'graph-write', count: 2 });
    await connection.begin(guided);
    expect(connection.state()).toMatchObject({ phase: 'stopped', problem: { code: 'conditional-access' } });
    await connection.proceed();
    expect(connection.state().phase).toBe('checked');
  });

  test('asks for another account when this one may not grant, and goes on with it where it was', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    const approveNext = async (alias: string) => {
      const { code } = await untilState(connection, (state) => state.code !== undefined);
      station.tenant.approveDevice(code?.userCode ?? '', `${alias}@tidewater.example`);
    };
    await Promise.all([connection.begin(guided), approveNext('grace.whitfield')]);
    expect(connection.state().problem?.code).toBe('consent-refused');
    await Promise.all([connection.proceed(), approveNext('tomas.herrera')]);
    expect(connection.state().phase).toBe('checked');
    expect(registered(station)).toEqual(onceConnected);
  });

  test('waits for a network, and goes on', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    station.tenant.setFault('network-off');
    await connection.begin(guided);
    expect(connection.state()).toMatchObject({ phase: 'stopped', problem: { code: 'offline' } });
    station.tenant.setFault('none');
    await connection.proceed();
    expect(connection.state().phase).toBe('checked');
  });

  test('a station in a lobby is switched over together with its PIN, in one write, and with none not at all', async () => {
    station = await openConnectingStation();
    const connection = await station.open(undefined, undefined, { isLocked: true });
    opened.push(connection);
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    expect(await connection.finish()).toMatchObject({ error: { code: 'settings-not-written' } });
    expect(existsSync(station.settingsFile)).toBe(false);
    await connection.proceed();
    expect(await connection.finish('scrypt:AAAA:BBBB')).toMatchObject({ kind: 'ok' });
    expect(station.settings()).toMatchObject({
      tenant: { tenantId: station.tenant.tenantId },
      station: { operatorPinHash: 'scrypt:AAAA:BBBB' },
    });
  });

  test('removes what was made, and a station that ran on it goes back to the demo', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    await connection.finish();
    await connection.close();
    const later = await station.open(station.settings());
    opened.push(later);
    approveAs(station, later, 'tomas.herrera');
    expect(later.state().phase).toBe('connected');
    // As the station left it that worked for the company.
    keepCompanyMark(station.folder, 'company');
    await later.remove();
    expect(later.state()).toMatchObject({ phase: 'removed' });
    expect(later.state()).not.toHaveProperty('problem');
    expect(readCompanyMark(station.folder)).toBe('released');
    expect(registered(station)).toMatchObject({ applications: [], principals: 0, assignments: 0 });
    expect(station.settings().tenant).toBe('demo');
  });

  test('says which settings still name a registration that is gone, where they could not be written', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'tomas.herrera');
    await connection.begin(guided);
    await connection.finish();
    await connection.close();
    const later = await station.open(station.settings());
    opened.push(later);
    approveAs(station, later, 'tomas.herrera');
    rmSync(station.settingsFile);
    mkdirSync(station.settingsFile);
    await later.remove();
    expect(later.state()).toMatchObject({
      phase: 'removed',
      problem: { code: 'settings-not-written', reason: expect.stringContaining(station.settingsFile) },
    });
    expect(registered(station)).toMatchObject({ applications: [] });
  });

  test('a registration that somebody removed meanwhile is made anew', async () => {
    station = await openConnectingStation();
    const connection = await openOne();
    approveAs(station, connection, 'grace.whitfield');
    await connection.begin(guided);
    for (const id of station.tenant.applications.applications.keys()) station.tenant.applications.remove(id);
    const next = await station.open(undefined, hurriedClock());
    opened.push(next);
    approveAs(station, next, 'tomas.herrera');
    await next.proceed();
    expect(next.state().problem?.code).toBe('registration-gone');
    await next.proceed();
    expect(next.state().phase).toBe('checked');
    expect(registered(station)).toEqual(onceConnected);
  });
});
