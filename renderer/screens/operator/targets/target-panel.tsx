import { ArrowLeft, Camera } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { directoryTargetOf, type TargetCard } from '../../../../shared/target-card.ts';
import type { TargetAbility } from '../../../../shared/target-contract.ts';
import { Button } from '../../../components/button.tsx';
import { Portrait } from '../../../components/portrait.tsx';
import { Scroller } from '../../../components/scroller.tsx';
import { useActions, useSnapshot } from '../../../store/kiosk-context.tsx';
import detail from '../job-detail.module.css';
import { AbilityNotice } from './ability-notice.tsx';
import styles from './targets-view.module.css';

/** One group, team or contact: its present photo, what cannot be done, and the way to another photo. */
export function TargetPanel({
  card,
  ability,
  onClose,
}: {
  readonly card: TargetCard;
  readonly ability: TargetAbility | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { chooseTarget } = useActions();
  const { station } = useSnapshot();
  const kind = directoryTargetOf(card.id) ?? 'group';
  const kindWords = t(`targets.one.${kind}`);
  return (
    <div className={detail.detail} data-testid="target" data-kind={kind}>
      <Scroller className={detail.scroll} frameClassName={detail.frame} name={card.displayName}>
        <div className={styles.head}>
          <Portrait person={card} size="hero" />
          <div className={detail.headWords}>
            <h2 className={detail.name}>
              <bdi>{card.displayName}</bdi>
            </h2>
            <p className={styles.words}>
              {kindWords}
              {card.more === undefined ? null : ' · '}
              <bdi>{card.more}</bdi>
            </p>
          </div>
        </div>
        {/* Beside the list it stands there already. */}
        {ability === undefined ? null : (
          <div data-way="to-list">
            <AbilityNotice ability={ability} />
          </div>
        )}
        <p className={styles.words}>{t(kind === 'contact' ? 'targets.shared.contact' : 'targets.shared.group')}</p>
      </Scroller>
      <div className={detail.foot}>
        <div className={detail.actions}>
          <span className={detail.close} data-way="to-list">
            <Button look="plain" icon={ArrowLeft} onPress={onClose}>
              {t('operator.queue.toList')}
            </Button>
          </span>
          <Button
            look="primary"
            icon={Camera}
            isDisabled={ability?.can === 'no'}
            onPress={() => chooseTarget(card, { id: card.id, displayName: card.displayName, department: kindWords })}
          >
            {t(station.canChooseFile ? 'targets.takeOrChoose' : 'targets.take')}
          </Button>
        </div>
      </div>
    </div>
  );
}
