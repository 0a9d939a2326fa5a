import type { Clock } from '../electron/ports.ts';
import type { UploadQueueParts } from '../electron/queue/upload-queue.ts';
import { type Outcome, type Receipt, unreadReceipt } from '../shared/outcome.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { printTarget } from '../shared/target.ts';
import { sha256 } from './queue-station.ts';
import { sampleOutcome } from './sample-job.ts';

/** How the service answers. `stores-then-drops`: it keeps the photo and the answer is lost. `silent`: never an answer. */
export type ServiceMood =
  | 'well'
  | 'offline'
  | 'throttled'
  | 'transient'
  | 'refused'
  | 'sign-in-needed'
  | 'no-such-target'
  | 'stores-then-drops'
  | 'silent';

/** One upload request as it came in. */
export interface SeenUpload {
  readonly atMs: number;
  readonly target: string;
  readonly sha256: string;
  readonly priority: 'high' | 'low';
}

/** A photo service in memory, slow by `latencyMs` of the clock; remembers what it was sent and what it shows. */
export interface SimulatedService {
  mood: ServiceMood;
  retryAfterMs: number;
  readonly uploads: SeenUpload[];
  /** Hash of the photo that a target shows. */
  readonly shown: Map<string, string>;
  readonly underWay: Set<string>;
  /** The most requests that were under way at once, and the most for one target. */
  mostAtOnce: number;
  overlaps: number;
  /** Requests that came while `Retry-After` had asked for quiet. */
  duringQuiet: number;
  quietFromMs: number;
  quietUntilMs: number;
  /** Decides for one upload; the mood otherwise. */
  decide: ((upload: SeenUpload) => ServiceMood) | undefined;
  readonly uploadPhoto: UploadQueueParts['uploadPhoto'];
  readonly confirmPhoto: UploadQueueParts['confirmPhoto'];
  readonly lookAtSlot: NonNullable<UploadQueueParts['lookAtSlot']>;
}

/** Creates a service that is well and shows nothing. */
export function createSimulatedService(clock: Clock, latencyMs = 50): SimulatedService {
  const pause = () => new Promise<void>((resolve) => void clock.setTimer(latencyMs, resolve));
  const countQuiet = () => {
    const nowMs = clock.monotonicMs();
    // In the instant of the answer itself the station cannot know it yet.
    if (nowMs > service.quietFromMs && nowMs < service.quietUntilMs) service.duringQuiet += 1;
  };
  const throttle = () => {
    service.quietFromMs = clock.monotonicMs();
    service.quietUntilMs = Math.max(service.quietUntilMs, clock.monotonicMs() + service.retryAfterMs);
    return sampleOutcome('throttled', { retryAfterMs: service.retryAfterMs });
  };
  /** One request that writes nothing. */
  const read = async (signal: AbortSignal | undefined): Promise<Result<void, Outcome>> => {
    countQuiet();
    await pause();
    const { mood } = service;
    if (signal?.aborted) return err(sampleOutcome('offline'));
    if (mood === 'throttled') return err(throttle());
    return mood === 'offline' || mood === 'sign-in-needed' ? err(sampleOutcome(mood)) : ok(undefined);
  };
  const service: SimulatedService = {
    mood: 'well',
    retryAfterMs: 10_000,
    uploads: [],
    shown: new Map(),
    underWay: new Set(),
    mostAtOnce: 0,
    overlaps: 0,
    duringQuiet: 0,
    quietFromMs: 0,
    quietUntilMs: 0,
    decide: undefined,
    async uploadPhoto(target, jpeg, { priority, signal }): Promise<Outcome> {
      const name = printTarget(target);
      const upload = { atMs: clock.monotonicMs(), target: name, sha256: sha256(jpeg), priority };
      service.uploads.push(upload);
      countQuiet();
      if (service.underWay.has(name)) service.overlaps += 1;
      service.underWay.add(name);
      service.mostAtOnce = Math.max(service.mostAtOnce, service.underWay.size);
      const mood = service.decide?.(upload) ?? service.mood;
      if (mood === 'silent') {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      } else await pause();
      service.underWay.delete(name);
      if (mood === 'well' || mood === 'stores-then-drops') service.shown.set(name, upload.sha256);
      if (mood === 'well') return sampleOutcome('accepted');
      if (mood === 'throttled') return throttle();
      return sampleOutcome(mood === 'stores-then-drops' || mood === 'silent' ? 'offline' : mood);
    },
    async confirmPhoto(target, { jpeg }, options): Promise<Receipt> {
      // The metadata, then the picture.
      for (let request = 0; request < 2; request += 1) {
        const answer = await read(options?.signal);
        if (answer.kind === 'error') return unreadReceipt(answer.error);
      }
      return service.shown.get(printTarget(target)) === sha256(jpeg) ? { kind: 'confirmed' } : { kind: 'older-photo' };
    },
    async lookAtSlot(target, { signal }) {
      const answer = await read(signal);
      if (answer.kind === 'error') return answer;
      const eTag = service.shown.get(printTarget(target));
      return ok(eTag === undefined ? { kind: 'empty' } : { kind: 'photo', eTag });
    },
  };
  return service;
}
