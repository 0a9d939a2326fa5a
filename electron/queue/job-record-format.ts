import { createRecordFormat, type RecordUpgrade } from '../storage/record-format.ts';
import { jobRecordSchema } from './job-record.ts';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Version 2: a verification is called so, no longer a check; whether bytes may have been sent was never asked. */
const nameVerifications: RecordUpgrade = ({ checks, lastCheck, mayHaveBeenSent: _, state, ...rest }) => {
  const { nextCheckAtMs, ...place } = isObject(state) ? state : {};
  return {
    ...rest,
    verifications: checks,
    ...(lastCheck === undefined ? {} : { lastVerification: lastCheck }),
    state: { ...place, ...(nextCheckAtMs === undefined ? {} : { nextVerificationAtMs: nextCheckAtMs }) },
  };
};

/** Version 3: what was in the slot before sending is a sight of it; a tag alone was remembered until then. */
const seeBefore: RecordUpgrade = ({ beforeETag, ...rest }) => ({
  ...rest,
  ...(typeof beforeETag === 'string' ? { before: { kind: 'photo', eTag: beforeETag } } : {}),
});

/** Version 4: a photo may wait for staff. Nothing to bring forward; a program that knows nothing of it leaves such rows alone. */
const knowApproval: RecordUpgrade = (record) => record;

/** Version 5: a job may undo another. Nothing to bring forward; a program that knows nothing of it leaves such rows alone. */
const knowUndo: RecordUpgrade = (record) => record;

/** How job records are kept. Add a step for every change of `jobRecordSchema` that older rows would not fit. */
export const jobRecordFormat = createRecordFormat(jobRecordSchema, [
  nameVerifications,
  seeBefore,
  knowApproval,
  knowUndo,
]);
