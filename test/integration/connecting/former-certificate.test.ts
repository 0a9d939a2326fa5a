import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import { approveAs, type ConnectingStation, guided, hurriedClock } from '../../connecting-station.ts';
import { forgetRegistration, openConnected, untilDoing, uploaded } from './connected-station.ts';

let station: ConnectingStation;
afterEach(() => station.close());

describe('renewing the certificate', () => {
  test('takes the former one out only after a token of the next one, says so where that fails, and tries again', async () => {
    station = await openConnected();
    const before = uploaded(station);
    const renewal = await station.openRenewal(hurriedClock());
    const seen: string[][] = [];
    renewal.onChange(({ steps }) => {
      if (steps.some(({ step, state }) => step === 'former' && state === 'doing')) {
        seen.push(uploaded(station));
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
    expect(uploaded(station)).toEqual([next.state().certificate?.thumbprintSha256]);
    expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  });

  test('why a renewal has stopped is still told after a try to take a former certificate out', async () => {
    station = await openConnected();
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
    station = await openConnected();
    await station.giveCertificate(20, 'handed over');
    forgetRegistration(station);
    const shared = uploaded(station);
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
    expect(uploaded(station)).toEqual([...shared, first]);
    // Its own goes out at the next renewal, and that one still stays.
    await renewal.renew();
    const second = renewal.state().certificate?.thumbprintSha256;
    expect(second).not.toBe(first);
    expect(uploaded(station)).toEqual([...shared, second]);
    expect(renewal.state()).toMatchObject({ phase: 'renewed', kept: { thumbprintSha256: shared[0] } });
    expect(renewal.state().steps.at(-1)).toEqual({ step: 'former', state: 'done' });
  });

  test('that it stays is said whatever happens meanwhile, until that certificate has ended', async () => {
    station = await openConnected();
    await station.giveCertificate(20, 'handed over');
    const [shared] = uploaded(station);
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
    station = await openConnected();
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
    station = await openConnected();
    await station.giveCertificate(20, 'under another id');
    const renewal = await station.openRenewal();
    await renewal.tend();
    expect(renewal.state()).toMatchObject({ phase: 'renewed', former: { problem: { code: 'administrator-needed' } } });
    expect(uploaded(station)).toHaveLength(2);
    const [application] = station.tenant.applications.applications.values();
    if (application === undefined) throw new Error('no registration');
    const { keyCredentials } = application;
    approveAs(station, renewal, 'tomas.herrera');
    application.keyCredentials = keyCredentials.slice(0, 1);
    await renewal.removeFormer();
    expect(renewal.state()).toMatchObject({ former: { problem: { reason: 'certificate-in-use-missing' } } });
    expect(uploaded(station)).toHaveLength(1);
    application.keyCredentials = keyCredentials;
    await renewal.removeFormer();
    expect(renewal.state()).not.toHaveProperty('former');
    expect(uploaded(station)).toEqual([renewal.state().certificate?.thumbprintSha256]);
    expect(station.onDisk()).not.toMatch(/tomas|Tomás|refresh_token/i);
  });

  test('connecting anew takes out what the station signed in with before, and nothing while it is on its way', async () => {
    station = await openConnected('its own');
    const again = await station.open(station.settings());
    approveAs(station, again, 'tomas.herrera');
    await again.begin(guided);
    const during = await station.openRenewal();
    await during.tend();
    expect(uploaded(station)).toHaveLength(2);
    await again.finish();
    await again.close();
    const renewal = await station.openRenewal();
    await renewal.tend();
    expect(uploaded(station)).toEqual([renewal.state().certificate?.thumbprintSha256]);
    expect(await station.tokenAsKept()).toMatchObject({ kind: 'signed-in' });
  });
});
