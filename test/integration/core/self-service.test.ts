import { afterEach, expect, test } from 'vitest';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

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
