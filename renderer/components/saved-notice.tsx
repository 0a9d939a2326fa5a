import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../store/kiosk-context.tsx';
import { Button } from './button.tsx';
import { Question } from './question.tsx';
import styles from './saved-notice.module.css';

/**
 * What came of each file that was saved to the downloads of this machine: where it is now, or that it did not get there. Told by
 * the shell, whose window shows no downloads of its own. Kept whatever is on the screen, for staff to read when they are there.
 */
export function useSavedFiles() {
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
  return { names, folder, isOneLost, forgetSaved: () => setNames([]), forgetLost: () => setIsOneLost(false) };
}

/**
 * Says it on whatever page of the operator's: visitors know nothing of those files, and the first screen would wait for one to
 * close it.
 */
export function SavedNotice({ saved }: { readonly saved: ReturnType<typeof useSavedFiles> }) {
  const { t } = useTranslation();
  const { names, folder, isOneLost, forgetSaved, forgetLost } = saved;
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
