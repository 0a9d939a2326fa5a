import { afterEach, expect, test } from 'vitest';
import type { CommandReply } from '../../../shared/contract.ts';
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
async function open(options: Parameters<typeof openCoreStation>[0] = {}): Promise<void> {
  station = await openCoreStation(options);
  station.core.start();
  await answer('operator.unlock', { pin: '-' });
}
async function found(kind: 'group' | 'team', query: string) {
  return (await answer<CommandReply<'targets.find'>>('targets.find', { kind, query })).targets;
}
async function first(kind: 'group' | 'team', query: string): Promise<string> {
  const [card] = await found(kind, query);
  if (card === undefined) throw new Error(`no ${kind} ${query}`);
  return card.id;
}
async function contactsOf(account: string, beginning?: string): Promise<CommandReply<'targets.contacts'>> {
  const ownerId = station.demo.directory.person(`${account}@tidewater.example`)?.id;
  return answer('targets.contacts', { ownerId, ...(beginning === undefined ? {} : { beginning }) });
}
async function save(targetId: string): Promise<UploadJob> {
  const reply = await answer<CommandReply<'targets.save'>>('targets.save', {
    ...{ targetId, capture: await portraitJpeg(), crop },
  });
  return reply.job;
}
async function reached(jobId: string, kind: UploadJob['state']['kind']): Promise<UploadJob> {
  const read = async () => (await answer<{ job: UploadJob }>('uploads.get', { jobId })).job;
  await eventually(async () => expect((await read()).state.kind).toBe(kind));
  return read();
}

test('Staff find a group by any word of its name, see its photo, and give it another one through the queue.', async () => {
  await open();
  expect(await found('group', 'project')).toEqual([
    expect.objectContaining({
      displayName: 'Harbour project',
      more: 'harbour-project@tidewater.example',
      isTeam: true,
    }),
  ]);
  expect((await found('group', 'kiosk')).map(({ displayName }) => displayName)).toEqual(['Kiosk testers']);
  expect(await found('group', "nobody's")).toEqual([]);
  const id = await first('group', 'finance');
  const photo = () => answer<CommandReply<'targets.photo'>>('targets.photo', { targetId: id, edgePx: 240 });
  const job = await save(id);
  expect(job).toMatchObject({ target: id, personName: 'Finance' });
  const done = await reached(job.id, 'confirmed');
  expect((await photo()).photo?.byteLength).toBeGreaterThan(1000);
  // There was none before: it can be removed again, as a person's can.
  expect(done.former).toMatchObject({ kind: 'empty' });
  const undoing = await answer<CommandReply<'uploads.undo'>>('uploads.undo', { jobId: job.id });
  await reached(undoing.job.id, 'confirmed');
  expect((await photo()).photo).toBeUndefined();
});

test('Contacts are those of a mailbox that staff choose, in all its folders and those within them, and their photos arrive there.', async () => {
  await open();
  const { targets, isWhole } = await contactsOf('aoi.tanaka');
  expect(targets.map(({ displayName, more }) => [displayName, more])).toEqual([
    ['Lens supplier', 'lenses@northwind.example'],
    ['Paper mill', 'paper@northwind.example'],
    ['Silk printer', 'silk@northwind.example'],
  ]);
  expect(isWhole).toBe(true);
  const begun = async (beginning: string) => (await contactsOf('aoi.tanaka', beginning)).targets;
  expect((await begun('LENS')).map(({ displayName }) => displayName)).toEqual(['Lens supplier']);
  expect(await begun('supplier')).toEqual([]);
  expect(await begun("mill's")).toEqual([]);
  for (const card of [targets[0], targets[2]]) {
    const done = await reached((await save(card?.id ?? '')).id, 'confirmed');
    // What was there before is told, and that this API cannot empty a contact's slot.
    expect(done.former).toMatchObject({ kind: 'cannot-remove' });
    const shown = await answer<CommandReply<'targets.photo'>>('targets.photo', { targetId: card?.id, edgePx: 240 });
    expect(shown.photo?.byteLength).toBeGreaterThan(1000);
  }
  expect(await station.ask('targets.contacts', { ownerId: 'nobody' })).toMatchObject({
    error: { code: 'wrong-address' },
  });
  expect(await station.ask('targets.contacts', {})).toMatchObject({ error: { code: 'bad-request' } });
});

test('What the token cannot do is said before: by its permissions, by its kind, and by the API.', async () => {
  await open();
  const look = () => answer<CommandReply<'targets.look'>>('targets.look');
  expect(await look()).toEqual({
    contactsOf: 'chosen',
    abilities: [
      { kind: 'group', can: 'perhaps', lack: 'person', permission: 'ProfilePhoto.ReadWrite.All' },
      { kind: 'team', can: 'perhaps', lack: 'person', permission: 'TeamSettings.ReadWrite.All' },
      { kind: 'contact', can: 'yes', permission: 'Contacts.ReadWrite' },
    ],
  });
  expect(await found('team', 'finance')).toEqual([]);
  station.demo.setPolicy({ appOnlyTeamWrites: 'refused' });
  const id = await first('team', 'all');
  const parked = await reached((await save(id)).id, 'parked');
  expect(parked.lastOutcome).toMatchObject({ kind: 'refused', lacks: 'person' });
});

test('A team gets another photo where its tenant lets an application do it, and its group shows the same.', async () => {
  await open();
  const [team, group] = [await first('team', 'studio'), await first('group', 'studio')];
  await reached((await save(team)).id, 'confirmed');
  const photos = await Promise.all(
    [team, group].map((targetId) => answer<CommandReply<'targets.photo'>>('targets.photo', { targetId, edgePx: 240 })),
  );
  expect(photos[0]?.photo?.byteLength).toBeGreaterThan(1000);
  expect(photos[1]?.photo).toEqual(photos[0]?.photo);
});

test('A person’s own token has its own contacts, and says nothing before there is one.', async () => {
  await open({ settings: { signIn: { mode: 'operator' } } });
  expect(await answer('targets.look')).toEqual({
    contactsOf: 'own',
    abilities: ['group', 'team', 'contact'].map((kind) => ({ kind, can: 'unknown' })),
  });
  expect(await station.ask('targets.find', { kind: 'group', query: 'finance' })).toMatchObject({
    error: { code: 'sign-in-needed' },
  });
  expect(await station.ask('targets.contacts', {})).toMatchObject({ error: { code: 'sign-in-needed' } });
});

test('Nothing is read or written but what staff were shown, and only while their screens are unlocked.', async () => {
  await open();
  const id = await first('group', 'finance');
  const shown = async () => (await answer<CommandReply<'targets.look'>>('targets.look', { targetId: id })).shown;
  expect(await shown()).toMatchObject({ id, displayName: 'Finance' });
  await answer('operator.lock');
  expect(await station.ask('targets.photo', { targetId: id, edgePx: 96 })).toMatchObject({ error: { code: 'locked' } });
  await answer('operator.unlock', { pin: '-' });
  expect(await shown()).toBeUndefined();
  const request = { targetId: id, capture: await portraitJpeg(), crop };
  expect(await station.ask('targets.save', request)).toMatchObject({ error: { code: 'not-found' } });
  expect(await answer('targets.photo', { targetId: id, edgePx: 96 })).toEqual({});
});

test('A search for contacts ends when the next one begins, and one that staff lock their screens over shows nothing.', async () => {
  await open();
  const ownerId = station.demo.directory.person('aoi.tanaka@tidewater.example')?.id;
  const [former, later] = [station.ask('targets.contacts', { ownerId }), station.ask('targets.contacts', { ownerId })];
  expect(await former).toMatchObject({ error: { code: 'not-now' } });
  const reply = (await later) as { value: CommandReply<'targets.contacts'> };
  const id = reply.value.targets[0]?.id;
  expect(id).toBeDefined();
  const searches = [
    station.ask('targets.contacts', { ownerId }),
    station.ask('targets.find', { kind: 'group', query: 'finance' }),
  ];
  await answer('operator.lock');
  await answer('operator.unlock', { pin: '-' });
  for (const search of searches) expect(await search).toMatchObject({ error: { code: 'locked' } });
  expect(await answer('targets.look', { targetId: id })).not.toHaveProperty('shown');
});

test('A team and its group are one slot: of two photos the newer one wins, whatever it was chosen as.', async () => {
  await open();
  const group = await first('group', 'studio');
  const team = await first('team', 'studio');
  await answer('demo.setFault', { fault: 'network-off' });
  const older = await save(group);
  const newer = await save(team);
  expect(await reached(older.id, 'superseded')).toMatchObject({ id: older.id });
  expect((await answer<{ job: UploadJob }>('uploads.get', { jobId: newer.id })).job.state.kind).toBe('waiting');
});
