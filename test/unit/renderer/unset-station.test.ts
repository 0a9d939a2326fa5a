import { expect, test } from 'vitest';
import type { KioskHandlers } from '../../../shared/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SettingsWriting } from '../../../shared/settings-editing.ts';
import { sampleSnapshot } from '../../kiosk-double.ts';
import { settled, startStage } from '../../kiosk-stage.ts';

const file = 'C:\\ProgramData\\Photo kiosk\\settings.json';

/** A station that belongs to nobody yet, whose settings answer so when they are written. */
async function openUnset(hasOperatorPin: boolean, written: SettingsWriting = { kind: 'saved' }) {
  const handlers: Partial<KioskHandlers> = {
    'operator.unlock': async ({ pin }) => (hasOperatorPin && pin === '-' ? err({ code: 'locked' }) : ok({})),
    'operator.lock': async () => ok({}),
    'settings.read': async () =>
      ok({
        ...{ file, place: 'named', isWritable: true, revision: 'r1', document: '{"station":{"name":"Lobby"}}' },
        ...{ effective: '{}', schema: '{}' },
      }),
    'settings.write': async () => ok(written),
  };
  const stage = await startStage(handlers, { hasOperatorPin });
  const become = (more: object) => {
    const station = { ...sampleSnapshot.station, hasOperatorPin };
    stage.double.emit('station.changed', { snapshot: { ...sampleSnapshot, station, isUnset: true, ...more } });
  };
  become({});
  const asked = () => stage.double.calls.map(({ name }) => name).filter((name) => /^(operator|settings)/.test(name));
  return { ...stage, become, asked, flow: () => stage.store.state.getState().flow };
}

test('the demo company is asked for without a PIN where there is none, and the staff’s screens are locked again', async () => {
  const { store, double, asked } = await openUnset(false);
  expect(await store.actions.tryDemo()).toEqual({ kind: 'chosen' });
  expect(asked()).toEqual(['operator.unlock', 'settings.read', 'settings.write', 'operator.lock']);
  const sent = double.calls.find(({ name }) => name === 'settings.write')?.request as { document: string };
  expect(JSON.parse(sent.document)).toEqual({ station: { name: 'Lobby' }, tenant: 'demo' });
});

test('where there is a PIN no guess is spent on it: staff give it, and then have the demo company', async () => {
  const { store, become, asked, flow } = await openUnset(true);
  expect(await store.actions.tryDemo()).toEqual({ kind: 'pin-asked' });
  expect(asked()).toEqual([]);
  expect(flow()).toEqual({ kind: 'operator', page: 'demo' });
  become({ isOperator: true });
  expect(await store.actions.tryDemo()).toEqual({ kind: 'chosen' });
  await settled();
  expect(flow()).toEqual({ kind: 'attract' });
  expect(asked()).toEqual(['settings.read', 'settings.write', 'operator.lock']);
});

test('settings that cannot be written are named with their file and the reason, and the screens are locked all the same', async () => {
  const { store, asked } = await openUnset(false, { kind: 'not-written', file, reason: 'EACCES' });
  expect(await store.actions.tryDemo()).toEqual({ kind: 'not-written', file, reason: 'EACCES' });
  expect(asked().at(-1)).toBe('operator.lock');
});

test('nobody is looked for while the station belongs to nobody: no badge and no touch leads to the search', async () => {
  const { store, double, become, flow } = await openUnset(false);
  const { actions } = store;
  expect(actions.isBadgeWanted()).toBe(false);
  actions.showBadge('10041');
  actions.askForBadge();
  actions.begin();
  await settled();
  expect(flow()).toEqual({ kind: 'attract' });
  expect(double.calls.map(({ name }) => name)).not.toContain('people.identify');
  become({ isUnset: undefined });
  expect(actions.isBadgeWanted()).toBe(true);
  actions.begin();
  expect(flow()).toEqual({ kind: 'search' });
});
