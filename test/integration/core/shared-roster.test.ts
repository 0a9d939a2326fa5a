import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createDemoTenant } from '../../../electron/demo/demo-tenant.ts';
import { samplePeople } from '../../../electron/demo/sample-people.ts';
import { createSystemClock } from '../../../electron/host/system-clock.ts';
import type { Clock } from '../../../electron/ports.ts';
import { ShareTable } from '../../../electron/roster/share-table.ts';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { portraitJpeg } from '../../fixture-photo.ts';
import { lineOf, matchedTo, openRosterStation } from '../../roster-station.ts';
import { makeSharedList } from '../../shared-list.ts';

const demo = createDemoTenant();
const stations: CoreStation[] = [];
afterEach(async () => {
  for (const { core } of stations.splice(0)) await core.stop();
});

const system = createSystemClock();
/** Ten seconds between two looks at the list are a fifth of a second here. */
const clock: Clock = {
  ...system,
  setTimer: (delayMs, action) => system.setTimer(delayMs >= 8_000 && delayMs <= 12_000 ? 200 : delayMs, action),
};
const people = samplePeople.filter(({ mailbox, isEnabled, isGuest }) => mailbox === 'cloud' && isEnabled && !isGuest);

/** A station with the shared roster in its data, as `roster share` and `roster join` leave it. */
async function begin(name: string, place: { siteId: string; listId: string }, count: number) {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'shared-core-'));
  const before = await openRosterStation({ folder: dataFolder });
  const lines = people
    .slice(0, count)
    .map(({ id, displayName }) => lineOf({ objectId: id, displayName }, matchedTo(id, { displayName })));
  const made = count > 0 ? before.rosters.importList('Monday', lines) : before.rosters.startEmpty('Monday');
  if (made.kind === 'error') throw new Error(made.error.kind);
  const rosterId = 'roster' in made.value ? made.value.roster.id : made.value.id;
  before.store.transact(() => new ShareTable(before.store).putShare({ rosterId, ...place, stationId: name, sharing: 'one day' }));
  await before.close();
  const station = await openCoreStation({
    ...{ demo, dataFolder, clock },
    settings: { station: { mode: 'onboarding', name }, queue: { freeSpaceFloorMb: 0 } },
  });
  stations.push(station);
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
  const done = async <Name extends CommandName>(command: Name, request: CommandRequest<Name>) => {
    const reply = (await station.ask(command, request)) as Result<CommandReply<Name>, Failure>;
    if (reply.kind === 'error') throw new Error(`${command}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  const rows = async () =>
    (await done('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 100 })).rows;
  return { ...station, rosterId, done, rows };
}

test('two stations work through one roster: each calls somebody else, and each sees what the other has done', async () => {
  const place = await makeSharedList(demo, 'Monday');
  const lobby = await begin('Lobby', place, 3);
  const hall = await begin('Hall', place, 0);
  const patient = { timeout: 30_000, interval: 100 };
  await vi.waitFor(async () => expect(await hall.rows()).toHaveLength(3), patient);

  const first = await lobby.done('rosters.startSession', { rosterId: lobby.rosterId });
  const called = first.turn.current?.row.personKey ?? '';
  await vi.waitFor(async () => expect((await hall.rows()).map((row) => row.claimedBy)).toContain('Lobby'), patient);
  const second = await hall.done('rosters.startSession', { rosterId: hall.rosterId });
  expect(second.turn.current?.row.personKey).not.toBe(called);

  const ofTurn = { rosterId: lobby.rosterId, sessionId: first.session.id, personKey: called };
  await lobby.done('rosters.call', ofTurn);
  const capture = await portraitJpeg();
  const crop = { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 };
  await lobby.done('rosters.capture', { ...ofTurn, capture, crop, noticeVersion: '1' });
  await vi.waitFor(async () => {
    const seen = (await hall.rows()).find(({ row }) => row.personKey === called);
    expect(seen?.row.state).toMatchObject({ kind: 'captured', capture: { station: 'Lobby' } });
  }, patient);

  const { rosters } = await hall.done('rosters.list', {});
  expect(rosters[0]).toMatchObject({
    counts: { captured: 1, open: 2 },
    sharing: { list: 'reached', due: 0, stations: [{ name: 'Hall' }, { name: 'Lobby', captured: 1, isOwn: false }] },
  });
});
