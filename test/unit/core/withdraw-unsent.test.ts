import { expect, test } from 'vitest';
import { withdrawUnsent } from '../../../electron/core/withdraw-unsent.ts';
import { ok } from '../../../shared/result.ts';
import type { JobState } from '../../../shared/upload-job.ts';
import { sampleJob } from '../../kiosk-double.ts';

test('everything that Microsoft 365 does not have is taken back, however long the list; what it has stays', () => {
  const states: readonly JobState[] = [
    { kind: 'waiting' },
    { kind: 'parked', reason: 'refused' },
    { kind: 'accepted', acceptedAtMs: 1, nextVerificationAtMs: 2 },
  ];
  const jobs = Array.from({ length: 303 }, (_, index) =>
    sampleJob({ id: `job-${index}`, state: states[index % 3] ?? { kind: 'waiting' } }),
  );
  const withdrawn: string[] = [];
  withdrawUnsent({
    list: ({ offset, limit }) => ({ jobs: jobs.slice(offset, offset + limit), total: jobs.length }),
    withdraw: (id) => {
      withdrawn.push(id);
      return ok(sampleJob({ id }));
    },
  });
  expect(withdrawn).toEqual(jobs.filter(({ state }) => state.kind !== 'accepted').map(({ id }) => id));
});
