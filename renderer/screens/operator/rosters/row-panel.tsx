import { ArrowLeft, Pencil } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type DirectoryPerson, type RosterEntry, rowName } from '../../../../shared/roster.ts';
import { cardOfRow, type RosterRowView } from '../../../../shared/roster-run.ts';
import { ambiguityWords, fieldWords, matchedByWords } from '../../../../shared/roster-words.ts';
import { Button } from '../../../components/button.tsx';
import { Portrait } from '../../../components/portrait.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import detail from '../job-detail.module.css';
import { JobThumbnail } from '../job-thumbnail.tsx';
import { Notice } from '../queue-summary.tsx';
import { EntryForm } from './entry-form.tsx';
import { PersonFinder } from './person-finder.tsx';
import { useProblemWords } from './problem-words.ts';
import { RowState } from './roster-row-list.tsx';
import styles from './rosters.module.css';
import { RowMarks } from './row-marks.tsx';

/** One person of a list: who they are, what the list says, what became of them, and everything to mend it in place. */
export function RowPanel({
  rosterId,
  view: given,
  isClosed,
  onChanged,
  onClose,
}: {
  readonly rosterId: string;
  readonly view: RosterRowView;
  readonly isClosed: boolean;
  readonly onChanged: (view: RosterRowView) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useProblemWords();
  const [isMending, setIsMending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const view = useFreshJob(given);
  const { row, job } = view;
  async function mend(mending: { readonly entry?: RosterEntry; readonly personId?: string }) {
    setIsBusy(true);
    setProblem(undefined);
    const request = { rosterId, personKey: row.personKey, ...mending };
    const reply = await api.commands['rosters.mend'](request).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') return setProblem(problemWords(reply?.error ?? { code: 'internal' }));
    setIsMending(false);
    onChanged(reply.value.row);
  }
  return (
    <div className={detail.detail} data-testid="roster-row">
      <Scroller className={detail.scroll} frameClassName={detail.frame} name={rowName(row)}>
        <div className={detail.head}>
          <Portrait person={cardOfRow(row)} size="header" />
          <div className={detail.headWords}>
            <h2 className={detail.name}>
              <bdi>{rowName(row)}</bdi>
            </h2>
            <RowState view={view} />
          </div>
          {job === undefined ? null : <JobThumbnail job={job} size="detail" />}
        </div>
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {row.isGone ? <Notice kind="gone">{t('rosters.row.gone')}</Notice> : null}
        <WhoItIs view={view} isClosed={isClosed} onChoose={(personId) => void mend({ personId })} />
        <section className={styles.group} aria-label={t('rosters.row.list')}>
          <h3 className={styles.subtitle}>{row.isWalkIn ? t('rosters.row.walkIn') : t('rosters.row.list')}</h3>
          {isMending ? (
            <EntryForm
              entry={row.entry}
              isBusy={isBusy}
              words={t('rosters.row.save')}
              onSave={(entry) => void mend({ entry })}
            />
          ) : (
            <>
              <EntryFacts entry={row.entry} />
              {isClosed ? null : (
                <div className={styles.buttons}>
                  <Button look="plain" icon={Pencil} onPress={() => setIsMending(true)}>
                    {t('rosters.row.mend')}
                  </Button>
                </div>
              )}
            </>
          )}
        </section>
        {isClosed ? null : <RowMarks rosterId={rosterId} view={view} onChanged={onChanged} />}
      </Scroller>
      <div className={detail.foot} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onClose}>
          {t('operator.queue.toList')}
        </Button>
      </div>
    </div>
  );
}

/** The row with the newest state of its photo. */
function useFreshJob(given: RosterRowView): RosterRowView {
  const api = useApi();
  const [job, setJob] = useState(given.job);
  useEffect(() => {
    setJob(given.job);
    return api.events['uploads.changed'](({ job: changed }) => {
      if (changed.id === given.job?.id) setJob(changed);
    });
  }, [api, given]);
  return job === undefined ? { row: given.row } : { row: given.row, job };
}

function EntryFacts({ entry }: { readonly entry: RosterEntry }) {
  const language = useKiosk((state) => state.language);
  return (
    <dl className={styles.facts}>
      {Object.entries(entry).map(([field, text]) => (
        <div key={field} className={styles.fact}>
          <dt>{fieldWords[field as keyof typeof fieldWords][language]}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function WhoItIs({
  view: { row },
  isClosed,
  onChoose,
}: {
  readonly view: RosterRowView;
  readonly isClosed: boolean;
  readonly onChoose: (personId: string) => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [isSearching, setIsSearching] = useState(false);
  const { match } = row;
  const differs = match.kind === 'matched' ? match.differs : [];
  return (
    <section className={styles.group} aria-label={t('rosters.row.person')}>
      <h3 className={styles.subtitle}>{t('rosters.row.person')}</h3>
      {match.kind === 'matched' ? (
        <>
          <PersonFacts person={match.person} />
          <p className={styles.small}>{t('rosters.row.foundBy', { by: matchedByWords[match.by][language] })}</p>
        </>
      ) : null}
      {differs.length === 0 ? null : (
        <Notice kind="differs">
          {t('rosters.row.differs', {
            fields: differs.map((field) => fieldWords[field === 'name' ? 'displayName' : field][language]).join(', '),
          })}
        </Notice>
      )}
      {match.kind === 'unmatched' ? <p className={styles.body}>{t('rosters.row.unmatched')}</p> : null}
      {match.kind === 'ambiguous' ? (
        <>
          <p className={styles.body}>{t('rosters.row.ambiguous', { why: ambiguityWords[match.why][language] })}</p>
          <ul className={styles.list} aria-label={t('search.people')}>
            {match.candidates.map((person) => (
              <li key={person.objectId}>
                <button type="button" className={styles.line} onClick={() => onChoose(person.objectId)}>
                  <Portrait
                    person={{ id: person.objectId, displayName: person.displayName }}
                    size="list"
                    isDecorative
                  />
                  <span className={styles.lineWords}>
                    <span className={styles.lineName}>
                      <bdi>{person.displayName}</bdi>
                    </span>
                    <span className={styles.lineMore}>
                      <bdi>
                        {[person.department, person.employeeNumber, person.userPrincipalName]
                          .filter((part) => part !== undefined)
                          .join(' · ')}
                      </bdi>
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {isClosed ? null : isSearching || match.kind === 'unmatched' ? (
        <PersonFinder
          label={t('rosters.person.find')}
          onChoose={({ id }) => {
            setIsSearching(false);
            onChoose(id);
          }}
        />
      ) : (
        <div className={styles.buttons}>
          <Button look="plain" onPress={() => setIsSearching(true)}>
            {t('rosters.row.somebodyElse')}
          </Button>
        </div>
      )}
    </section>
  );
}

function PersonFacts({ person }: { readonly person: DirectoryPerson }) {
  const language = useKiosk((state) => state.language);
  const shown = ['displayName', 'userPrincipalName', 'employeeNumber', 'department'] as const;
  return (
    <dl className={styles.facts}>
      {shown.map((field) =>
        person[field] === undefined ? null : (
          <div key={field} className={styles.fact}>
            <dt>{fieldWords[field][language]}</dt>
            <dd>
              <bdi>{person[field]}</bdi>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}
