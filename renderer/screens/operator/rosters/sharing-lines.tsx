import { useTranslation } from 'react-i18next';
import { formatLocale } from '../../../../shared/language.ts';
import type { RosterSharing, RosterSummary } from '../../../../shared/roster-run.ts';
import { roughDuration } from '../../../components/remaining-time.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './sharing-lines.module.css';

/** Which sentence says why the other stations are not told; absent: they are, or it passes by itself. */
const problemOf: Partial<
  Record<RosterSharing['list'], 'offline' | 'forbidden' | 'refused' | 'gone' | 'full' | 'busy' | 'notOurs'>
> = {
  offline: 'offline',
  'sign-in-needed': 'forbidden',
  forbidden: 'forbidden',
  refused: 'refused',
  gone: 'gone',
  full: 'full',
  busy: 'busy',
  'not-ours': 'notOurs',
};

/** The day at all stations of a shared list, and what keeps them from hearing of each other. Nothing where it is not shared. */
export function SharingLines({ summary }: { readonly summary: RosterSummary }) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const { sharing, counts } = summary;
  if (sharing === undefined) return null;
  const number = new Intl.NumberFormat(formatLocale(language), { maximumFractionDigits: 1 });
  const { photosAMinute, stations, list, due, closedBy, isUnasked } = sharing;
  const here = stations.filter(({ isHere }) => isHere);
  const isOpen = summary.roster.closedAtMs === undefined;
  const waiting = counts.open + counts.skipped + counts.needsRetake;
  // After the day the list may be deleted, and should be.
  const problem = !isOpen && list === 'gone' ? undefined : problemOf[list];
  const day = [
    ...(waiting > 0 ? [t('sharedList.waiting', { count: waiting })] : []),
    ...(photosAMinute > 0 ? [t('rosters.sharing.pace', { pace: number.format(photosAMinute) })] : []),
    ...(photosAMinute > 0 && waiting > 0
      ? [t('rosters.sharing.left', { time: roughDuration((waiting / photosAMinute) * 60_000, language) })]
      : []),
  ];
  return (
    <div className={styles.sharing} data-testid="sharing">
      <p>
        {t('rosters.sharing.stations')}{' '}
        {stations.map(({ name, captured }, index) => (
          <span key={name}>
            {index === 0 ? '' : ' · '}
            <bdi>{name}</bdi> {number.format(captured)}
          </span>
        ))}
      </p>
      {isOpen && here.length > 0 ? (
        <p data-testid="stations-here">
          {t('sharedList.here')} <Names names={here.map(({ name }) => name)} />
        </p>
      ) : null}
      {day.length === 0 || !isOpen ? null : <p>{day.join(' · ')}</p>}
      {list === 'ended' ? <p>{t('sharedList.ended', { station: closedBy ?? '' })}</p> : null}
      {isOpen && closedBy !== undefined ? (
        <p className={styles.problem} role="status">
          {t('sharedList.closedBy', { station: closedBy })}
        </p>
      ) : null}
      {problem === undefined ? null : (
        <p className={styles.problem} role="status">
          {isUnasked === true && problem !== 'notOurs' ? `${t('sharedList.unasked')} ` : ''}
          {t(`rosters.sharing.problem.${problem}`)}
          {isOpen && stations.length > 1 ? ` ${t('sharedList.part')}` : ''}
          {due > 0 ? ` ${t('rosters.sharing.due', { count: due })}` : ''}
        </p>
      )}
    </div>
  );
}

/** Names of stations, each in its own direction. */
function Names({ names }: { readonly names: readonly string[] }) {
  return names.map((name, index) => (
    <span key={name}>
      {index === 0 ? '' : ' · '}
      <bdi>{name}</bdi>
    </span>
  ));
}
