import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { StationRenewal } from '../../../electron/connecting/renewal-parts.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { RenewalStep } from '../../../shared/certificate-renewal.ts';
import {
  approveAs,
  type ConnectingStation,
  guided,
  hurriedClock,
  openConnectingStation,
} from '../../connecting-station.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';

let station: ConnectingStation;
afterEach(() => station.close());

/** A connected station whose certificate ends in so many days, or is the one that it made. */
async function openConnected(days: number | 'its own' = 20, options: { hasFreshKeys?: true } = {}): Promise<void> {
  station = await openConnectingStation(options);
  const connection = await station.open();
  approveAs(station, connection, 'tomas.herrera');
  await connection.begin(guided);
  await connection.finish();
  await connection.close();
  if (days !== 'its own') await station.giveCertificate(days);
}

/** What of the station stands in the registration, by the thumbprints that Entra lists. */
function uploaded(): string[] {
  const keys = [...station.tenant.applications.applications.values()].flatMap((one) => one.keyCredentials);
  return keys.map(({ key }) => new X509Certificate(Buffer.from(key, 'base64')).fingerprint256.replaceAll(':', ''));
}

/** As if the registration had been made by hand: the station knows its client id alone. */
const forgetRegistration = () => rmSync(path.join(station.folder, 'connecting', 'connection.sealed'));

async function expectRenewed(renewal: StationRenewal): Promise<void> {
  const { phase, certificate, isDue, next, former } = renewal.state();
  expect({ phase, isDue, next, former }).toEqual({
    phase: 'renewed',
    isDue: false,
    next: undefined,
    former: undefined,
  });
  // Once, and the one before is out.
  expect(uploaded()).toEqual([certificate?.thumbprintSha256]);
  expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  expect((await station.tokenAsKept()) as object).not.toHaveProperty('certificateExpiresInDays');
}

function untilDoing(renewal: StationRenewal, step: RenewalStep): Promise<void> {
  return new Promise((resolve) => {
    renewal.onChange(({ steps }) => {
      if (steps.some((one) => one.step === step && one.state === 'doing')) resolve();
    });
  });
}

describe('renewing the certificate', () => {
  test('is due a month before its end, and the station does it by itself, without a permission more', async () => {
    await openConnected(40);
    const early = await station.openRenewal();
    await early.tend();
    expect(early.state()).toMatchObject({ phase: 'idle', isDue: false, steps: [] });
    expect(uploaded()).toHaveLength(1);
    await station.giveCertificate(30);
    const renewal = await station.openRenewal();
    expect(renewal.state()).toMatchObject({ phase: 'idle', isDue: true, daysLeft: expect.any(Number) });
    const assignments = station.tenant.applications.assignments.length;
    await renewal.tend();
    await expectRenewed(renewal);
    expect(renewal.state().steps.map(({ step }) => step)).toEqual(['key', 'upload', 'token', 'switch', 'former']);
    expect(station.tenant.applications.assignments).toHaveLength(assignments);
  });

  test('the present certificate goes on until a token was got with the next one', async () => {
    await openConnected();
    const before = (await station.openRenewal()).state().certificate?.thumbprintSha256;
    const killed = await station.openRenewal();
    const reached = untilDoing(killed, 'token');
    void killed.renew();
    await reached;
    await killed.close();
    const renewal = await station.openRenewal();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', certificate: { thumbprintSha256: before } });
    expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
    await renewal.renew();
    await expectRenewed(renewal);
    expect(renewal.state().certificate?.thumbprintSha256).not.toBe(before);
  });

  test.each<[string, number]>([
    ['a registration that the station did not make', 20],
    ['a certificate that has ended', -3],
  ])('%s takes an administrator, who signs in once and is forgotten', async (_, days) => {
    await openConnected(days);
    if (days > 0) forgetRegistration();
    else expect(await station.tokenAsKept()).toMatchObject({ kind: 'needs-attention', problem: 'certificate-expired' });
    const renewal = await station.openRenewal();
    await renewal.tend();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'administrator-needed' } });
    approveAs(station, renewal, 'tomas.herrera');
    await renewal.renew();
    await expectRenewed(renewal);
    expect(renewal.state().steps.map(({ step }) => step)).toEqual([
      ...(['key', 'sign-in', 'upload', 'token', 'switch', 'former'] as const),
    ]);
    expect(station.onDisk()).not.toMatch(/tomas|Tomás|refresh_token/i);
  });

  test('says whose directory is meant when the registration is not there, and who may not change it', async () => {
    await openConnected();
    forgetRegistration();
    const renewal = await station.openRenewal();
    approveAs(station, renewal, 'grace.whitfield');
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'registration-refused' } });
    for (const id of station.tenant.applications.applications.keys()) station.tenant.applications.remove(id);
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'registration-elsewhere' } });
  });

  test.each<RenewalStep>(['key', 'upload', 'token'])(
    'killed during %s, it goes on where it was with the same key',
    async (step) => {
      await openConnected();
      const killed = await station.openRenewal();
      const reached = untilDoing(killed, step);
      void killed.renew();
      await reached;
      const { next } = killed.state();
      await killed.close();
      const renewal = await station.openRenewal();
      await renewal.renew();
      await expectRenewed(renewal);
      if (next !== undefined) expect(renewal.state().certificate).toEqual(next);
    },
  );

  test('killed after the switch, it knows that all is done', async () => {
    await openConnected();
    const file = path.join(station.folder, 'connecting', 'renewal.sealed');
    let before = new Uint8Array();
    const killed = await station.openRenewal();
    killed.onChange(({ steps }) => {
      if (steps.some(({ step, state }) => step === 'switch' && state === 'doing')) before = readFileSync(file);
    });
    await killed.renew();
    writeFileSync(file, before);
    await expectRenewed(await station.openRenewal());
    expect(existsSync(file)).toBe(false);
  });

  test('never uploads twice when the answer is lost', async () => {
    await openConnected();
    const renewal = await station.openRenewal();
    station.tenant.failNext({ kind: 'reset', at: 'before-headers', isStored: true }, { on: 'graph-write' });
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'offline' } });
    await renewal.renew();
    await expectRenewed(renewal);
  });

  test('waits for a network, and goes on with the same key', async () => {
    await openConnected();
    const renewal = await station.openRenewal(hurriedClock());
    station.tenant.setFault('network-off');
    await renewal.renew();
    const { problem, next } = renewal.state();
    expect({ code: problem?.code, hasKey: next !== undefined }).toEqual({ code: 'offline', hasKey: true });
    station.tenant.setFault('none');
    await renewal.renew();
    expect(uploaded()).toEqual([next?.thumbprintSha256]);
    await expectRenewed(renewal);
  });

  test('takes the former one out only after a token of the next one, says so where that fails, and tries again', async () => {
    await openConnected();
    const before = uploaded();
    const renewal = await station.openRenewal(hurriedClock());
    const seen: string[][] = [];
    renewal.onChange(({ steps }) => {
      if (steps.some(({ step, state }) => step === 'former' && state === 'doing')) {
        seen.push(uploaded());
        station.tenant.setFault('network-off');
      }
    });
    await renewal.renew();
    expect(seen.at(-1)).toHaveLength(2);
    expect(renewal.state()).toMatchObject({
      phase: 'renewed',
      former: { thumbprintSha256: before[0], problem: { code: 'offline' } },
    });
    station.tenant.setFault('none');
    // Killed here, the next process knows of it.
    const next = await station.openRenewal();
    expect(next.state()).toMatchObject({ phase: 'idle', isDue: false, former: { thumbprintSha256: before[0] } });
    await next.tend();
    expect(next.state()).not.toHaveProperty('former');
    expect(uploaded()).toEqual([next.state().certificate?.thumbprintSha256]);
    expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  });

  test('why a renewal has stopped is still told after a try to take a former certificate out', async () => {
    await openConnected();
    const clock = hurriedClock();
    let laterMs = 0;
    const renewal = await station.openRenewal({ ...clock, nowMs: () => clock.nowMs() + laterMs });
    renewal.onChange(({ steps }) => {
      if (steps.some(({ step, state }) => step === 'former' && state === 'doing')) {
        station.tenant.setFault('network-off');
      }
    });
    await renewal.renew();
    // Certificates count whole seconds: a second one of the same second lasts no longer, and would be let go.
    laterMs = 2_000;
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', isDue: false, problem: { code: 'offline' } });
    await renewal.tend();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'offline' }, former: {} });
  });

  test('one that was handed over stays in the registration, where other stations sign in with it', async () => {
    await openConnected();
    await station.giveCertificate(20, 'handed over');
    forgetRegistration();
    const shared = uploaded();
    const renewal = await station.openRenewal();
    approveAs(station, renewal, 'tomas.herrera');
    await renewal.renew();
    // It says so, and of no step that took it out.
    const { phase, kept, steps } = renewal.state();
    expect({ phase, kept: kept?.thumbprintSha256 }).toEqual({ phase: 'renewed', kept: shared[0] });
    expect(steps.map(({ step }) => step)).not.toContain('former');
    await renewal.removeFormer();
    await renewal.tend();
    expect(renewal.state()).not.toHaveProperty('former');
    const first = renewal.state().certificate?.thumbprintSha256;
    expect(uploaded()).toEqual([...shared, first]);
    // Its own goes out at the next renewal, and that one still stays.
    await renewal.renew();
    const second = renewal.state().certificate?.thumbprintSha256;
    expect(second).not.toBe(first);
    expect(uploaded()).toEqual([...shared, second]);
    expect(renewal.state()).toMatchObject({ phase: 'renewed', kept: { thumbprintSha256: shared[0] } });
    expect(renewal.state().steps.at(-1)).toEqual({ step: 'former', state: 'done' });
  });

  test('that it stays is said whatever happens meanwhile, until that certificate has ended', async () => {
    await openConnected();
    await station.giveCertificate(20, 'handed over');
    const [shared] = uploaded();
    const file = path.join(station.folder, 'connecting', 'renewal.sealed');
    let before = new Uint8Array();
    const killed = await station.openRenewal();
    killed.onChange(({ steps }) => {
      if (steps.some(({ step, state }) => step === 'switch' && state === 'doing')) before = readFileSync(file);
    });
    await killed.renew();
    // As a kill leaves it between the switch and the last line.
    writeFileSync(file, before);
    const interrupted = await station.openRenewal();
    expect(interrupted.state()).toMatchObject({ phase: 'renewed', kept: { thumbprintSha256: shared } });
    expect(interrupted.state().steps.map(({ step }) => step)).not.toContain('former');
    const later = await station.openRenewal();
    expect(later.state()).toMatchObject({ phase: 'idle', kept: { thumbprintSha256: shared } });
    await later.tend();
    expect(later.state()).toMatchObject({ kept: { thumbprintSha256: shared } });
    const clock = createSystemClock();
    const ended = await station.openRenewal({ ...clock, nowMs: () => clock.nowMs() + 21 * 86_400_000 });
    expect(ended.state()).not.toHaveProperty('kept');
  });

  test('one that was handed over is not called left behind while it is in use', async () => {
    await openConnected();
    await station.giveCertificate(20, 'handed over');
    const renewal = await station.openRenewal();
    const reached = untilDoing(renewal, 'token');
    const renewing = renewal.renew();
    await reached;
    await renewal.stop();
    await renewing;
    expect(renewal.state()).toMatchObject({ phase: 'stopped' });
    expect((await station.openRenewal()).state()).not.toHaveProperty('kept');
  });

  test('one that the directory lists under another id is taken out by an administrator, who never takes out the one in use', async () => {
    await openConnected();
    await station.giveCertificate(20, 'under another id');
    const renewal = await station.openRenewal();
    await renewal.tend();
    expect(renewal.state()).toMatchObject({ phase: 'renewed', former: { problem: { code: 'administrator-needed' } } });
    expect(uploaded()).toHaveLength(2);
    const [application] = station.tenant.applications.applications.values();
    if (application === undefined) throw new Error('no registration');
    const { keyCredentials } = application;
    approveAs(station, renewal, 'tomas.herrera');
    application.keyCredentials = keyCredentials.slice(0, 1);
    await renewal.removeFormer();
    expect(renewal.state()).toMatchObject({ former: { problem: { reason: 'certificate-in-use-missing' } } });
    expect(uploaded()).toHaveLength(1);
    application.keyCredentials = keyCredentials;
    await renewal.removeFormer();
    expect(renewal.state()).not.toHaveProperty('former');
    expect(uploaded()).toEqual([renewal.state().certificate?.thumbprintSha256]);
    expect(station.onDisk()).not.toMatch(/tomas|Tomás|refresh_token/i);
  });

  test('connecting anew takes out what the station signed in with before, and nothing while it is on its way', async () => {
    await openConnected('its own');
    const again = await station.open(station.settings());
    approveAs(station, again, 'tomas.herrera');
    await again.begin(guided);
    const during = await station.openRenewal();
    await during.tend();
    expect(uploaded()).toHaveLength(2);
    await again.finish();
    await again.close();
    const renewal = await station.openRenewal();
    await renewal.tend();
    expect(uploaded()).toEqual([renewal.state().certificate?.thumbprintSha256]);
    expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  });

  test('a clock that was once ahead or behind spoils nothing: the key of then is let go, and the next one is made', async () => {
    await openConnected();
    const clock = createSystemClock();
    for (const days of [400, -340]) {
      const wrong = await station.openRenewal({ ...clock, nowMs: () => clock.nowMs() + days * 86_400_000 });
      const reached = untilDoing(wrong, 'upload');
      const renewing = wrong.renew();
      await reached;
      await wrong.stop();
      await renewing;
      expect(wrong.state()).toMatchObject({ phase: 'stopped', next: { thumbprintSha256: expect.any(String) } });
    }
    const renewal = await station.openRenewal();
    expect(renewal.state()).toMatchObject({ phase: 'idle', isDue: true });
    expect(renewal.state()).not.toHaveProperty('next');
    await renewal.tend();
    expect(renewal.state()).toMatchObject({ phase: 'renewed', isDue: false });
    expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  });

  test('is told by nobody where the certificate cannot be read, neither before nor meanwhile', async () => {
    await openConnected();
    const renewal = await station.openRenewal();
    const file = path.join(station.folder, 'sign-in', 'credential.sealed');
    writeFileSync(file, 'of another user');
    const before = uploaded();
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'none', isDue: false, steps: [] });
    expect(uploaded()).toEqual(before);
    expect(station.said.join('\n')).not.toContain('connecting.certificate-renewed');
  });

  test('shows the new certificate among the facts of the connection, too', async () => {
    await openConnected();
    const renewal = await station.openRenewal();
    await renewal.renew();
    const connection = await station.open(station.settings());
    const { certificate } = renewal.state();
    expect(connection.state().certificate).toEqual(certificate);
    await connection.close();
  });

  test('makes a key that is new, and lets it into no file in clear, no log line and no request', async () => {
    await openConnected('its own', { hasFreshKeys: true });
    const publicKeys = () => {
      const keys = [...station.tenant.applications.applications.values()].flatMap((one) => one.keyCredentials);
      return keys.map(
        ({ key }) => new X509Certificate(Buffer.from(key, 'base64')).publicKey.export({ format: 'jwk' }).n,
      );
    };
    const [before] = publicKeys();
    const killed = await station.openRenewal();
    const reached = untilDoing(killed, 'token');
    void killed.renew();
    await reached;
    await killed.close();
    const sealed = readFileSync(path.join(station.folder, 'connecting', 'renewal.sealed'));
    const { key } = JSON.parse(Buffer.from((await createFixedCipher().open(sealed)) ?? []).toString());
    const renewal = await station.openRenewal();
    const during = station.onDisk();
    await renewal.renew();
    await expectRenewed(renewal);
    expect(publicKeys()).not.toContain(before);
    const made = new X509Certificate(key.certificatePem);
    expect(made.verify(made.publicKey)).toBe(true);
    const jwk = createPrivateKey(key.privateKeyPem).export({ format: 'jwk' });
    const lines = String(key.privateKeyPem)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('-----'));
    const parts = [jwk.d, jwk.p, jwk.q].flatMap((part) => [
      String(part).slice(0, 40),
      Buffer.from(String(part), 'base64url').toString('latin1').slice(0, 40),
    ]);
    const everywhere = [during, station.onDisk(), ...station.said].join('\n');
    expect(lines.length).toBeGreaterThan(20);
    for (const canary of ['PRIVATE KEY', ...lines, ...parts]) expect(everywhere).not.toContain(canary);
  });
});
