import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import styles from './station-view.module.css';

/** What can be done in a part of the station's page, and the way back to its list where that is covered. */
export function StationFoot({ onBack, children }: { readonly onBack: () => void; readonly children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.foot}>
      <span className={styles.back} data-way="to-list">
        <Button look="plain" icon={ArrowLeft} onPress={onBack}>
          {t('operator.station.toList')}
        </Button>
      </span>
      {children}
    </div>
  );
}
