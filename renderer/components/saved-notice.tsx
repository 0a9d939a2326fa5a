import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import { Question } from './question.tsx';
import styles from './saved-notice.module.css';

/**
 * Says what came of each file that was saved to the downloads of this machine, on whatever page it was: where it is now, or
 * that it did not get there. Told by the shell, whose window shows no downloads of its own.
 */
export function SavedNotice() {
  const { t } = useTranslation();
  const api = useApi();
  const [names, setNames] = useState<readonly string[]>([]);
  const [folder, setFolder] = useState('');
  const [isOneLost, setIsOneLost] = useState(false);
  useEffect(() => {
    const stops = [
      api.events['station.fileNotSaved'](() => setIsOneLost(true)),
      api.events['station.fileSaved']((saved) => {
        setFolder(saved.folder);
        setNames((before) => [...before, saved.name]);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [api]);
  const forgetSaved = () => setNames([]);
  const forgetLost = () => setIsOneLost(false);
  return (
    <>
      <Question
        isOpen={names.length > 0 && !isOneLost}
        onDismiss={forgetSaved}
        title={t('fileSaved.title')}
        body={t('fileSaved.body')}
      >
        {/* Outside the sentence: its full stop would be read as the path's. */}
        <p className={styles.folder} data-testid="saved-folder">
          <bdi>{folder}</bdi>
        </p>
        <ul className={styles.names} data-testid="saved-files">
          {names.map((name) => (
            <li key={name}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
        <Button look="primary" onPress={forgetSaved}>
          {t('fileSaved.close')}
        </Button>
      </Question>
      <Question isOpen={isOneLost} onDismiss={forgetLost} title={t('fileNotSaved.title')} body={t('fileNotSaved.body')}>
        <Button look="primary" onPress={forgetLost}>
          {t('fileNotSaved.close')}
        </Button>
      </Question>
    </>
  );
}
