import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDemoTenant, type DemoTenant } from '../../../electron/demo/demo-tenant.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { PhotoSurvey, SurveyPhase } from '../../../shared/photo-survey.ts';
import { type CoreStation, noPhotoProcess, openCoreStation } from '../../core-station.ts';
import { folderPerson } from '../../picture-folder.ts';

// Every second one has a photo; the last two are a guest and somebody whose account is disabled.
const people = Array.from({ length: 60 }, (_, index) => folderPerson(index));
const leftOut = [
  { ...folderPerson(60), isGuest: true },
  { ...folderPerson(62), isEnabled: false },
];
let scratch: string;
let demo: DemoTenant;
const open: CoreStation[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'kiosk-survey-'));
});
afterEach(async () => {
  for (const station of open.splice(0)) await station.core.stop();
  demo.clearFaults();
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

interface Kiosk {
  readonly station: CoreStation;
  readonly data: string;
  done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>>;
}

async function openKiosk(options: { readonly data?: string; readonly settings?: object } = {}): Promise<Kiosk> {
  const data = options.data ?? (await mkdtemp(path.join(scratch, 'data-')));
  if (options.data === undefined) demo = createDemoTenant({ people: [...people, ...leftOut] });
  const { settings = {} } = options;
  const station = await openCoreStation({ dataFolder: data, demo, settings, spawnPhotoProcess: noPhotoProcess });
  open.push(station);
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
  return {
    station,
    data,
    async done(name, request) {
      const reply = await station.ask(name, request);
      if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value as never;
    },
  };
}

async function reached({ done }: Kiosk, phase: SurveyPhase, of: { readonly rosterId?: string } = {}) {
  let survey: PhotoSurvey | undefined;
  const phaseNow = async () => {
    ({ survey } = await done('surveys.look', of));
    return survey.phase;
  };
  await expect.poll(phaseNow, { interval: 50 }).toBe(phase);
  return survey as PhotoSurvey;
}
async function answers({ done }: Kiosk, of: { readonly rosterId?: string } = {}) {
  const { rows } = await done('surveys.people', { ...of, filter: 'all', offset: 0, limit: 500 });
  return Object.fromEntries(rows.map(({ person, answer }) => [person.objectId, answer]));
}
async function held(): Promise<Record<string, string>> {
  const all = people.map(async ({ id }) => [id, (await demo.photo({ user: id })) === undefined ? 'no-photo' : 'photo']);
  return Object.fromEntries(await Promise.all(all));
}
/** Whose photo was asked for, each time. */
const asked = () => demo.requests().filter(({ path: at }) => at.includes('/photo'));
async function keepRoster({ done }: Kiosk, name: string, text: string): Promise<string> {
  await done('rosters.openText', { text });
  await done('rosters.matchDraft', { name });
  return (await done('rosters.keepDraft', { name })).summary.roster.id;
}

test('who has no photo is what the tenant holds, person by person, without whom the search leaves out', async () => {
  const kiosk = await openKiosk();
  expect((await kiosk.done('surveys.look', {})).survey).toMatchObject({ phase: 'none', scope: 'everybody' });
  await kiosk.done('surveys.begin', { anew: false });
  const survey = await reached(kiosk, 'ended');
  expect(survey.counts).toEqual({ waiting: 0, photo: 30, 'no-photo': 30, unread: 0 });
  expect(await answers(kiosk)).toEqual(await held());
  const { file } = await kiosk.done('surveys.report', { filter: 'no-photo', language: 'en' });
  const lines = new TextDecoder().decode(file).trim().split('\r\n');
  expect(lines).toHaveLength(31);
  expect(lines[1]).toContain('"No photo"');

  // Those without become a list, matched and ready to be worked through.
  const { draft } = await kiosk.done('surveys.toList', {});
  expect(draft).toMatchObject({ people: 30, isUsable: true });
  await kiosk.done('rosters.matchDraft', { name: 'Without' });
  const { summary } = await kiosk.done('rosters.keepDraft', { name: 'Without' });
  expect(summary.counts).toMatchObject({ total: 30, withoutAccount: 0 });
});

test('it rests when staff say so, and after a restart goes on where it was: nobody is asked twice', async () => {
  const first = await openKiosk();
  demo.failNext({ kind: 'delay', delayMs: 400 }, { on: 'photo-read', count: 60 });
  await first.done('surveys.begin', { anew: false });
  const done = async () => (await reached(first, 'asking')).counts.waiting;
  await expect.poll(done, { interval: 20 }).toBeLessThan(50);
  await first.done('surveys.pause', {});
  await first.station.core.stop();
  open.splice(0);
  const before = asked().length;
  demo.clearFaults();

  const second = await openKiosk({ data: first.data });
  const { survey } = await second.done('surveys.look', {});
  expect(survey.phase).toBe('paused');
  expect(60 - survey.counts.waiting).toBe(before);
  await second.done('surveys.begin', { anew: false });
  await reached(second, 'ended');
  expect(await answers(second)).toEqual(await held());
  expect(asked()).toHaveLength(60);

  await second.done('surveys.begin', { anew: true });
  await expect.poll(() => asked().length, { interval: 20 }).toBe(120);
  await reached(second, 'ended');
});

test('what could not be read is said with its reason, and asked again alone', async () => {
  const kiosk = await openKiosk();
  await demo.photo({ user: people[0]?.id ?? '' });
  // Some are answered, so that one refusal says nothing of the next.
  const rosterId = await keepRoster(
    kiosk,
    'Some',
    people
      .slice(0, 12)
      .map(({ mail }) => mail)
      .join('\n'),
  );
  demo.failNext({ kind: 'headers', headers: {} }, { on: 'photo-read', count: 5 });
  demo.failNext('access-denied', { on: 'photo-read', count: 3 });
  await kiosk.done('surveys.begin', { rosterId, anew: false });
  const survey = await reached(kiosk, 'ended', { rosterId });
  expect(survey).toMatchObject({ scope: 'roster', name: 'Some', counts: { waiting: 0, unread: 3 } });
  const { rows } = await kiosk.done('surveys.people', { rosterId, filter: 'unread', offset: 0, limit: 10 });
  expect(rows.map(({ why }) => why?.kind)).toEqual(['refused', 'refused', 'refused']);
  const before = asked().length;
  await kiosk.done('surveys.begin', { rosterId, anew: false });
  await expect.poll(async () => (await kiosk.done('surveys.look', { rosterId })).survey.counts.unread).toBe(0);
  expect(asked()).toHaveLength(before + 3);
});

test('screens that lock hear no more of it; what became of it meanwhile is there when they ask', async () => {
  const kiosk = await openKiosk();
  const { core } = kiosk.station;
  const phases: SurveyPhase[] = [];
  const follow = (locks: boolean) =>
    core.subscribe('surveys.changed', (value) => {
      phases.push((value as { survey: PhotoSurvey }).survey.phase);
      if (locks) core.rest();
    });
  // Told when staff say so, and when what was under way has ended.
  const beginAndPause = async (answer: object) => {
    demo.failNext({ kind: 'delay', delayMs: 400 }, { on: 'photo-read', count: 60 });
    await kiosk.done('surveys.begin', { anew: true });
    // Done even where the answer stays away, because the screens have locked.
    expect(await kiosk.station.ask('surveys.pause', {})).toMatchObject(answer);
  };
  const leave = follow(false);
  await beginAndPause({ kind: 'ok' });
  await expect.poll(() => phases).toEqual(['paused', 'paused']);
  leave();
  phases.length = 0;

  follow(true);
  await beginAndPause({ error: { code: 'locked' } });
  expect(phases).toEqual(['paused']);
  expect(core.isOperator()).toBe(false);
  await core.stop();
  open.splice(0);
  expect(phases).toEqual(['paused']);
  demo.clearFaults();
  const again = await openKiosk({ data: kiosk.data });
  expect((await again.done('surveys.look', {})).survey.phase).toBe('paused');
});

test('a token that may read nobody’s photo ends it with the reason, and nobody is said to have none', async () => {
  const kiosk = await openKiosk();
  demo.failNext('access-denied', { on: 'photo-read', count: 1_000 });
  await kiosk.done('surveys.begin', { anew: false });
  await expect.poll(async () => (await kiosk.done('surveys.look', {})).survey.why?.kind).toBe('refused');
  const survey = await reached(kiosk, 'paused');
  expect(survey.counts).toMatchObject({ photo: 0, 'no-photo': 0 });
  expect(asked().length).toBeLessThan(12);
  demo.clearFaults();
  await kiosk.done('surveys.begin', { anew: false });
  expect((await reached(kiosk, 'ended')).why).toBeUndefined();
  expect(await answers(kiosk)).toEqual(await held());
});

test('a list that changed meanwhile is asked about as it is now, and one that is erased leaves nothing', async () => {
  const kiosk = await openKiosk();
  const mails = (from: number, to: number) =>
    people
      .slice(from, to)
      .map(({ mail }) => mail)
      .join('\n');
  const rosterId = await keepRoster(kiosk, 'Changing', mails(0, 6));
  await kiosk.done('surveys.begin', { rosterId, anew: false });
  await reached(kiosk, 'ended', { rosterId });
  await keepRoster(kiosk, 'Changing', mails(2, 10));
  await kiosk.done('surveys.begin', { rosterId, anew: false });
  await expect
    .poll(async () => Object.keys(await answers(kiosk, { rosterId })).sort())
    .toEqual(people.slice(2, 10).map(({ id }) => id));
  await reached(kiosk, 'ended', { rosterId });
  expect(asked()).toHaveLength(10);
  await kiosk.done('rosters.close', { rosterId });
  await kiosk.done('rosters.erase', { rosterId });
  expect(await kiosk.station.ask('surveys.look', { rosterId })).toMatchObject({ error: { code: 'not-found' } });
  // A list of the same people begins with nobody asked.
  const again = await keepRoster(kiosk, 'Changing', mails(2, 10));
  expect((await kiosk.done('surveys.look', { rosterId: again })).survey.phase).toBe('none');
});

test('where the settings know only the people of the lists, those are the directory', async () => {
  const kiosk = await openKiosk({ settings: { directory: { people: 'rosters' } } });
  await keepRoster(
    kiosk,
    'One',
    people
      .slice(0, 3)
      .map(({ mail }) => mail)
      .join('\n'),
  );
  await keepRoster(
    kiosk,
    'Two',
    people
      .slice(2, 5)
      .map(({ mail }) => mail)
      .join('\n'),
  );
  await kiosk.done('surveys.begin', { anew: false });
  const survey = await reached(kiosk, 'ended');
  expect(survey).toMatchObject({ scope: 'rosters', counts: { waiting: 0, photo: 2, 'no-photo': 3 } });
});

test('other people than before are another survey: nobody is told the answers of the former one', async () => {
  const first = await openKiosk();
  await first.done('surveys.begin', { anew: false });
  await reached(first, 'ended');
  await first.station.core.stop();
  open.splice(0);
  const group = { directory: { people: { groupId: '0f9c2b1e-5d3a-4a7e-8c11-2b6f0d9e7a31' } } };
  for (const settings of [{ directory: { people: 'rosters' } }, group]) {
    const second = await openKiosk({ data: first.data, settings });
    const { survey } = await second.done('surveys.look', {});
    expect(survey).toMatchObject({ phase: 'none', counts: { waiting: 0, photo: 0, 'no-photo': 0, unread: 0 } });
    await second.station.core.stop();
    open.splice(0);
  }
  // Back with whom it was asked about, the answers are there.
  const again = await openKiosk({ data: first.data });
  expect((await again.done('surveys.look', {})).survey.phase).toBe('ended');
});

test('asked again about the unread with the network gone it says that it has stopped, and goes on later', async () => {
  const kiosk = await openKiosk();
  demo.failNext({ kind: 'headers', headers: {} }, { on: 'photo-read', count: 10 });
  demo.failNext('access-denied', { on: 'photo-read', count: 3 });
  await kiosk.done('surveys.begin', { anew: false });
  expect((await reached(kiosk, 'ended')).counts.unread).toBe(3);
  demo.setFault('network-off');
  await kiosk.done('surveys.begin', { anew: false });
  const survey = await reached(kiosk, 'paused');
  expect(survey).toMatchObject({ counts: { waiting: 0, unread: 3 }, why: { kind: 'offline' } });
  demo.setFault('none');
  await kiosk.done('surveys.begin', { anew: false });
  expect((await reached(kiosk, 'ended')).counts.unread).toBe(0);
});

test('locked while a list is made of it, the list is not put back and nobody is named', async () => {
  const kiosk = await openKiosk();
  await kiosk.done('surveys.begin', { anew: false });
  await reached(kiosk, 'ended');
  const { ask } = kiosk.station;
  const list = ask('surveys.toList', {});
  const file = ask('surveys.report', { filter: 'all', language: 'en' });
  await ask('operator.lock', {});
  expect(await list).toMatchObject({ kind: 'error', error: { code: 'locked' } });
  expect(await file).toMatchObject({ kind: 'error', error: { code: 'locked' } });
  await ask('operator.unlock', { pin: '-' });
  expect(await ask('rosters.matchDraft', { name: 'everybody' })).toMatchObject({ error: { code: 'not-found' } });
});
