import { useTranslation } from 'react-i18next';
import { StepTitle } from '../components/stage.tsx';
import styles from './start-screen.module.css';

/**
 * Before the first snapshot: starting; that the core does not answer, which it tries again by itself; or that the kiosk is
 * open in another window, which this one never replaces.
 */
export function StartScreen({ state }: { readonly state: 'starting' | 'failed' | 'elsewhere' }) {
  const { t } = useTranslation();
  const key = state === 'elsewhere' ? 'elsewhere' : 'notStarted';
  return (
    <main className={styles.screen} data-screen="start" data-state={state}>
      {state === 'starting' ? (
        <StepTitle title={t('common.starting')} className={styles.title} />
      ) : (
        <>
          <StepTitle title={t(`common.${key}.title`)} className={styles.title} />
          <p className={styles.body}>{t(`common.${key}.body`)}</p>
        </>
      )}
    </main>
  );
}
