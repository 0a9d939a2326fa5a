import { Scan } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { scanCodes } from '../badge/code-scan.ts';
import { useCamera } from '../camera/use-camera.ts';
import { useSnapshot } from '../store/kiosk-context.tsx';
import { browserClock } from '../store/renderer-clock.ts';
import { startCodeWorker } from '../workers/start-worker.ts';
import { BadgeDrawing } from './badge-drawing.tsx';
import styles from './code-camera.module.css';

/** The live picture, mirrored so that a hand finds its way, with a frame to hold a code into. */
export function CodeCamera({ onCode }: { readonly onCode: (text: string) => void }) {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const { control, state } = useCamera(station.preferredCamera);
  const video = useRef<HTMLVideoElement>(null);
  const hear = useEffectEvent(onCode);
  const deviceId = state.kind === 'live' ? state.deviceId : undefined;
  useEffect(() => {
    const element = video.current;
    const stream = deviceId === undefined ? undefined : control.stream();
    if (element === null || stream === undefined) return;
    element.srcObject = stream;
    // A rejected play is the element leaving the page.
    element.play().catch(() => undefined);
    const stop = scanCodes(element, { clock: browserClock, startWorker: startCodeWorker }, (text) => hear(text));
    return () => {
      stop();
      element.srcObject = null;
    };
  }, [control, deviceId]);
  if (state.kind === 'failed') return <BadgeDrawing hasProblem>{t('badge.noCamera')}</BadgeDrawing>;
  return (
    <div className={styles.camera}>
      <video
        ref={video}
        className={styles.video}
        data-mirrored={station.isMirrored}
        aria-label={t('badge.picture')}
        autoPlay
        muted
        playsInline
      />
      <Scan className={styles.frame} aria-hidden="true" strokeWidth={0.6} />
    </div>
  );
}
