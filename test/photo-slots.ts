import { judgeReadBack } from '../electron/graph/receipt.ts';
import type { Clock } from '../electron/ports.ts';
import type { UploadQueueParts } from '../electron/queue/upload-queue.ts';
import { unreadReceipt } from '../shared/outcome.ts';
import { err, ok } from '../shared/result.ts';
import { printTarget, type Target } from '../shared/target.ts';
import { sha256 } from './queue-station.ts';
import { sampleOutcome } from './sample-job.ts';

type Step = 'look' | 'read' | 'write' | 'remove' | 'verify';
type Trouble = 'offline' | 'throttled' | 'refused' | 'transient' | 'silent';

/** Photo slots in memory, as a service keeps them: a tag that grows with every write, and the bytes that were sent. */
export class PhotoSlots {
  readonly #clock: Clock;
  readonly #slots = new Map<string, { readonly bytes: Uint8Array; readonly eTag: string }>();
  #writes = 0;
  /** Everything that was asked, in order. */
  readonly asked: { readonly step: Step; readonly target: string; readonly atMs: number }[] = [];
  /** What does not work now. */
  readonly troubles = new Map<Step, Trouble>();
  /** What a throttled request asks for. */
  retryAfterMs: number | undefined;
  /** How long a request takes. */
  latencyMs: (step: Step, target: string) => number = () => 20;
  /** Called as a request arrives, before and after it has done its work. */
  onStep: (step: Step, when: 'before' | 'after') => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  put(target: string, bytes: Uint8Array | undefined): void {
    this.#writes += 1;
    if (bytes === undefined) this.#slots.delete(target);
    else this.#slots.set(target, { bytes, eTag: String(this.#writes) });
  }

  shown(target: string): Uint8Array | undefined {
    return this.#slots.get(target)?.bytes;
  }

  count(step: Step): number {
    return this.asked.filter((asked) => asked.step === step).length;
  }

  async #asked<Value>(step: Step, target: Target, answer: (name: string) => Value) {
    const name = printTarget(target);
    this.asked.push({ step, target: name, atMs: this.#clock.monotonicMs() });
    this.onStep(step, 'before');
    const trouble = this.troubles.get(step);
    if (trouble === 'silent') return new Promise<never>(() => {});
    await new Promise<void>((resolve) => void this.#clock.setTimer(this.latencyMs(step, name), resolve));
    if (trouble === 'throttled' && this.retryAfterMs !== undefined)
      return err(sampleOutcome(trouble, { retryAfterMs: this.retryAfterMs }));
    if (trouble !== undefined) return err(sampleOutcome(trouble));
    const value = answer(name);
    this.onStep(step, 'after');
    return ok(value);
  }

  #sight(name: string) {
    const held = this.#slots.get(name);
    return held === undefined ? { kind: 'empty' as const } : { kind: 'photo' as const, eTag: held.eTag };
  }

  /** What a queue asks of them. */
  readonly parts: Required<
    Pick<UploadQueueParts, 'lookAtSlot' | 'readFormer' | 'uploadPhoto' | 'removePhoto' | 'confirmPhoto' | 'canRemove'>
  > = {
    canRemove: ({ kind }) => kind !== 'team',
    lookAtSlot: (target) => this.#asked('look', target, (name) => this.#sight(name)),
    readFormer: (target) =>
      this.#asked('read', target, (name) => {
        const held = this.#slots.get(name);
        return held === undefined ? { kind: 'no-photo' as const } : { kind: 'photo' as const, bytes: held.bytes };
      }),
    uploadPhoto: async (target, jpeg) => {
      const answer = await this.#asked('write', target, (name) => this.put(name, jpeg));
      return answer.kind === 'ok' ? sampleOutcome('accepted') : answer.error;
    },
    removePhoto: async (target) => {
      const answer = await this.#asked('remove', target, (name) => this.put(name, undefined));
      return answer.kind === 'ok' ? sampleOutcome('accepted') : answer.error;
    },
    confirmPhoto: async (target, sent) => {
      const answer = await this.#asked('verify', target, (name) => this.#slots.get(name));
      if (answer.kind === 'error') return unreadReceipt(answer.error);
      const held = answer.value;
      if (held === undefined) return { kind: 'older-photo' };
      const isSame = sha256(held.bytes) === sha256(sent.jpeg);
      const verdict = judgeReadBack({ eTag: held.eTag, meanDifference: isSame ? 1 : 80 }, sent);
      if (verdict === 'confirmed') return { kind: 'confirmed', eTag: held.eTag };
      if (verdict === 'older-photo' || verdict === 'newer-photo') return { kind: verdict, eTag: held.eTag };
      return { kind: 'cannot-tell', report: sampleOutcome('accepted').report };
    },
  };
}
