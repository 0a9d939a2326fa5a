import type { UploadJob } from '../../shared/upload-job.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';

const pageLength = 100;

/**
 * Takes back everything that Microsoft 365 does not have, or of it what `isMeant` says: with the person gone, nobody could
 * decide about it any more.
 */
export function withdrawUnsent(
  queue: Pick<UploadQueue, 'list' | 'withdraw'>,
  isMeant: (job: Pick<UploadJob, 'target'>) => boolean = () => true,
): void {
  const unsent: string[] = [];
  for (let offset = 0, total = 1; offset < total; offset += pageLength) {
    const page = queue.list({ offset, limit: pageLength, filter: 'open' });
    unsent.push(...page.jobs.filter((job) => job.state.kind !== 'accepted' && isMeant(job)).map(({ id }) => id));
    total = page.total;
  }
  for (const id of unsent) queue.withdraw(id);
}
