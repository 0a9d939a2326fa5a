import { CloudUpload, FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { LanguageChoice } from '../components/language-choice.tsx';
import { useActions } from '../store/kiosk-context.tsx';
import styles from './attract-screen.module.css';
import { useDemoTrial } from './operator/demo-choice.tsx';
import { SetUpPanel } from './set-up-panel.tsx';

/** A station in a lobby that belongs to no company yet: the way to connect it, or to ask for the demo company by name. */
export function SetUpScreen() {
  const { t } = useTranslation();
  const { showConnecting } = useActions();
  const { isBusy, problem, ask } = useDemoTrial();
  return (
    <main className={styles.screen} data-screen="set-up" data-demo>
      <SetUpPanel title={t('setUp.title')} body={t('setUp.body')} problem={problem}>
        <div className={styles.ways}>
          <Button look="primary" icon={CloudUpload} onPress={showConnecting}>
            {t('connect.title')}
          </Button>
          <Button icon={FlaskConical} isPending={isBusy} onPress={ask}>
            {t('setUp.demo')}
          </Button>
          <p className={styles.small}>{t('setUp.demoBody')}</p>
        </div>
        <LanguageChoice look="pills" />
      </SetUpPanel>
    </main>
  );
}
