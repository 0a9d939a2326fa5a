import fc from 'fast-check';
import type { QueueHint } from '../../electron/queue/upload-queue.ts';
import type { ServiceMood } from '../simulated-service.ts';

/** What can happen to a station in a model run. */
export type Step =
  /** With a visit it waits for staff. */
  | { readonly kind: 'capture'; readonly person: number; readonly visit: number | undefined }
  | { readonly kind: 'mood'; readonly mood: ServiceMood }
  | { readonly kind: 'time'; readonly byMs: number }
  | { readonly kind: 'clock-jump'; readonly byMs: number }
  | { readonly kind: 'crash' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'withdraw' | 'retry' | 'approve' | 'refuse'; readonly which: number }
  | { readonly kind: 'hint'; readonly hint: QueueHint };

const yearMs = 365 * 86_400_000;
/** So many people are photographed. */
export const people = 4;

/** Anything that can happen, about as often as it should. */
export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('capture' as const),
      person: fc.nat(people - 1),
      visit: fc.constantFrom(undefined, undefined, 1, 2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<ServiceMood>(
        'well',
        'well',
        'offline',
        'throttled',
        'transient',
        'refused',
        'sign-in-needed',
        'no-such-target',
        'stores-then-drops',
        'silent',
      )
      .map((mood): Step => ({ kind: 'mood', mood })),
  },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(1, 20, 49, 50, 300, 2_000, 15_000, 120_000, 4_000_000)
      .map((byMs): Step => ({ kind: 'time', byMs })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(-10 * yearMs, -3_600_000, 3_600_000, 10 * yearMs)
      .map((byMs): Step => ({ kind: 'clock-jump', byMs })),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ kind: 'crash' }, { kind: 'restart' }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('withdraw' as const, 'retry' as const), which: fc.nat(30) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('approve' as const, 'approve' as const, 'refuse' as const),
      which: fc.nat(30),
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<QueueHint>('network-online', 'network-offline', 'resume', 'signed-in')
      .map((hint): Step => ({ kind: 'hint', hint })),
  },
);
