import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { RenewalStep } from '../../../shared/certificate-renewal.ts';
import { approveAs, type ConnectingStation, hurriedClock } from '../../connecting-station.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { expectRenewed, forgetRegistration, openConnected, untilDoing, uploaded } from './connected-station.ts';

let station: ConnectingStation;
afterEach(() => station.close());

describe('renewing the certificate', () => {
  test('is due a month before its end, and the station does it by itself, without a permission more', async () => {
    station = await openConnected(40);
    const early = await station.openRenewal();
    await early.tend();
    expect(early.state()).toMatchObject({ phase: 'idle', isDue: false, steps: [] });
    expect(uploaded(station)).toHaveLength(1);
    await station.giveCertificate(30);
    const renewal = await station.openRenewal();
    expect(renewal.state()).toMatchObject({ phase: 'idle', isDue: true, daysLeft: expect.any(Number) });
    const assignments = station.tenant.applications.assignments.length;
    await renewal.tend();
    await expectRenewed(station, renewal);
    expect(renewal.state().steps.map(({ step }) => step)).toEqual(['key', 'upload', 'token', 'switch', 'former']);
    expect(station.tenant.applications.assignments).toHaveLength(assignments);
  });

  test('the present certificate goes on until a token was got with the next one', async () => {
    station = await openConnected();
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
    await expectRenewed(station, renewal);
    expect(renewal.state().certificate?.thumbprintSha256).not.toBe(before);
  });

  test.each<[string, number]>([
    ['a registration that the station did not make', 20],
    ['a certificate that has ended', -3],
  ])('%s takes an administrator, who signs in once and is forgotten', async (_, days) => {
    station = await openConnected(days);
    if (days > 0) forgetRegistration(station);
    else expect(await station.tokenAsKept()).toMatchObject({ kind: 'needs-attention', problem: 'certificate-expired' });
    const renewal = await station.openRenewal();
    await renewal.tend();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'administrator-needed' } });
    approveAs(station, renewal, 'tomas.herrera');
    await renewal.renew();
    await expectRenewed(station, renewal);
    expect(renewal.state().steps.map(({ step }) => step)).toEqual([
      ...(['key', 'sign-in', 'upload', 'token', 'switch', 'former'] as const),
    ]);
    expect(station.onDisk()).not.toMatch(/tomas|Tomás|refresh_token/i);
  });

  test('says whose directory is meant when the registration is not there, and who may not change it', async () => {
    station = await openConnected();
    forgetRegistration(station);
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
      station = await openConnected();
      const killed = await station.openRenewal();
      const reached = untilDoing(killed, step);
      void killed.renew();
      await reached;
      const { next } = killed.state();
      await killed.close();
      const renewal = await station.openRenewal();
      await renewal.renew();
      await expectRenewed(station, renewal);
      if (next !== undefined) expect(renewal.state().certificate).toEqual(next);
    },
  );

  test('killed after the switch, it knows that all is done', async () => {
    station = await openConnected();
    const file = path.join(station.folder, 'connecting', 'renewal.sealed');
    let before = new Uint8Array();
    const killed = await station.openRenewal();
    killed.onChange(({ steps }) => {
      if (steps.some(({ step, state }) => step === 'switch' && state === 'doing')) before = readFileSync(file);
    });
    await killed.renew();
    writeFileSync(file, before);
    await expectRenewed(station, await station.openRenewal());
    expect(existsSync(file)).toBe(false);
  });

  test('never uploads twice when the answer is lost', async () => {
    station = await openConnected();
    const renewal = await station.openRenewal();
    station.tenant.failNext({ kind: 'reset', at: 'before-headers', isStored: true }, { on: 'graph-write' });
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'stopped', problem: { code: 'offline' } });
    await renewal.renew();
    await expectRenewed(station, renewal);
  });

  test('waits for a network, and goes on with the same key', async () => {
    station = await openConnected();
    const renewal = await station.openRenewal(hurriedClock());
    station.tenant.setFault('network-off');
    await renewal.renew();
    const { problem, next } = renewal.state();
    expect({ code: problem?.code, hasKey: next !== undefined }).toEqual({ code: 'offline', hasKey: true });
    station.tenant.setFault('none');
    await renewal.renew();
    expect(uploaded(station)).toEqual([next?.thumbprintSha256]);
    await expectRenewed(station, renewal);
  });

  test('a clock that was once ahead or behind spoils nothing: the key of then is let go, and the next one is made', async () => {
    station = await openConnected();
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
    station = await openConnected();
    const renewal = await station.openRenewal();
    const file = path.join(station.folder, 'sign-in', 'credential.sealed');
    writeFileSync(file, 'of another user');
    const before = uploaded(station);
    await renewal.renew();
    expect(renewal.state()).toMatchObject({ phase: 'none', isDue: false, steps: [] });
    expect(uploaded(station)).toEqual(before);
    expect(station.said.join('\n')).not.toContain('connecting.certificate-renewed');
  });

  test('shows the new certificate among the facts of the connection, too', async () => {
    station = await openConnected();
    const renewal = await station.openRenewal();
    await renewal.renew();
    const connection = await station.open(station.settings());
    const { certificate } = renewal.state();
    expect(connection.state().certificate).toEqual(certificate);
    await connection.close();
  });

  test('makes a key that is new, and lets it into no file in clear, no log line and no request', async () => {
    station = await openConnected('its own', { hasFreshKeys: true });
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
    await expectRenewed(station, renewal);
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
