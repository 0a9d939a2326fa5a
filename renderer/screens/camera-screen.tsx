import { Camera, Square } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lacksLight } from '../../shared/face/face-rules.ts';
import type { PersonCard } from '../../shared/person-card.ts';
import type { Station } from '../../shared/station.ts';
import { createAutoShutter } from '../camera/auto-shutter.ts';
import { exposeBest } from '../camera/burst.ts';
import type { CameraControl } from '../camera/camera-control.ts';
import type { CameraState } from '../camera/camera-state.ts';
import { expose } from '../camera/exposure.ts';
import { followExposure } from '../camera/follow-exposure.ts';
import { useCamera } from '../camera/use-camera.ts';
import { Actions } from '../components/actions.tsx';
import { useAnnounce } from '../components/announcer.tsx';
import { Button } from '../components/button.tsx';
import { CameraChoice } from '../components/camera-choice.tsx';
import { CameraView } from '../components/camera-view.tsx';
import { FileChoice, FileFormats, FileProblem, UnlessFileProblem } from '../components/file-choice.tsx';
import { PersonHeader } from '../components/person-header.tsx';
import { Stage } from '../components/stage.tsx';
import { useFaceCoach } from '../face/coach-context.tsx';
import { useCoaching } from '../face/use-coaching.ts';
import type { CoachReading } from '../face/worker-messages.ts';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import { CameraProblemScreen } from './camera-problem-screen.tsx';
import styles from './camera-screen.module.css';

/**
 * The live picture and the countdown; zero is the exposure. Camera failures have their own screen. `isPortrait`: somebody stands
 * before it; else it is for the photo of a group, and nothing looks for a face.
 */
export function CameraScreen({ person, isPortrait }: { readonly person: PersonCard; readonly isPortrait: boolean }) {
  const { station: own } = useSnapshot();
  const station = useMemo(() => (isPortrait ? own : { ...own, autoShutter: false }), [own, isPortrait]);
  const { control, state } = useCamera(station.preferredCamera);
  const video = useRef<HTMLVideoElement>(null);
  const isTaken = useExposure(control, state, video, station.autoShutter);
  if (state.kind === 'failed') return <CameraProblemScreen person={person} control={control} state={state} />;
  return (
    <LiveScreen
      person={person}
      isPortrait={isPortrait}
      isTaken={isTaken}
      station={station}
      control={control}
      state={state}
      video={video}
    />
  );
}

/** Takes the picture the moment the countdown reaches zero. True once the camera has given it. */
function useExposure(
  control: CameraControl,
  state: CameraState,
  video: React.RefObject<HTMLVideoElement | null>,
  isBurst: boolean,
) {
  const coach = useFaceCoach();
  const { t } = useTranslation();
  const { capture } = useActions();
  const announce = useAnnounce();
  const isExposing = state.kind === 'exposing';
  const [isTaken, setIsTaken] = useState(false);
  useEffect(() => {
    const track = control.stream()?.getVideoTracks()[0];
    if (!isExposing || video.current === null || track === undefined) return;
    const picture = isBurst ? exposeBest(video.current, coach.readStill) : expose(video.current, track);
    const leave = followExposure(picture, {
      taken() {
        setIsTaken(true);
        announce(t('camera.taken'), 'aloud');
      },
      capture,
      failed: control.exposureFailed,
    });
    return () => {
      leave();
      setIsTaken(false);
    };
  }, [isExposing, isBurst, coach, control, video, capture, announce, t]);
  return isTaken;
}

/** The shutter by hand, and by itself where the station wants that: a hand always has the last word. */
function useShutter(
  control: CameraControl,
  { autoShutter, countdownSeconds }: Station,
  isOpeningFile: boolean,
  seenDark: () => void,
) {
  const automatic = useMemo(createAutoShutter, []);
  const onReading = useRef<(reading: CoachReading) => void>(() => undefined);
  useEffect(() => {
    onReading.current = (reading) => {
      if (lacksLight(reading.reading)) seenDark();
      if (!autoShutter || isOpeningFile) return;
      const wish = automatic.next(reading, control.state.getState().kind);
      if (wish === 'start') control.startCountdown(countdownSeconds);
      if (wish === 'stop') control.stopCountdown();
    };
  }, [automatic, control, autoShutter, countdownSeconds, isOpeningFile, seenDark]);
  return {
    onReading,
    startCountdown() {
      automatic.takeOver();
      control.startCountdown(countdownSeconds);
    },
    stopCountdown() {
      automatic.giveUp();
      control.stopCountdown();
    },
  };
}

/**
 * Makes the whole screen a light from the countdown to the photo, once a dark face was seen in it: the returned function says
 * that it was. It stays on then, however much better the face looks in its light.
 */
function useScreenLight(kind: CameraState['kind']): () => void {
  const [isLit, setIsLit] = useState(false);
  const isCounting = kind === 'counting';
  const isOver = !isCounting && kind !== 'exposing';
  const counts = useRef(isCounting);
  useEffect(() => {
    counts.current = isCounting;
    if (isOver) setIsLit(false);
  }, [isCounting, isOver]);
  useEffect(() => {
    if (!isLit) return;
    document.documentElement.dataset.lit = 'true';
    return () => {
      delete document.documentElement.dataset.lit;
    };
  }, [isLit]);
  return useCallback(() => {
    if (counts.current) setIsLit(true);
  }, []);
}

function titleOf(kind: CameraState['kind'], isTaken: boolean, isPortrait: boolean) {
  if (kind === 'counting') return 'camera.counting';
  // What is said aloud stands there too, and neither before it is so.
  if (kind === 'exposing') return isTaken ? 'camera.taken' : 'camera.hint.hold-still';
  return isPortrait ? 'camera.title' : 'targets.camera';
}

function LiveScreen({
  person,
  isPortrait,
  isTaken,
  station,
  control,
  state,
  video,
}: {
  readonly person: PersonCard;
  readonly isPortrait: boolean;
  readonly isTaken: boolean;
  readonly station: Station;
  readonly control: CameraControl;
  readonly state: Exclude<CameraState, { kind: 'failed' }>;
  readonly video: React.RefObject<HTMLVideoElement | null>;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const remaining = state.kind === 'counting' ? state.remaining : undefined;
  useEffect(() => {
    if (remaining !== undefined) announce(String(remaining), 'aloud');
  }, [announce, remaining]);
  const isBusy = state.kind === 'counting' || state.kind === 'exposing';
  const isCalled = useKiosk(({ flow }) => flow.kind === 'camera' && flow.call !== undefined);
  const hasLargeCamera = station.hasHotFolder === true && isCalled;
  const isOpeningFile = useKiosk((current) => current.opening.kind === 'opening');
  const seenDark = useScreenLight(state.kind);
  const { startCountdown, stopCountdown, onReading } = useShutter(control, station, isOpeningFile, seenDark);
  const isWatched = isPortrait && (state.kind === 'live' || state.kind === 'counting');
  const hint = useCoaching(video, isWatched ? control.stream() : undefined, station, onReading);
  return (
    <Stage
      screen="camera"
      state={state.kind}
      title={t(titleOf(state.kind, isTaken, isPortrait))}
      header={<PersonHeader person={person} />}
      picture={
        <CameraView
          control={control}
          state={state}
          video={video}
          station={station}
          isPortrait={isPortrait}
          hint={hint}
        />
      }
      actions={
        <Actions isLocked={state.kind === 'exposing'}>
          {state.kind === 'live' && state.cameras.length > 1 ? (
            <CameraChoice cameras={state.cameras} deviceId={state.deviceId} onChoose={(id) => void control.open(id)} />
          ) : null}
          {station.canChooseFile && !isBusy ? <FileChoice look="plain" /> : null}
          {isBusy ? (
            <Button look="quiet" icon={Square} onPress={stopCountdown} isDisabled={state.kind === 'exposing'}>
              {t('camera.stop')}
            </Button>
          ) : (
            <Button
              look="primary"
              icon={Camera}
              isDisabled={state.kind !== 'live' || isOpeningFile}
              onPress={startCountdown}
            >
              {t('camera.take')}
            </Button>
          )}
        </Actions>
      }
    >
      <UnlessFileProblem>
        {isPortrait ? <p className={styles.body}>{t('camera.body')}</p> : null}
        {hasLargeCamera ? <p className={styles.body}>{t('hotFolder.camera')}</p> : null}
        {station.canChooseFile && !isBusy ? <FileFormats /> : null}
      </UnlessFileProblem>
      <FileProblem />
    </Stage>
  );
}
