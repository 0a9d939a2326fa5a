import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandReply } from '../../../../shared/contract.ts';
import type { Failure } from '../../../../shared/error-code.ts';
import type { Result } from '../../../../shared/result.ts';
import type { DraftChange, DraftMatch, RosterDraft } from '../../../../shared/roster-import.ts';
import { Button } from '../../../components/button.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { DraftMatching } from './draft-matching.tsx';
import { DraftReading } from './draft-reading.tsx';
import { DraftSource } from './draft-source.tsx';
import { useProblemWords } from './problem-words.ts';
import styles from './rosters.module.css';
import { suggestedName } from './suggested-name.ts';

type Step =
  | { readonly kind: 'source' }
  | { readonly kind: 'reading'; readonly draft: RosterDraft }
  | { readonly kind: 'matching'; readonly draft: RosterDraft; readonly match: DraftMatch };

/** Hands a list over in three steps: what it is, how it is read, and who its people are. Nothing is kept before the last. */
export function RosterImport({
  name: givenName,
  draft: givenDraft,
  onKept,
  onClose,
}: {
  /** Of the roster that is imported again; empty for a new one. With a draft it can be changed. */
  readonly name: string;
  /** A list that was handed over already: nobody is asked where it comes from. */
  readonly draft?: RosterDraft;
  readonly onKept: (rosterId: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useProblemWords();
  const [step, setStep] = useState<Step>(
    givenDraft === undefined ? { kind: 'source' } : { kind: 'reading', draft: givenDraft },
  );
  const [name, setName] = useState(givenName);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function work<Value>(asked: Promise<Result<Value, Failure>>, then: (value: Value) => void): Promise<void> {
    setIsBusy(true);
    setProblem(undefined);
    const reply = await asked.catch(() => undefined);
    setIsBusy(false);
    if (reply?.kind === 'ok') then(reply.value);
    else setProblem(problemWords(reply?.error ?? { code: 'internal' }));
  }
  const show = ({ draft }: CommandReply<'rosters.openFile'>) => setStep({ kind: 'reading', draft });
  const read = (opened: CommandReply<'rosters.openFile'>) => {
    setName((known) => (known.trim() === '' ? suggestedName(new Date()) : known));
    show(opened);
  };
  const change = (wanted: DraftChange) => void work(api.commands['rosters.changeDraft'](wanted), show);
  const lookUp = (draft: RosterDraft) =>
    void work(api.commands['rosters.matchDraft']({ name: name.trim() }), ({ match }) =>
      setStep({ kind: 'matching', draft, match }),
    );
  const keep = () =>
    void work(api.commands['rosters.keepDraft']({ name: name.trim() }), ({ summary }) => onKept(summary.roster.id));
  const isNamed = name.trim() !== '';
  return (
    <div className={styles.page} data-testid="roster-import" data-step={step.kind}>
      <Scroller className={styles.scroll} frameClassName={styles.frame} isBusy={isBusy}>
        <h2 className={styles.title}>{t(`rosters.import.title.${step.kind}`)}</h2>
        {problem === undefined ? null : (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {step.kind === 'source' ? <DraftSource isBusy={isBusy} onOpen={(asked) => void work(asked, read)} /> : null}
        {step.kind === 'reading' ? (
          <DraftReading
            draft={step.draft}
            onChange={change}
            name={name}
            onName={givenName === '' || givenDraft !== undefined ? setName : undefined}
          />
        ) : null}
        {step.kind === 'matching' ? <DraftMatching match={step.match} /> : null}
      </Scroller>
      <div className={styles.foot}>
        <span data-first="">
          <Button
            look="plain"
            icon={ArrowLeft}
            onPress={() => {
              setProblem(undefined);
              const isFirst = step.kind === (givenDraft === undefined ? 'source' : 'reading');
              if (isFirst) onClose();
              else setStep(step.kind === 'matching' ? { kind: 'reading', draft: step.draft } : { kind: 'source' });
            }}
          >
            {t('common.back')}
          </Button>
        </span>
        {step.kind === 'reading' ? (
          <Button isDisabled={!step.draft.isUsable || !isNamed} isPending={isBusy} onPress={() => lookUp(step.draft)}>
            {t('rosters.import.lookUp')}
          </Button>
        ) : null}
        {step.kind === 'matching' ? (
          <Button isPending={isBusy} onPress={keep}>
            {step.match.changes.isNew ? t('rosters.import.keep') : t('rosters.import.update')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
