import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readEvents } from '../../../renderer/api/event-reader.ts';
import { createResync } from '../../../renderer/api/resync.ts';
import { contract, eventNames } from '../../../shared/contract.ts';

test('events are read whole, however the network cuts them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name: fc.string(), value: fc.jsonValue() }), { maxLength: 5 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      async (events, cuts) => {
        const text = `: open\n\n${events.map((event) => `data: ${JSON.stringify(event)}\n\n:\n\n`).join('')}`;
        const bytes = new TextEncoder().encode(text);
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (let at = 0; at < bytes.length; ) {
              const length = cuts.next().value;
              controller.enqueue(bytes.subarray(at, at + length));
              at += length;
            }
            controller.close();
          },
        });
        const heard: unknown[] = [];
        await readEvents(body, (event) => heard.push(event));
        expect(heard).toEqual(JSON.parse(JSON.stringify(events)));
      },
    ),
    { numRuns: 300 },
  );
});

test('no event carries bytes: server-sent events are text', () => {
  for (const name of eventNames) expect(() => z.toJSONSchema(contract.events[name].value), name).not.toThrow();
});

test('after a break only jobs that were still moving are asked about, at most 32, the newest', async () => {
  const asked: string[] = [];
  const resync = createResync(
    async (name, request) => {
      if (name === 'uploads.get') asked.push((request as { jobId: string }).jobId);
      return name === 'uploads.get' ? { kind: 'error', error: { code: 'not-found' } } : { kind: 'ok', value: {} };
    },
    () => {},
  );
  for (let index = 0; index < 40; index += 1) resync.sawJob({ id: `job-${index}`, state: { kind: 'waiting' } });
  resync.sawJob({ id: 'job-39', state: { kind: 'confirmed' } });
  resync.sawJob({ id: 'job-38', state: { kind: 'parked' } });
  for (const nonsense of [undefined, null, 7, {}, { id: 3 }]) resync.sawJob(nonsense);
  await resync.run();
  expect(asked).toEqual(Array.from({ length: 30 }, (_, index) => `job-${index + 8}`));
});

test('what is told while the state is asked for anew is the last word, and no older answer stands over it', async () => {
  const said: [string, unknown][] = [];
  const job = (kind: string) => ({ job: { id: 'job-1', state: { kind } } });
  const resync = createResync(
    async (name) => {
      // The answer was made before, and comes after the news.
      if (name === 'station.snapshot') resync.sawEvent('operator.changed', { isOperator: true });
      if (name === 'station.snapshot') resync.sawEvent('operator.changed', { isOperator: false });
      if (name === 'uploads.get') resync.sawEvent('uploads.changed', job('confirmed'));
      return { kind: 'ok', value: name === 'uploads.get' ? job('sending') : { isOperator: true, queue: {} } };
    },
    (name, value) => said.push([name, value]),
  );
  resync.sawJob({ id: 'job-1', state: { kind: 'waiting' } });
  await resync.run();
  expect(said.findLast(([name]) => name === 'operator.changed')?.[1]).toEqual({ isOperator: false });
  expect(said.filter(([name]) => name === 'uploads.changed')).toEqual([]);
  // Over with the asking: the next one begins with nothing heard.
  const before = said.length;
  const quiet = createResync(
    async () => ({ kind: 'ok', value: { isOperator: true } }),
    (name, value) => said.push([name, value]),
  );
  quiet.sawEvent('operator.changed', { isOperator: false });
  await quiet.run();
  expect(said.slice(before).filter(([name]) => name === 'operator.changed')).toEqual([
    ['operator.changed', { isOperator: true }],
  ]);
});
