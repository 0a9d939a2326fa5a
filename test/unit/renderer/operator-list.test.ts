import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roughDuration, whenInWords } from '../../../renderer/components/remaining-time.ts';
import {
  canRetry,
  canWithdraw,
  fitsFilter,
  jobAdvice,
  jobStateView,
} from '../../../renderer/screens/operator/job-words.ts';
import { refusalOf } from '../../../renderer/screens/operator/pin-refusal.ts';
import { rowAfterKey, visibleRows } from '../../../renderer/screens/operator/visible-rows.ts';
import { languages } from '../../../shared/language.ts';
import { outcomeKinds } from '../../../shared/outcome.ts';
import { type JobState, parkReasons } from '../../../shared/upload-job.ts';

describe('the rows that are drawn', () => {
  test('cover what is in view, stay few, and stay inside the list, wherever it is scrolled', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500, max: 900_000 }),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 40, max: 200 }),
        fc.integer({ min: 0, max: 10_000 }),
        (scrollTopPx, heightPx, rowHeightPx, total) => {
          const { first, last } = visibleRows({ scrollTopPx, heightPx, rowHeightPx, total });
          if (total === 0) return last < first;
          const isInside = first >= 0 && last < total;
          const isFew = last - first + 1 <= heightPx / rowHeightPx + 15;
          for (const y of [0, heightPx / 2, heightPx - 1]) {
            const row = Math.floor((scrollTopPx + y) / rowHeightPx);
            const isRow = row >= 0 && row < total && scrollTopPx >= 0 && y >= 0;
            if (isRow && (row < first || row > last)) return false;
          }
          return isInside && isFew;
        },
      ),
    );
  });

  test('are none before the height of a row is known', () => {
    const { first, last } = visibleRows({ scrollTopPx: 0, heightPx: 500, rowHeightPx: 0, total: 10 });
    expect(last).toBeLessThan(first);
  });

  test('keys move one row, one view, or to an end, and never out of the list', () => {
    expect(rowAfterKey('ArrowDown', 3, 10, 4)).toBe(4);
    expect(rowAfterKey('ArrowUp', 0, 10, 4)).toBe(0);
    expect(rowAfterKey('PageDown', 0, 10, 4)).toBe(3);
    expect(rowAfterKey('PageUp', 9, 10, 4)).toBe(6);
    expect(rowAfterKey('End', 0, 10, 4)).toBe(9);
    expect(rowAfterKey('Home', 9, 10, 4)).toBe(0);
    expect(rowAfterKey('ArrowDown', 9, 10, 4)).toBe(9);
    expect(rowAfterKey('x', 5, 10, 4)).toBeUndefined();
  });
});

const states: readonly JobState[] = [
  { kind: 'waiting' },
  { kind: 'waiting', nextTryAtMs: 5000 },
  { kind: 'sending' },
  { kind: 'accepted', acceptedAtMs: 1, nextVerificationAtMs: 2 },
  { kind: 'accepted', acceptedAtMs: 1 },
  { kind: 'confirmed', confirmedAtMs: 1 },
  { kind: 'superseded' },
  { kind: 'withdrawn' },
  ...parkReasons.map((reason) => ({ kind: 'parked', reason }) as const),
];

describe('a job in words', () => {
  test('a next try is named while it is ahead, and not once it is due', () => {
    const job = { state: { kind: 'waiting', nextTryAtMs: 5000 } } as const;
    expect(jobStateView(job, 4000)).toMatchObject({ words: 'waitingUntil', atMs: 5000 });
    expect(jobStateView(job, 5000)).toEqual({ words: 'waiting', tone: 'waiting' });
  });

  test('a photo that waits for staff, and one that they did not let go, are called so', () => {
    expect(jobStateView({ state: { kind: 'parked', reason: 'awaiting-approval' } }, 0).words).toBe('held');
    expect(jobStateView({ state: { kind: 'withdrawn', refusedFor: 'no-reason' } }, 0).words).toBe('notApproved');
    expect(jobStateView({ state: { kind: 'withdrawn' } }, 0).words).toBe('withdrawn');
  });

  test('accepted for good is not called confirmed', () => {
    expect(jobStateView({ state: { kind: 'accepted', acceptedAtMs: 1 } }, 0).words).toBe('acceptedForGood');
  });

  test('every reason for which a job rests has advice: the queue’s own, or that of its outcome', () => {
    for (const kind of outcomeKinds) {
      const lastOutcome = { kind, at: '2026-01-01T00:00:00Z' };
      expect(jobAdvice({ state: { kind: 'parked', reason: kind }, lastOutcome })).toMatchObject({ kind: 'outcome' });
    }
    expect(jobAdvice({ state: { kind: 'parked', reason: 'damaged' } })).toMatchObject({ kind: 'own', key: 'damaged' });
    expect(jobAdvice({ state: { kind: 'parked', reason: 'not-stored' } })).toMatchObject({ key: 'notStored' });
    expect(jobAdvice({ state: { kind: 'parked', reason: 'awaiting-approval' } })).toMatchObject({ key: 'held' });
  });

  test('a finished job blames nothing', () => {
    const lastOutcome = { kind: 'transient', at: '2026-01-01T00:00:00Z' } as const;
    expect(jobAdvice({ state: { kind: 'confirmed', confirmedAtMs: 1 }, lastOutcome })).toBeUndefined();
  });

  test('a removal that was accepted is not spoken of as a photo', () => {
    const removal = { state: { kind: 'accepted', acceptedAtMs: 1 }, undoes: 'remove' } as const;
    const taken = { kind: 'accepted', at: '2026-01-01T00:00:00Z' } as const;
    expect(jobAdvice({ ...removal, lastOutcome: taken })).toMatchObject({ kind: 'own', key: 'removing' });
    expect(jobAdvice({ ...removal, undoes: 'put-back', lastOutcome: taken })).toMatchObject({ kind: 'outcome' });
  });

  test('what is finished offers neither another try nor a withdrawal; a damaged photo is never sent again', () => {
    for (const state of states) {
      const isOpen = fitsFilter({ state }, 'open');
      if (!isOpen) expect([canRetry({ state }), canWithdraw({ state })], state.kind).toEqual([false, false]);
      if (fitsFilter({ state }, 'attention')) expect(isOpen && canWithdraw({ state })).toBe(true);
      expect(fitsFilter({ state }, 'all')).toBe(true);
    }
    expect(canRetry({ state: { kind: 'parked', reason: 'damaged' } })).toBe(false);
    expect(canRetry({ state: { kind: 'parked', reason: 'awaiting-approval' } })).toBe(false);
    expect(states.filter((state) => fitsFilter({ state }, 'approval'))).toEqual([
      { kind: 'parked', reason: 'awaiting-approval' },
    ]);
  });
});

describe('times', () => {
  test('a duration is said in the unit that reads best, in each language', () => {
    expect([20_000, 180_000, 5 * 3_600_000, 72 * 3_600_000].map((ms) => roughDuration(ms, 'en'))).toEqual([
      '20 seconds',
      '3 minutes',
      '5 hours',
      '3 days',
    ]);
    for (const language of languages) expect(roughDuration(180_000, language)).toContain('3');
  });

  test('another day’s moment names the day', () => {
    const now = new Date(2026, 10, 22, 9).getTime();
    expect(whenInWords(now - 3_600_000, 'en', now)).not.toContain('Nov');
    expect(whenInWords(now - 48 * 3_600_000, 'en', now)).toContain('Nov 20');
  });
});

describe('a refused PIN', () => {
  test('says the tries left, or until when it is blocked, or that nothing is known', () => {
    expect(refusalOf({ code: 'wrong-pin', detail: { triesLeft: 2 } }, 0)).toEqual({ kind: 'wrong', triesLeft: 2 });
    expect(refusalOf({ code: 'pin-blocked', detail: { retryAfterSeconds: 900 } }, 1000)).toEqual({
      kind: 'blocked',
      untilMs: 901_000,
    });
    expect(refusalOf(undefined, 0)).toEqual({ kind: 'failed' });
  });
});
