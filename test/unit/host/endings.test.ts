import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createEndings } from '../../../electron/host/endings.ts';
import { stopSignal } from '../../../electron/host/stop-signals.ts';
import { createFakeClock } from '../../fake-clock.ts';

test('what was begun last ends first, one after another, and only once', async () => {
  const said: string[] = [];
  const endings = createEndings(() => said.push('fault'), createFakeClock());
  endings.add(() => said.push('log'));
  endings.add(async () => {
    await Promise.resolve();
    said.push('core');
  });
  endings.add(() => said.push('window'));
  await endings.run();
  await endings.run();
  expect(said).toEqual(['window', 'core', 'log']);
});

test('one that fails does not keep the others from their end', async () => {
  const said: unknown[] = [];
  const endings = createEndings((cause) => said.push(cause), createFakeClock());
  const broken = new Error('broken');
  endings.add(() => said.push('log'));
  endings.add(() => Promise.reject(broken));
  await endings.run();
  expect(said).toEqual([broken, 'log']);
});

test('one that never comes to its end is left behind, and the others come to theirs', async () => {
  const said: unknown[] = [];
  const clock = createFakeClock();
  const endings = createEndings((cause) => said.push(String(cause)), clock);
  endings.add(() => said.push('log'));
  endings.add(() => new Promise(() => {}));
  const ended = endings.run();
  clock.advance(5_000);
  await ended;
  expect(said).toEqual(['Error: an end took longer than 5000 ms', 'log']);
});

/** A process that is asked to stop. */
function stopping() {
  const codes: unknown[] = [];
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => void codes.push(code) });
  const clock = createFakeClock();
  return { process, codes, clock, stopped: stopSignal({ process: process as never, timers: clock }) };
}

test('a second signal ends the process at once, whichever came first', async () => {
  const { process, codes, stopped } = stopping();
  process.emit('SIGTERM');
  await stopped;
  expect(codes).toEqual([]);
  process.emit('SIGINT');
  expect(codes).toEqual([1]);
});

test('so does the limit, when something still holds the process', async () => {
  const { process, codes, clock, stopped } = stopping();
  process.emit('SIGHUP');
  await stopped;
  clock.advance(15_000);
  expect(codes).toEqual([1]);
});
