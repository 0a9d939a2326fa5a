import { useTranslation } from 'react-i18next';
import { StepTitle } from '../components/stage.tsx';
import styles from './start-screen.module.css';

/** Before the first snapshot: starting, or that the core does not answer. It tries again by itself. */
export function StartScreen({ hasFailed }: { readonly hasFailed: boolean }) {
  const { t } = useTranslation();
  return (
    <main className={styles.screen} data-screen="start" data-state={hasFailed ? 'failed' : 'starting'}>
      <StepTitle title={hasFailed ? t('common.notStarted.title') : t('common.starting')} className={styles.title} />
      {hasFailed ? <p className={styles.body}>{t('common.notStarted.body')}</p> : null}
    </main>
  );
}
