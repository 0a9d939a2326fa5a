import { expect, test } from 'vitest';
import { PacedReader } from '../../../electron/bulk/paced-reader.ts';
import type { Outcome, OutcomeKind } from '../../../shared/outcome.ts';
import type { Result } from '../../../shared/result.ts';
import { createFakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';

const at = '2026-11-26T09:00:00.000Z';
const failing = (kind: Exclude<OutcomeKind, 'accepted'>, more: object = {}) =>
  ({ kind: 'error', error: { kind, report: { kind, at }, ...more } as Outcome }) as const;
const answer = { kind: 'ok', value: 'photo' } as const;

function reading(answers: readonly Result<string, Outcome>[]) {
  const clock = createFakeClock();
  const abort = new AbortController();
  const reader = new PacedReader(clock, abort.signal);
  const askedAtMs: number[] = [];
  let next = 0;
  const read = async () => {
    askedAtMs.push(clock.monotonicMs());
    return answers[next++] ?? answer;
  };
  return { clock, abort, reader, read, askedAtMs };
}

test('what is throttled waits as long as the service asks, and everybody with it', async () => {
  const { clock, reader, read, askedAtMs } = reading([failing('throttled', { retryAfterMs: 30_000 })]);
  const first = reader.ask(read);
  await letTimePass(clock, 10);
  const second = reader.ask(read);
  await letTimePass(clock, 29_000);
  expect(askedAtMs).toEqual([0]);
  await letTimePass(clock, 2_000);
  expect(await first).toEqual(answer);
  expect(await second).toEqual(answer);
  expect(askedAtMs.slice(1)).toEqual([30_000, 30_000]);
});

test('a server’s trouble is tried again a few times and then told', async () => {
  const trouble = failing('transient');
  const { clock, reader, read, askedAtMs } = reading([trouble, trouble, trouble, trouble]);
  const asked = reader.ask(read);
  await letTimePass(clock, 60_000);
  expect(await asked).toEqual(trouble);
  expect(askedAtMs).toEqual([0, 1_000, 3_000, 7_000]);
  expect(reader.ending).toBeUndefined();
});

test.each(['offline', 'sign-in-needed', 'unsupported', 'wrong-cloud-or-path'] as const)(
  'after %s nobody else is asked',
  async (kind) => {
    const { reader, read, askedAtMs } = reading([failing(kind)]);
    expect(await reader.ask(read)).toEqual(failing(kind));
    expect(await reader.ask(read)).toEqual(failing(kind));
    expect(askedAtMs).toHaveLength(1);
  },
);

test('a refusal is one person’s own once others were answered; five refusals and no answer end the asking', async () => {
  const refused = failing('refused');
  const mixed = reading([answer, ...Array.from({ length: 9 }, () => refused)]);
  for (let count = 0; count < 10; count += 1) await mixed.reader.ask(mixed.read);
  expect(mixed.askedAtMs).toHaveLength(10);
  const none = reading(Array.from({ length: 9 }, () => refused));
  for (let count = 0; count < 9; count += 1) await none.reader.ask(none.read);
  expect(none.askedAtMs).toHaveLength(5);
});

test('what the service asks for is kept whole, however long it is', async () => {
  const { clock, reader, read, askedAtMs } = reading([failing('throttled', { retryAfterMs: 3_000_000 })]);
  const asked = reader.ask(read);
  await letTimePass(clock, 2_999_000);
  expect(askedAtMs).toEqual([0]);
  await letTimePass(clock, 2_000);
  expect(await asked).toEqual(answer);
});

test('called off while it waits, it waits no longer and asks nothing into the quiet', async () => {
  const throttled = failing('throttled', { retryAfterMs: 300_000 });
  const { clock, abort, reader, read, askedAtMs } = reading([throttled]);
  const asked = reader.ask(read);
  await letTimePass(clock, 10);
  abort.abort();
  expect(await asked).toEqual(throttled);
  expect(askedAtMs).toEqual([0]);
});

test('what a stop cuts off is no reason to ask nobody else', async () => {
  const abort = new AbortController();
  const reader = new PacedReader(createFakeClock(), abort.signal);
  const cutOff = reader.ask(
    (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(failing('offline')))),
  );
  await Promise.resolve();
  abort.abort();
  expect(await cutOff).toEqual(failing('offline'));
  expect(reader.ending).toBeUndefined();
});
