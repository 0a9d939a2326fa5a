import { describe, expect, test } from 'vitest';
import { closingSeconds } from '../../../renderer/screens/closing-time.ts';
import {
  isAtRest,
  receiptStage,
  receiptStages,
  receiptStepState,
  receiptSteps,
} from '../../../renderer/store/receipt-stage.ts';
import { outcomeKinds } from '../../../shared/outcome.ts';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { sampleJob } from '../../kiosk-double.ts';

const online = { pause: { kind: 'none' }, network: 'online' } as const;
const states = {
  waiting: { kind: 'waiting' },
  sending: { kind: 'sending' },
  accepted: { kind: 'accepted', acceptedAtMs: 1 },
  confirmed: { kind: 'confirmed', confirmedAtMs: 1 },
  superseded: { kind: 'superseded' },
  withdrawn: { kind: 'withdrawn' },
} as const satisfies Record<string, UploadJob['state']>;

describe('the receipt', () => {
  test('never says more than the job knows', () => {
    const done = (state: UploadJob['state']) => {
      const stage = receiptStage(sampleJob({ state }), online);
      return receiptSteps.filter((step) => receiptStepState(stage, step) === 'done');
    };
    expect(done(states.waiting)).toEqual(['saved']);
    expect(done(states.sending)).toEqual(['saved']);
    expect(done(states.accepted)).toEqual(['saved', 'sent', 'accepted']);
    expect(done(states.confirmed)).toEqual(['saved', 'sent', 'accepted', 'confirmed']);
    for (const reason of [...outcomeKinds, 'damaged'] as const) {
      expect(done({ kind: 'parked', reason })).toEqual(['saved']);
    }
  });

  test.each([
    [{ kind: 'offline' }, 'waiting-offline'],
    [{ kind: 'signed-out' }, 'waiting-sign-in'],
    [{ kind: 'throttled', untilMs: 1 }, 'waiting-throttled'],
    [{ kind: 'none' }, 'saved'],
  ] as const)('tells the queue’s pauses apart: %o is %s', (pause, stage) => {
    expect(receiptStage(sampleJob(), { pause, network: 'online' })).toBe(stage);
  });

  test('never calls a busy service offline', () => {
    const job = sampleJob({ lastOutcome: { kind: 'throttled', status: 429, at: '2026-01-05T09:00:00Z' } });
    expect(receiptStage(job, online)).toBe('waiting-throttled');
  });

  test('a pause of the queue does not hide that this photo has arrived', () => {
    const paused = { pause: { kind: 'offline' }, network: 'offline' } as const;
    expect(receiptStage(sampleJob({ state: states.confirmed }), paused)).toBe('confirmed');
    expect(receiptStage(sampleJob({ state: states.accepted }), paused)).toBe('accepted');
  });

  test('tells a refusal by the company from other reasons', () => {
    expect(receiptStage(sampleJob({ state: { kind: 'parked', reason: 'refused' } }), online)).toBe('refused');
    expect(receiptStage(sampleJob({ state: { kind: 'parked', reason: 'no-mailbox' } }), online)).toBe('parked');
    const awaiting = { kind: 'parked', reason: 'awaiting-approval' } as const;
    expect(receiptStage(sampleJob({ state: awaiting }), online)).toBe('awaiting-approval');
    const refused = { kind: 'withdrawn', refusedFor: 'poor-picture' } as const;
    expect(receiptStage(sampleJob({ state: refused }), online)).toBe('not-approved');
  });

  test('stays open long enough to read its last news, and closes by itself', () => {
    expect(closingSeconds({ elapsed: 0 })).toBe(40);
    expect(closingSeconds({ elapsed: 40 })).toBe(0);
    expect(closingSeconds({ elapsed: 3, restedAt: 3 })).toBe(15);
    expect(closingSeconds({ elapsed: 39, restedAt: 39 })).toBe(15);
    expect(closingSeconds({ elapsed: 60, restedAt: 39 })).toBe(0);
  });

  test('stays ten minutes more for whoever asks for it', () => {
    expect(closingSeconds({ elapsed: 12, restedAt: 2, heldAt: 12 })).toBe(600);
    expect(closingSeconds({ elapsed: 612, restedAt: 2, heldAt: 12 })).toBe(0);
  });

  test('rests only where nothing more happens by itself', () => {
    expect(receiptStages.filter(isAtRest)).toEqual([
      'confirmed',
      'refused',
      'parked',
      'not-approved',
      'superseded',
      'withdrawn',
    ]);
  });
});
