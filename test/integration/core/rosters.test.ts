import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandName, CommandReply, CommandRequest } from '../../../shared/contract.ts';
import type { Failure } from '../../../shared/error-code.ts';
import type { Result } from '../../../shared/result.ts';
import type { RosterRowView, RosterTurn } from '../../../shared/roster-run.ts';
import { type CoreStation, openCoreStation } from '../../core-station.ts';
import { eventually } from '../../eventually.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const crop = { centreXPx: 256, centreYPx: 256, edgePx: 400, rotationDeg: 0 };

let station: CoreStation;
let capture: Uint8Array;
beforeEach(async () => {
  capture = new Uint8Array(await readFile(path.join(fixtures, 'astronaut.png')));
  station = await openCoreStation();
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
});
afterEach(() => station.core.stop());

function ask<Name extends CommandName>(name: Name, request: CommandRequest<Name>) {
  return station.ask(name, request) as Promise<Result<CommandReply<Name>, Failure>>;
}
async function done<Name extends CommandName>(name: Name, request: CommandRequest<Name>): Promise<CommandReply<Name>> {
  const reply = await ask(name, request);
  if (reply.kind === 'error') throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value;
}

async function keep(text: string, name = 'Monday'): Promise<string> {
  await done('rosters.openText', { text });
  const { summary } = await done('rosters.keepDraft', { name });
  return summary.roster.id;
}
async function rowsOf(rosterId: string): Promise<readonly RosterRowView[]> {
  return (await done('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 500 })).rows;
}
async function start(rosterId: string): Promise<{ sessionId: string; turn: RosterTurn }> {
  const { session, turn } = await done('rosters.startSession', { rosterId });
  return { sessionId: session.id, turn };
}
async function takePhoto(rosterId: string, sessionId: string, personKey: string) {
  await done('rosters.call', { rosterId, sessionId, personKey });
  return ask('rosters.capture', { rosterId, sessionId, personKey, capture, crop, noticeVersion: '7' });
}
const matchedId = ({ match }: RosterRowView['row']) => (match.kind === 'matched' ? match.person.objectId : '');
const nameOf = (turn: RosterTurn) => turn.current?.row.entry.displayName;

const list = `name,number,mail
Grace Whitfield,,grace.whitfield@tidewater.example
Alex Morgan,,
Nobody Known,99999999,
`;

test('a list is told before it is kept: who was found, who was not, what is added, and that nothing was changed', async () => {
  const { draft } = await done('rosters.openText', { text: list });
  expect(draft).toMatchObject({ people: 3, isUsable: true, headings: ['name', 'number', 'mail'], headerRows: 1 });
  const { match } = await done('rosters.matchDraft', { name: 'Monday' });
  expect(match).toMatchObject({
    counts: { matched: 1, ambiguous: 1, unmatched: 1, duplicate: 0 },
    changes: { isNew: true, added: 3, gone: 0 },
  });
  expect(match.toLookAt.map(({ name, kind }) => [name, kind])).toEqual([
    ['Alex Morgan', 'ambiguous'],
    ['Nobody Known', 'unmatched'],
  ]);
  expect((await done('rosters.list', {})).rosters).toEqual([]);
});

test('columns that a person chose are remembered for the next list with these headings', async () => {
  await done('rosters.openText', { text: 'x,y\nGrace Whitfield,A\nTomás Herrera,B\n' });
  const changed = await done('rosters.changeDraft', { headerRows: 1, columns: { displayName: 0, department: 1 } });
  expect(changed.draft.firstPeople[0]).toEqual({ displayName: 'Grace Whitfield', department: 'A' });
  await done('rosters.keepDraft', { name: 'Monday' });
  const { draft } = await done('rosters.openText', { text: 'x,y\nAlex Morgan,C\n' });
  expect(draft).toMatchObject({ isRemembered: true, columns: { displayName: 0, department: 1 } });
});

test('a list that is none says what, where, expected and actual', async () => {
  const reply = await ask('rosters.openFile', { file: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]) });
  expect(reply).toMatchObject({
    kind: 'error',
    error: { code: 'list-unreadable', detail: { what: expect.any(String) } },
  });
});

test('people picked from the directory become a roster without being looked for', async () => {
  const { people } = await done('people.search', { query: 'Grace' });
  const picked = await done('rosters.openPeople', { personIds: people.map(({ id }) => id) });
  expect(picked.draft).toMatchObject({ source: { kind: 'directory' }, people: people.length });
  const { match } = await done('rosters.matchDraft', { name: 'Picked' });
  expect(match).toMatchObject({ lookedUpIn: 'directory', counts: { matched: people.length } });
});

test('a list that is read while staff lock their screens is not there behind the lock, nor who its people are', async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => `Person Number${at},${at}`).join('\n');
  const file = new TextEncoder().encode(`name,number\n${lines}\n`);
  const lockAndBack = async () => {
    await done('operator.lock', {});
    await station.ask('operator.unlock', { pin: '-' });
  };
  const refused = { error: { code: 'locked' } };
  const opening = ask('rosters.openFile', { file });
  await lockAndBack();
  expect(await opening).toMatchObject(refused);
  expect(await ask('rosters.matchDraft', { name: 'Monday' })).toMatchObject({ error: { code: 'not-found' } });

  await done('rosters.openFile', { file });
  const changing = ask('rosters.changeDraft', { headerRows: 0 });
  const matching = ask('rosters.matchDraft', { name: 'Monday' });
  await lockAndBack();
  expect([await changing, await matching]).toMatchObject([refused, refused]);
  expect(await ask('rosters.changeDraft', { headerRows: 1 })).toMatchObject({ error: { code: 'not-found' } });
});

test('of two choices made at once for a list, both hold; of two lists handed over at once, the later', async () => {
  const file = new TextEncoder().encode(list);
  await done('rosters.openFile', { file });
  await Promise.all([
    done('rosters.changeDraft', { encoding: 'windows-1252' }),
    done('rosters.changeDraft', { headerRows: 0 }),
  ]);
  const { draft } = await done('rosters.changeDraft', {});
  expect(draft).toMatchObject({ source: { encoding: 'windows-1252' }, headerRows: 0 });
  const [first, second] = await Promise.all([
    ask('rosters.openFile', { file }),
    ask('rosters.openText', { text: 'name,number\nGrace Whitfield,1\n' }),
  ]);
  expect([first, second]).toMatchObject([{ error: { code: 'not-now' } }, { value: { draft: { people: 1 } } }]);
  expect(await done('rosters.changeDraft', {})).toMatchObject({ draft: { people: 1 } });
});

test('a session calls one after the other, and only whom the operator has called is photographed', async () => {
  const rosterId = await keep(list);
  const { sessionId, turn } = await start(rosterId);
  expect(nameOf(turn)).toBe('Grace Whitfield');
  const [grace, alex] = await rowsOf(rosterId);
  if (grace === undefined || alex === undefined) throw new Error('no rows');
  const uncalled = { rosterId, sessionId, personKey: alex.row.personKey, capture, crop, noticeVersion: '7' };
  expect(await ask('rosters.capture', uncalled)).toMatchObject({ error: { code: 'not-allowed' } });
  const taken = await takePhoto(rosterId, sessionId, grace.row.personKey);
  expect(taken).toMatchObject({ kind: 'ok', value: { job: { personName: 'Grace Whitfield' } } });
  expect(await ask('rosters.capture', { ...uncalled, personKey: grace.row.personKey })).toMatchObject({
    error: { code: 'not-allowed' },
  });
  const next = await done('rosters.turn', { rosterId, sessionId });
  expect(nameOf(next.turn)).toBe('Alex Morgan');
  await done('rosters.mark', { rosterId, personKey: alex.row.personKey, mark: 'no-show', sessionId });
  expect(nameOf((await done('rosters.turn', { rosterId, sessionId })).turn)).toBe('Nobody Known');
});

test('a photo is taken of somebody without an account, waits on the roster, and is sent once the account is known', async () => {
  const rosterId = await keep(list);
  const { sessionId } = await start(rosterId);
  const stranger = (await rowsOf(rosterId)).at(-1)?.row;
  if (stranger === undefined) throw new Error('no row');
  const taken = await takePhoto(rosterId, sessionId, stranger.personKey);
  expect(taken).toMatchObject({ kind: 'ok' });
  expect(taken.kind === 'ok' && 'job' in taken.value).toBe(false);
  expect((await done('rosters.heldPhoto', { rosterId, personKey: stranger.personKey })).photo).toBeInstanceOf(
    Uint8Array,
  );
  const [found] = (await done('people.search', { query: 'Oliver Bennett' })).people;
  const mended = await done('rosters.mend', { rosterId, personKey: stranger.personKey, personId: found?.id ?? '' });
  expect(mended.row).toMatchObject({
    row: { match: { kind: 'matched', by: 'person' } },
    job: { target: `user:${found?.id}` },
  });
  expect(await done('rosters.heldPhoto', { rosterId, personKey: stranger.personKey })).toEqual({});
});

test('a row whose words are mended is looked up again, and a walk-in is a row like any other', async () => {
  const rosterId = await keep(list);
  const row = (await rowsOf(rosterId)).at(-1)?.row;
  const entry = { displayName: 'Oliver Benett', mail: 'oliver.bennett@tidewater.example' };
  const mended = await done('rosters.mend', { rosterId, personKey: row?.personKey ?? '', entry });
  expect(mended.row.row.match).toMatchObject({ kind: 'matched', person: { displayName: 'Oliver Bennett' } });
  const added = await done('rosters.addWalkIn', { rosterId, entry: { displayName: 'Somebody New' } });
  expect(added.row.row).toMatchObject({ isWalkIn: true, match: { kind: 'unmatched' }, state: { kind: 'open' } });
  expect((await done('rosters.find', { rosterId, text: added.row.row.personKey })).isExact).toBe(true);
});

test('screens that are locked hear nothing of a roster, and what was begun there is gone', async () => {
  const heard = station.heard('rosters.changed');
  const rosterId = await keep(list);
  await station.ask('operator.lock');
  expect(await ask('rosters.rows', { rosterId, filter: 'all', query: '', offset: 0, limit: 10 })).toMatchObject({
    error: { code: 'locked' },
  });
  expect(JSON.stringify(heard)).not.toContain('Grace');
  await station.ask('operator.unlock', { pin: '-' });
  await done('rosters.openText', { text: list });
  await station.ask('operator.lock');
  await station.ask('operator.unlock', { pin: '-' });
  expect(await ask('rosters.matchDraft', { name: 'x' })).toMatchObject({ error: { code: 'not-found' } });
});

test('a station that knows its rosters only finds who is on an open one, offline too, and nobody else', async () => {
  await station.core.stop();
  station = await openCoreStation({ settings: { directory: { people: 'rosters' } } });
  station.core.start();
  await station.ask('operator.unlock', { pin: '-' });
  const rosterId = await keep(list);
  station.demo.setFault('network-off');
  const names = async (query: string) =>
    (await done('people.search', { query })).people.map(({ displayName }) => displayName);
  expect(await names('whitf')).toEqual(['Grace Whitfield']);
  expect(await names('Oliver')).toEqual([]);
  await done('rosters.close', { rosterId });
  expect(await names('whitf')).toEqual([]);
});

test('a photo that was taken under a wrong name ends at the person who is in it, and at nobody else', async () => {
  const rosterId = await keep(
    'name,mail\nGrace Whitfield,grace.whitfield@tidewater.example\nOliver Bennett,oliver.bennett@tidewater.example\nNew Person,\n',
  );
  const { sessionId } = await start(rosterId);
  const [grace, oliver, stranger] = (await rowsOf(rosterId)).map(({ row }) => row);
  if (grace === undefined || oliver === undefined || stranger === undefined) throw new Error('no rows');
  const stateOf = async (personKey: string) => (await rowsOf(rosterId)).find(({ row }) => row.personKey === personKey);
  const isConfirmed = (personKey: string) =>
    eventually(async () => expect((await stateOf(personKey))?.job?.state.kind).toBe('confirmed'));

  station.demo.setFault('network-off');
  await takePhoto(rosterId, sessionId, grace.personKey);
  expect(await done('rosters.move', { rosterId, fromKey: grace.personKey, toKey: oliver.personKey })).toEqual({
    former: 'untouched',
  });
  expect((await stateOf(grace.personKey))?.row.state).toEqual({ kind: 'open' });
  station.demo.setFault('none');
  await station.ask('station.hint', { kind: 'network-online' });
  await isConfirmed(oliver.personKey);
  const written = station.demo.requests().filter(({ method, status }) => method === 'PUT' && status === 200);
  expect(written.every(({ path: place }) => place.includes(matchedId(oliver)))).toBe(true);

  // Confirmed, so erased here: it is read back from whom it was taken for by mistake, and theirs is put back there.
  const moved = await done('rosters.move', { rosterId, fromKey: oliver.personKey, toKey: grace.personKey });
  expect(moved).toEqual({ former: 'put-back' });
  await isConfirmed(grace.personKey);
  expect((await stateOf(oliver.personKey))?.row.state).toEqual({ kind: 'open' });
  await eventually(async () => {
    const { jobs } = await done('uploads.list', { offset: 0, limit: 10, filter: 'all' });
    expect(jobs.find(({ undoes }) => undoes === 'put-back')).toMatchObject({
      target: `user:${matchedId(oliver)}`,
      state: { kind: 'confirmed' },
    });
  });

  // Without a network it cannot be read back: nothing is changed.
  await takePhoto(rosterId, sessionId, oliver.personKey);
  await isConfirmed(oliver.personKey);
  station.demo.setFault('network-off');
  expect(await ask('rosters.move', { rosterId, fromKey: oliver.personKey, toKey: stranger.personKey })).toMatchObject({
    error: { code: 'not-found', detail: { what: 'photo' } },
  });
  expect((await stateOf(oliver.personKey))?.row.state.kind).toBe('captured');
});

test('a photo that waits for an account is refused in words once the roster is closed, and nothing of it stays', async () => {
  const rosterId = await keep('name,number\nNobody Known,99999999\nNobody Else,99999998\n');
  const { sessionId } = await start(rosterId);
  const [known, other] = (await rowsOf(rosterId)).map(({ row }) => row.personKey);
  if (known === undefined || other === undefined) throw new Error('no rows');
  await takePhoto(rosterId, sessionId, known);
  const call = { rosterId, sessionId, personKey: other };
  await done('rosters.call', call);
  await done('rosters.close', { rosterId });
  const closed = { kind: 'error', error: { code: 'not-now', detail: { what: 'roster-closed' } } };
  expect(await ask('rosters.capture', { ...call, capture, crop, noticeVersion: '7' })).toEqual(closed);
  expect(await ask('rosters.move', { rosterId, fromKey: known, toKey: other })).toEqual(closed);
  expect(await done('rosters.heldPhoto', { rosterId, personKey: other })).toEqual({});
  expect((await done('rosters.heldPhoto', { rosterId, personKey: known })).photo).toBeInstanceOf(Uint8Array);
});
