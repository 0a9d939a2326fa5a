import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CameraControl } from '../camera/camera-control.ts';
import type { CameraState } from '../camera/camera-state.ts';
import { watchFrames } from '../camera/frame-watch.ts';
import { browserClock } from '../store/renderer-clock.ts';
import styles from './camera-view.module.css';

/** The live picture, full-bleed, with an oval to put one's face in and the countdown over it. */
export function CameraView({
  control,
  state,
  video,
  isMirrored,
}: {
  readonly control: CameraControl;
  readonly state: CameraState;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly isMirrored: boolean;
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
        data-mirrored={isMirrored}
        aria-label={t('camera.picture')}
        autoPlay
        muted
        playsInline
      />
      <Oval isHidden={!hasStream} />
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
      {state.kind === 'counting' ? (
        <p className={styles.count} key={state.remaining} aria-hidden="true">
          {state.remaining}
        </p>
      ) : null}
      {state.kind === 'exposing' ? <div className={styles.shutter} /> : null}
    </div>
  );
}

/** Where the face goes: the surroundings step back a little, the outline stays thin. */
function Oval({ isHidden }: { readonly isHidden: boolean }) {
  return (
    <svg
      className={styles.guide}
      data-hidden={isHidden}
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
