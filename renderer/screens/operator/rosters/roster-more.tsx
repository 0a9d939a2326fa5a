import { FileUp, IdCard, ListChecks, Search, Share2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterSummary } from '../../../../shared/roster-run.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { useApi, useSnapshot } from '../../../store/kiosk-context.tsx';
import { RosterEnd } from './roster-end.tsx';
import styles from './rosters.module.css';

/** What is done with a list as a whole. */
export function RosterMore({
  summary,
  rosterId,
  onImport,
  onResults,
  onCards,
  onSharing,
  onErased,
}: {
  readonly summary: RosterSummary | undefined;
  readonly rosterId: string;
  readonly onImport: (name: string) => void;
  readonly onResults: () => void;
  readonly onCards: () => void;
  readonly onSharing: () => void;
  readonly onErased: () => void;
}) {
  const { t } = useTranslation();
  const { signInMode } = useSnapshot();
  const isClosed = summary?.roster.closedAtMs !== undefined;
  return (
    <div className={styles.more}>
      <p className={styles.body}>{t('rosters.rows.hint')}</p>
      <Button look="plain" icon={ListChecks} onPress={onResults}>
        {t('rosters.results.open')}
      </Button>
      <Button look="plain" icon={IdCard} onPress={onCards}>
        {t('rosters.cards.open')}
      </Button>
      {signInMode === 'application' && (!isClosed || summary?.sharing !== undefined) ? (
        <Button look="plain" icon={Share2} onPress={onSharing}>
          {t('sharedList.open')}
        </Button>
      ) : null}
      {isClosed ? null : (
        <>
          <MatchAgain rosterId={rosterId} summary={summary} />
          <Button look="plain" icon={FileUp} onPress={() => onImport(summary?.roster.name ?? '')}>
            {t('rosters.detail.importAgain')}
          </Button>
        </>
      )}
      {summary === undefined ? null : <RosterEnd summary={summary} onErased={onErased} />}
    </div>
  );
}

function MatchAgain({ rosterId, summary }: { readonly rosterId: string; readonly summary: RosterSummary | undefined }) {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [isBusy, setIsBusy] = useState(false);
  if (summary === undefined || summary.counts.withoutAccount === 0) return null;
  async function matchAgain() {
    setIsBusy(true);
    const reply = await api.commands['rosters.matchAgain']({ rosterId }).catch(() => undefined);
    setIsBusy(false);
    announce(
      reply?.kind === 'ok'
        ? t('rosters.detail.matchedAgain', { count: reply.value.found })
        : t('rosters.problem.notLookedUp'),
    );
  }
  return (
    <Button look="plain" icon={Search} isPending={isBusy} onPress={() => void matchAgain()}>
      {t('rosters.detail.matchAgain')}
    </Button>
  );
}
