import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { storeSections } from '../../../electron/core/store-sections.ts';
import { createPeopleStore, type PeopleStore } from '../../../electron/directory/people-store.ts';
import { openStore } from '../../../electron/storage/store.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { createKeptLog } from '../../queue-station.ts';

let station: CoreStation | undefined;
afterEach(() => station?.core.stop());

/** A self-service station at a demo tenant of its own. */
async function newStation() {
  station = await openCoreStation({ settings: { signIn: { mode: 'self-service' } } });
  const { core, demo } = station;
  /** Resolves with the next state of `kind` after `act`. */
  const reached = <Kind extends SignInState['kind']>(kind: Kind, act: () => unknown) =>
    new Promise<Extract<SignInState, { kind: Kind }>>((resolve) => {
      const stop = core.subscribe('signIn.changed', (value) => {
        const { signIn } = value as { signIn: SignInState };
        if (signIn.kind !== kind) return;
        stop();
        resolve(signIn as Extract<SignInState, { kind: Kind }>);
      });
      void act();
    });
  return { demo, core, reached };
}

test('Only the person who is signed in gets a photo saved, and saving needs no network.', async () => {
  const { demo, core, reached } = await newStation();
  const capture = await portraitJpeg();
  const request = (person: unknown) => ({
    person,
    capture,
    crop: { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 },
    noticeVersion: '1',
  });
  const person = {
    id: demo.directory.person('grace.whitfield@tidewater.example')?.id,
    displayName: 'Grace',
    userPrincipalName: 'grace',
  };
  expect(await core.invoke('uploads.enqueue', request(person))).toMatchObject({ error: { code: 'sign-in-needed' } });
  const { userCode } = await reached('waiting-for-person', () =>
    core.invoke('signIn.start', { method: 'device-code' }),
  );
  await reached('signed-in', () => demo.approveDevice(userCode, 'grace.whitfield@tidewater.example'));
  expect(await core.invoke('uploads.enqueue', request({ ...person, id: 'somebody-else' }))).toMatchObject({
    error: { code: 'not-allowed' },
  });
  demo.setFault('network-off');
  expect(await core.invoke('uploads.enqueue', request(person))).toMatchObject({
    kind: 'ok',
    value: { job: { target: `user:${person.id}` } },
  });
});

test.each([
  ['they sign out', (core: CoreStation['core']) => core.invoke('signIn.signOut', {})],
  ['the machine sleeps, or its session locks', (core: CoreStation['core']) => core.rest()],
])('What Microsoft 365 does not have of a visitor when their visit ends is taken back: %s.', async (_, end) => {
  const { demo, core, reached } = await newStation();
  core.start();
  const upn = 'grace.whitfield@tidewater.example';
  const { userCode } = await reached('waiting-for-person', () =>
    core.invoke('signIn.start', { method: 'device-code' }),
  );
  await reached('signed-in', () => demo.approveDevice(userCode, upn));
  const me = (await core.invoke('signIn.me', {})) as { value: { person: object } };
  demo.setFault('network-off');
  const saved = (await core.invoke('uploads.enqueue', {
    ...{ person: me.value.person, capture: await portraitJpeg(), noticeVersion: '1' },
    crop: { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 },
  })) as { value: { job: { id: string } } };
  await reached('signed-out', () => end(core));
  demo.setFault('none');
  await eventually(async () =>
    expect(await core.invoke('uploads.get', { jobId: saved.value.job.id })).toMatchObject({
      value: { job: { state: { kind: 'withdrawn' } } },
    }),
  );
});

test('A station that was made self-service forgets the copy of the directory that it kept before.', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'self-service-'));
  const withPeople = async <Value>(use: (people: PeopleStore) => Value): Promise<Value> => {
    const log = createKeptLog();
    const fixed = { cipher: createFixedCipher(), clock: createFakeClock(), log, sections: storeSections };
    const opened = await openStore({ folder: dataFolder, freeSpaceFloorBytes: 0, ...fixed });
    if (opened.kind === 'error') throw new Error(opened.error.code);
    const value = use(createPeopleStore(opened.value));
    opened.value.close();
    return value;
  };
  const users = Array.from({ length: 150 }, (_, index) => ({ kind: 'user' as const, user: { id: `id-${index}` } }));
  const kept = await withPeople((people) => {
    people.change(1, users, { isWhole: true, limit: 1_000 });
    return people.count();
  });
  expect(kept).toBe(150);
  station = await openCoreStation({ dataFolder, settings: { signIn: { mode: 'self-service' } } });
  const { core, logged } = station;
  core.start();
  await eventually(() => expect(logged).toContain('directory.opened'));
  await core.stop();
  station = undefined;
  expect(await withPeople((people) => people.count())).toBe(0);
});

test('After self-service the core answers nothing about the person who left, not even their picture.', async () => {
  const { demo, core, reached } = await newStation();
  const upn = 'grace.whitfield@tidewater.example';
  const { userCode } = await reached('waiting-for-person', () =>
    core.invoke('signIn.start', { method: 'device-code' }),
  );
  await reached('signed-in', () => demo.approveDevice(userCode, upn));
  const me = (await core.invoke('signIn.me', {})) as { value: { person: { id: string } } };
  const picture = () => core.invoke('people.photo', { personId: me.value.person.id, edgePx: 96 });
  expect(await picture()).toMatchObject({ kind: 'ok', value: { photo: expect.any(Uint8Array) } });
  expect(await core.invoke('signIn.signOut', {})).toEqual({ kind: 'ok', value: {} });
  expect(await picture()).toEqual({ kind: 'ok', value: {} });
  expect(await core.invoke('signIn.me', {})).toMatchObject({ kind: 'error', error: { code: 'sign-in-needed' } });
  expect(JSON.stringify(await core.invoke('station.snapshot', {}))).not.toMatch(/grace|whitfield/i);
});
