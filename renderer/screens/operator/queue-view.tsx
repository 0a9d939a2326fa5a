import { ArrowRightLeft, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { UploadJob } from '../../../shared/upload-job.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { ChoiceList } from '../../components/choice-list.tsx';
import { Scroller } from '../../components/scroller.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useApi, useSnapshot } from '../../store/kiosk-context.tsx';
import { browserClock } from '../../store/renderer-clock.ts';
import { JobDetail } from './job-detail.tsx';
import { JobList } from './job-list.tsx';
import { createJobPages, type JobPages } from './job-pages.ts';
import { QueueSummaryView } from './queue-summary.tsx';
import styles from './queue-view.module.css';
import { TransferPanel } from './transfer-panel.tsx';
import { TwoPanes } from './two-panes.tsx';

type Beside =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'job'; readonly job: UploadJob }
  | { readonly kind: 'transfer' };

/** Every photo on this station: counts, the list, and beside it (or over it where there is no room) the one chosen. */
export function QueueView() {
  const { t } = useTranslation();
  const api = useApi();
  const [pages] = useState(() => createJobPages({ api, clock: browserClock }));
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' });
  useEffect(() => {
    const stop = api.events['uploads.changed'](({ job }) => {
      pages.note(job);
      setBeside((now) => (now.kind === 'job' && now.job.id === job.id ? { kind: 'job', job } : now));
    });
    return () => {
      stop();
      pages.close();
    };
  }, [api, pages]);
  const toList = () => setBeside({ kind: 'nothing' });
  return (
    <TwoPanes
      besideKind={beside.kind}
      list={
        <Scroller className={styles.list}>
          <QueueSummaryView />
          <Today pages={pages} />
          <div className={styles.tools}>
            <Filter pages={pages} />
            <Find pages={pages} />
          </div>
          <JobList
            pages={pages}
            chosenId={beside.kind === 'job' ? beside.job.id : undefined}
            onChoose={(job) => setBeside({ kind: 'job', job })}
          />
          <ListActions onTransfer={() => setBeside({ kind: 'transfer' })} />
        </Scroller>
      }
      beside={
        <>
          {beside.kind === 'job' ? (
            <JobDetail job={beside.job} onChanged={(job) => setBeside({ kind: 'job', job })} onClose={toList} />
          ) : null}
          {beside.kind === 'transfer' ? <TransferPanel onClose={toList} /> : null}
          {beside.kind === 'nothing' ? <p className={styles.hint}>{t('operator.queue.listHint')}</p> : null}
        </>
      }
    />
  );
}

/** What came of the day so far. */
function Today({ pages }: { readonly pages: JobPages }) {
  const { t } = useTranslation();
  const today = useStore(pages.state, (state) => state.today);
  if (today === undefined || today.saved === 0) return null;
  return (
    <p className={styles.today} data-testid="today">
      {t('today.counts', { saved: today.saved, confirmed: today.confirmed })}
    </p>
  );
}

function Filter({ pages }: { readonly pages: JobPages }) {
  const { t } = useTranslation();
  const filter = useStore(pages.state, (state) => state.filter);
  return (
    <ChoiceList
      name={t('operator.queue.show')}
      look="pills"
      choices={(['all', 'open', 'attention'] as const).map((value) => ({
        value,
        words: t(`operator.queue.filter.${value}`),
      }))}
      value={filter}
      onChange={pages.choose}
    />
  );
}

/** Looks for photos by name or address. */
function Find({ pages }: { readonly pages: JobPages }) {
  const { t } = useTranslation();
  const query = useStore(pages.state, (state) => state.query);
  return (
    <search className={styles.find}>
      <TextField label={t('operator.queue.find')} isLabelShown={false} value={query} onChange={pages.find} />
    </search>
  );
}

function ListActions({ onTransfer }: { readonly onTransfer: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const { queue } = useSnapshot();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  async function retryAll() {
    setIsBusy(true);
    const reply = await api.commands['uploads.retryAll']({}).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') announce(t('operator.queue.retriedAll', { count: reply.value.count }));
    else if (reply?.error.code === 'not-saved-storage')
      announce(t('operator.queue.retriedSome', { count: Number(reply.error.detail?.count ?? 0) }));
    else announce(t('operator.queue.problem.other'));
  }
  return (
    <div className={styles.actions}>
      <Button look="plain" icon={ArrowRightLeft} onPress={onTransfer}>
        {t('operator.transfer.open')}
      </Button>
      <Button
        icon={RotateCw}
        isDisabled={queue.waiting + queue.parked === 0}
        isPending={isBusy}
        onPress={() => void retryAll()}
      >
        {t('operator.queue.retryAll')}
      </Button>
    </div>
  );
}
