import { afterEach, expect, test } from 'vitest';
import type { CommandReply } from '../../../shared/contract.ts';
import type { SignInState } from '../../../shared/sign-in-state.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { portraitJpeg } from '../../fixture-photo.ts';

let station: CoreStation;
afterEach(() => station.core.stop());

const crop = { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 };

async function answer<Value>(name: Parameters<CoreStation['ask']>[0], request: object = {}): Promise<Value> {
  const reply = await station.ask(name, request);
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as Value;
}
async function jobOf(jobId: string): Promise<UploadJob> {
  return (await answer<{ job: UploadJob }>('uploads.get', { jobId })).job;
}
async function reached(jobId: string, kind: UploadJob['state']['kind']): Promise<UploadJob> {
  await eventually(async () => expect((await jobOf(jobId)).state.kind).toBe(kind));
  return jobOf(jobId);
}
async function take(person: object): Promise<string> {
  const capture = await portraitJpeg();
  const saved = await answer<CommandReply<'uploads.enqueue'>>('uploads.enqueue', {
    ...{ person, capture, crop, noticeVersion: '1' },
  });
  return saved.job.id;
}
const shown = (user: string) => station.demo.photo({ user });

async function withoutPhoto() {
  for (const person of station.demo.directory.people) if ((await shown(person.id)) === undefined) return person;
  return undefined;
}

test.each([
  ['the former photo comes back', 'aoi.tanaka', 'put-back'],
  ['where there was none, there is none again', undefined, 'remove'],
] as const)('Staff undo a photo in Microsoft 365: %s.', async (_, account, undoes) => {
  station = await openCoreStation();
  const { core, demo } = station;
  core.start();
  await answer('operator.unlock', { pin: '-' });
  const person = account === undefined ? await withoutPhoto() : demo.directory.person(`${account}@tidewater.example`);
  if (person === undefined) throw new Error('nobody to photograph');
  const former = await shown(person.id);
  expect(former === undefined).toBe(undoes === 'remove');
  const id = await take({ id: person.id, displayName: person.displayName ?? '' });
  const done = await reached(id, 'confirmed');
  const replaced = await shown(person.id);
  expect(done).toMatchObject({
    personName: expect.stringMatching(/./),
    former: { kind: undoes === 'remove' ? 'empty' : 'photo' },
  });
  expect((await answer<{ photo?: Uint8Array }>('uploads.former', { jobId: id })).photo === undefined).toBe(
    undoes === 'remove',
  );
  // Nobody but staff undoes anything at a station that signs in by itself, nor learns of it.
  await answer('operator.lock');
  expect(await station.ask('uploads.undo', { jobId: id })).toMatchObject({ error: { code: 'locked' } });
  expect(await jobOf(id)).toMatchObject({ personName: '' });
  await answer('operator.unlock', { pin: '-' });
  const { job } = await answer<CommandReply<'uploads.undo'>>('uploads.undo', { jobId: id });
  expect(job).toMatchObject({ undoes, personName: person.displayName });
  await reached(job.id, 'confirmed');
  const now = await shown(person.id);
  if (former === undefined) expect(now).toBeUndefined();
  // Read back and compared pixel by pixel: that is what 'confirmed' means.
  else expect([former.eTag, replaced?.eTag]).not.toContain(now?.eTag);
  expect((await jobOf(id)).former).toBeUndefined();
  const picture = await answer<{ photo?: Uint8Array }>('people.photo', { personId: person.id, edgePx: 96 });
  expect(picture.photo === undefined).toBe(former === undefined);
});

test('Where people sign in themselves, the person undoes their own photo, and nobody after them.', async () => {
  station = await openCoreStation({ settings: { signIn: { mode: 'self-service' } } });
  const { core, demo } = station;
  core.start();
  const signIn = async (account: string) => {
    const code = await new Promise<string>((resolve) => {
      core.subscribe('signIn.changed', (value) => {
        const state = (value as { signIn: SignInState }).signIn;
        if (state.kind === 'waiting-for-person') resolve(state.userCode);
      });
      void core.invoke('signIn.start', { method: 'device-code' });
    });
    demo.approveDevice(code, `${account}@tidewater.example`);
    return eventually(async () => (await answer<CommandReply<'signIn.me'>>('signIn.me')).person);
  };
  const grace = await signIn('grace.whitfield');
  const id = await take(grace);
  await reached(id, 'confirmed');
  const { job, photo } = await answer<CommandReply<'uploads.undo'>>('uploads.undo', { jobId: id });
  expect(photo?.byteLength).toBeGreaterThan(0);
  await reached(job.id, 'confirmed');
  const second = await take(grace);
  await reached(second, 'confirmed');
  expect((await jobOf(second)).former?.kind).toBe('photo');
  // The machine sleeps, or the session locks: the visit is over, and with it what only the visitor could put back.
  core.rest();
  await eventually(async () => expect((await jobOf(second)).former).toBeUndefined());
  expect(await station.ask('uploads.undo', { jobId: second })).toMatchObject({ error: { code: 'sign-in-needed' } });
  await signIn('aoi.tanaka');
  expect(await station.ask('uploads.undo', { jobId: second })).toMatchObject({ error: { code: 'not-now' } });
  expect((await jobOf(second)).former).toBeUndefined();
});
