import type { JobRecord } from '../electron/queue/job-record.ts';
import type { Outcome, OutcomeKind } from '../shared/outcome.ts';

/** A job as it is right after saving, with what a test cares about. */
export function sampleJob(about: Partial<JobRecord> = {}): JobRecord {
  return {
    id: 'job-1',
    seq: 1,
    target: 'user:anna@example.com',
    slot: 'slot-1',
    personName: 'Anna Example',
    personId: '00000000-0000-4000-8000-000000000001',
    photoSha256: 'a'.repeat(64),
    sizeBytes: 1000,
    noticeVersion: '1',
    savedAtMs: 1_000_000,
    state: { kind: 'waiting' },
    attempts: 0,
    failures: 0,
    notFound: 0,
    verifications: 0,
    resends: 0,
    isWithdrawing: false,
    hasPhoto: true,
    ...about,
  };
}

/** An outcome of a kind, as the photo API would report it. */
export function sampleOutcome(
  kind: OutcomeKind,
  about: { retryAfterMs?: number; throttleFraction?: number } = {},
): Outcome {
  const report = { kind, at: '2026-01-05T09:00:00.000Z' };
  return { kind, report, ...about } as Outcome;
}
