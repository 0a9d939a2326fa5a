import { expect, test } from 'vitest';
import { jobRecordFormat } from '../../../electron/queue/job-record-format.ts';
import { sampleJob } from '../../sample-job.ts';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

/** A record as the released version wrote it. */
function released(about: Record<string, unknown> = {}): Record<string, unknown> {
  const { verifications: _, ...rest } = sampleJob();
  return { ...rest, checks: 3, mayHaveBeenSent: true, ...about };
}

test('a released record comes with the names of today and without what was never asked', () => {
  const state = { kind: 'accepted', acceptedAtMs: 5, nextCheckAtMs: 9 };
  const read = jobRecordFormat.read(bytes(released({ state, lastCheck: 'older-photo' })));
  expect(read).toEqual({
    kind: 'ok',
    value: sampleJob({
      verifications: 3,
      lastVerification: 'older-photo',
      state: { kind: 'accepted', acceptedAtMs: 5, nextVerificationAtMs: 9 },
    }),
  });
});
test.each([
  { kind: 'waiting' },
  { kind: 'waiting', nextTryAtMs: 7 },
  { kind: 'sending' },
  { kind: 'accepted', acceptedAtMs: 5 },
  { kind: 'confirmed', confirmedAtMs: 6 },
  { kind: 'parked', reason: 'refused' },
  { kind: 'superseded' },
  { kind: 'withdrawn' },
])('a released job that is $kind stays so', (state) => {
  expect(jobRecordFormat.read(bytes(released({ state })))).toMatchObject({ kind: 'ok', value: { state } });
});
test('a record of today is not taken for an older one', () => {
  const job = sampleJob({ verifications: 2 });
  expect(jobRecordFormat.read(jobRecordFormat.write(job))).toEqual({ kind: 'ok', value: job });
  const { verifications: _, ...lacking } = job;
  expect(jobRecordFormat.read(bytes({ ...lacking, version: 2, checks: 2 }))).toEqual({ kind: 'damaged' });
});
