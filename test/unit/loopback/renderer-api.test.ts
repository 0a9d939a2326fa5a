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
  for (const name of eventNames) expect(() => z.toJSONSchema(contract.events[name]), name).not.toThrow();
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
