import { useTranslation } from 'react-i18next';
import { Actions } from '../../components/actions.tsx';
import { StepTitle } from '../../components/stage.tsx';
import styles from './operator-screen.module.css';

/** The staff's entrance. */
export function OperatorScreen() {
  const { t } = useTranslation();
  return (
    <main className={styles.screen} data-screen="operator">
      <StepTitle title={t('operator.title')} className={styles.title} />
      <p>{t('operator.body')}</p>
      <Actions />
    </main>
  );
}
