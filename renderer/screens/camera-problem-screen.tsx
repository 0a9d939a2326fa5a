import { CameraOff, type LucideIcon, MonitorX, RotateCw, ShieldX, Unplug, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CameraProblem } from '../../shared/camera-condition.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { CameraControl } from '../camera/camera-control.ts';
import type { CameraState } from '../camera/camera-state.ts';
import { Actions } from '../components/actions.tsx';
import { Button } from '../components/button.tsx';
import { CameraChoice } from '../components/camera-choice.tsx';
import { FileChoice, FileDropArea, FileProblem, UnlessFileProblem } from '../components/file-choice.tsx';
import { PersonHeader } from '../components/person-header.tsx';
import { Stage } from '../components/stage.tsx';
import { useSnapshot } from '../store/kiosk-context.tsx';
import styles from './camera-problem-screen.module.css';

const icons: Readonly<Record<CameraProblem, LucideIcon>> = {
  noneFound: CameraOff,
  refused: ShieldX,
  busy: MonitorX,
  unplugged: Unplug,
  frozen: VideoOff,
  other: CameraOff,
};

/** Why there is no picture, in plain words, and the ways on: try again, another camera, a picture file. */
export function CameraProblemScreen({
  person,
  control,
  state,
}: {
  readonly person: PersonCard;
  readonly control: CameraControl;
  readonly state: Extract<CameraState, { kind: 'failed' }>;
}) {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const Icon = icons[state.problem];
  return (
    <Stage
      screen="camera-problem"
      state={state.problem}
      title={t(`cameraProblem.${state.problem}.title`)}
      header={<PersonHeader person={person} />}
      picture={
        <FileDropArea isActive={station.canChooseFile}>
          <Icon className={styles.icon} aria-hidden="true" strokeWidth={1} />
        </FileDropArea>
      }
      actions={
        <Actions>
          {state.cameras.length > 1 ? (
            <CameraChoice cameras={state.cameras} deviceId="" onChoose={(id) => void control.open(id)} />
          ) : null}
          {station.canChooseFile ? <FileChoice /> : null}
          <Button look="primary" icon={RotateCw} onPress={() => void control.open()}>
            {t('common.tryAgain')}
          </Button>
        </Actions>
      }
    >
      <UnlessFileProblem>
        <p className={styles.body}>{t(`cameraProblem.${state.problem}.body`)}</p>
      </UnlessFileProblem>
      <FileProblem />
    </Stage>
  );
}
