import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../../shared/contract.ts';
import { TextField } from '../../../components/text-field.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import { useProblemWords } from './problem-words.ts';
import styles from './rosters.module.css';

const restMs = 200;

type Found = CommandReply<'rosters.groups'>['groups'];

/** Finds a group by the beginning of its name; its members become the list. */
export function GroupFinder({ onChoose }: { readonly onChoose: (groupId: string) => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useProblemWords();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Found | string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are no reason to ask again
  useEffect(() => {
    let isWanted = true;
    setFound(undefined);
    if (query.trim() === '') return;
    const cancel = browserClock.setTimer(restMs, () => {
      void api.commands['rosters.groups']({ query: query.trim() })
        .catch(() => undefined)
        .then((reply) => {
          if (!isWanted) return;
          setFound(reply?.kind === 'ok' ? reply.value.groups : problemWords(reply?.error ?? { code: 'internal' }));
        });
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [api, query]);
  return (
    <div className={styles.group} data-testid="group-finder">
      <h3 className={styles.subtitle}>{t('rosters.import.group.title')}</h3>
      <TextField label={t('rosters.import.group.find')} value={query} onChange={setQuery} />
      {typeof found === 'string' ? (
        <p className={styles.problem} role="alert">
          {found}
        </p>
      ) : null}
      {Array.isArray(found) && found.length === 0 ? (
        <p className={styles.small}>{t('rosters.import.group.none')}</p>
      ) : null}
      <ul className={styles.list} aria-label={t('rosters.import.group.title')} hidden={!Array.isArray(found)}>
        {(Array.isArray(found) ? found : []).map(({ id, displayName }) => (
          <li key={id}>
            <button type="button" className={styles.line} onClick={() => onChoose(id)}>
              <span className={styles.lineWords}>
                <span className={styles.lineName}>
                  <bdi>{displayName}</bdi>
                </span>
              </span>
              <ChevronRight className={styles.chevron} aria-hidden="true" strokeWidth={2} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
