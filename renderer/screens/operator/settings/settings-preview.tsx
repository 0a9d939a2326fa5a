import { useTranslation } from 'react-i18next';
import { settingName } from '../../../../shared/setting-words.ts';
import type { SettingsPreview } from '../../../../shared/settings-editing.ts';
import { Button } from '../../../components/button.tsx';
import { intoView } from '../../../components/into-view.ts';
import { useKiosk } from '../../../store/kiosk-context.tsx';
import styles from './settings.module.css';
import { useProblemWords } from './use-problem-words.ts';

/** What a copy would change here, or what is wrong with it, before anything is written. */
export function CopyPreview({
  preview,
  isBusy,
  onTake,
  onLeave,
}: {
  readonly preview: SettingsPreview;
  readonly isBusy: boolean;
  readonly onTake: () => void;
  readonly onLeave: () => void;
}) {
  const { t } = useTranslation();
  const inWords = useProblemWords();
  if (preview.kind === 'unreadable') {
    return (
      <p className={styles.problem} role="alert">
        {t('settings.unreadable', { reason: `${preview.file} (${preview.reason})` })}
      </p>
    );
  }
  if (preview.kind === 'invalid') {
    return (
      <section ref={intoView} className={styles.wrong} role="alert" aria-label={t('settings.transfer.unfit')}>
        <p className={styles.heading}>{t('settings.transfer.unfit')}</p>
        {preview.problems.map((problem) => (
          <p key={`${problem.at} ${problem.expected.en}`} className={styles.problem}>
            <bdi className={styles.path}>{problem.at}</bdi> {inWords(problem)}
          </p>
        ))}
      </section>
    );
  }
  const { changes } = preview;
  if (changes.length === 0) {
    return (
      <p className={styles.good} role="status" data-testid="copy-preview">
        {t('settings.transfer.same')}
      </p>
    );
  }
  return (
    <section
      ref={intoView}
      className={styles.wrong}
      aria-label={t('settings.transfer.changes')}
      data-testid="copy-preview"
    >
      <p className={styles.heading} role="status">
        {t('settings.transfer.changes')}
      </p>
      <ul className={styles.changes}>
        {changes.map((change) => (
          <Change key={change.at} {...change} />
        ))}
      </ul>
      <div className={styles.ways}>
        <Button look="primary" isPending={isBusy} onPress={onTake}>
          {t('settings.transfer.take')}
        </Button>
        <Button look="plain" onPress={onLeave}>
          {t('settings.transfer.leave')}
        </Button>
      </div>
    </section>
  );
}

function Change({
  at,
  before,
  after,
}: {
  readonly at: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}) {
  const { t } = useTranslation();
  const language = useKiosk((state) => state.language);
  const none = t('settings.transfer.unset');
  return (
    <li className={styles.change}>
      <p>
        {settingName(at)?.[language] ?? null} <bdi className={styles.path}>{at}</bdi>
      </p>
      <p className={styles.changeValues}>
        {t('settings.transfer.change', { before: before ?? none, after: after ?? none })}
      </p>
    </li>
  );
}
