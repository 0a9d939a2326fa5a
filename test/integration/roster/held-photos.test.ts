import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepRostersTidy } from '../../../electron/roster/roster-retention.ts';
import { ok } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { lineOf, matchedTo, openRosterStation } from '../../roster-station.ts';

let folder: string;
let station: Awaited<ReturnType<typeof openRosterStation>>;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-held-'));
  station = await openRosterStation({ folder });
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

const photo = new Uint8Array([1, 2, 3, 4]);
const capture = { capturedAtMs: 1, station: 'Lobby', noticeVersion: '1' };

function keepList(): { rosterId: string; personKey: string } {
  const kept = station.rosters.importList('Monday', [lineOf({ displayName: 'Somebody New' })]);
  if (kept.kind === 'error') throw new Error(kept.error.kind);
  const rows = station.rosters.rows(kept.value.roster.id);
  const personKey = rows.kind === 'ok' ? rows.value.rows[0]?.personKey : undefined;
  return { rosterId: kept.value.roster.id, personKey: personKey ?? '' };
}
const held = (rosterId: string, personKey: string) => station.rosters.heldPhoto(rosterId, personKey);
const photosOnDisk = () => Number(station.store.prepare('SELECT count(*) AS n FROM roster_photo').get()?.n);

test('a photo that waits for an account is on the disk after a restart, and ready once the account is known', async () => {
  const { rosterId, personKey } = keepList();
  expect(station.rosters.holdPhoto(rosterId, personKey, photo, capture).kind).toBe('ok');
  await station.close();
  station = await openRosterStation({ folder });
  expect(held(rosterId, personKey)).toEqual(photo);
  expect(station.rosters.readyToHandOver()).toEqual({ kind: 'ok', value: [] });
  station.rosters.mend(rosterId, personKey, { match: matchedTo('1') });
  expect(station.rosters.readyToHandOver()).toMatchObject({ value: [{ rosterId, photo, row: { personKey } }] });
});

test('a photo is erased here the moment an upload job carries it, another one is taken, or it is taken away', () => {
  const { rosterId, personKey } = keepList();
  station.rosters.holdPhoto(rosterId, personKey, photo, capture);
  expect(station.rosters.handOver(rosterId, personKey, 'job-1')).toMatchObject({
    value: { state: { kind: 'captured', capture: { jobId: 'job-1', noticeVersion: '1' } } },
  });
  expect(photosOnDisk()).toBe(0);
  station.rosters.holdPhoto(rosterId, personKey, photo, capture);
  station.rosters.apply(rosterId, personKey, { kind: 'capture', capture: { ...capture, jobId: 'job-2' } });
  expect(photosOnDisk()).toBe(0);
  station.rosters.holdPhoto(rosterId, personKey, photo, capture);
  station.rosters.apply(rosterId, personKey, { kind: 'take-away' });
  expect(photosOnDisk()).toBe(0);
});

test('a photo is kept while its row is marked for a retake, and goes with its roster', () => {
  const { rosterId, personKey } = keepList();
  station.rosters.holdPhoto(rosterId, personKey, photo, capture);
  station.rosters.apply(rosterId, personKey, { kind: 'ask-retake', reason: 'Blurred', atMs: 2, station: 'Lobby' });
  expect(held(rosterId, personKey)).toEqual(photo);
  station.rosters.close(rosterId);
  station.rosters.erase(rosterId);
  expect(photosOnDisk()).toBe(0);
});

test('a card is nobody else’s once somebody has it, on whatever list', () => {
  const { rosterId } = keepList();
  const cardKey = 'a'.repeat(24);
  expect(station.rosters.addWalkIn(rosterId, { displayName: 'First' }, { kind: 'unmatched' }, cardKey)).toMatchObject({
    value: { personKey: cardKey, isWalkIn: true },
  });
  const other = station.rosters.importList('Tuesday', [lineOf({ displayName: 'Another' })]);
  const otherId = other.kind === 'ok' ? other.value.roster.id : '';
  expect(station.rosters.addWalkIn(otherId, { displayName: 'Second' }, { kind: 'unmatched' }, cardKey)).toMatchObject({
    error: { kind: 'card-taken' },
  });
});

test('closed rosters are erased when their days are over, open ones never, and none while the clock jumps', () => {
  const { rosterId } = keepList();
  keepListNamed('Open');
  const clock = createFakeClock(Date.UTC(2026, 10, 26));
  station.rosters.close(rosterId);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const untouched: number[] = [];
  const eraseUntouched = (sinceMs: number) => {
    untouched.push(sinceMs);
    return ok(1);
  };
  const end = keepRostersTidy({
    ...{ rosters: station.rosters, eraseUntouched, clock, log, eraseAfterDays: 30 },
    serviceTime: () => undefined,
    rowsGoLater: () => {},
  });
  const names = () => {
    const listed = station.rosters.list();
    return listed.kind === 'ok' ? listed.value.rosters.map(({ name }) => name) : [];
  };
  clock.jump(90 * 86_400_000);
  clock.advance(3_600_000);
  expect([names(), untouched]).toEqual([['Monday', 'Open'], []]);
  clock.advance(3_600_000);
  // What was asked about photos goes with the same days.
  expect([names(), untouched]).toEqual([['Open'], [clock.nowMs() - 30 * 86_400_000]]);
  end();
});

function keepListNamed(name: string): void {
  station.rosters.importList(name, [lineOf({ displayName: 'Else' })]);
}
