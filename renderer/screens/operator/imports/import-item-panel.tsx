import { ArrowLeft, Ban, Check, Crop as CropIcon, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandRequest } from '../../../../shared/contract.ts';
import type { ImportItem } from '../../../../shared/picture-import.ts';
import { importFindingWords } from '../../../../shared/picture-import-words.ts';
import type { DirectoryPerson } from '../../../../shared/roster.ts';
import { matchedByWords } from '../../../../shared/roster-words.ts';
import { Button } from '../../../components/button.tsx';
import { Portrait } from '../../../components/portrait.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import detail from '../job-detail.module.css';
import { PersonFinder } from '../rosters/person-finder.tsx';
import styles from '../rosters/rosters.module.css';
import { CropPanel } from './crop-panel.tsx';
import { ImportStateSign } from './import-item-list.tsx';
import { useImportProblem } from './import-problem.ts';
import { ImportThumb } from './import-thumb.tsx';
import { fileNameOf } from './import-words.ts';

type Mending = Omit<CommandRequest<'imports.mend'>, 'name'>;

/** One picture: what it becomes, what was found, whose it is, and everything to decide about it. */
export function ImportItemPanel({
  item,
  canMend,
  isStill,
  onMended,
  onClose,
}: {
  readonly item: ImportItem;
  /** Until the photos are saved. */
  readonly canMend: boolean;
  readonly isStill: boolean;
  readonly onMended: (item: ImportItem) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useImportProblem();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const [isCropping, setIsCropping] = useState(false);
  const { name } = item;
  async function mend(mending: Mending) {
    setIsBusy(true);
    setProblem(undefined);
    const reply = await api.commands['imports.mend']({ name, ...mending }).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') return setProblem(problemWords(reply?.error ?? { code: 'internal' }));
    setIsCropping(false);
    onMended(reply.value.item);
  }
  if (isCropping && canMend && item.crop !== undefined) {
    return (
      <CropPanel
        item={item}
        isBusy={isBusy}
        onUse={(crop) => void mend({ crop })}
        onClose={() => setIsCropping(false)}
      />
    );
  }
  return (
    <div className={detail.detail} data-testid="import-item">
      <Scroller className={detail.scroll} frameClassName={detail.frame} name={fileNameOf(item)} isBusy={isBusy}>
        <div className={detail.head}>
          <ImportThumb
            item={item}
            size="card"
            alt={t('imports.item.photoOf', { name: fileNameOf(item) })}
            isStill={isStill}
          />
          <div className={detail.headWords}>
            <h2 className={detail.name}>
              <bdi>{fileNameOf(item)}</bdi>
            </h2>
            <ImportStateSign item={item} />
            {item.widthPx === undefined || item.heightPx === undefined ? null : (
              <p className={styles.small}>
                <bdi>
                  {item.widthPx} × {item.heightPx}
                </bdi>
              </p>
            )}
          </div>
        </div>
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        <Found item={item} />
        {canMend ? (
          <Decisions item={item} onMend={(mending) => void mend(mending)} onCrop={() => setIsCropping(true)} />
        ) : null}
        <WhoseItIs item={item} canMend={canMend} onChoose={(personId) => void mend({ personId })} />
      </Scroller>
      <div className={detail.foot} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onClose}>
          {t('operator.queue.toList')}
        </Button>
      </div>
    </div>
  );
}

function Found({ item: { findings, problem } }: { readonly item: ImportItem }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { expected, actual } = problem?.detail ?? {};
  if (findings.length === 0 && problem === undefined) return null;
  return (
    <section className={styles.group} aria-label={t('imports.item.found')}>
      <h3 className={styles.subtitle}>{t('imports.item.found')}</h3>
      <ul className={styles.body}>
        {findings.map((finding) => (
          <li key={finding}>{importFindingWords[finding][language]}</li>
        ))}
      </ul>
      {expected === undefined ? null : <p className={styles.small}>{t('imports.item.expected', { expected })}</p>}
      {actual === undefined ? null : <p className={styles.small}>{t('imports.item.actual', { actual })}</p>}
    </section>
  );
}

function Decisions({
  item: { state, match, crop, findings },
  onMend,
  onCrop,
}: {
  readonly item: ImportItem;
  readonly onMend: (mending: Mending) => void;
  readonly onCrop: () => void;
}) {
  const { t } = useTranslation();
  if (crop === undefined) return null;
  // What the rules leave alone because there is a photo can be taken all the same; what was imported before, by a setting.
  const isKept = state === 'done' && findings.includes('has-photo') && !findings.includes('unchanged');
  return (
    <div className={styles.buttons}>
      {match.kind === 'matched' && (state === 'held' || state === 'left' || isKept) ? (
        <Button icon={Check} onPress={() => onMend({ decision: 'take' })}>
          {t('imports.item.take')}
        </Button>
      ) : null}
      {state === 'ready' || state === 'held' ? (
        <Button look="plain" icon={Ban} onPress={() => onMend({ decision: 'leave' })}>
          {t('imports.item.leave')}
        </Button>
      ) : null}
      {state === 'left' ? (
        <Button look="plain" icon={Undo2} onPress={() => onMend({ decision: 'open' })}>
          {t('imports.item.open')}
        </Button>
      ) : null}
      <Button look="plain" icon={CropIcon} onPress={onCrop}>
        {t('imports.item.crop')}
      </Button>
    </div>
  );
}

function WhoseItIs({
  item: { match },
  canMend,
  onChoose,
}: {
  readonly item: ImportItem;
  readonly canMend: boolean;
  readonly onChoose: (personId: string) => void;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const [isSearching, setIsSearching] = useState(false);
  return (
    <section className={styles.group} aria-label={t('imports.item.person')}>
      <h3 className={styles.subtitle}>{t('imports.item.person')}</h3>
      {match.kind === 'matched' ? (
        <>
          <PersonLine person={match.person} />
          <p className={styles.small}>{t('rosters.row.foundBy', { by: matchedByWords[match.by][language] })}</p>
        </>
      ) : null}
      {match.kind === 'unmatched' ? <p className={styles.body}>{t('imports.item.unmatched')}</p> : null}
      {match.kind === 'ambiguous' ? (
        <>
          <p className={styles.body}>{t('imports.item.ambiguous')}</p>
          <ul className={styles.list} aria-label={t('search.people')}>
            {match.candidates.map((person) => (
              <li key={person.objectId}>
                <button
                  type="button"
                  className={styles.line}
                  disabled={!canMend}
                  onClick={() => onChoose(person.objectId)}
                >
                  <PersonWords person={person} />
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {!canMend ? null : isSearching || match.kind === 'unmatched' ? (
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

function PersonLine({ person }: { readonly person: DirectoryPerson }) {
  return (
    <div className={styles.head}>
      <PersonWords person={person} />
    </div>
  );
}

function PersonWords({ person }: { readonly person: DirectoryPerson }) {
  return (
    <>
      <Portrait person={{ id: person.objectId, displayName: person.displayName }} size="list" isDecorative />
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
    </>
  );
}
