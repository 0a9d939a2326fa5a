import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { createEventHub } from '../../../electron/core/event-hub.ts';
import { type EventName, type EventValue, eventNames } from '../../../shared/contract.ts';
import { importFindings, importStates } from '../../../shared/picture-import.ts';
import { renewalAt, sampleConnection } from '../../connect-double.ts';
import { type CoreStation, noPhotoProcess, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';

let station: CoreStation | undefined;
afterEach(async () => {
  await station?.core.stop();
  station = undefined;
});

/**
 * What the screens hear of each event, written by hand from what people may know at a station (docs/operator.md), not from the
 * contract: with the operator's screens locked and open, however the station signs in. `nameless`: not whose photo it is.
 */
const table = `
  station.changed        | told     | told
  station.fileNotSaved   | told     | told
  station.fileSaved      | told     | told
  connect.changed        | nothing  | told
  certificate.changed    | nothing  | told
  uploads.changed        | nameless | told
  queue.changed          | told     | told
  directory.changed      | told     | told
  signIn.changed         | told     | told
  operator.changed       | told     | told
  rosters.changed        | nothing  | told
  rosters.erasingChanged | nothing  | told
  rosters.setUpChanged   | nothing  | told
  imports.changed        | nothing  | told
  surveys.changed        | nothing  | told
  hotFolder.changed      | told     | told
  files.asked            | told     | told
  demo.changed           | told     | told
`;
const rows = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([name, locked, open]) => [name as EventName, { locked, open }]),
);

const named = { personName: 'Aiko Tanaka', target: 'user:aiko@contoso.example' };
const counts = { total: 1, open: 1, captured: 0, needsRetake: 0, skipped: 0, noShow: 0, declined: 0 };
const roster = { id: 'roster', name: 'Monday', createdAtMs: 1, importedAtMs: 1, sessions: [] };

const noneOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;

const samples: { readonly [Name in EventName]: EventValue<Name> } = {
  'station.changed': { snapshot: sampleSnapshot },
  'station.fileNotSaved': {},
  'station.fileSaved': { name: 'log.txt', folder: '/home/kiosk' },
  'connect.changed': { connection: sampleConnection },
  'certificate.changed': { renewal: renewalAt(undefined) },
  'uploads.changed': { job: sampleJob(named) },
  'queue.changed': { queue: sampleSnapshot.queue },
  'directory.changed': { notice: 'refused' },
  'signIn.changed': { signIn: { kind: 'signed-out' } },
  'operator.changed': { isOperator: false },
  'rosters.changed': {
    summary: { roster, counts: { ...counts, walkIns: 0, gone: 0, withoutAccount: 0, heldPhotos: 0 } },
  },
  'rosters.erasingChanged': { erasing: [] },
  'rosters.setUpChanged': { setUp: { rosterId: 'roster', work: 'share', phase: 'working', steps: [] } },
  'imports.changed': {
    progress: {
      ...{ id: 'import', source: '/srv/pictures', phase: 'ready', isPaused: false, done: 0, total: 0, missingFiles: 0 },
      states: noneOf(importStates),
      findings: noneOf(importFindings),
    },
  },
  'surveys.changed': {
    survey: {
      scope: 'everybody',
      name: '',
      withoutAccount: 0,
      phase: 'asking',
      counts: { waiting: 1, photo: 0, 'no-photo': 0, unread: 0 },
    },
  },
  'hotFolder.changed': { state: 'watching', waiting: 1, arrivedFor: 'key' },
  'files.asked': { choice: 'file', accept: '' },
  'demo.changed': { fault: 'slow' },
};

/** Says what of a sample gets through; a line of the log is none of these. */
function heardOf(name: EventName, isOperator: boolean): string {
  const heard: unknown[] = [];
  const note = (line: string) => void heard.push(line);
  const hub = createEventHub({ log: { info: note, warn: note, error: note }, isOperator: () => isOperator });
  hub.subscribe(name, (value) => heard.push(value));
  hub.emit(name, samples[name]);
  if (heard.length === 0) return 'nothing';
  if (isDeepStrictEqual(heard, [samples[name]])) return 'told';
  const said = JSON.stringify(heard);
  return said.includes('"personName":""') && !/aiko/i.test(said) ? 'nameless' : said;
}

describe('who hears what', () => {
  test('is written down for every event of the contract', () => {
    expect([...rows.keys()].sort()).toEqual([...eventNames].sort());
  });

  test('holds for every event, with the operator’s screens locked and open', () => {
    const heard = [...rows.keys()].map((name) => [name, { locked: heardOf(name, false), open: heardOf(name, true) }]);
    expect(Object.fromEntries(heard)).toEqual(Object.fromEntries(rows));
  });

  const cases = (['application', 'operator', 'self-service'] as const).flatMap((signInMode) =>
    (['demo', 'own'] as const).map((tenant) => ({ signInMode, tenant })),
  );
  test.each(cases)(
    'at a station with $signInMode sign-in at a tenant: $tenant, screens that lock hear no more of what staff began',
    async ({ signInMode, tenant }) => {
      const settings = { signIn: { mode: signInMode } };
      station = await openCoreStation({ settings, tenant, spawnPhotoProcess: noPhotoProcess });
      const { ask, core } = station;
      const heard: EventValue<'connect.changed'>['connection']['phase'][] = [];
      let locksWhenTold = false;
      core.subscribe('connect.changed', (value) => {
        heard.push((value as EventValue<'connect.changed'>).connection.phase);
        // What the plan still comes to happens with the screens locked.
        if (locksWhenTold) core.rest();
      });
      // No key, no network: the plan stops where somebody types.
      const begin = () =>
        ask('connect.begin', { way: 'self-service', cloud: 'own', manner: 'by-hand', targets: ['user'] });

      await ask('operator.unlock', { pin: '-' });
      await begin();
      await eventually(() => expect(heard.at(-1)).toBe('stopped'));
      expect(heard.splice(0)).toContain('working');

      locksWhenTold = true;
      await begin();
      await eventually(() => expect(core.isOperator()).toBe(false));
      expect(heard).toEqual(['working']);
      // Whoever unlocks them is told where it stands when their screen asks.
      await ask('operator.unlock', { pin: '-' });
      expect(await ask('connect.look')).toMatchObject({ value: { connection: { phase: 'stopped' } } });
      expect(heard).toEqual(['working']);
    },
  );
});
