import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../../../shared/person-card.ts';
import { isSearchable } from '../../../../shared/search-query.ts';
import { Portrait } from '../../../components/portrait.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import styles from './rosters.module.css';

const restMs = 160;

/** Finds somebody in the directory by what an operator types. */
export function PersonFinder({
  label,
  onChoose,
}: {
  readonly label: string;
  readonly onChoose: (person: PersonCard) => void;
}) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const { people, isAnswered } = useFound(query);
  return (
    <div className={styles.group} data-testid="person-finder">
      <TextField label={label} value={query} onChange={setQuery} />
      {query.trim() !== '' && !isSearchable(query) ? <p className={styles.small}>{t('search.oneMore')}</p> : null}
      {isAnswered && people.length === 0 ? <p className={styles.small}>{t('rosters.person.none')}</p> : null}
      <ul className={styles.list} aria-label={t('search.people')} hidden={people.length === 0}>
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" className={styles.line} onClick={() => onChoose(person)}>
              <Portrait person={person} size="list" isDecorative />
              <span className={styles.lineWords}>
                <span className={styles.lineName}>
                  <bdi>{person.displayName}</bdi>
                </span>
                <span className={styles.lineMore}>
                  <bdi>
                    {[person.department, person.jobTitle, person.maskedMail]
                      .filter((part) => part !== undefined && part !== '')
                      .join(' · ')}
                  </bdi>
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The people found for what was typed last; answers to what was typed before count for nothing. */
function useFound(query: string) {
  const api = useApi();
  const [found, setFound] = useState<{ readonly query: string; readonly people: readonly PersonCard[] }>();
  const wanted = useRef(query);
  useEffect(() => {
    wanted.current = query;
    if (!isSearchable(query)) {
      setFound(undefined);
      return;
    }
    return browserClock.setTimer(restMs, () => {
      void api.commands['people.search']({ query })
        .catch(() => undefined)
        .then((reply) => {
          if (wanted.current === query) setFound({ query, people: reply?.kind === 'ok' ? reply.value.people : [] });
        });
    });
  }, [api, query]);
  return { people: found?.people ?? [], isAnswered: found?.query === query };
}
