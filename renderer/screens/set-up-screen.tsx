import { CloudUpload, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KioskApi } from '../../shared/contract.ts';
import { AttractPicture } from '../components/attract-picture.tsx';
import { Button } from '../components/button.tsx';
import { ChoiceList } from '../components/choice-list.tsx';
import { Scroller } from '../components/scroller.tsx';
import { StepTitle } from '../components/stage.tsx';
import { languageNames } from '../languages/texts.ts';
import { useActions, useApi, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import styles from './attract-screen.module.css';

/** A station in a lobby that belongs to no company yet: the way to connect it, or to ask for the demo company by name. */
export function SetUpScreen() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const language = useKiosk((state) => state.language);
  const { chooseLanguage, showConnecting } = useActions();
  const api = useApi();
  const [state, setState] = useState<'quiet' | 'busy' | 'failed'>('quiet');
  async function tryDemo() {
    setState('busy');
    setState((await chooseDemo(api).catch(() => false)) ? 'quiet' : 'failed');
  }
  return (
    <main className={styles.screen} data-screen="set-up" data-demo>
      <div className={styles.picture}>
        <AttractPicture />
      </div>
      <Scroller className={styles.panel} frameClassName={styles.panelFrame} isPage>
        <div className={styles.words}>
          <StepTitle title={t('setUp.title')} className={styles.title} />
          <p className={styles.body}>{t('setUp.body')}</p>
          {state === 'failed' ? (
            <p className={styles.note} role="alert">
              {t('setUp.failed')}
            </p>
          ) : null}
        </div>
        <div className={styles.actions}>
          <div className={styles.ways}>
            <Button look="primary" icon={CloudUpload} onPress={showConnecting}>
              {t('connect.title')}
            </Button>
            <Button icon={FlaskConical} isPending={state === 'busy'} onPress={() => void tryDemo()}>
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

/** Names the demo company in the settings, beside whatever stands there; true when the station runs on it. */
async function chooseDemo({ commands }: KioskApi): Promise<boolean> {
  // No PIN guards a station that has nothing yet.
  const unlocked = await commands['operator.unlock']({ pin: '-' });
  if (unlocked.kind === 'error') return false;
  const read = await commands['settings.read']({});
  if (read.kind === 'error') return false;
  const { revision, document } = read.value;
  const written = await commands['settings.write']({
    revision,
    document: JSON.stringify({ ...JSON.parse(document), tenant: 'demo' }),
  });
  await commands['operator.lock']({});
  return written.kind === 'ok' && written.value.kind === 'saved';
}
