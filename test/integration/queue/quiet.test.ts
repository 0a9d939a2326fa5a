import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { PhotoSlots } from '../../photo-slots.ts';
import { samplePhoto } from '../../queue-station.ts';
import { WorkingStation } from '../../working-station.ts';

const quietMs = 120_000;
const people = [1, 2, 3, 4];
const slotOf = (person: number) => `user:person${person}@example.com`;

let clock: FakeClock;
let slots: PhotoSlots;
let station: WorkingStation;

beforeEach(async () => {
  clock = createFakeClock();
  slots = new PhotoSlots(clock);
  slots.retryAfterMs = quietMs;
  for (const person of people) slots.put(slotOf(person), samplePhoto(900 + person));
  // The first person's answers come a little sooner than those of the others, who are in the middle of theirs by then.
  slots.latencyMs = (_, target) => (target === slotOf(1) ? 20 : 35);
  station = new WorkingStation({ clock, ...slots.parts });
  await station.start();
});
afterEach(() => station.remove());

const save = (person: number, number = person) => station.save(person, number).id;

/** The first request of a kind for the first person is throttled; says when that was answered. */
function throttleFirst(step: 'look' | 'read' | 'write' | 'verify'): () => number {
  let answeredAtMs: number | undefined;
  slots.onStep = (asked, when) => {
    if (when === 'after') return;
    const isIt = asked === step && answeredAtMs === undefined && slots.asked.at(-1)?.target === slotOf(1);
    if (isIt) answeredAtMs = clock.monotonicMs() + 20;
    if (isIt) slots.troubles.set(step, 'throttled');
    else slots.troubles.clear();
  };
  return () => answeredAtMs ?? Number.NaN;
}

const askedWithin = (fromMs: number) =>
  slots.asked.filter(({ atMs }) => atMs > fromMs && atMs < fromMs + quietMs).map(({ step }) => step);

test.each(['look', 'read', 'write', 'verify'] as const)(
  'When Microsoft 365 answers one %s with Retry-After, no photo asks it for anything before that is over, not even one in the middle of its own requests.',
  async (step) => {
    const answeredAtMs = throttleFirst(step);
    const ids = people.map((person) => save(person));
    await letTimePass(clock, 20 * quietMs);
    expect(answeredAtMs()).not.toBeNaN();
    expect(askedWithin(answeredAtMs())).toEqual([]);
    for (const [index, person] of people.entries()) {
      expect(slots.shown(slotOf(person))).toEqual(samplePhoto(person));
      expect(station.queue.get(ids[index] ?? '')).toMatchObject({
        state: { kind: 'confirmed' },
        former: { kind: 'photo' },
      });
    }
    expect(station.queue.verify().isSound).toBe(true);
  },
);

test('A second photo of a person, whose first is looked for before, waits as well when that look is answered with Retry-After.', async () => {
  const answeredAtMs = throttleFirst('verify');
  const first = save(1);
  await letTimePass(clock, 100);
  expect(station.queue.get(first)?.state.kind).toBe('accepted');
  const second = save(1, 11);
  await letTimePass(clock, 20 * quietMs);
  expect(askedWithin(answeredAtMs())).toEqual([]);
  expect(slots.shown(slotOf(1))).toEqual(samplePhoto(11));
  expect(station.queue.get(second)).toMatchObject({ state: { kind: 'confirmed' } });
});
