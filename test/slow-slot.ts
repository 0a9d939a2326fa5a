import { judgeReadBack } from '../electron/graph/receipt.ts';
import type { UploadQueueParts } from '../electron/queue/upload-queue.ts';
import type { SentPhoto } from '../shared/outcome.ts';
import { ok } from '../shared/result.ts';
import type { SlotSight } from '../shared/slot-sight.ts';
import type { FakeClock } from './fake-clock.ts';
import { samplePhoto } from './queue-station.ts';
import { sampleOutcome } from './sample-job.ts';

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
export class SlowSlot {
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
