import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createFatalEnd, endAfterErrors, failureLine } from '../../../electron/host/fatal-end.ts';
import { createFakeClock } from '../../fake-clock.ts';

function setUp() {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 9));
  const exits: number[] = [];
  const printed: string[] = [];
  const appended: [string, string][] = [];
  const end = createFatalEnd({
    clock,
    print: (line) => void printed.push(line),
    exit: (code) => void exits.push(code),
    append: (file, line) => void appended.push([file, line]),
  });
  return { clock, exits, printed, appended, end };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('an error while the app is loaded ends it with 75, and with a line that holds the stack and every cause', () => {
  const { end, exits, printed } = setUp();
  end.meet('load', new Error('cannot load', { cause: new Error('no such file') }));
  expect(exits).toEqual([75]);
  const line = JSON.parse(printed[0] ?? '') as { causes: string[] };
  expect(line).toMatchObject({ level: 60, time: '2026-01-05T09:00:00.000Z', kind: 'load', msg: 'process.failed' });
  expect(line.causes[0]).toMatch(/cannot load\n\s+at .*fatal-end\.test\.ts/);
  expect(line.causes[1]).toContain('no such file');
});

test('an error of the running app is in its log before the app is stopped in order', async () => {
  const { end, exits, appended } = setUp();
  const said: unknown[] = [];
  end.know({ logFile: '/data/logs/kiosk.log' });
  end.know({ stop: async (code) => void said.push(code, appended.length) });
  end.meet('uncaughtException', new TypeError('x is not a function'));
  await settled();
  expect(said).toEqual([75, 1]);
  expect(appended[0]?.[0]).toBe('/data/logs/kiosk.log');
  expect(exits).toEqual([75]);
});

test('a stop that hangs or fails ends with 75 all the same, and errors on the way are lines alone', async () => {
  const { clock, end, exits, appended } = setUp();
  let stops = 0;
  end.know({
    logFile: '/l',
    stop: () => {
      stops += 1;
      return new Promise(() => {});
    },
  });
  for (let count = 0; count < 100; count += 1) end.meet('unhandledRejection', new Error(`${count}`));
  clock.advance(9_999);
  expect(exits).toEqual([]);
  clock.advance(1);
  expect([exits, stops, appended.length]).toEqual([[75], 1, 20]);
  const failing = setUp();
  failing.end.know({ stop: () => Promise.reject(new Error('no')) });
  failing.end.meet('uncaughtException', 'a string');
  await settled();
  expect(failing.exits).toEqual([75]);
});

test('a full disk keeps no error from ending the app', () => {
  const exits: number[] = [];
  const end = createFatalEnd({
    clock: createFakeClock(),
    print: () => {},
    exit: (code) => void exits.push(code),
    append: () => {
      throw new Error('ENOSPC');
    },
  });
  end.know({ logFile: '/l' });
  end.meet('uncaughtException', new Error('x'));
  expect(exits).toEqual([75]);
});

test('a line names nobody and holds no token, and a ring of causes has an end', () => {
  const ring = new Error('failed for ada@contoso.com with Bearer eyJhbGciOi.eyJzdWIiOiI.sig');
  ring.cause = ring;
  const line = failureLine('uncaughtException', ring, 0);
  expect(line).not.toMatch(/ada@contoso|eyJhbGciOi/);
  expect((JSON.parse(line) as { causes: string[] }).causes).toHaveLength(5);
});

test('whatever nobody catches is heard, and a terminal that is gone is no error', () => {
  const { end, printed } = setUp();
  const stdout = new EventEmitter();
  const process = Object.assign(new EventEmitter(), { stdout, stderr: new EventEmitter() });
  endAfterErrors(process as never, end);
  expect(stdout.emit('error', new Error('EPIPE'))).toBe(true);
  expect(printed).toEqual([]);
  process.emit('unhandledRejection', new Error('1'));
  process.emit('uncaughtException', new Error('2'));
  expect(printed).toHaveLength(2);
});
