import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaceHint } from '../../shared/face/face-rules.ts';
import type { Station } from '../../shared/station.ts';
import type { CameraControl } from '../camera/camera-control.ts';
import type { CameraState } from '../camera/camera-state.ts';
import { watchFrames } from '../camera/frame-watch.ts';
import { browserClock } from '../store/renderer-clock.ts';
import styles from './camera-view.module.css';
import { useClearedCanvas } from './cleared-canvas.ts';
import { CoachHint } from './coach-hint.tsx';
import { LensSign } from './lens-sign.tsx';

/** The live picture, full-bleed: an oval to put one's face in, what would make it better, where to look, and the countdown there. */
export function CameraView({
  control,
  state,
  video,
  station,
  isPortrait,
  hint,
}: {
  readonly control: CameraControl;
  readonly state: CameraState;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly station: Pick<Station, 'isMirrored' | 'lens'>;
  /** Somebody's face is to be in it. */
  readonly isPortrait: boolean;
  /** What the coach says; absent while there is none. */
  readonly hint: FaceHint | undefined;
}) {
  const { t } = useTranslation();
  const [isDark, setIsDark] = useState(false);
  const hasStream = state.kind === 'live' || state.kind === 'counting' || state.kind === 'exposing';
  const deviceId = hasStream ? state.deviceId : undefined;

  useEffect(() => {
    const element = video.current;
    const stream = deviceId === undefined ? undefined : control.stream();
    if (element === null || stream === undefined) return;
    element.srcObject = stream;
    // A rejected play is the element leaving the page, or the watch will notice that nothing moves.
    element.play().catch(() => undefined);
    const stopWatch = watchFrames(element, browserClock, { frozen: control.framesStopped, dark: setIsDark });
    return () => {
      stopWatch();
      element.srcObject = null;
    };
  }, [control, deviceId, video]);

  return (
    <div className={styles.view} data-camera={state.kind}>
      <video
        ref={video}
        className={styles.video}
        data-mirrored={station.isMirrored}
        aria-label={t('camera.picture')}
        autoPlay
        muted
        playsInline
      />
      {state.kind === 'exposing' ? <Still of={video} isMirrored={station.isMirrored} /> : null}
      {isPortrait ? <Oval isFilled={hint === 'good'} /> : null}
      {state.kind === 'opening' ? <p className={styles.opening}>{t('camera.opening')}</p> : null}
      {isDark && state.kind === 'live' && !state.hasExchangeFailed ? (
        <p className={styles.hint} role="status">
          {t('camera.dark')}
        </p>
      ) : null}
      {state.kind === 'live' && state.hasExchangeFailed ? (
        <p className={styles.hint} role="status">
          {t('camera.otherRefused')}
        </p>
      ) : null}
      {state.kind === 'live' && hint !== undefined && !isDark && !state.hasExchangeFailed ? (
        <CoachHint hint={hint} />
      ) : null}
      {(isPortrait && state.kind === 'live') || state.kind === 'counting' ? (
        <LensSign lens={station.lens} remaining={state.kind === 'counting' ? state.remaining : undefined} />
      ) : null}
      {state.kind === 'exposing' ? <div className={styles.shutter} /> : null}
    </div>
  );
}

/** The moment of the exposure, until the photo is there: many cameras send nothing, or black, while they take it. */
function Still({ of, isMirrored }: { readonly of: RefObject<HTMLVideoElement | null>; readonly isMirrored: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const [video, element] = [of.current, canvas.current];
    if (video === null || element === null || video.videoWidth === 0) return;
    element.width = video.videoWidth;
    element.height = video.videoHeight;
    element.getContext('2d')?.drawImage(video, 0, 0);
  }, [of]);
  useClearedCanvas(canvas);
  return <canvas ref={canvas} className={styles.still} data-mirrored={isMirrored} />;
}

/** Where the face goes: the surroundings step back a little, the outline stays thin; dashed until the face fits. */
function Oval({ isFilled }: { readonly isFilled: boolean }) {
  return (
    <svg
      className={styles.guide}
      data-filled={isFilled}
      viewBox="0 0 100 100"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path
        className={styles.around}
        fillRule="evenodd"
        d="M-200-200h500v500h-500zM50 14c-12 0-19.5 10.3-19.5 24S38.5 67 50 67s19.5-15.3 19.5-29S62 14 50 14z"
      />
      <path
        className={styles.outline}
        d="M50 14c-12 0-19.5 10.3-19.5 24S38.5 67 50 67s19.5-15.3 19.5-29S62 14 50 14z"
      />
    </svg>
  );
}
