import type { AttentionReason, JobState } from '../../shared/upload-job.ts';

/**
 * When a photo that is still tried by itself needs a person's look. Hours, because services have bad mornings; and
 * tries as well, because a station may have been off, or offline, in between. Retries come at least every quarter of an hour.
 */
export const attentionAfter = { failures: 10, failingForMs: 4 * 3_600_000, cutOffs: 3 } as const;

/** The part of a job's record that tells. */
interface Tried {
  readonly state: JobState;
  readonly failures: number;
  readonly trouble?: { readonly sinceMs: number; readonly lastMs: number; readonly cutOffs: number } | undefined;
}

/** Why somebody should look at a job that goes on by itself; `undefined`: nobody needs to. */
export function attentionOf({ state, failures, trouble }: Tried): AttentionReason | undefined {
  if (trouble === undefined || (state.kind !== 'waiting' && state.kind !== 'sending')) return undefined;
  if (trouble.cutOffs >= attentionAfter.cutOffs) return 'cut-off';
  const hasFailedForLong = trouble.lastMs - trouble.sinceMs >= attentionAfter.failingForMs;
  return hasFailedForLong && failures >= attentionAfter.failures ? 'keeps-failing' : undefined;
}
