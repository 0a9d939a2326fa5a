import { useTranslation } from 'react-i18next';
import { demoFaults, type Snapshot } from '../../shared/station.ts';
import { useActions } from '../store/kiosk-context.tsx';
import { ChoiceList } from './choice-list.tsx';
import styles from './demo-sheet.module.css';

/** Says that the tenant is a demo, and lets staff rehearse what can go wrong. */
export function DemoSheet({ demo }: { readonly demo: NonNullable<Snapshot['demo']> }) {
  const { t } = useTranslation();
  const { setFault } = useActions();
  return (
    <div className={styles.sheet}>
      <p>{t('demo.what')}</p>
      <ChoiceList
        name={t('demo.rehearse')}
        isNameShown
        choices={demoFaults.map((value) => ({ value, words: t(`demo.fault.${value}`) }))}
        value={demo.fault}
        onChange={setFault}
      />
      {demo.directoryUrl === undefined ? null : (
        <p className={styles.directory}>
          {t('demo.directory')}
          <bdi className={styles.url}>{demo.directoryUrl}</bdi>
        </p>
      )}
    </div>
  );
}
