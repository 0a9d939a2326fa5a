import { ArrowLeft, Download, Share2, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RosterSummary } from '../../../../shared/roster-run.ts';
import type { RosterSetUp } from '../../../../shared/roster-set-up.ts';
import { rosterSetUpFailureText, rosterSetUpStepWords } from '../../../../shared/roster-set-up-words.ts';
import { Button } from '../../../components/button.tsx';
import { download } from '../../../components/download.ts';
import { Scroller } from '../../../components/scroller.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { withHeldNames } from '../../../languages/texts.ts';
import { useApi, useKiosk } from '../../../store/kiosk-context.tsx';
import { AdministratorCode, StepList } from '../administered-steps.tsx';
import { Confirmation } from '../confirmation.tsx';
import connect from '../station/connect.module.css';
import { Facts } from '../station/station-page.tsx';
import { useRosterPages } from './roster-detail.tsx';
import styles from './rosters.module.css';
import { SharingLines } from './sharing-lines.tsx';
import { sharedPage } from './sharing-words.ts';
import { useSetUp } from './use-set-up.ts';

/** One list for several stations: made with an administrator, handed over as a file, and deleted when the day is over. */
export function RosterSharing({ rosterId, onClose }: { readonly rosterId: string; readonly onClose: () => void }) {
  const pages = useRosterPages(rosterId);
  useEffect(() => pages.look(0, 0), [pages]);
  const summary = useStore(pages.state, (state) => state.summary);
  const setUp = useSetUp(rosterId);
  const [site, setSite] = useState('');
  /** A set-up that did not work is put aside when the site is to be typed anew. */
  const [isAnew, setIsAnew] = useState(false);
  const isShown = setUp !== undefined && !(isAnew && setUp.phase === 'stopped');
  const isMade = summary?.sharing !== undefined;
  const made = isMade ? 'shared' : 'form';
  const kind = isShown && setUp.phase !== 'done' ? 'steps' : summary === undefined ? 'unknown' : made;
  return (
    <div className={styles.page} data-testid="roster-sharing" data-step={kind}>
      {kind === 'steps' && setUp !== undefined ? (
        <Steps setUp={setUp} onClose={onClose} onAnew={() => setIsAnew(true)} />
      ) : kind === 'shared' && summary !== undefined ? (
        <Shared
          summary={summary}
          isDeleted={setUp?.work === 'delete' && setUp.phase === 'done'}
          onClose={onClose}
          onBegun={() => setIsAnew(false)}
        />
      ) : kind === 'unknown' ? null : (
        <ShareForm
          rosterId={rosterId}
          site={site}
          onSite={setSite}
          onClose={onClose}
          onBegun={() => setIsAnew(false)}
        />
      )}
    </div>
  );
}

function BackButton({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <span data-first="">
      <Button look="plain" icon={ArrowLeft} onPress={onClose}>
        {t('common.back')}
      </Button>
    </span>
  );
}

function ShareForm({
  rosterId,
  site,
  onSite,
  onClose,
  onBegun,
}: {
  readonly rosterId: string;
  readonly site: string;
  readonly onSite: (site: string) => void;
  readonly onClose: () => void;
  readonly onBegun: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<'misfit' | 'failed'>();
  async function begin() {
    setIsBusy(true);
    const reply = await api.commands['rosters.share']({ rosterId, site: site.trim() }).catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind !== 'ok') return setProblem('failed');
    if (reply.value.misfit !== undefined) return setProblem('misfit');
    onBegun();
  }
  return (
    <>
      <Scroller className={styles.scroll} frameClassName={styles.frame} name={t('sharedList.title')} isBusy={isBusy}>
        <h2 className={styles.title}>{t('sharedList.title')}</h2>
        <p className={styles.body}>{withHeldNames(t('sharedList.body'))}</p>
        <TextField
          label={t('sharedList.site')}
          value={site}
          maxLength={400}
          onChange={(next) => {
            onSite(next);
            setProblem(undefined);
          }}
          onEnter={() => void begin()}
        />
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {t(`sharedList.${problem}`)}
          </p>
        )}
        <p className={styles.small}>{t('sharedList.who')}</p>
      </Scroller>
      <div className={styles.foot}>
        <BackButton onClose={onClose} />
        <Button
          look="primary"
          icon={Share2}
          isPending={isBusy}
          isDisabled={site.trim() === ''}
          onPress={() => void begin()}
        >
          {t('sharedList.begin')}
        </Button>
      </div>
    </>
  );
}

function Steps({
  setUp,
  onClose,
  onAnew,
}: {
  readonly setUp: RosterSetUp;
  readonly onClose: () => void;
  readonly onAnew: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const language = useKiosk((state) => state.language);
  const { phase, steps, code, work } = setUp;
  const title = t(work === 'share' ? 'sharedList.doing' : 'sharedList.deleting');
  return (
    <>
      <Scroller className={styles.scroll} frameClassName={styles.frame} name={title}>
        <h2 className={styles.title}>{title}</h2>
        <div className={connect.split} data-set-up={phase}>
          <div className={connect.beside}>
            <StepList
              name={t('sharedList.steps')}
              steps={steps.map((one) => ({ ...one, words: rosterSetUpStepWords[one.step][language] }))}
            />
          </div>
          <div className={connect.beside}>
            <AdministratorCode code={code} />
            {phase === 'stopped' ? <SetUpProblem setUp={setUp} /> : null}
          </div>
        </div>
      </Scroller>
      <div className={styles.foot}>
        <BackButton onClose={onClose} />
        {phase === 'stopped' ? (
          <Button look="primary" onPress={onAnew}>
            {t('sharedList.again')}
          </Button>
        ) : (
          <Button onPress={() => void api.commands['rosters.stopSetUp']({}).catch(() => undefined)}>
            {t('connect.stop')}
          </Button>
        )}
      </div>
    </>
  );
}

/** Why it was not done, what to do, and what was changed by then. */
function SetUpProblem({ setUp: { problem } }: { readonly setUp: RosterSetUp }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  if (problem === undefined) {
    return (
      <p className={connect.body} role="alert">
        {t('sharedList.stopped')}
      </p>
    );
  }
  const { meaning, whatToDo, left, facts } = rosterSetUpFailureText(problem, language);
  return (
    <div className={connect.explanation} role="alert" data-problem={problem.code}>
      <p className={connect.heading}>{withHeldNames(meaning)}</p>
      <p className={connect.body}>{withHeldNames(whatToDo)}</p>
      <p className={connect.small}>{left}</p>
      {facts === '' ? null : <Facts facts={[[t('connect.support'), facts]]} />}
    </div>
  );
}

function Shared({
  summary,
  isDeleted,
  onClose,
  onBegun,
}: {
  readonly summary: RosterSummary;
  /** It was deleted from here just now. */
  readonly isDeleted: boolean;
  readonly onClose: () => void;
  readonly onBegun: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const [isAsking, setIsAsking] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const rosterId = summary.roster.id;
  const { title, words: said, canHandOver, canDelete } = sharedPage(summary, isDeleted);
  async function save() {
    const reply = await api.commands['rosters.handOver']({ rosterId }).catch(() => undefined);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') download(reply.value.file, 'roster-share-TIME.json');
  }
  async function deleteList() {
    setIsAsking(false);
    const reply = await api.commands['rosters.deleteList']({ rosterId }).catch(() => undefined);
    setHasFailed(reply?.kind !== 'ok');
    if (reply?.kind === 'ok') onBegun();
  }
  if (isAsking) {
    const words = (key: 'title' | 'body' | 'confirm' | 'keep') => t(`sharedList.delete.${key}`);
    return (
      <Scroller className={styles.scroll} frameClassName={styles.frame} name={words('title')}>
        <Confirmation
          title={words('title')}
          body={words('body')}
          confirm={words('confirm')}
          keep={words('keep')}
          onConfirm={() => void deleteList()}
          onKeep={() => setIsAsking(false)}
        />
      </Scroller>
    );
  }
  return (
    <>
      <Scroller className={styles.scroll} frameClassName={styles.frame} name={t('sharedList.title')}>
        <h2 className={styles.title}>{t(`sharedList.${title}`)}</h2>
        {said.map((key) => (
          <p key={key} className={styles.body}>
            {t(`sharedList.${key}`)}
          </p>
        ))}
        <SharingLines summary={summary} />
        {hasFailed ? (
          <p className={styles.problem} role="alert">
            {t('sharedList.failed')}
          </p>
        ) : null}
      </Scroller>
      <div className={styles.foot}>
        <BackButton onClose={onClose} />
        {canDelete ? (
          <Button look="plain" icon={Trash2} onPress={() => setIsAsking(true)}>
            {t('sharedList.delete.ask')}
          </Button>
        ) : null}
        {canHandOver ? (
          <Button look="primary" icon={Download} onPress={() => void save()}>
            {t('sharedList.save')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
