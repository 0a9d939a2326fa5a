import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AttractPicture } from '../components/attract-picture.tsx';
import { Button } from '../components/button.tsx';
import { ChoiceList } from '../components/choice-list.tsx';
import { StepTitle } from '../components/stage.tsx';
import { languageNames } from '../languages/texts.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import styles from './attract-screen.module.css';

/** At rest: what the station is for, how long it takes, the language, and one button. */
export function AttractScreen() {
  const { t } = useTranslation();
  const { station, queue } = useSnapshot();
  const language = useKiosk((state) => state.language);
  const { begin, chooseLanguage } = useActions();
  return (
    <main className={styles.screen} data-screen="attract">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a second way for whoever touches the picture; the button is the first */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the button */}
      <div className={styles.picture} onClick={() => (queue.canSave ? begin() : undefined)}>
        <AttractPicture />
      </div>
      <div className={styles.panel}>
        <div className={styles.words}>
          <StepTitle title={t('attract.title')} className={styles.title} />
          <p className={styles.body}>{queue.canSave ? t('attract.body') : t('attract.cannotSave')}</p>
        </div>
        <div className={styles.actions}>
          <Button look="primary" icon={ArrowRight} onPress={begin} isDisabled={!queue.canSave}>
            {station.mode === 'self-service' ? t('selfService.start') : t('attract.start')}
          </Button>
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
      </div>
    </main>
  );
}
