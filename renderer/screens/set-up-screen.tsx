import { CloudUpload, FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AttractPicture } from '../components/attract-picture.tsx';
import { Button } from '../components/button.tsx';
import { ChoiceList } from '../components/choice-list.tsx';
import { Scroller } from '../components/scroller.tsx';
import { StepTitle } from '../components/stage.tsx';
import { languageNames } from '../languages/texts.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import styles from './attract-screen.module.css';
import { useDemoTrial } from './operator/demo-choice.tsx';

/** A station in a lobby that belongs to no company yet: the way to connect it, or to ask for the demo company by name. */
export function SetUpScreen() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const language = useKiosk((state) => state.language);
  const { chooseLanguage, showConnecting } = useActions();
  const { isBusy, problem, ask } = useDemoTrial();
  return (
    <main className={styles.screen} data-screen="set-up" data-demo>
      <div className={styles.picture}>
        <AttractPicture />
      </div>
      <Scroller className={styles.panel} frameClassName={styles.panelFrame} isPage>
        <div className={styles.words}>
          <StepTitle title={t('setUp.title')} className={styles.title} />
          <p className={styles.body}>{t('setUp.body')}</p>
          {problem === undefined ? null : (
            <p className={styles.note} role="alert">
              {problem}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          <div className={styles.ways}>
            <Button look="primary" icon={CloudUpload} onPress={showConnecting}>
              {t('connect.title')}
            </Button>
            <Button icon={FlaskConical} isPending={isBusy} onPress={ask}>
              {t('setUp.demo')}
            </Button>
            <p className={styles.small}>{t('setUp.demoBody')}</p>
          </div>
          {station.languages.length < 2 ? null : (
            <ChoiceList
              name={t('common.language')}
              look="pills"
              choices={station.languages.map((value) => ({ value, words: languageNames[value], lang: value }))}
              value={language}
              onChange={chooseLanguage}
            />
          )}
        </div>
      </Scroller>
    </main>
  );
}
