import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { rowName } from '../../../shared/roster.ts';
import { cardOfRow, type RosterRowView, type RosterTurn } from '../../../shared/roster-run.ts';
import { Button } from '../../components/button.tsx';
import { Portrait } from '../../components/portrait.tsx';
import { StepTitle } from '../../components/stage.tsx';
import { ProgressRing } from '../operator/rosters/progress-ring.tsx';
import { RowState } from '../operator/rosters/roster-row-list.tsx';
import { moreOf } from '../operator/rosters/row-words.ts';
import styles from './session-screen.module.css';

/** Whose turn it is, large, with their present photo: the moment to notice that somebody else stands there. */
export function Whose({ turn, hasFailed }: { readonly turn: RosterTurn | undefined; readonly hasFailed: boolean }) {
  const { t } = useTranslation();
  if (turn === undefined) {
    return (
      <StepTitle title={hasFailed ? t('rosters.problem.other') : t('rosters.session.turn')} className={styles.quiet} />
    );
  }
  const { current, next } = turn;
  if (current === undefined) {
    const isForOthers = turn.areForOthers === true;
    // Somebody waits again, or has become this station's to call.
    if (next !== undefined) return <StepTitle title={t('rosters.session.turn')} className={styles.quiet} />;
    return (
      <>
        <StepTitle title={t(isForOthers ? 'sharedList.forOthers' : 'rosters.session.nobody')} className={styles.name} />
        <p className={styles.more}>{t(isForOthers ? 'sharedList.forOthersMore' : 'rosters.session.nobodyMore')}</p>
      </>
    );
  }
  const { row } = current;
  return (
    <>
      <div className={styles.portrait}>
        <Portrait key={row.personKey} person={cardOfRow(row)} size="hero" />
      </div>
      <StepTitle key={`title ${row.personKey}`} title={rowName(row)} className={styles.name} />
      {current.claimedBy === undefined ? null : (
        <p className={styles.note} role="status">
          {t('rosters.sharing.claimed', { station: current.claimedBy })}
        </p>
      )}
      {row.match.kind === 'matched' ? null : (
        <p className={styles.note} role="status">
          {t('rosters.session.withoutAccount')}
        </p>
      )}
      <p className={styles.more}>
        <bdi>{moreOf(current)}</bdi>
      </p>
      <p className={styles.state}>
        <RowState view={current} />
      </p>
      {row.state.kind === 'needs-retake' ? <p className={styles.more}>{row.state.reason}</p> : null}
      {next === undefined ? null : (
        <p className={styles.more}>{t('rosters.session.after', { name: rowName(next.row) })}</p>
      )}
    </>
  );
}

/** Somebody's card was held to the station while another one's turn is open. */
export function SomebodyElse({
  current,
  asked,
  onGo,
  onStay,
}: {
  readonly current: RosterRowView;
  readonly asked: RosterRowView;
  readonly onGo: () => void;
  readonly onStay: () => void;
}) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of words and buttons, not of form fields
    <div
      className={styles.asked}
      role="group"
      aria-label={t('rosters.session.somebodyElse')}
      data-testid="somebody-else"
    >
      <StepTitle title={t('rosters.session.somebodyElse')} className={styles.smallName} />
      <p className={styles.more}>{t('rosters.session.openFor', { name: rowName(current.row) })}</p>
      <Button look="primary" icon={UserPlus} onPress={onGo}>
        {t('rosters.session.goOnWith', { name: rowName(asked.row) })}
      </Button>
      <Button onPress={onStay}>{t('rosters.session.stayWith', { name: rowName(current.row) })}</Button>
    </div>
  );
}

/** How far the roster is, in a ring and in words. */
export function Progress({ turn: { summary } }: { readonly turn: RosterTurn }) {
  const { t } = useTranslation();
  const { counts, roster } = summary;
  const more = (['needsRetake', 'skipped', 'noShow', 'declined'] as const).filter((key) => counts[key] > 0);
  return (
    <div className={styles.progress} data-testid="session-progress">
      <ProgressRing counts={counts} size="large" />
      <div>
        <p className={styles.roster}>
          <bdi>{roster.name}</bdi>
        </p>
        <p className={styles.counts}>
          {[
            t('rosters.counts.done', { done: counts.captured, total: counts.total }),
            ...more.map((key) => t(`rosters.counts.${key}`, { count: counts[key] })),
          ].join(' · ')}
        </p>
      </div>
    </div>
  );
}
