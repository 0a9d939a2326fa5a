import { useTranslation } from 'react-i18next';
import {
  type Connection,
  type ConnectPlan,
  type ConnectTarget,
  connectTargets,
} from '../../../../shared/connection.ts';
import { CheckChoice } from '../../../components/check-choice.tsx';
import styles from './connect.module.css';

/** Whose photos the station is to write, each kind with the permissions that it takes; one at least. */
export function ConnectTargets({
  connection,
  way,
  targets,
  onChange,
}: {
  readonly connection: Connection;
  readonly way: ConnectPlan['way'];
  readonly targets: readonly ConnectTarget[];
  readonly onChange: (targets: readonly ConnectTarget[]) => void;
}) {
  const { t } = useTranslation();
  const offers = connection.offers.filter((offer) => offer.way === way);
  // People who sign in themselves change their own.
  if (offers.length === 0) return null;
  const isDoubtful = way === 'application' && targets.some((one) => one === 'group' || one === 'team');
  function choose(target: ConnectTarget, isSelected: boolean) {
    const next = connectTargets.filter((one) => (one === target ? isSelected : targets.includes(one)));
    if (next.length > 0) onChange(next);
  }
  return (
    <fieldset className={styles.targets} data-testid="connect-targets">
      <legend className={styles.label}>{t('connect.targets.name')}</legend>
      {offers.map(({ target, permissions }) => (
        <CheckChoice
          key={target}
          isSelected={targets.includes(target)}
          onChange={(isSelected) => choose(target, isSelected)}
        >
          {t(`connect.targets.${target}`)}
          <bdi className={styles.needs}>{permissions.join(', ')}</bdi>
        </CheckChoice>
      ))}
      <p className={styles.small}>{t('connect.targets.least')}</p>
      {isDoubtful ? (
        <p className={styles.small} role="status">
          {t('connect.targets.doubtful')}
        </p>
      ) : null}
    </fieldset>
  );
}
