import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { samplePhoto } from '../../queue-station.ts';
import { SlowSlot } from '../../slow-slot.ts';
import { WorkingStation } from '../../working-station.ts';

let clock: FakeClock;
let slot: SlowSlot;
let station: WorkingStation;

function begin(): void {
  slot = new SlowSlot(clock);
  station = new WorkingStation({ clock, ...slot.parts() });
}
const save = (number: number) => station.save(1, number).id;
const stateOf = (id: string) => station.queue.get(id)?.state.kind;

beforeEach(() => {
  clock = createFakeClock();
  begin();
});
afterEach(() => station.remove());

const hourMs = 3_600_000;

describe('a retake that was accepted and lost', () => {
  test.each([
    ['and the photo before it shows only later', true, 1],
    ['without a tag for either', false, 1],
    ['after two photos that show only later', true, 2],
    ['after two without a tag', false, 2],
  ] as const)('is not confirmed by a photo that looks like it: %s', async (_, isTagged, earlier) => {
    slot.isTagged = isTagged;
    await station.start();
    for (let number = 1; number <= earlier; number += 1) {
      slot.fates = [{ shownAfterMs: 20_000 }];
      save(number);
      await letTimePass(clock, 2_000);
    }
    slot.fates = [{ isLost: true }];
    const retake = save(9);
    await letTimePass(clock, 2_000);
    await station.restart();
    await letTimePass(clock, 120_000);
    expect(Buffer.compare(slot.shown.photo, samplePhoto(earlier))).toBe(0);
    expect(stateOf(retake)).toBe('accepted');
    expect(station.queue.thumbnail(retake)).toEqual(samplePhoto(9));
  });
  test.each(['offline', 'transient'] as const)(
    'is not confirmed by one whose own answer was lost (%s)',
    async (answer) => {
      slot.isTagged = false;
      await station.start();
      slot.fates = [{ shownAfterMs: 20_000, answer }];
      save(1);
      await letTimePass(clock, 100);
      slot.fates = [{ isLost: true }];
      const retake = save(2);
      await letTimePass(clock, 120_000);
      expect(Buffer.compare(slot.shown.photo, samplePhoto(1))).toBe(0);
      expect(stateOf(retake)).toBe('accepted');
    },
  );
  test.each(['nothing', 'restart'])(
    'is not confirmed by a photo that was sent twice and whose second write shows only later (%s)',
    async (between) => {
      slot.isTagged = false;
      await station.start();
      const first = save(1);
      await letTimePass(clock, 60_000);
      slot.fates = [{ shownAfterMs: 20_000 }];
      const again = save(1);
      await letTimePass(clock, 2_000);
      expect([stateOf(first), stateOf(again)]).toEqual(['confirmed', 'confirmed']);
      if (between === 'restart') await station.restart();
      slot.fates = [{ isLost: true }];
      const retake = save(2);
      await letTimePass(clock, 120_000);
      expect(Buffer.compare(slot.shown.photo, samplePhoto(1))).toBe(0);
      expect(stateOf(retake)).toBe('accepted');
    },
  );
  test('is not confirmed by a photo that was confirmed since another had put the same bytes there before it', async () => {
    slot.isTagged = false;
    slot.servesAsIs = true;
    slot.write(samplePhoto(1), {});
    await station.start();
    slot.fates = [{ shownAfterMs: 20_000 }];
    const first = save(1);
    await letTimePass(clock, 2_000);
    expect(stateOf(first)).toBe('confirmed');
    slot.fates = [{ isLost: true }];
    const retake = save(2);
    await letTimePass(clock, 120_000);
    expect(Buffer.compare(slot.shown.photo, samplePhoto(1))).toBe(0);
    expect(stateOf(retake)).toBe('accepted');
  });
  test.each([0, 1])('is not confirmed by one whose record would be gone by then (kept for %s days)', async (days) => {
    slot.isTagged = false;
    await station.start({ settings: { keepRecordsDays: days } });
    save(1);
    await letTimePass(clock, 60_000);
    slot.fates = [{ shownAfterMs: 26 * hourMs + 20_000 }];
    save(1);
    await letTimePass(clock, 26 * hourMs);
    slot.fates = [{ isLost: true }];
    const retake = save(2);
    await letTimePass(clock, hourMs);
    expect(Buffer.compare(slot.shown.photo, samplePhoto(1))).toBe(0);
    expect(slot.falselyConfirmed).toHaveLength(0);
    expect(stateOf(retake)).toBe('accepted');
  });
  test('is not confirmed by what another station wrote while this one had to wait', async () => {
    slot.isTagged = false;
    await station.start();
    slot.fates = [{ answer: 'throttled' }, { isLost: true }];
    const only = save(1);
    await letTimePass(clock, 100);
    slot.write(samplePhoto(77), {});
    await letTimePass(clock, 60_000);
    expect(stateOf(only)).toBe('accepted');
    expect(station.queue.get(only)?.lastVerification).toBe('older-photo');
  });
  test('is not confirmed by what another station wrote after it, where the service names its writes', async () => {
    await station.start();
    slot.fates = [{ isLost: true }];
    const only = save(1);
    await letTimePass(clock, 100);
    slot.write(samplePhoto(77), {});
    await letTimePass(clock, 60_000);
    expect(stateOf(only)).toBe('accepted');
  });
});

describe('a retake that arrived', () => {
  test.each([true, false])('is confirmed when the photo before it was seen first (tags: %s)', async (isTagged) => {
    slot.isTagged = isTagged;
    await station.start();
    const first = save(1);
    await letTimePass(clock, 100);
    const retake = save(2);
    await letTimePass(clock, 60_000);
    expect([stateOf(first), stateOf(retake)]).toEqual(['confirmed', 'confirmed']);
  });
  test('is confirmed by its tag, however late the one before it showed', async () => {
    await station.start();
    slot.fates = [{ shownAfterMs: 5_000 }, { shownAfterMs: 5_000 }];
    save(1);
    await letTimePass(clock, 100);
    const retake = save(2);
    await letTimePass(clock, 60_000);
    expect(stateOf(retake)).toBe('confirmed');
  });
  test('is confirmed without tags when it looks nothing like the one before it', async () => {
    slot.isTagged = false;
    await station.start({ areDistinct: async () => true });
    slot.fates = [{ shownAfterMs: 5_000 }, { shownAfterMs: 5_000 }];
    save(1);
    await letTimePass(clock, 100);
    const retake = save(2);
    await letTimePass(clock, 60_000);
    expect(stateOf(retake)).toBe('confirmed');
  });
  test.each([true, false])('is confirmed however often the very photo was sent before (tags: %s)', async (isTagged) => {
    slot.isTagged = isTagged;
    await station.start();
    const ids: string[] = [];
    for (const fate of [{}, { isLost: true }, {}, { shownAfterMs: 20_000 }]) {
      slot.fates = [fate];
      ids.push(save(1));
      await letTimePass(clock, hourMs);
    }
    expect(ids.map(stateOf)).toEqual(Array(4).fill('confirmed'));
  });
  test('is confirmed after the photo before it was sent twice, once the second write of that was seen', async () => {
    slot.isTagged = false;
    await station.start();
    save(1);
    await letTimePass(clock, 60_000);
    slot.fates = [{ shownAfterMs: 20_000 }];
    save(1);
    await letTimePass(clock, hourMs);
    const other = save(2);
    await letTimePass(clock, hourMs);
    expect(stateOf(other)).toBe('confirmed');
  });
  test('is not held against what was accepted days ago and never seen', async () => {
    slot.isTagged = false;
    await station.start();
    slot.fates = [{ isLost: true }];
    save(1);
    await letTimePass(clock, 100 * 3_600_000);
    const next = save(2);
    await letTimePass(clock, 60_000);
    expect(stateOf(next)).toBe('confirmed');
  });
});

test('a photo is not confirmed by one of the same person that was written while it was being read back', async () => {
  let hold: Promise<void> | undefined;
  let release = () => {};
  const parts = slot.parts();
  slot.isTagged = false;
  await station.start({
    confirmPhoto: async (...of) => {
      await hold;
      return parts.confirmPhoto(...of);
    },
  });
  slot.fates = [{ isLost: true }];
  const first = save(1);
  await letTimePass(clock, 100);
  hold = new Promise((resolve) => {
    release = resolve;
  });
  await letTimePass(clock, 1_000);
  slot.fates = [{ answer: 'offline' }];
  hold = undefined;
  save(2);
  await letTimePass(clock, 100);
  release();
  await letTimePass(clock, 100);
  expect(stateOf(first)).toBe('accepted');
});

const fate = fc.record({
  isLost: fc.boolean(),
  shownAfterMs: fc.constantFrom(0, 3_000, 20_000, 4_000_000),
  answer: fc.constantFrom('accepted', 'accepted', 'accepted', 'offline', 'transient', 'throttled'),
} as const);
const step = fc.record({
  photo: fc.integer({ min: 1, max: 4 }),
  fates: fc.array(fate, { minLength: 1, maxLength: 2 }),
  waitMs: fc.constantFrom(50, 50, 2_000, 30_000, 5_000_000),
  end: fc.constantFrom('nothing', 'nothing', 'nothing', 'restart', 'retry', 'withdraw'),
} as const);
const manySteps = fc.array(step, { minLength: 2, maxLength: 6 });

test('in no order of photos, losses, delays, refusals and restarts is one confirmed while the slot shows another', async () => {
  await station.start();
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), manySteps, async (isTagged, servesAsIs, steps) => {
      await station.remove();
      begin();
      Object.assign(slot, { isTagged, servesAsIs });
      await station.start();
      for (const { photo, fates, waitMs, end } of steps) {
        slot.fates = [...fates];
        const id = save(photo);
        await letTimePass(clock, waitMs);
        if (end === 'restart') await station.restart();
        if (end === 'retry') await station.queue.retryAll();
        if (end === 'withdraw') station.queue.withdraw(id);
      }
      await letTimePass(clock, 90_000_000);
      expect(slot.falselyConfirmed).toHaveLength(0);
    }),
    { numRuns: Number(process.env.OVERLAPPING_RUNS ?? 60) },
  );
}, 300_000);
