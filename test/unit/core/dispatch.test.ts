import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandHandlers } from '../../../electron/core/caller.ts';
import { createDispatch } from '../../../electron/core/dispatch.ts';
import type { StationTraits } from '../../../shared/command-access.ts';
import { commandNames, contract } from '../../../shared/contract.ts';
import { replySchema } from '../../../shared/kiosk-api.ts';
import { err, ok } from '../../../shared/result.ts';
import { sampleJob, sampleSnapshot } from '../../kiosk-double.ts';
import { sampleRequests } from './sample-requests.ts';

const application: StationTraits = {
  signInMode: 'application',
  mode: 'onboarding',
  trust: 'open',
  isDemo: true,
  canChooseFile: true,
  hasFaceGuidance: true,
  canClose: false,
  canPrintToFile: false,
  canPickFiles: false,
  isUnset: false,
};
const selfService: StationTraits = { ...application, signInMode: 'self-service' };

interface Setting {
  readonly isOperator?: boolean;
  readonly station?: StationTraits;
  readonly signedInAs?: string;
  /** What every handler answers; absent: an empty success. */
  readonly answer?: () => unknown;
}

/** The dispatch over handlers that note that they were reached, and answer as told. */
function setUp(setting: Setting = {}) {
  const called: string[] = [];
  const logged: unknown[] = [];
  const state = { isOperator: setting.isOperator ?? false, lockings: 0, touches: 0 };
  const handlers = Object.fromEntries(
    commandNames.map((name) => [
      name,
      async () => {
        called.push(name);
        return (setting.answer ?? (() => ok({})))();
      },
    ]),
  ) as unknown as CommandHandlers;
  const note = (event: string, fields: unknown) => void logged.push([event, fields]);
  const dispatch = createDispatch({
    handlers,
    station: setting.station ?? application,
    operator: {
      isOperator: () => state.isOperator,
      lockings: () => state.lockings,
      touch: () => {
        state.touches += 1;
      },
    },
    signedInPersonId: async () => setting.signedInAs,
    isIdentified: () => false,
    isShown: () => false,
    isKnown: () => true,
    isCalled: () => false,
    rates: { search: { take: () => 0 }, badge: { take: () => 0 } },
    log: { info: note, warn: note, error: note },
  });
  return { called, logged, state, dispatch };
}

const save = (personId: string) => ({
  person: { id: personId, displayName: 'Aiko Tanaka', userPrincipalName: 'aiko@contoso.com' },
  capture: new Uint8Array([1]),
  crop: { centreXPx: 1, centreYPx: 1, edgePx: 2, rotationDeg: 0 },
  noticeVersion: '1',
});
const hash = '0'.repeat(64);
const saved = () => ok({ job: sampleJob(), captureSha256: hash, photoSha256: hash, photo: new Uint8Array([1]) });

describe('a request', () => {
  test('of an unknown command or off its schema never reaches a handler', async () => {
    const { dispatch, called } = setUp({ isOperator: true });
    for (const name of ['__proto__', 'constructor', 'toString', 'uploads.steal', '']) {
      expect(await dispatch(name, {})).toMatchObject({ kind: 'error', error: { code: 'bad-request' } });
    }
    expect(await dispatch('people.search', { query: 7 })).toMatchObject({
      error: { code: 'bad-request', detail: { at: 'query' } },
    });
    expect(await dispatch('people.search', { query: 'an', extra: 1 })).toMatchObject({
      error: { code: 'bad-request' },
    });
    expect(called).toEqual([]);
  });

  test('for somebody else at a self-service station is refused: the account that is signed in decides, not the page', async () => {
    const outsider = setUp({ station: selfService, signedInAs: 'me', answer: saved });
    expect(await outsider.dispatch('uploads.enqueue', save('you'))).toEqual(err({ code: 'not-allowed' }));
    const nobody = setUp({ station: selfService, answer: saved });
    expect(await nobody.dispatch('uploads.enqueue', save('me'))).toEqual(err({ code: 'sign-in-needed' }));
    expect([...outsider.called, ...nobody.called]).toEqual([]);
    const owner = setUp({ station: selfService, signedInAs: 'me', answer: saved });
    expect(await owner.dispatch('uploads.enqueue', save('me'))).toMatchObject({ kind: 'ok' });
    const elsewhere = setUp({ answer: saved });
    expect(await elsewhere.dispatch('uploads.enqueue', save('anybody'))).toMatchObject({ kind: 'ok' });
  });

  test('of any kind to any command: always a reply, never a throw', async () => {
    const { dispatch } = setUp({ isOperator: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...commandNames), fc.anything(), async (name, request) => {
        const reply = await dispatch(name, request);
        expect(replySchema.safeParse(reply).success).toBe(true);
        expect(JSON.stringify(reply)).not.toContain('node_modules');
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a reply', () => {
  test('that does not fit the contract is not sent; the log says where, and not what it was', async () => {
    const { dispatch, logged } = setUp({ answer: () => ok({ people: 'Aiko Tanaka', isFromCache: false }) });
    expect(await dispatch('people.search', { query: 'an' })).toEqual(err({ code: 'internal' }));
    expect(logged).toMatchObject([['command.reply-misfit', { command: 'people.search', at: 'people' }]]);
    expect(JSON.stringify(logged)).not.toContain('Aiko');
  });

  test('loses what the contract does not name: a core that knows more does not tell more', async () => {
    const answer = () =>
      ok({ ...sampleSnapshot, dataKey: 'secret', station: { ...sampleSnapshot.station, pin: '1234' } });
    expect(await setUp({ answer }).dispatch('station.snapshot', {})).toEqual(ok(sampleSnapshot));
  });

  test('that is a failure is a known one', async () => {
    const known = setUp({ answer: () => err({ code: 'offline', detail: { reason: 'ENOTFOUND' }, cause: '/path' }) });
    expect(await known.dispatch('people.search', { query: 'an' })).toEqual(
      err({ code: 'offline', detail: { reason: 'ENOTFOUND' } }),
    );
    const unknown = setUp({ answer: () => err({ code: 'EACCES' }) });
    expect(await unknown.dispatch('people.search', { query: 'an' })).toEqual(err({ code: 'internal' }));
  });

  test('of a bug is `internal` and a log line; no stack or path leaves', async () => {
    const answer = () => {
      throw new Error('/secret/path at line 7');
    };
    const { dispatch, logged } = setUp({ answer });
    expect(await dispatch('people.search', { query: 'an' })).toEqual(err({ code: 'internal' }));
    expect(logged).toMatchObject([['command.failed', { command: 'people.search' }]]);
  });
});

describe('a person’s name', () => {
  const job = sampleJob({ personName: 'Aiko Tanaka' });
  const nameless = { ...job, personName: '' };

  test('is in no reply while the operator’s screens are locked, and there when they are open', async () => {
    const answer = () => ok({ job });
    expect(await setUp({ answer }).dispatch('uploads.get', { jobId: 'j' })).toEqual(ok({ job: nameless }));
    expect(await setUp({ answer, isOperator: true }).dispatch('uploads.get', { jobId: 'j' })).toEqual(ok({ job }));
    const reply = await setUp({ answer: saved }).dispatch('uploads.enqueue', save('anybody'));
    expect(reply).toMatchObject({ kind: 'ok', value: { job: { personName: '' }, photo: new Uint8Array([1]) } });
  });

  test('is held back when the screens are locked while the answer is on its way', async () => {
    const { dispatch, state } = setUp({
      isOperator: true,
      answer: () => {
        state.isOperator = false;
        return ok({ job });
      },
    });
    expect(await dispatch('uploads.get', { jobId: 'j' })).toEqual(ok({ job: nameless }));
  });

  test('of somebody who is looked up stays: they are found by it', async () => {
    const people = [{ id: '1', displayName: 'Aiko Tanaka' }];
    const { dispatch } = setUp({ answer: () => ok({ people, isFromCache: false }) });
    expect(await dispatch('people.search', { query: 'ai' })).toEqual(ok({ people, isFromCache: false }));
  });
});

describe('what others may not call, or choose less from', () => {
  // Visitors look for nobody by name, and choose from less than the operator.
  const station: StationTraits = {
    ...{ ...application, trust: 'badge' },
    ...{ canClose: true, canPrintToFile: true, canPickFiles: true },
  };
  const alone = commandNames.filter((name) => {
    const { access } = contract.commands[name];
    // Signing in for oneself is for other stations.
    return (
      name !== 'signIn.me' &&
      access !== 'anyone' &&
      (access !== 'picker' || name === 'files.look' || name === 'files.choose')
    );
  });
  const replies = [ok({ everything: 'Aiko Tanaka' }), err({ code: 'list-unreadable', detail: { what: 'Aiko' } })];
  const cases = replies.flatMap((reply) => [true, false].map((isOpenAgain) => ({ reply, isOpenAgain })));

  test.each(alone)('is answered to nobody after a lock that came meanwhile: %s', async (name) => {
    for (const { reply, isOpenAgain } of cases) {
      const { dispatch, state, called } = setUp({
        ...{ station, isOperator: true },
        answer: () => {
          Object.assign(state, { isOperator: isOpenAgain, lockings: 1 });
          return reply;
        },
      });
      expect(await dispatch(name, sampleRequests[name] ?? {})).toEqual(err({ code: 'locked' }));
      expect(called).toEqual([name]);
    }
  });
});

test('what everybody is answered alike the operator is answered after a lock, too', async () => {
  const { dispatch, state } = setUp({
    isOperator: true,
    answer: () => {
      Object.assign(state, { isOperator: false, lockings: 1 });
      return ok({ people: [], isFromCache: false });
    },
  });
  expect(await dispatch('people.search', { query: 'ai' })).toMatchObject({ kind: 'ok' });
});

describe('the operator’s time', () => {
  test('begins anew with what an operator does by hand', async () => {
    const byHand: readonly (readonly [string, object])[] = [
      ['operator.stay', {}],
      ['station.check', {}],
      ['uploads.retry', { jobId: 'j' }],
      ['uploads.retryAll', {}],
      ['uploads.withdraw', { jobId: 'j' }],
      ['uploads.undo', { jobId: 'j' }],
      ['uploads.export', { passphrase: '12345678' }],
      ['uploads.import', { passphrase: '12345678', file: new Uint8Array([1]) }],
      ['signIn.start', { method: 'device-code' }],
      ['signIn.cancel', {}],
      ['signIn.signOut', {}],
    ];
    for (const [name, request] of byHand) {
      const { dispatch, state } = setUp({ isOperator: true });
      await dispatch(name, request);
      expect(state.touches, name).toBe(1);
    }
  });

  test('does not with what a screen asks by itself', async () => {
    const { dispatch, state, called } = setUp({ isOperator: true });
    await dispatch('uploads.list', { offset: 0, limit: 10, filter: 'all' });
    await dispatch('uploads.thumbnail', { jobId: 'j' });
    await dispatch('uploads.get', { jobId: 'j' });
    await dispatch('station.snapshot', {});
    await dispatch('station.hint', { kind: 'network-online' });
    await dispatch('station.camera', { condition: 'busy' });
    expect(called).toHaveLength(6);
    expect(state.touches).toBe(0);
  });

  test('does not with a request that is none, or that is refused', async () => {
    const open = setUp({ isOperator: true });
    await open.dispatch('operator.stay', { extra: 1 });
    await open.dispatch('uploads.retry', {});
    await open.dispatch('uploads.export', { passphrase: 'short' });
    const locked = setUp();
    await locked.dispatch('operator.stay', {});
    expect([open.state.touches, locked.state.touches]).toEqual([0, 0]);
  });
});
