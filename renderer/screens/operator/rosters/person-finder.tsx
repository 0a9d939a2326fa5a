import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../../../shared/person-card.ts';
import type { Result } from '../../../../shared/result.ts';
import { type SearchProblem, searchProblems } from '../../../../shared/search-problem.ts';
import { isSearchable } from '../../../../shared/search-query.ts';
import { Portrait } from '../../../components/portrait.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useApi, useSnapshot } from '../../../store/kiosk-context.tsx';
import { browserClock } from '../../../store/renderer-clock.ts';
import styles from './rosters.module.css';

const restMs = 160;

/** What stands in a finder's field, and what puts something else there. */
export type Typed = readonly [text: string, type: (text: string) => void];

/** Finds somebody in the directory by what an operator types. */
export function PersonFinder({
  label,
  typed,
  onChoose,
}: {
  readonly label: string;
  /** Whoever takes the finder away meanwhile keeps what is typed, and puts it back with it. */
  readonly typed?: Typed;
  readonly onChoose: (person: PersonCard) => void;
}) {
  const { t } = useTranslation();
  const own = useState('');
  const [query, setQuery] = typed ?? own;
  const { people, isAnswered, why } = useFound(query);
  return (
    <div className={styles.group} data-testid="person-finder">
      <TextField label={label} value={query} onChange={setQuery} />
      {query.trim() !== '' && !isSearchable(query) ? <p className={styles.small}>{t('search.oneMore')}</p> : null}
      {isAnswered && people.length === 0 ? (
        <p className={styles.small}>{t(why === undefined ? 'rosters.person.none' : `search.why.${why}`)}</p>
      ) : null}
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

interface Found {
  readonly query: string;
  readonly people: readonly PersonCard[];
  /** The directory could not be asked: that nobody was found says nothing. */
  readonly why?: SearchProblem | 'no-answer';
}

/**
 * The people found for what was typed last; answers to what was typed before count for nothing. Asked anew when the station has
 * signed in.
 */
function useFound(query: string) {
  const api = useApi();
  const { signIn } = useSnapshot();
  const isSignedIn = signIn.kind === 'signed-in';
  const [found, setFound] = useState<Found>();
  const wanted = useRef(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what could not be asked before can be once it is signed in
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
          if (wanted.current === query) setFound(foundBy(query, reply));
        });
    });
  }, [api, query, isSignedIn]);
  return { people: found?.people ?? [], isAnswered: found?.query === query, why: found?.why };
}

function foundBy(
  query: string,
  reply: Result<{ readonly people: readonly PersonCard[] }, { readonly code: string }> | undefined,
): Found {
  if (reply?.kind === 'ok') return { query, people: reply.value.people };
  return { query, people: [], why: searchProblems.find((problem) => problem === reply?.error.code) ?? 'no-answer' };
}
