import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
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
  const { people, words } = useFound(query);
  return (
    <div className={styles.group} data-testid="person-finder">
      <TextField label={label} value={query} onChange={setQuery} />
      {query.trim() !== '' && !isSearchable(query) ? <p className={styles.small}>{t('search.oneMore')}</p> : null}
      {words === undefined ? null : <p className={styles.small}>{words}</p>}
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
  readonly people: readonly PersonCard[];
  /** Whether the directory was heard. Else: why not, and whether the station's copy of it was looked through instead. */
  readonly why?: SearchProblem | 'no-answer';
  readonly isFromCopy: boolean;
}

/**
 * The people found for what was typed last, and what is to be said of them; answers to what was asked before count for nothing.
 * Asked anew when the station has signed in.
 */
function useFound(query: string): { readonly people: readonly PersonCard[]; readonly words: string | undefined } {
  const api = useApi();
  const { signIn } = useSnapshot();
  const words = useFoundWords();
  const isSignedIn = signIn.kind === 'signed-in';
  const [found, setFound] = useState<{ readonly query: string; readonly answer: Found }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what could not be asked before can be once it is signed in
  useEffect(() => {
    if (!isSearchable(query)) {
      setFound(undefined);
      return;
    }
    let isWanted = true;
    const cancel = browserClock.setTimer(restMs, () => {
      void api.commands['people.search']({ query })
        .catch(() => undefined)
        .then((reply) => {
          if (isWanted) setFound({ query, answer: foundBy(reply) });
        });
    });
    return () => {
      isWanted = false;
      cancel();
    };
  }, [api, query, isSignedIn]);
  const answer = found?.query === query ? found.answer : undefined;
  return { people: found?.answer.people ?? [], words: answer === undefined ? undefined : words(answer) };
}

function foundBy(reply: Result<CommandReply<'people.search'>, Failure> | undefined): Found {
  if (reply?.kind === 'ok') {
    const { people, isFromCache, problem } = reply.value;
    return { people, isFromCopy: isFromCache, ...(problem === undefined ? {} : { why: problem }) };
  }
  const why = searchProblems.find((problem) => problem === reply?.error.code) ?? 'no-answer';
  return { people: [], isFromCopy: false, why };
}

/** Why the directory was not heard, and what that says of who is found; nothing where people are found in it. */
function useFoundWords() {
  const { t } = useTranslation();
  return ({ people, why, isFromCopy }: Found): string | undefined => {
    const isNobody = people.length === 0;
    if (why === undefined) return isNobody ? t('rosters.person.none') : undefined;
    const first = t(`search.why.${why}`);
    if (!isFromCopy) return first;
    const second = t(isNobody ? 'rosters.person.noneRemembered' : 'search.remembered');
    return t('search.twoSentences', { first, second });
  };
}
