import { ArrowLeft, Ellipsis, Play, UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import {
  type RosterFilter,
  type RosterRowView,
  type RosterSummary,
  rosterFilters,
} from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { ChoiceList } from '../../../components/choice-list.tsx';
import { whenInWords } from '../../../components/remaining-time.ts';
import { Scroller } from '../../../components/scroller.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useActions, useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { BesidePane } from '../beside-pane.tsx';
import queue from '../queue-view.module.css';
import { TwoPanes } from '../two-panes.tsx';
import { ProgressRing } from './progress-ring.tsx';
import { RosterMore } from './roster-more.tsx';
import { createRosterPages, type RosterPages } from './roster-pages.ts';
import { RosterRowList } from './roster-row-list.tsx';
import styles from './rosters.module.css';
import { RowPanel } from './row-panel.tsx';
import { SharingLines } from './sharing-lines.tsx';
import { WalkIn } from './walk-in.tsx';

type Beside =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'row'; readonly view: RosterRowView }
  | { readonly kind: 'walk-in' | 'more' };

/** Follows a roster's rows: what happens to it, and to its photos. */
export function useRosterPages(rosterId: string, filter: RosterFilter = 'all'): RosterPages {
  const api = useApi();
  const [pages] = useState(() => createRosterPages({ api, clock: browserClock }, rosterId, filter));
  useEffect(() => {
    const stops = [
      api.events['uploads.changed'](({ job }) => pages.note(job)),
      api.events['rosters.changed'](({ summary }) => {
        if (summary.roster.id === rosterId) pages.refresh();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      pages.close();
    };
  }, [api, pages, rosterId]);
  return pages;
}

/** One list: how far it is, its people, and what an operator does with it. */
export function RosterDetail({
  rosterId,
  onClose,
  onImport,
  onResults,
  onCards,
  onSharing,
}: {
  readonly rosterId: string;
  readonly onClose: () => void;
  readonly onImport: (name: string) => void;
  readonly onResults: () => void;
  readonly onCards: () => void;
  readonly onSharing: () => void;
}) {
  const { t } = useTranslation();
  const pages = useRosterPages(rosterId);
  const summary = useStore(pages.state, (state) => state.summary);
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' });
  const toList = () => setBeside({ kind: 'nothing' });
  const isClosed = summary?.roster.closedAtMs !== undefined;
  const more = (
    <RosterMore
      summary={summary}
      rosterId={rosterId}
      onImport={onImport}
      onResults={onResults}
      onCards={onCards}
      onSharing={onSharing}
      onErased={onClose}
    />
  );
  return (
    <TwoPanes
      testId="roster"
      besideKind={beside.kind}
      list={
        <Scroller className={queue.list}>
          <Head summary={summary} />
          {summary === undefined ? null : <SharingLines summary={summary} />}
          <div className={styles.buttons}>
            <Button look="plain" icon={ArrowLeft} onPress={onClose}>
              {t('rosters.detail.toLists')}
            </Button>
            {isClosed ? null : (
              <Button look="plain" icon={UserPlus} onPress={() => setBeside({ kind: 'walk-in' })}>
                {t('rosters.walkIn.add')}
              </Button>
            )}
            <span className={beside.kind === 'nothing' ? styles.onlyNarrow : undefined}>
              <Button look="plain" icon={Ellipsis} onPress={() => setBeside({ kind: 'more' })}>
                {t('rosters.detail.more')}
              </Button>
            </span>
            {isClosed ? null : <StartSession rosterId={rosterId} summary={summary} />}
          </div>
          <RowChoice pages={pages} />
          <RosterRowList
            pages={pages}
            chosenKey={beside.kind === 'row' ? beside.view.row.personKey : undefined}
            onChoose={(view) => setBeside({ kind: 'row', view })}
          />
        </Scroller>
      }
      beside={
        <>
          {beside.kind === 'row' ? (
            <RowPanel
              key={beside.view.row.personKey}
              rosterId={rosterId}
              view={beside.view}
              isClosed={isClosed}
              onChanged={(view) => setBeside({ kind: 'row', view })}
              onClose={toList}
            />
          ) : null}
          {beside.kind === 'walk-in' ? (
            <WalkIn rosterId={rosterId} onAdded={(view) => setBeside({ kind: 'row', view })} onClose={toList} />
          ) : null}
          {beside.kind === 'nothing' || beside.kind === 'more' ? (
            <BesidePane label={t('rosters.detail.more')} onClose={toList}>
              {more}
            </BesidePane>
          ) : null}
        </>
      }
    />
  );
}

function Head({ summary }: { readonly summary: RosterSummary | undefined }) {
  const { t } = useTranslation();
  if (summary === undefined) return null;
  const { roster, counts } = summary;
  const more = (['needsRetake', 'skipped', 'noShow', 'declined', 'walkIns', 'gone', 'withoutAccount'] as const).filter(
    (key) => counts[key] > 0,
  );
  return (
    <div className={styles.head}>
      <ProgressRing counts={counts} size="small" />
      <div className={styles.headWords}>
        <h2 className={styles.title}>
          <bdi>{roster.name}</bdi>
        </h2>
        <p className={styles.small}>
          {[
            ...(roster.closedAtMs === undefined ? [] : [t('rosters.list.closed')]),
            t('rosters.counts.done', { done: counts.captured, total: counts.total }),
            ...more.map((key) => t(`rosters.counts.${key}`, { count: counts[key] })),
          ].join(' · ')}
        </p>
      </div>
    </div>
  );
}

/** Which people are listed: by how far they are, and by what is typed. */
export function RowChoice({ pages }: { readonly pages: RosterPages }) {
  const { t } = useTranslation();
  const filter = useStore(pages.state, (state) => state.filter);
  const query = useStore(pages.state, (state) => state.query);
  return (
    <>
      <TextField
        label={t('rosters.rows.search')}
        isLabelShown={false}
        value={query}
        onChange={(next) => pages.choose({ query: next })}
      />
      <ChoiceList
        name={t('rosters.rows.show')}
        look="pills"
        choices={rosterFilters.map((value) => ({ value, words: t(`rosters.filter.${value}`) }))}
        value={filter}
        onChange={(next) => pages.choose({ filter: next })}
      />
    </>
  );
}

/** Starts a session, or goes on with the one that is open at this station. */
function StartSession({
  rosterId,
  summary,
}: {
  readonly rosterId: string;
  readonly summary: RosterSummary | undefined;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const { openSession } = useActions();
  const [isBusy, setIsBusy] = useState(false);
  const open = summary?.roster.sessions.findLast(({ endedAtMs }) => endedAtMs === undefined);
  async function start() {
    if (open !== undefined) return openSession(rosterId, open.id);
    setIsBusy(true);
    const reply = await api.commands['rosters.startSession']({ rosterId }).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') openSession(rosterId, reply.value.session.id);
  }
  return (
    <span className={styles.start}>
      <Button look="primary" icon={Play} isPending={isBusy} onPress={() => void start()}>
        {open === undefined
          ? t('rosters.session.start')
          : t('rosters.session.goOn', { time: whenInWords(open.startedAtMs, language) })}
      </Button>
    </span>
  );
}
