import { ChevronsUpDown, SwitchCamera } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CameraDevice } from '../camera/camera-state.ts';
import { BarMenu } from './bar-menu.tsx';
import styles from './camera-choice.module.css';
import { ChoiceList } from './choice-list.tsx';

/** Which of several cameras. */
export function CameraChoice({
  cameras,
  deviceId,
  onChoose,
}: {
  readonly cameras: readonly CameraDevice[];
  readonly deviceId: string;
  readonly onChoose: (deviceId: string) => void;
}) {
  const { t } = useTranslation();
  const choices = cameras.map((camera, index) => ({
    value: camera.deviceId,
    words: camera.label === '' ? t('camera.unnamed', { number: index + 1 }) : camera.label,
  }));
  const chosen = choices.find((choice) => choice.value === deviceId);
  return (
    <div className={styles.choice}>
      <BarMenu
        name={t('camera.choose')}
        {...(chosen === undefined ? {} : { value: chosen.words })}
        label={
          <>
            <SwitchCamera className={styles.icon} aria-hidden="true" strokeWidth={2} />
            <span className={styles.words}>{chosen?.words ?? t('camera.choose')}</span>
            <ChevronsUpDown className={styles.icon} aria-hidden="true" strokeWidth={2} />
          </>
        }
      >
        {(close) => (
          <ChoiceList
            name={t('camera.choose')}
            choices={choices}
            value={deviceId}
            onChange={(id) => {
              close();
              onChoose(id);
            }}
          />
        )}
      </BarMenu>
    </div>
  );
}
