import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Caller, CommandHandlers } from '../../../electron/core/caller.ts';
import { createDispatch } from '../../../electron/core/dispatch.ts';
import type { StationTraits } from '../../../shared/command-access.ts';
import { type CommandName, commandNames } from '../../../shared/contract.ts';
import { err, ok } from '../../../shared/result.ts';

const lobby: StationTraits = {
  signInMode: 'application',
  mode: 'reception',
  trust: 'open',
  isDemo: false,
  canChooseFile: true,
  hasFaceGuidance: true,
  canClose: false,
  canPrintToFile: false,
  canPickFiles: true,
  isUnset: false,
};
const stations = {
  lobby,
  'beside staff': { ...lobby, mode: 'onboarding' },
  'badge beside staff': { ...lobby, mode: 'onboarding', trust: 'badge' },
  approval: { ...lobby, trust: 'approval' },
  'self-service': { ...lobby, signInMode: 'self-service' },
} satisfies Record<string, StationTraits>;

/** The dispatch over handlers that note how they were called. `hidden` is known, and was not shown; `stranger` is neither. */
function setUp(station: StationTraits, isOperator: boolean, account?: { id: string | undefined }, waitMs = 0) {
  const callers: Caller[] = [];
  const called = async (_request: unknown, caller: Caller) => {
    callers.push(caller);
    return err({ code: 'not-now' });
  };
  const dispatch = createDispatch({
    handlers: Object.fromEntries(commandNames.map((name) => [name, called])) as unknown as CommandHandlers,
    station,
    operator: { isOperator: () => isOperator, lockings: () => 0, touch: () => undefined },
    signedInPersonId: async () => account?.id,
    isIdentified: (id) => id === 'shown',
    isShown: (id) => id === 'shown',
    isKnown: (id) => id === 'shown' || id === 'hidden',
    isCalled: ({ rosterId, sessionId, personKey }) => `${rosterId} ${sessionId} ${personKey}` === 'r s called',
    rates: { search: { take: () => waitMs }, badge: { take: () => 2 * waitMs } },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return { dispatch, callers };
}

const crop = { centreXPx: 1, centreYPx: 1, edgePx: 2, rotationDeg: 0 };
const capture = new Uint8Array([1]);
const photoOf = (personId: string) => ({ personId, edgePx: 96 });
const saveOf = (id: string) => ({ person: { id, displayName: 'Somebody' }, capture, crop, noticeVersion: '1' });
const call = (personKey: string) => ({ rosterId: 'r', sessionId: 's', personKey });
const captureOf = (personKey: string) => ({ ...call(personKey), capture, crop, noticeVersion: '1' });
const takeOf = (personKey: string) => ({ ...call(personKey), shown: [] });

const handled = err({ code: 'not-now' });
const notFound = err({ code: 'not-found' });
const empty = ok({});
const notCalled = err({ code: 'not-allowed', detail: { expected: 'whom the operator has called' } });
const wait = (retryAfterMs: number) => err({ code: 'too-many-searches', detail: { retryAfterMs } });

type Station = keyof typeof stations;
type Row = readonly [CommandName, object, Station, locked: object, open: object];

describe('whom a request may be about', () => {
  test.each<Row>([
    ['people.photo', photoOf('shown'), 'lobby', handled, handled],
    ['people.photo', photoOf('hidden'), 'lobby', empty, handled],
    ['people.photo', photoOf('hidden'), 'approval', empty, handled],
    ['people.photo', photoOf('hidden'), 'badge beside staff', empty, handled],
    ['people.photo', photoOf('hidden'), 'beside staff', handled, handled],
    ['people.photo', photoOf('hidden'), 'self-service', handled, handled],
    ['uploads.enqueue', saveOf('hidden'), 'lobby', handled, handled],
    ['uploads.enqueue', saveOf('stranger'), 'lobby', notFound, handled],
    ['uploads.enqueue', saveOf('stranger'), 'beside staff', notFound, handled],
    ['rosters.capture', captureOf('called'), 'lobby', handled, handled],
    ['rosters.capture', captureOf('another'), 'lobby', notCalled, notCalled],
    ['hotFolder.take', takeOf('called'), 'beside staff', handled, handled],
    ['hotFolder.take', takeOf('another'), 'beside staff', notCalled, notCalled],
  ])('%s of %j at a station: %s', async (name, request, station, locked, open) => {
    expect(await setUp(stations[station], false).dispatch(name, request)).toEqual(locked);
    expect(await setUp(stations[station], true).dispatch(name, request)).toEqual(open);
  });

  test('is anybody of the signed-in account’s own, whom the station need not know', async () => {
    const { dispatch } = setUp(stations['self-service'], false, { id: 'stranger' });
    expect(await dispatch('uploads.enqueue', saveOf('stranger'))).toEqual(handled);
  });
});

describe('how often a request may be made', () => {
  test.each<Row>([
    ['people.search', { query: 'a' }, 'lobby', wait(7), handled],
    ['people.search', { query: 'a' }, 'beside staff', handled, handled],
    ['people.identify', { code: '1' }, 'lobby', wait(14), handled],
    ['people.identify', { code: '1' }, 'badge beside staff', wait(14), handled],
    ['people.identify', { code: '1' }, 'beside staff', handled, handled],
  ])('%s of %j at a station: %s', async (name, request, station, locked, open) => {
    expect(await setUp(stations[station], false, undefined, 7).dispatch(name, request)).toEqual(locked);
    expect(await setUp(stations[station], true, undefined, 7).dispatch(name, request)).toEqual(open);
    expect(await setUp(stations[station], false).dispatch(name, request)).toEqual(handled);
  });
});

describe('what a handler is told of its caller', () => {
  async function callerOf(
    name: CommandName,
    request: object,
    station: Station,
    isOperator: boolean,
    account?: { id: string | undefined },
  ) {
    const { dispatch, callers } = setUp(stations[station], isOperator, account);
    const reply = await dispatch(name, request);
    return callers[0] ?? reply;
  }

  test('the account in whose name a photo is saved or put back, and that none is signed in', async () => {
    const account = { id: 'me' };
    for (const [name, request] of [
      ['uploads.enqueue', saveOf('me')],
      ['uploads.undo', { jobId: 'j' }],
    ] as const) {
      for (const isOperator of [false, true]) {
        const asked = [name, request, 'self-service', isOperator] as const;
        expect(await callerOf(...asked, account), name).toMatchObject({ accountId: 'me' });
        expect(await callerOf(...asked), name).toEqual(err({ code: 'sign-in-needed' }));
      }
    }
    expect(await callerOf('uploads.undo', { jobId: 'j' }, 'lobby', true, account)).toMatchObject({
      accountId: undefined,
    });
  });

  test('whether that account is still signed in when the work is done', async () => {
    const account: { id: string | undefined } = { id: 'me' };
    const caller = (await callerOf('uploads.enqueue', saveOf('me'), 'self-service', false, account)) as Caller;
    expect(await caller.isStillThere()).toBe(true);
    for (const id of ['another', undefined]) {
      account.id = id;
      expect(await caller.isStillThere()).toBe(false);
    }
    const elsewhere = (await callerOf('uploads.enqueue', saveOf('shown'), 'lobby', false, account)) as Caller;
    expect(await elsewhere.isStillThere()).toBe(true);
  });

  test('that a visitor’s photo waits where the operator looks first, and nobody’s elsewhere', async () => {
    const waits = async (station: Station, isOperator: boolean) =>
      (await callerOf('uploads.enqueue', saveOf('shown'), station, isOperator)) as Caller;
    expect(await waits('approval', false)).toMatchObject({ waitsForOperator: true });
    expect(await waits('approval', true)).toMatchObject({ waitsForOperator: false });
    expect(await waits('lobby', false)).toMatchObject({ waitsForOperator: false });
  });

  test('that the operator chooses files from more places than a visitor', async () => {
    for (const [name, request] of [
      ['files.look', {}],
      ['files.choose', { paths: ['/a'] }],
    ] as const) {
      expect(await callerOf(name, request, 'lobby', true), name).toMatchObject({ opensMore: true });
      expect(await callerOf(name, request, 'lobby', false), name).toMatchObject({ opensMore: false });
    }
    expect(await callerOf('station.check', {}, 'lobby', true)).toMatchObject({ opensMore: false });
  });
});

test('no handler asks who is at the screen, or what kind of station lets them', () => {
  const folder = path.resolve(import.meta.dirname, '../../../electron/core/handlers');
  const files = readdirSync(folder);
  expect(files.length).toBeGreaterThan(15);
  for (const file of files)
    expect(readFileSync(path.join(folder, file), 'utf8'), file).not.toMatch(
      /\bisOperator\b|\.trust\b|station\.mode|signIn\.mode|signInMode|sessionAccount|signedInPersonId/,
    );
});
