import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeReadBack } from '../../../electron/graph/receipt.ts';
import type { UploadQueueParts } from '../../../electron/queue/upload-queue.ts';
import type { SentPhoto } from '../../../shared/outcome.ts';
import { ok } from '../../../shared/result.ts';
import type { SlotSight } from '../../../shared/slot-sight.ts';
import { createFakeClock, type FakeClock } from '../../fake-clock.ts';
import { letTimePass } from '../../let-time-pass.ts';
import { samplePhoto } from '../../queue-station.ts';
import { sampleOutcome } from '../../sample-job.ts';
import { WorkingStation } from '../../working-station.ts';

/** A slot whose tag comes of its content, as some services make it, and whose pictures all look alike. */
class AlikeSlot {
  bytes: Uint8Array | undefined;
  isLosing = false;
  isAnswerLost = false;
  readonly asked: string[] = [];
  readonly sent: SentPhoto[] = [];

  sight(): SlotSight {
    return this.bytes === undefined
      ? { kind: 'empty' }
      : { kind: 'photo', eTag: Buffer.from(this.bytes).toString('hex', 4, 20) };
  }

  parts(): Pick<UploadQueueParts, 'uploadPhoto' | 'confirmPhoto' | 'lookAtSlot'> {
    return {
      lookAtSlot: async () => {
        this.asked.push('look');
        return ok(this.sight());
      },
      uploadPhoto: async (_, jpeg) => {
        this.asked.push('write');
        if (!this.isLosing) this.bytes = jpeg;
        return sampleOutcome(this.isAnswerLost ? 'offline' : 'accepted');
      },
      confirmPhoto: async (_, sent) => {
        this.sent.push(sent);
        const now = this.sight();
        if (now.kind === 'empty') return { kind: 'older-photo' };
        const { eTag = '' } = now;
        const verdict = judgeReadBack({ eTag, meanDifference: 1 }, sent);
        if (verdict === 'confirmed') return { kind: 'confirmed', eTag };
        return verdict === 'older-photo'
          ? { kind: 'older-photo', eTag }
          : { kind: 'cannot-tell', report: sampleOutcome('accepted').report };
      },
    };
  }
}

let clock: FakeClock;
let slot: AlikeSlot;
let station: WorkingStation;

beforeEach(() => {
  clock = createFakeClock();
  slot = new AlikeSlot();
  station = new WorkingStation({ clock, ...slot.parts() });
});
afterEach(() => station.remove());

const save = (number: number) => station.save(1, number).id;
const stateOf = (id: string) => station.queue.get(id)?.state.kind;

describe('a retake that looks like the photo before it', () => {
  test('is never confirmed, nor its bytes erased, when the service took it and stored nothing', async () => {
    await station.start();
    const first = save(1);
    await letTimePass(clock, 5_000);
    expect(stateOf(first)).toBe('confirmed');
    slot.isLosing = true;
    const retake = save(2);
    await letTimePass(clock, 5_000);
    expect(station.queue.get(retake)).toMatchObject({ state: { kind: 'accepted' }, lastVerification: 'older-photo' });
    // Two hours of verifications and one more try later a person is asked; the photo is still here.
    await letTimePass(clock, 4 * 3_600_000);
    expect(station.queue.get(retake)?.state).toEqual({ kind: 'parked', reason: 'not-stored' });
    expect(station.queue.thumbnail(retake)).toEqual(samplePhoto(2));
  });
  test('is confirmed when it was stored', async () => {
    await station.start();
    save(1);
    await letTimePass(clock, 5_000);
    const retake = save(2);
    await letTimePass(clock, 5_000);
    expect(stateOf(retake)).toBe('confirmed');
  });
  test('is not confirmed by the station that first meets a person whose photo it never saw', async () => {
    slot.bytes = samplePhoto(9);
    slot.isLosing = true;
    await station.start();
    const only = save(1);
    await letTimePass(clock, 5_000);
    expect(stateOf(only)).toBe('accepted');
  });
});

test('the very photo that was confirmed there is confirmed again, though the slot is as it was', async () => {
  await station.start();
  save(1);
  await letTimePass(clock, 5_000);
  await station.restart();
  slot.isLosing = true;
  const again = save(1);
  await letTimePass(clock, 5_000);
  expect(stateOf(again)).toBe('confirmed');
});

describe('what was there before the first attempt', () => {
  test('is on the disk before the write, so that a lost answer, a later look and a restart do not hide it', async () => {
    slot.bytes = samplePhoto(9);
    const before = slot.sight();
    slot.isAnswerLost = true;
    await station.start();
    const job = save(1);
    await letTimePass(clock, 500);
    expect(slot.asked.slice(0, 2)).toEqual(['look', 'write']);
    await station.close();
    slot.isAnswerLost = false;
    await station.start();
    await letTimePass(clock, 20_000);
    expect(slot.sent[0]?.before).toEqual(before);
    expect(stateOf(job)).toBe('confirmed');
  });
  test('stands for the write when the line is down: nothing is written before it is known', async () => {
    await station.start({ lookAtSlot: async () => ({ kind: 'error', error: sampleOutcome('offline') }) });
    const job = save(1);
    await letTimePass(clock, 60_000);
    expect(station.queue.get(job)).toMatchObject({ state: { kind: 'waiting' }, attempts: 0 });
    expect(slot.asked).toEqual([]);
    expect(station.queue.summary().network).toBe('offline');
  });
  test('may not be readable: then the photo is sent all the same, and alike pixels do not confirm it', async () => {
    await station.start({ lookAtSlot: async () => ({ kind: 'error', error: sampleOutcome('refused') }) });
    const job = save(1);
    await letTimePass(clock, 5_000);
    expect(slot.asked).toEqual(['write']);
    expect(stateOf(job)).toBe('accepted');
  });
});

test('a photo withdrawn, or outdated by a retake, while its slot is looked at is not written at all', async () => {
  let answer: (() => void) | undefined;
  await station.start({
    lookAtSlot: () =>
      new Promise((resolve) => {
        answer = () => resolve(ok({ kind: 'empty' }));
      }),
  });
  const job = save(1);
  await letTimePass(clock, 100);
  expect(station.queue.withdraw(job).kind).toBe('ok');
  answer?.();
  await letTimePass(clock, 100);
  expect(stateOf(job)).toBe('withdrawn');
  const first = save(2);
  await letTimePass(clock, 100);
  const retake = save(3);
  answer?.();
  await letTimePass(clock, 100);
  expect(stateOf(first)).toBe('superseded');
  answer?.();
  await letTimePass(clock, 5_000);
  expect(slot.asked).toEqual(['write']);
  expect(stateOf(retake)).toBe('confirmed');
});
