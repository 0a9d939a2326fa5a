import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRosterStore } from '../../../electron/roster/roster-store.ts';
import { createServiceClock } from '../../../electron/roster/service-clock.ts';
import { rowsAtOnce, ShareBook } from '../../../electron/roster/share-book.ts';
import { ShareTable } from '../../../electron/roster/share-table.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { openStation, type QueueStation } from '../../queue-station.ts';

let clock: FakeClock;
let folder: string;
let station: QueueStation;
beforeEach(async () => {
  clock = createFakeClock(Date.UTC(2026, 10, 26, 8));
  folder = mkdtempSync(path.join(tmpdir(), 'share-book-'));
  station = await openStation({ folder, clock });
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

const people = 1_000;
const keyAt = (position: number) => `person-${position}`;
const itemAt = (position: number) => String(position + 10);
const share = { rosterId: 'monday', stationId: 'lobby' };

/** What a start finds on the disk: so many rows that stand in the list, each with a photo of this station. */
function openBook() {
  const { store, queue } = station;
  const table = new ShareTable(store);
  const rosters = createRosterStore({ store, clock, randomId: () => crypto.randomUUID() });
  store.transact(() => {
    for (let position = 0; position < people; position += 1) {
      const personKey = keyAt(position);
      const jobs = [{ jobId: `job-${position}`, captureId: `lobby:${position}` }];
      table.putRow('monday', { personKey, itemId: itemAt(position), eTag: '1', record: { sends: {} }, jobs }, false);
    }
  });
  const serviceClock = createServiceClock(clock);
  const book = new ShareBook({ ...{ share, stationName: 'Lobby', store, table, rosters, serviceClock }, jobs: queue });
  return { book, table, store };
}

/** How often everything else has its turn while something is done, and what came of it. */
async function turnsOf<Value>(work: Promise<Value>): Promise<{ readonly turns: number; readonly value: Value }> {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const value = await work;
  isOver = true;
  return { turns, value };
}
const due = (table: ShareTable, store: QueueStation['store']) => {
  const read = store.read(() => table.countDue('monday'));
  return read.kind === 'ok' ? read.value : undefined;
};

test('what the disk holds of a long list is read a few rows at a time, and goes on where it was stopped', async () => {
  const { book } = openBook();
  const stopped = await turnsOf(book.read(() => book.personOf('job-500') !== undefined));
  expect(stopped.value).toBe(false);
  expect([book.isRead, book.personOf('job-0'), book.personOf('job-999')]).toEqual([false, keyAt(0), undefined]);
  const done = await turnsOf(book.read(() => false));
  expect(done.value).toBe(true);
  expect(stopped.turns + done.turns).toBeGreaterThanOrEqual(people / 200);
  expect([book.isRead, book.personOf('job-999')]).toEqual([true, keyAt(999)]);
});

test('rows that the list has lost are due anew, a few at a time; who stands in another item by now is not lost', async () => {
  const { book, table, store } = openBook();
  await book.read(() => false);
  store.transact(() => book.put({ personKey: keyAt(3), itemId: '5000', record: { sends: {} }, jobs: [] }, false));
  expect(book.rowsIn([itemAt(3), itemAt(7), 'never there'])).toHaveLength(2);
  await book.forgetRows(book.rowsIn([itemAt(3), itemAt(7), 'never there']), () => false);
  expect(due(table, store)).toBe(1);
  expect(table.row(keyAt(7))).not.toHaveProperty('itemId');
  expect(table.row(keyAt(3))).toHaveProperty('itemId', '5000');
  book.beginReading(true);
  const missing = await book.rowsBeyond();
  expect(missing).toHaveLength(people);
  const { turns, value } = await turnsOf(book.forgetRows(missing, () => false));
  expect(value).toBe(true);
  expect(turns).toBeGreaterThan(people / rowsAtOnce / 2);
  expect(due(table, store)).toBe(people);
});
