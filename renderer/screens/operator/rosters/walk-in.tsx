import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterEntry } from '../../../../shared/roster.ts';
import type { RosterRowView } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import detail from '../job-detail.module.css';
import { EntryForm } from './entry-form.tsx';
import { PersonFinder } from './person-finder.tsx';
import { useProblemWords } from './problem-words.ts';
import styles from './rosters.module.css';

/** Somebody who is on no list: found in the directory, or written down until their account is known. */
export function WalkIn({
  rosterId,
  onAdded,
  onClose,
}: {
  readonly rosterId: string;
  readonly onAdded: (view: RosterRowView) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useProblemWords();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  async function add(entry: RosterEntry, personId?: string) {
    setIsBusy(true);
    setProblem(undefined);
    const request = { rosterId, entry, ...(personId === undefined ? {} : { personId }) };
    const reply = await api.commands['rosters.addWalkIn'](request).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') onAdded(reply.value.row);
    else setProblem(problemWords(reply?.error ?? { code: 'internal' }));
  }
  return (
    <section className={detail.detail} aria-label={t('rosters.walkIn.title')} data-testid="walk-in">
      <Scroller className={detail.scroll} frameClassName={detail.frame}>
        <h2 className={styles.title}>{t('rosters.walkIn.title')}</h2>
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <PersonFinder
          label={t('rosters.person.find')}
          onChoose={(person) => void add({ displayName: person.displayName }, person.id)}
        />
        <h3 className={styles.subtitle}>{t('rosters.walkIn.unknown')}</h3>
        <p className={styles.small}>{t('rosters.walkIn.body')}</p>
        <EntryForm entry={{}} isBusy={isBusy} words={t('rosters.walkIn.write')} onSave={(entry) => void add(entry)} />
      </Scroller>
      <div className={detail.foot} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onClose}>
          {t('operator.queue.toList')}
        </Button>
      </div>
    </section>
  );
}
