import { afterEach, expect, test } from 'vitest';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';
import { pictureDifference, portraitJpeg } from '../../fixture-photo.ts';

let station: CoreStation;
afterEach(() => station.core.stop());

const crop = { centreXPx: 324, centreYPx: 324, edgePx: 648, rotationDeg: 0 };

async function done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>> {
  const reply = (await station.ask(name, request)) as Result<CommandReply<Name>, Failure>;
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value;
}
const photoOf = async (id: string) => (await station.demo.photo({ user: id }))?.jpeg;

/** Aoi, who has a photo, was photographed in a session, and Microsoft 365 shows it. */
async function photographed() {
  station = await openCoreStation({ settings: { station: { mode: 'onboarding' } } });
  station.core.start();
  await done('operator.unlock', { pin: '-' });
  const list = 'Aoi <aoi.tanaka@tidewater.example>; Grace <grace.whitfield@tidewater.example>';
  await done('rosters.openText', { text: list });
  await done('rosters.matchDraft', { name: 'Monday' });
  const { summary } = await done('rosters.keepDraft', { name: 'Monday' });
  const rosterId = summary.roster.id;
  const rows = async () =>
    (await done('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 10 })).rows;
  const [aoi, grace] = (await rows()).map(({ row }) => row);
  if (aoi?.match.kind !== 'matched' || grace?.match.kind !== 'matched') throw new Error('not found');
  // Two people on one line of a paste are two people.
  expect(aoi.match.person.userPrincipalName).toBe('aoi.tanaka@tidewater.example');
  expect(grace.match.person.userPrincipalName).toBe('grace.whitfield@tidewater.example');
  const aoiId = aoi.match.person.objectId;
  const before = await photoOf(aoiId);
  if (before === undefined) throw new Error('no photo');
  const { session } = await done('rosters.startSession', { rosterId });
  const call = { rosterId, sessionId: session.id, personKey: aoi.personKey };
  await done('rosters.call', call);
  await done('rosters.capture', { ...call, capture: await portraitJpeg(), crop, noticeVersion: '1' });
  const rowOf = async (key: string) => (await rows()).find(({ row }) => row.personKey === key);
  await eventually(async () => expect((await rowOf(aoi.personKey))?.job?.state.kind).toBe('confirmed'));
  const isAsBefore = () =>
    eventually(async () => {
      const now = await photoOf(aoiId);
      expect(now === undefined ? 255 : await pictureDifference(now, before)).toBeLessThan(3);
    });
  return { rosterId, aoi, grace, rowOf, isAsBefore, jobId: (await rowOf(aoi.personKey))?.job?.id ?? '' };
}

test('Whose photo is undone is no longer done: their row waits for a photo again.', async () => {
  const { aoi, jobId, rowOf, isAsBefore } = await photographed();
  const told = station.heard('rosters.changed');
  await done('uploads.undo', { jobId });
  expect((await rowOf(aoi.personKey))?.row.state).toEqual({ kind: 'open' });
  expect(told).toContainEqual({
    summary: expect.objectContaining({ counts: expect.objectContaining({ captured: 0 }) }),
  });
  await isAsBefore();
});

test('A photo that is moved to another person gives the wrong one back what they had.', async () => {
  const { rosterId, aoi, grace, rowOf, isAsBefore } = await photographed();
  const moved = await done('rosters.move', { rosterId, fromKey: aoi.personKey, toKey: grace.personKey });
  expect(moved).toEqual({ former: 'put-back' });
  expect((await rowOf(aoi.personKey))?.row.state).toEqual({ kind: 'open' });
  expect((await rowOf(grace.personKey))?.row.state.kind).toBe('captured');
  await isAsBefore();
});
