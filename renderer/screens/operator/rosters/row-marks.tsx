import { ArrowRightLeft, Ban, Check, Clock, RotateCcw, Undo2, UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowName } from '../../../../shared/roster.ts';
import type { RosterMark, RosterRowView } from '../../../../shared/roster-run.ts';
import { Button } from '../../../components/button.tsx';
import { useApi } from '../../../store/kiosk-context.tsx';
import { MovePhoto } from './move-photo.tsx';
import { useProblemWords } from './problem-words.ts';
import styles from './rosters.module.css';

const icons = {
  skip: Clock,
  'no-show': UserX,
  decline: Ban,
  'ask-retake': RotateCcw,
  keep: Check,
  reopen: Undo2,
} as const;

/** What can be said of somebody as they are now; the core decides again. */
export const marksFrom: Readonly<Record<RosterRowView['row']['state']['kind'], readonly RosterMark[]>> = {
  open: ['skip', 'no-show', 'decline'],
  skipped: ['no-show', 'decline', 'reopen'],
  'no-show': ['reopen'],
  declined: ['reopen'],
  captured: ['ask-retake'],
  'needs-retake': ['keep'],
};

const retakeReasons = ['eyes', 'blurred', 'light', 'person', 'other'] as const;

/** What an operator says of somebody without a photo, or of a photo that must be taken again, with the reason. */
export function RowMarks({
  rosterId,
  view: { row },
  onChanged,
}: {
  readonly rosterId: string;
  readonly view: RosterRowView;
  readonly onChanged: (view: RosterRowView) => void;
}) {
  const { t } = useTranslation();
  const api = useApi();
  const problemWords = useProblemWords();
  const [isAsking, setIsAsking] = useState(false);
  const [isMoving, setIsMoving] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function mark(kind: RosterMark, reason?: string) {
    setIsAsking(false);
    setProblem(undefined);
    const request = { rosterId, personKey: row.personKey, mark: kind, ...(reason === undefined ? {} : { reason }) };
    const reply = await api.commands['rosters.mark'](request).catch(() => undefined);
    if (reply?.kind === 'ok') onChanged(reply.value.row);
    else setProblem(problemWords(reply?.error ?? { code: 'internal' }));
  }
  return (
    <section className={styles.group} aria-label={t('rosters.row.state')}>
      <h3 className={styles.subtitle}>{t('rosters.row.state')}</h3>
      {row.state.kind === 'needs-retake' && row.state.reason !== '' ? (
        <p className={styles.body}>{row.state.reason}</p>
      ) : null}
      {problem === undefined ? null : (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {isMoving ? (
        <MovePhoto
          rosterId={rosterId}
          fromKey={row.personKey}
          fromName={rowName(row)}
          onDone={() => setIsMoving(false)}
        />
      ) : null}
      {isAsking ? (
        <>
          <p className={styles.body}>{t('rosters.retake.why')}</p>
          <div className={styles.buttons}>
            {retakeReasons.map((reason) => (
              <Button key={reason} onPress={() => void mark('ask-retake', t(`rosters.retake.${reason}`))}>
                {t(`rosters.retake.${reason}`)}
              </Button>
            ))}
            <Button look="plain" onPress={() => setIsAsking(false)}>
              {t('common.cancel')}
            </Button>
          </div>
        </>
      ) : (
        <div className={styles.buttons}>
          {marksFrom[row.state.kind].map((kind) => (
            <Button
              key={kind}
              look="plain"
              icon={icons[kind]}
              onPress={() => (kind === 'ask-retake' ? setIsAsking(true) : void mark(kind))}
            >
              {t(`rosters.mark.${kind}`)}
            </Button>
          ))}
          {'capture' in row.state && !isMoving ? (
            <Button look="plain" icon={ArrowRightLeft} onPress={() => setIsMoving(true)}>
              {t('rosters.move.open')}
            </Button>
          ) : null}
        </div>
      )}
    </section>
  );
}
