import { useTranslation } from 'react-i18next';
import type { JobFilter, UploadJob } from '../../../shared/upload-job.ts';
import type { JobPages, JobPagesState } from './job-pages.ts';
import { JobRow } from './job-row.tsx';
import { rowAt } from './list-pages.ts';
import { RowList } from './row-list.tsx';

/** The list of upload jobs. */
export function JobList({
  pages,
  chosenId,
  onChoose,
}: {
  readonly pages: JobPages;
  readonly chosenId: string | undefined;
  readonly onChoose: (job: UploadJob) => void;
}) {
  const { t } = useTranslation();
  return (
    <RowList
      pages={pages}
      label={t('operator.queue.list')}
      testId="jobs"
      itemAt={rowAt}
      keyOf={({ id }: UploadJob) => id}
      chosenKey={chosenId}
      onChoose={onChoose}
      emptyWords={(state: JobPagesState) =>
        state.total === undefined ? t('operator.queue.loading') : t(`operator.queue.empty.${emptyKey(state)}`)
      }
      failedWords={t('operator.queue.failed')}
      onRetry={pages.reload}
    >
      {(job) => <JobRow job={job} />}
    </RowList>
  );
}

/** Why nothing is in the list. */
function emptyKey({ filter, query }: Pick<JobPagesState, 'filter' | 'query'>): JobFilter | 'search' {
  return query.trim() === '' ? filter : 'search';
}
