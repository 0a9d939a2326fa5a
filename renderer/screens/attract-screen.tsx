import { ArrowRight, CloudUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AttractPicture } from '../components/attract-picture.tsx';
import { Button } from '../components/button.tsx';
import { CodeButton } from '../components/code-button.tsx';
import { LanguageChoice } from '../components/language-choice.tsx';
import { Scroller } from '../components/scroller.tsx';
import { StepTitle } from '../components/stage.tsx';
import { useActions, useSnapshot } from '../store/kiosk-context.tsx';
import { type StationSign, stationSign } from '../store/station-sign.ts';
import styles from './attract-screen.module.css';

/** At rest: what the station is for, how long it takes, the language, and one button. */
export function AttractScreen() {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  const { station, queue } = snapshot;
  // With one's own sign-in nothing waits here: signing in says itself when it cannot be done.
  const hindrance = station.mode === 'self-service' ? undefined : hindranceOf(stationSign(snapshot).kind);
  const { begin, showConnecting } = useActions();
  return (
    <main className={styles.screen} data-screen="attract" data-demo={snapshot.demo !== undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a second way for whoever touches the picture; the button is the first */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the button */}
      <div className={styles.picture} onClick={() => (queue.canSave ? begin() : undefined)}>
        <AttractPicture />
      </div>
      <Scroller className={styles.panel} frameClassName={styles.panelFrame} isPage>
        <div className={styles.words}>
          {station.logo === undefined ? null : (
            <img className={styles.logo} src={station.logo} alt={station.companyName} draggable={false} />
          )}
          <StepTitle title={t('attract.title')} className={styles.title} />
          <p className={styles.body}>{queue.canSave ? t('attract.body') : t('attract.cannotSave')}</p>
          {station.trust === 'badge' ? <p className={styles.body}>{t('badge.attract')}</p> : null}
          {hindrance === undefined ? null : <p className={styles.note}>{t(`waitingNote.${hindrance}`)}</p>}
        </div>
        <div className={styles.actions}>
          <div className={styles.begin}>
            <Button look="primary" icon={ArrowRight} onPress={begin} isDisabled={!queue.canSave}>
              {station.mode === 'self-service' ? t('selfService.start') : t('attract.start')}
            </Button>
            {/* Where a badge is asked for, the button before leads to it. */}
            {station.trust === 'badge' ? null : <CodeButton />}
          </div>
          <LanguageChoice look="pills" />
          {snapshot.demo === undefined ? null : (
            <Button look="plain" icon={CloudUpload} onPress={showConnecting}>
              {t('connect.invite')}
            </Button>
          )}
        </div>
      </Scroller>
    </main>
  );
}

const hindrances = ['offline', 'signedOut', 'attention'] as const;

/** What of the station's sign whoever comes should know before they begin. */
function hindranceOf(kind: StationSign['kind']) {
  return hindrances.find((hindrance) => hindrance === kind);
}
