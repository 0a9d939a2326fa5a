import { afterEach, expect, test } from 'vitest';
import { hashPin } from '../../../electron/operator/operator-pin.ts';
import { readCompanyMark } from '../../../electron/settings/company-mark.ts';
import { type CoreStation, type CoreStationOptions, noPhotoProcess, openCoreStation } from '../../core-station.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

async function opened(options: CoreStationOptions): Promise<CoreStation> {
  await station?.core.stop();
  station = await openCoreStation({ spawnPhotoProcess: noPhotoProcess, ...options });
  return station;
}

test('a station that works for a company marks its data so, before anybody is photographed; the demo and a rehearsal do not', async () => {
  const markOf = async (options: CoreStationOptions) => readCompanyMark((await opened(options)).dataFolder);
  expect(await markOf({ tenant: 'own' })).toBe('company');
  expect(await markOf({ tenant: 'demo' })).toBe('none');
  expect(await markOf({ isUnset: true })).toBe('none');
  expect(await markOf({ tenant: 'own', isRehearsal: true })).toBe('none');
});

test('a rehearsal carries the sign of the demo, and its faults can be rehearsed', async () => {
  const rehearsal = await opened({ tenant: 'own', isRehearsal: true, isLocked: true });
  expect(await rehearsal.ask('station.snapshot')).toMatchObject({ value: { demo: { fault: 'none' } } });
  expect(await rehearsal.ask('demo.setFault', { fault: 'throttled' })).toMatchObject({ kind: 'ok' });
  const own = await opened({ tenant: 'own' });
  expect(await own.ask('station.snapshot')).not.toHaveProperty('value.demo');
});

test('the PIN of a company’s station in a lobby is there to stay; elsewhere it can be removed', async () => {
  const settings = { station: { operatorPinHash: await hashPin('246810') } };
  const snapshotOf = async (options: CoreStationOptions) => (await opened(options)).ask('station.snapshot');
  const company = await opened({ settings, tenant: 'own', isLocked: true });
  expect(await company.ask('station.snapshot')).toMatchObject({ value: { mustKeepPin: true } });
  // Its data are the company's still, whatever it runs on.
  const { dataFolder } = company;
  expect(await snapshotOf({ settings, dataFolder, isLocked: true })).toMatchObject({ value: { mustKeepPin: true } });
  expect(await snapshotOf({ settings, isLocked: true })).not.toHaveProperty('value.mustKeepPin');
  expect(await snapshotOf({ settings, tenant: 'own' })).not.toHaveProperty('value.mustKeepPin');
});

test('monitoring calls a person to a station in a lobby that nobody has set up', async () => {
  expect((await opened({ isUnset: true })).core.health()).toMatchObject({ isUnset: true, needsAttention: true });
  const demo = (await opened({ isLocked: true })).core.health();
  expect(demo).toMatchObject({ needsAttention: false });
  expect(demo).not.toHaveProperty('isUnset');
});
