import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeReadBack } from '../../../electron/graph/receipt.ts';
import type { UploadQueueParts } from '../../../electron/queue/upload-queue.ts';
import type { SentPhoto } from '../../../shared/outcome.ts';
import { ok } from '../../../shared/result.ts';
import type { SlotSight } from '../../../shared/slot-sight.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import {
  openStation,
  type QueueStation,
  type StationOptions,
  sampleCapture,
  samplePhoto,
} from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';

/** What becomes of the next write. */
interface Fate {
  readonly isLost?: boolean;
  readonly shownAfterMs?: number;
  readonly answer?: 'accepted' | 'offline' | 'transient' | 'throttled';
}

interface Write {
  readonly photo: Uint8Array;
  readonly eTag: string;
  readonly shownAtMs: number;
}

/** One photo slot that takes its time to show what it took, in the order of writes. All photos look alike in it. */
class SlowSlot {
  readonly #clock: FakeClock;
  readonly #writes: Write[];
  #count = 0;
  fates: Fate[] = [];
  /** Whether an accepted write is answered with the tag it got. */
  isTagged = true;
  /** Whether the bytes served are those that were written. */
  servesAsIs = false;
  /** Photos that were confirmed while the slot showed another. */
  readonly falselyConfirmed: Uint8Array[] = [];

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.#writes = [{ photo: samplePhoto(900), eTag: 'tag-0000', shownAtMs: Number.NEGATIVE_INFINITY }];
  }

  get shown(): Write {
    const shown = this.#writes.findLast(({ shownAtMs }) => shownAtMs <= this.#clock.nowMs());
    if (shown === undefined) throw new Error('a slot shows something');
    return shown;
  }

  write(photo: Uint8Array, { isLost = false, shownAfterMs = 0 }: Fate): string {
    this.#count += 1;
    const eTag = `tag-${String(this.#count).padStart(4, '0')}`;
    const last = this.#writes.at(-1)?.shownAtMs ?? 0;
    if (!isLost) this.#writes.push({ photo, eTag, shownAtMs: Math.max(last, this.#clock.nowMs() + shownAfterMs) });
    return eTag;
  }

  #sight(): SlotSight {
    return { kind: 'photo', eTag: this.shown.eTag };
  }

  parts(): Pick<UploadQueueParts, 'uploadPhoto' | 'confirmPhoto' | 'lookAtSlot'> {
    return {
      lookAtSlot: async () => ok(this.#sight()),
      uploadPhoto: async (_, jpeg) => {
        const fate = this.fates.shift() ?? {};
        const answer = fate.answer ?? 'accepted';
        if (answer === 'throttled') return sampleOutcome('throttled', { retryAfterMs: 1_000 });
        const eTag = this.write(jpeg, fate);
        const outcome = sampleOutcome(answer);
        return outcome.kind === 'accepted' && this.isTagged ? { ...outcome, eTag } : outcome;
      },
      confirmPhoto: async (_, sent) => this.#confirm(sent),
    };
  }

  #confirm(sent: SentPhoto) {
    const { eTag, photo } = this.shown;
    const isSame = Buffer.compare(photo, sent.jpeg) === 0;
    const verdict = judgeReadBack(
      { eTag, meanDifference: 1, ...(this.servesAsIs ? { isSameFile: isSame } : {}) },
      sent,
    );
    if (verdict === 'older-photo') return { kind: verdict, eTag };
    if (verdict !== 'confirmed') return { kind: 'cannot-tell' as const, report: sampleOutcome('accepted').report };
    if (!isSame) this.falselyConfirmed.push(sent.jpeg);
    return { kind: verdict, eTag };
  }
}

let folder: string;
let clock: FakeClock;
let slot: SlowSlot;
let station: QueueStation;

async function start(changes: Partial<StationOptions> = {}): Promise<void> {
  station = await openStation({ folder, clock, random: () => 0.5, ...slot.parts(), ...changes });
  station.queue.start();
}
async function restart(changes: Partial<StationOptions> = {}): Promise<void> {
  await station.close();
  await start(changes);
}
function save(number: number): string {
  const saved = station.queue.enqueue(sampleCapture(1, samplePhoto(number)));
  if (saved.kind === 'error') throw new Error(JSON.stringify(saved.error));
  return saved.value.id;
}
const stateOf = (id: string) => station.queue.get(id)?.state.kind;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'overlapping-writes-'));
  clock = createFakeClock();
  slot = new SlowSlot(clock);
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

const hourMs = 3_600_000;

describe('a retake that was accepted and lost', () => {
  test.each([
    ['and the photo before it shows only later', true, 1],
    ['without a tag for either', false, 1],
    ['after two photos that show only later', true, 2],
    ['after two without a tag', false, 2],
  ] as const)('is not confirmed by a photo that looks like it: %s', async (_, isTagged, earlier) => {
    slot.isTagged = isTagged;
    await start();
    for (let number = 1; number <= earlier; number += 1) {
      slot.fates = [{ shownAfterMs: 20_000 }];
      save(number);
      await letTimePass(clock, 2_000);
    }
    slot.fates = [{ isLost: true }];
    const retake = save(9);
    await letTimePass(clock, 2_000);
    await restart();
    await letTimePass(clock, 120_000);
    expect(Buffer.compare(slot.shown.photo, samplePhoto(earlier))).toBe(0);
    expect(stateOf(retake)).toBe('accepted');
    expect(station.queue.thumbnail(retake)).toEqual(samplePhoto(9));
  });
  test.each(['offline', 'transient'] as const)(
    'is not confirmed by one whose own answer was lost (%s)',
    async (answer) => {
      slot.isTagged = false;
      await start();
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
      await start();
      const first = save(1);
      await letTimePass(clock, 60_000);
      slot.fates = [{ shownAfterMs: 20_000 }];
      const again = save(1);
      await letTimePass(clock, 2_000);
      expect([stateOf(first), stateOf(again)]).toEqual(['confirmed', 'confirmed']);
      if (between === 'restart') await restart();
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
    await start();
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
    await start({ settings: { keepRecordsDays: days } });
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
    await start();
    slot.fates = [{ answer: 'throttled' }, { isLost: true }];
    const only = save(1);
    await letTimePass(clock, 100);
    slot.write(samplePhoto(77), {});
    await letTimePass(clock, 60_000);
    expect(stateOf(only)).toBe('accepted');
    expect(station.queue.get(only)?.lastVerification).toBe('older-photo');
  });
  test('is not confirmed by what another station wrote after it, where the service names its writes', async () => {
    await start();
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
    await start();
    const first = save(1);
    await letTimePass(clock, 100);
    const retake = save(2);
    await letTimePass(clock, 60_000);
    expect([stateOf(first), stateOf(retake)]).toEqual(['confirmed', 'confirmed']);
  });
  test('is confirmed by its tag, however late the one before it showed', async () => {
    await start();
    slot.fates = [{ shownAfterMs: 5_000 }, { shownAfterMs: 5_000 }];
    save(1);
    await letTimePass(clock, 100);
    const retake = save(2);
    await letTimePass(clock, 60_000);
    expect(stateOf(retake)).toBe('confirmed');
  });
  test('is confirmed without tags when it looks nothing like the one before it', async () => {
    slot.isTagged = false;
    await start({ areDistinct: async () => true });
    slot.fates = [{ shownAfterMs: 5_000 }, { shownAfterMs: 5_000 }];
    save(1);
    await letTimePass(clock, 100);
    const retake = save(2);
    await letTimePass(clock, 60_000);
    expect(stateOf(retake)).toBe('confirmed');
  });
  test.each([true, false])('is confirmed however often the very photo was sent before (tags: %s)', async (isTagged) => {
    slot.isTagged = isTagged;
    await start();
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
    await start();
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
    await start();
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
  await start({
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
  await start();
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), manySteps, async (isTagged, servesAsIs, steps) => {
      await station.close();
      rmSync(folder, { recursive: true, force: true });
      slot = new SlowSlot(clock);
      Object.assign(slot, { isTagged, servesAsIs });
      await start();
      for (const { photo, fates, waitMs, end } of steps) {
        slot.fates = [...fates];
        const id = save(photo);
        await letTimePass(clock, waitMs);
        if (end === 'restart') await restart();
        if (end === 'retry') await station.queue.retryAll();
        if (end === 'withdraw') station.queue.withdraw(id);
      }
      await letTimePass(clock, 90_000_000);
      expect(slot.falselyConfirmed).toHaveLength(0);
    }),
    { numRuns: Number(process.env.OVERLAPPING_RUNS ?? 60) },
  );
}, 300_000);
