import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/error-code.ts';
import { err, type Result } from '../../shared/result.ts';
import type { FormerPhotos } from './former-photos.ts';
import type { JobAdmission } from './job-admission.ts';
import type { JobIndex } from './job-index.ts';
import type { JobRecord } from './job-record.ts';

interface UndoParts {
  readonly jobIndex: JobIndex;
  readonly formers: Pick<FormerPhotos, 'of' | 'offer' | 'photo'>;
  readonly admission: Pick<JobAdmission, 'undo'>;
}

/** Saves the job that undoes another; `ok` after it is on the disk. */
export function undoUpload(
  { jobIndex, formers, admission }: UndoParts,
  id: string,
  accountId: string | undefined,
  alongside?: () => void,
): Result<JobRecord, Failure> {
  const record = jobIndex.get(id)?.record;
  if (record === undefined) return err({ code: 'not-found' });
  const former = formers.of(record);
  const offer = formers.offer(record);
  if (former === undefined || offer === undefined) return err({ code: 'not-now', detail: { former: 'none' } });
  if (former.accountId !== accountId) return err({ code: 'not-allowed' });
  if (offer.kind !== 'photo' && offer.kind !== 'empty') return err({ code: 'not-now', detail: { former: offer.kind } });
  const photo = formers.photo(former);
  if (photo.kind === 'error') return err({ code: 'not-now', detail: { former: photo.error } });
  const { slot, target, personName, personId } = former;
  return admission.undo(
    {
      ...{ slot, target, personName },
      ...(personId === undefined ? {} : { personId }),
      ...(accountId === undefined ? {} : { accountId }),
      undo: offer.kind === 'photo' ? 'put-back' : 'remove',
      photoSha256: createHash('sha256').update(photo.value).digest('hex'),
      // Nobody stood before the camera, so no notice was shown.
      noticeVersion: '',
    },
    photo.value,
    alongside,
  );
}
