import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDispatch } from '../../../electron/core/dispatch.ts';
import { commandNames, contract, type KioskHandlers, replySchema } from '../../../shared/contract.ts';
import { ok } from '../../../shared/result.ts';

function station(options: { isOperator?: boolean; isBroken?: boolean } = {}) {
  const called: string[] = [];
  const logged: string[] = [];
  const handlers = Object.fromEntries(
    commandNames.map((name) => [
      name,
      async () => {
        called.push(name);
        if (options.isBroken === true) throw new Error('/secret/path at line 7');
        return ok({});
      },
    ]),
  ) as unknown as KioskHandlers;
  const note = (event: string) => void logged.push(event);
  const log = { info: note, warn: note, error: note };
  return { called, logged, dispatch: createDispatch({ handlers, isOperator: () => options.isOperator ?? false, log }) };
}

const validRequests: Partial<Record<string, unknown>> = {
  'people.search': { query: 'an' },
  'station.hint': { kind: 'network-online' },
  'uploads.get': { jobId: 'j' },
};

describe('the dispatch', () => {
  test('every operator command is refused while the screens are locked, whatever it carries', async () => {
    const { dispatch, called } = station();
    for (const name of commandNames.filter((each) => contract.commands[each].access === 'operator')) {
      expect(await dispatch(name, {})).toEqual({ kind: 'error', error: { code: 'locked' } });
    }
    expect(called).toEqual([]);
  });

  test('an unknown command or a request off its schema never reaches a handler', async () => {
    const { dispatch, called } = station({ isOperator: true });
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

  test('a bug in a handler is a reply and a log line; no stack or path leaves', async () => {
    const { dispatch, logged } = station({ isBroken: true });
    expect(await dispatch('people.search', { query: 'an' })).toEqual({ kind: 'error', error: { code: 'internal' } });
    expect(logged).toEqual(['command.failed']);
  });

  test('10,000 random requests to every command: always a reply, never a throw', async () => {
    const { dispatch } = station({ isOperator: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...commandNames), fc.anything(), async (name, request) => {
        const reply = await dispatch(name, request);
        expect(replySchema.safeParse(reply).success).toBe(true);
        expect(JSON.stringify(reply)).not.toContain('node_modules');
      }),
      { numRuns: 10_000 },
    );
  });

  test('a valid request reaches its handler', async () => {
    const { dispatch, called } = station();
    for (const [name, request] of Object.entries(validRequests)) expect(await dispatch(name, request)).toEqual(ok({}));
    expect(called).toEqual(Object.keys(validRequests));
  });
});
