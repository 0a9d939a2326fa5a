import { ChevronRight, Keyboard, KeyboardOff, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonCard } from '../../shared/person-card.ts';
import { searchProblems } from '../../shared/search-problem.ts';
import { readsWholeProfiles } from '../../shared/whole-profiles.ts';
import { Actions } from '../components/actions.tsx';
import { useAnnounce } from '../components/announcer.tsx';
import { Button } from '../components/button.tsx';
import { CodeButton } from '../components/code-button.tsx';
import { PasteRefused, usePasteRoom } from '../components/paste-room.tsx';
import { Portrait } from '../components/portrait.tsx';
import { ScreenKeyboard } from '../components/screen-keyboard.tsx';
import { ScrollCue, Scroller } from '../components/scroller.tsx';
import { StepTitle } from '../components/stage.tsx';
import { classNames } from '../look/class-names.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import type { SearchState } from '../store/people-search.ts';
import styles from './search-screen.module.css';

/** As long as a name or an address is, in UTF-16 units. */
const longestQuery = 120;

/** Who are you: a field, a list that follows it, and a keyboard for those who have none. */
export function SearchScreen() {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const query = useKiosk((state) => state.search.query);
  const { type } = useActions();
  const { found, onPaste } = usePasteRoom(longestQuery, query);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const page = useRef<HTMLDivElement>(null);
  const [hasKeyboard, setHasKeyboard] = useState(isTouched);
  useEffect(() => field.current?.focus(), []);
  const chooseOnly = useChooseOnly();
  const label = useFieldLabel();

  function moveToList(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') chooseOnly(event.currentTarget.value);
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.current?.querySelector('button')?.focus();
  }

  return (
    <main className={styles.frame} data-screen="search">
      <div ref={page} className={styles.screen}>
        <div className={styles.head}>
          <StepTitle title={t('search.title')} className={styles.title} />
          <div className={styles.field}>
            <Search className={styles.icon} aria-hidden="true" strokeWidth={2} />
            <input
              ref={field}
              className={styles.input}
              type="text"
              aria-label={label}
              placeholder={label}
              value={query}
              inputMode={hasKeyboard ? 'none' : 'text'}
              dir="auto"
              autoComplete="off"
              autoCorrect="off"
              autoCapitalize="off"
              spellCheck={false}
              maxLength={longestQuery}
              onPaste={onPaste}
              onChange={(event) => type(event.target.value)}
              onKeyDown={moveToList}
              onPointerUp={(event) => event.pointerType === 'touch' && setHasKeyboard(true)}
            />
            {query === '' ? null : (
              <Button
                look="plain"
                icon={X}
                isIconOnly
                onPress={() => {
                  type('');
                  field.current?.focus();
                }}
              >
                {t('search.clear')}
              </Button>
            )}
          </div>
          <PasteRefused room={longestQuery} found={found} className={styles.refused} />
        </div>
        <SearchResults list={list} onLeaveUp={() => field.current?.focus()} />
        <div className={classNames(styles.foot, hasKeyboard && styles.raised)}>
          {hasKeyboard ? <ScreenKeyboard language={language} text={query} room={longestQuery} onChange={type} /> : null}
          <div className={styles.ways}>
            <Actions
              between={
                <>
                  <span className={styles.code}>
                    <CodeButton />
                  </span>
                  <Button
                    look="plain"
                    icon={hasKeyboard ? KeyboardOff : Keyboard}
                    onPress={() => setHasKeyboard(!hasKeyboard)}
                  >
                    {hasKeyboard ? t('keyboard.hide') : t('keyboard.show')}
                  </Button>
                </>
              }
            />
          </div>
        </div>
      </div>
      <ScrollCue scroller={page} />
    </main>
  );
}

/** What to type: no more than what this station's sign-in can find by. */
function useFieldLabel(): string {
  const { t } = useTranslation();
  const { signIn } = useSnapshot();
  const isBasic =
    signIn.kind === 'signed-in' && signIn.permissions.length > 0 && !readsWholeProfiles(signIn.permissions);
  return isBasic ? t('search.labelBasic') : t('search.label');
}

/** Whether whoever is here touches the screen: then the keyboard on it comes by itself. */
function isTouched(): boolean {
  return matchMedia('(pointer: coarse)').matches || document.documentElement.dataset.pointer === 'touch';
}

/**
 * What Enter does: chooses the only person found. A badge reader types a number and Enter faster than the directory
 * answers, so the wish is kept until the answer to this very text comes.
 */
function useChooseOnly(): (text: string) => void {
  const search = useKiosk((state) => state.search);
  const { choosePerson } = useActions();
  const wished = useRef<string | undefined>(undefined);
  function chooseIfOnly() {
    const [only] = search.people;
    const isAnswered = search.progress === 'found' && search.foundFor === search.query.trim();
    if (wished.current !== search.query || !isAnswered || only === undefined || search.people.length > 1) return;
    wished.current = undefined;
    choosePerson(only);
  }
  useEffect(chooseIfOnly);
  return (text) => {
    // What stands in the field: a reader is faster than this screen is drawn anew.
    wished.current = text;
    chooseIfOnly();
  };
}

type Problem = NonNullable<SearchState['problem']>;

/** What a failed search asks of whoever stands here, where the station remembers nobody. */
function wayOut(problem: Problem) {
  switch (problem) {
    case 'throttled':
    case 'service-trouble':
    case 'slow':
    case 'internal':
      return 'search.waitALittle' as const;
    case 'not-understood':
      return 'search.typePlainly' as const;
    default:
      return 'search.nobodyRemembered' as const;
  }
}

const ownReasons = [...searchProblems, 'too-many-searches'] as const;

function reasonOf(problem: Problem) {
  const own = ownReasons.find((reason) => reason === problem);
  return own === undefined ? ('search.why.no-answer' as const) : (`search.why.${own}` as const);
}

/** Why the directory was not heard, and what that means for the list below or for whoever waits. */
function useSearchNote(): string | undefined {
  const { t } = useTranslation();
  const { progress, problem, people, foundFor } = useKiosk((state) => state.search);
  if (problem === undefined) return undefined;
  const why = t(reasonOf(problem));
  if (problem === 'too-many-searches') return why;
  if (progress === 'failed') return t('search.twoSentences', { first: why, second: t(wayOut(problem)) });
  const second = people.length > 0 ? t('search.remembered') : t('search.noneRemembered', { query: foundFor });
  return t('search.twoSentences', { first: why, second });
}

function SearchResults({
  list,
  onLeaveUp,
}: {
  readonly list: React.RefObject<HTMLUListElement | null>;
  readonly onLeaveUp: () => void;
}) {
  const { t } = useTranslation();
  const search = useKiosk((state) => state.search);
  const announce = useAnnounce();
  const { searchAgain } = useActions();
  const note = useSearchNote();
  const count = search.people.length;
  useEffect(() => {
    if (search.progress === 'found') announce(t('search.found', { count }));
  }, [announce, t, search.progress, count]);

  if (search.progress === 'failed') {
    return (
      <Scroller className={styles.results}>
        <p className={styles.note}>{note}</p>
        {search.problem === 'too-many-searches' ? null : <Button onPress={searchAgain}>{t('common.tryAgain')}</Button>}
      </Scroller>
    );
  }
  const isNone = search.progress === 'found' && count === 0;
  return (
    <Scroller className={styles.results} isBusy={search.progress === 'searching'}>
      {search.progress === 'idle' ? (
        <p className={styles.note}>{t(search.query.trim() === '' ? 'search.hint' : 'search.oneMore')}</p>
      ) : null}
      {search.progress === 'searching' && count === 0 ? <p className={styles.note}>{t('search.searching')}</p> : null}
      {isNone ? <p className={styles.note}>{note ?? t('search.none', { query: search.foundFor })}</p> : null}
      {isNone && note !== undefined ? <Button onPress={searchAgain}>{t('common.tryAgain')}</Button> : null}
      {search.isNear === true && count > 0 ? <p className={styles.note}>{t('search.near')}</p> : null}
      {note !== undefined && count > 0 ? <p className={styles.cached}>{note}</p> : null}
      <ul ref={list} className={styles.list} aria-label={t('search.people')} hidden={count === 0}>
        {search.people.map((person) => (
          <PersonRow key={person.id} person={person} onLeaveUp={onLeaveUp} />
        ))}
      </ul>
    </Scroller>
  );
}

function PersonRow({ person, onLeaveUp }: { readonly person: PersonCard; readonly onLeaveUp: () => void }) {
  const { choosePerson } = useActions();
  const parts = [person.department, person.jobTitle, person.maskedMail];
  const more = parts.filter((part) => part !== undefined && part !== '');

  function walk(event: KeyboardEvent<HTMLButtonElement>) {
    const row = event.currentTarget.parentElement;
    const isUp = event.key === 'ArrowUp';
    if (!isUp && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const next = isUp ? row?.previousElementSibling : row?.nextElementSibling;
    if (next !== null && next !== undefined) next.querySelector('button')?.focus();
    else if (isUp) onLeaveUp();
  }

  return (
    <li>
      <button type="button" className={styles.row} onClick={() => choosePerson(person)} onKeyDown={walk}>
        <Portrait person={person} size="list" isDecorative />
        <span className={styles.rowWords}>
          <span className={styles.name}>
            <bdi>{person.displayName}</bdi>
            {person.reading === undefined ? null : <bdi className={styles.reading}>{person.reading}</bdi>}
          </span>
          <span className={styles.more}>
            <bdi>{more.join(' · ')}</bdi>
          </span>
        </span>
        <ChevronRight className={styles.chevron} aria-hidden="true" strokeWidth={2} />
      </button>
    </li>
  );
}
