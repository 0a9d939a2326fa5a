import { ChevronRight, Download, FilePlus2, ImageOff, Share2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { RosterSummary } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { whenInWords } from '../../../components/remaining-time.ts';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi, useKiosk, useSnapshot } from '../../../store/kiosk-context.tsx';
import { Notice } from '../queue-summary.tsx';
import { ErasingLine } from './erasing-line.tsx';
import { ProgressRing } from './progress-ring.tsx';
import styles from './rosters.module.css';

/** Every list on this station, the newest first, with how far it is. */
export function RosterList({
  onOpen,
  onNew,
  onJoin,
  onSurvey,
}: {
  readonly onOpen: (rosterId: string) => void;
  readonly onNew: () => void;
  readonly onJoin: () => void;
  readonly onSurvey: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const { signInMode } = useSnapshot();
  const [listed, setListed] = useState<CommandReply<'rosters.list'>>();
  const [hasFailed, setHasFailed] = useState(false);
  // What was read before stays when it cannot be read anew.
  const read = useCallback(async () => {
    const reply = await api.commands['rosters.list']({}).catch(() => undefined);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') setListed(reply.value);
  }, [api]);
  useEffect(() => {
    void read();
    const stops = [
      api.events['rosters.changed'](() => void read()),
      api.events['rosters.erasingChanged'](() => void read()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [api, read]);
  async function template() {
    const reply = await api.commands['rosters.template']({}).catch(() => undefined);
    if (reply?.kind === 'ok') download(reply.value.file, 'roster-template-TIME.csv');
  }
  const rosters = [...(listed?.rosters ?? [])].reverse();
  const erasing = listed?.erasing ?? [];
  return (
    <div className={styles.page} data-testid="rosters">
      <Scroller className={styles.scroll} frameClassName={styles.frame}>
        {hasFailed ? (
          <>
            <p>{t('rosters.problem.other')}</p>
            <Button onPress={() => void read()}>{t('common.tryAgain')}</Button>
          </>
        ) : null}
        {listed !== undefined && listed.unread > 0 ? (
          <Notice kind="unread">{t('rosters.list.unread', { count: listed.unread })}</Notice>
        ) : null}
        {erasing.map((one) => (
          <ErasingLine key={one.rosterId} erasing={one} />
        ))}
        {listed !== undefined && rosters.length === 0 ? <p className={styles.body}>{t('rosters.list.empty')}</p> : null}
        <ul className={styles.list} aria-label={t('rosters.section')} hidden={rosters.length === 0}>
          {rosters.map((summary) => (
            <RosterLine key={summary.roster.id} summary={summary} onOpen={onOpen} />
          ))}
        </ul>
      </Scroller>
      <div className={styles.foot}>
        <Button look="plain" icon={ImageOff} onPress={onSurvey}>
          {t('survey.open')}
        </Button>
        <Button look="plain" icon={Download} onPress={() => void template()}>
          {t('rosters.list.template')}
        </Button>
        {signInMode === 'application' ? (
          <Button look="plain" icon={Share2} onPress={onJoin}>
            {t('sharedList.join.open')}
          </Button>
        ) : null}
        <Button icon={FilePlus2} onPress={onNew}>
          {t('rosters.list.new')}
        </Button>
      </div>
    </div>
  );
}

function RosterLine({
  summary: { roster, counts },
  onOpen,
}: {
  readonly summary: RosterSummary;
  readonly onOpen: (rosterId: string) => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const open = roster.sessions.find(({ endedAtMs }) => endedAtMs === undefined);
  const sign =
    roster.closedAtMs !== undefined
      ? t('rosters.list.closed')
      : open === undefined
        ? ''
        : t('rosters.list.sessionSince', { time: whenInWords(open.startedAtMs, language) });
  return (
    <li>
      <button type="button" className={styles.line} onClick={() => onOpen(roster.id)}>
        <ProgressRing counts={counts} size="small" />
        <span className={styles.lineWords}>
          <span className={styles.lineName}>
            <bdi>{roster.name}</bdi>
          </span>
          <span className={styles.lineMore}>
            {[t('rosters.counts.done', { done: counts.captured, total: counts.total }), sign]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </span>
        <ChevronRight className={styles.chevron} aria-hidden="true" strokeWidth={2} />
      </button>
    </li>
  );
}
