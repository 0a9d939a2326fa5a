import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RosterStore } from '../../../electron/roster/roster-store.ts';
import type { Result } from '../../../shared/result.ts';
import type { RosterRow } from '../../../shared/roster.ts';
import { sampleCapture, samplePhoto } from '../../queue-station.ts';
import { lineOf, matchedTo, openRosterStation } from '../../roster-station.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-rosters-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function value<Value>(result: Result<Value, unknown>): Value {
  if (result.kind === 'error') throw new Error(JSON.stringify(result.error));
  return result.value;
}
const lines = [
  lineOf({ employeeNumber: '00311', displayName: 'Ann Lee' }, matchedTo('p-ann', { mail: 'ann@contoso.example' })),
  lineOf({ employeeNumber: '00312', displayName: 'Bo Berg' }),
  lineOf({ displayName: '田中 葵' }),
];
const capture = { jobId: 'job-1', capturedAtMs: 5, station: 'Lobby', noticeVersion: '4' };

function imported(rosters: RosterStore, incoming = lines): { id: string; rows: readonly RosterRow[] } {
  const { roster } = value(rosters.importList('Monday', incoming));
  return { id: roster.id, rows: value(rosters.rows(roster.id)).rows };
}

test('what was imported, taken, mended and marked is there after a restart, in the order of the list', async () => {
  const station = await openRosterStation({ folder });
  const { id, rows } = imported(station.rosters);
  const [ann, bo, aoi] = rows;
  if (ann === undefined || bo === undefined || aoi === undefined) throw new Error('rows are missing');
  value(station.rosters.apply(id, ann.personKey, { kind: 'capture', capture }));
  value(station.rosters.apply(id, bo.personKey, { kind: 'no-show', atMs: 6, station: 'Lobby' }));
  value(station.rosters.mend(id, aoi.personKey, { match: { ...matchedTo('p-aoi'), by: 'person' } }));
  const walkIn = value(station.rosters.addWalkIn(id, { displayName: 'Cy' }, { kind: 'unmatched' }));
  const session = value(station.rosters.startSession(id, 'Lobby'));
  const before = value(station.rosters.rows(id));
  await station.close();

  const again = await openRosterStation({ folder });
  expect(value(again.rosters.rows(id))).toEqual(before);
  expect(before.rows.map((row) => [row.position, row.state.kind, row.isWalkIn])).toEqual([
    [0, 'captured', false],
    [1, 'no-show', false],
    [2, 'open', false],
    [3, 'open', true],
  ]);
  expect(before.rows[3]).toEqual(walkIn);
  expect(value(again.rosters.byName('ＭＯＮＤＡＹ')).sessions).toEqual([session]);
  await again.close();
});

test('several changes as one are on the disk together, or none of them is', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  const key = rows[0]?.personKey ?? '';
  const session = value(rosters.startSession(id, 'Lobby'));
  const markAndCall = (sessionId: string) =>
    rosters.together(() => {
      const marked = rosters.apply(id, key, { kind: 'no-show', atMs: 6, station: 'Lobby' });
      return marked.kind === 'error' ? marked : rosters.setCurrent(id, sessionId, rows[1]?.personKey);
    });
  expect(markAndCall('another')).toEqual({ kind: 'error', error: { kind: 'no-such-session' } });
  expect(value(rosters.row(id, key))?.state.kind).toBe('open');
  expect(value(markAndCall(session.id)).current).toBe(rows[1]?.personKey);
  expect(value(rosters.row(id, key))?.state.kind).toBe('no-show');
  await close();
});

test('importing again changes what the list says and never a capture, a mark or a person’s own choice', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  const [ann, , aoi] = rows;
  value(rosters.apply(id, ann?.personKey ?? '', { kind: 'capture', capture }));
  value(rosters.mend(id, aoi?.personKey ?? '', { match: { ...matchedTo('p-aoi'), by: 'person' } }));
  const next = [
    lineOf({ employeeNumber: '00311', displayName: 'Ann Smith' }, matchedTo('p-ann')),
    lineOf({ displayName: '田中 葵', department: 'Design' }),
    lineOf({ employeeNumber: '00400' }),
  ];
  const dry = value(rosters.compare('Monday', next));
  expect([dry.added.length, dry.changed.length, dry.gone.length]).toEqual([1, 2, 1]);
  expect(value(rosters.rows(id)).rows[0]?.entry.displayName).toBe('Ann Lee');
  const { roster, changes } = value(rosters.importList('monday', next));
  expect(roster.id).toBe(id);
  expect(changes).toEqual(dry);
  const after = value(rosters.rows(id)).rows;
  expect(after.map((row) => [row.entry.displayName ?? row.entry.employeeNumber, row.state.kind, row.isGone])).toEqual([
    ['Ann Smith', 'captured', false],
    ['Bo Berg', 'open', true],
    ['田中 葵', 'open', false],
    ['00400', 'open', false],
  ]);
  expect(after[0]?.state).toEqual({ kind: 'captured', capture });
  expect(after[0]?.personKey).toBe(ann?.personKey);
  expect(after[2]?.match).toMatchObject({ by: 'person', person: { objectId: 'p-aoi' } });
  expect(after[2]?.entry.department).toBe('Design');
  await close();
});

test('a row is found by its card, a badge, an address or a name, and by nothing less', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  const found = (text: string) => value(rosters.find(id, text)).map((row) => row.entry.displayName);
  expect(found(rows[1]?.personKey ?? '')).toEqual(['Bo Berg']);
  expect(found('００３１１')).toEqual(['Ann Lee']);
  expect(found('ANN@contoso.example')).toEqual(['Ann Lee']);
  expect(found('p-ann')).toEqual(['Ann Lee']);
  expect(found('lee, ann')).toEqual(['Ann Lee']);
  expect(found('田中葵')).toEqual(['田中 葵']);
  expect(found('0031')).toEqual([]);
  value(rosters.mend(id, rows[1]?.personKey ?? '', { entry: { employeeNumber: '00999' } }));
  expect(found('00312')).toEqual([]);
  expect(value(rosters.find(id, '00999'))).toHaveLength(1);
  await close();
});

test('what makes no sense is refused and changes nothing', async () => {
  const { rosters, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  const key = rows[0]?.personKey ?? '';
  expect(rosters.apply(id, key, { kind: 'keep' })).toEqual({
    kind: 'error',
    error: { kind: 'not-from-here', from: 'open', event: 'keep' },
  });
  expect(rosters.apply(id, 'nobody', { kind: 'reopen' })).toMatchObject({ error: { kind: 'no-such-row' } });
  expect(rosters.rows('nothing')).toMatchObject({ error: { kind: 'no-such-roster' } });
  expect(rosters.erase(id)).toMatchObject({ error: { kind: 'roster-open' } });
  expect(value(rosters.rows(id)).rows).toEqual(rows);
  await close();
});

test('a closed roster takes no photo and no list, keeps its results, and is erased with every name', async () => {
  const { rosters, store, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  value(rosters.startSession(id, 'Lobby'));
  const closed = value(rosters.close(id));
  expect(closed.sessions.every((session) => session.endedAtMs !== undefined)).toBe(true);
  const event = { kind: 'capture', capture } as const;
  expect(rosters.apply(id, rows[0]?.personKey ?? '', event)).toMatchObject({ error: { kind: 'roster-closed' } });
  expect(rosters.importList('Monday', lines)).toMatchObject({ error: { kind: 'roster-closed' } });
  expect(value(rosters.rows(id)).rows).toEqual(rows);
  value(rosters.erase(id));
  expect(value(rosters.list()).rosters).toEqual([]);
  expect(store.prepare('SELECT count(*) AS count FROM roster_row').get()).toEqual({ count: 0 });
  expect(store.prepare('SELECT count(*) AS count FROM roster_lookup').get()).toEqual({ count: 0 });
  await close();
});

test('a photo and the row that it belongs to are saved together or not at all', async () => {
  const { rosters, queue, store, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  const key = rows[0]?.personKey ?? '';
  const jobs = () => queue.list({ offset: 0, limit: 10, filter: 'all' }).total;
  const saved = queue.enqueue(sampleCapture(1, samplePhoto(1)), () => {
    value(rosters.apply(id, key, { kind: 'capture', capture }));
  });
  expect(saved.kind).toBe('ok');
  expect(value(rosters.rows(id)).rows[0]?.state.kind).toBe('captured');
  expect(() =>
    queue.enqueue(sampleCapture(2, samplePhoto(2)), () => {
      value(rosters.apply(id, rows[1]?.personKey ?? '', { kind: 'capture', capture }));
      throw new Error('the second half fails');
    }),
  ).toThrow('the second half fails');
  expect(jobs()).toBe(1);
  expect(value(rosters.rows(id)).rows[1]?.state.kind).toBe('open');
  expect(store.isInTransaction()).toBe(false);
  await close();
});

test('a mapping is remembered for the headings it was made for', async () => {
  const station = await openRosterStation({ folder });
  const mapping = { headerRows: 1, columns: { employeeNumber: 2, displayName: 0 } };
  value(station.rosters.rememberMapping('["kennung","wer"]', mapping));
  await station.close();
  const again = await openRosterStation({ folder });
  expect(again.rosters.rememberedMapping('["kennung","wer"]')).toEqual(mapping);
  expect(again.rosters.rememberedMapping('["wer"]')).toBeUndefined();
  await again.close();
});

test('no name, number or address is on the disk in clear', async () => {
  const { rosters, store, close } = await openRosterStation({ folder });
  imported(rosters);
  store.checkpoint();
  await close();
  const names = ['Ann Lee', '00311', '田中', 'contoso', 'p-ann', 'Monday'];
  for (const name of readdirSync(path.join(folder, 'store'))) {
    const bytes = readFileSync(path.join(folder, 'store', name));
    for (const text of names) expect(bytes.includes(Buffer.from(text))).toBe(false);
  }
});

test('a damaged row is counted and not dropped, the others are whole', async () => {
  const { rosters, store, close } = await openRosterStation({ folder });
  const { id, rows } = imported(rosters);
  store.transact(() => {
    store.prepare('UPDATE roster_row SET record = zeroblob(64) WHERE person_key = ?').run(rows[1]?.personKey ?? '');
  });
  const read = value(rosters.rows(id));
  expect(read.unread).toEqual({ damaged: 1, newer: 0 });
  expect(read.rows).toEqual([rows[0], rows[2]]);
  await close();
});

test('lookups that are missing, as after a rescue, are drawn up anew at the next start', async () => {
  const station = await openRosterStation({ folder });
  const { id } = imported(station.rosters);
  station.store.transact(() => {
    station.store.prepare('DELETE FROM roster_lookup').run();
  });
  expect(value(station.rosters.find(id, '00311'))).toEqual([]);
  await station.close();
  const again = await openRosterStation({ folder });
  expect(value(again.rosters.find(id, '00311'))).toHaveLength(1);
  await again.close();
});

test('a damaged file gives up every row that is still whole, and they are found again', async () => {
  const station = await openRosterStation({ folder });
  const many = Array.from({ length: 300 }, (_, index) =>
    lineOf({ employeeNumber: String(index), displayName: `Person ${index}` }),
  );
  const { id } = imported(station.rosters, many);
  station.store.checkpoint();
  const leaves = station.store
    .prepare("SELECT pageno FROM dbstat WHERE name = 'roster_row' AND pagetype = 'leaf' ORDER BY pageno")
    .all();
  await station.close();
  // One page of rows is overwritten, as a failing disk does.
  const place = (Number(leaves[Math.floor(leaves.length / 2)]?.pageno) - 1) * 4096;
  const file = path.join(folder, 'store', 'kiosk.db');
  writeFileSync(file, readFileSync(file).fill(0xa5, place, place + 4096));
  const again = await openRosterStation({ folder });
  expect(again.store.reports).toMatchObject([{ kind: 'set-aside', reason: 'damaged' }]);
  const { rows, unread } = value(again.rosters.rows(id));
  expect(unread).toEqual({ damaged: 0, newer: 0 });
  expect(rows.length).toBeGreaterThan(250);
  expect(rows.length).toBeLessThan(300);
  for (const row of rows.slice(0, 5))
    expect(value(again.rosters.find(id, row.entry.employeeNumber ?? ''))).toEqual([row]);
  await again.close();
});
