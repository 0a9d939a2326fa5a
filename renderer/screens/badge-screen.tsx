import { IdCard, ScanQrCode, TriangleAlert, UserSearch } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { scanCodes } from '../badge/code-scan.ts';
import { useCamera } from '../camera/use-camera.ts';
import { Actions } from '../components/actions.tsx';
import { useAnnounce } from '../components/announcer.tsx';
import { Button } from '../components/button.tsx';
import { Stage } from '../components/stage.tsx';
import { useActions, useKiosk, useSnapshot } from '../store/kiosk-context.tsx';
import { browserClock } from '../store/renderer-clock.ts';
import { startCodeWorker } from '../workers/start-worker.ts';
import styles from './badge-screen.module.css';

/** Who are you, by a badge at the reader, or where the station wants it a code before the camera. */
export function BadgeScreen() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const badge = useKiosk((state) => state.badge);
  const { leaveBadge } = useActions();
  const problem = badge.kind === 'failed' ? badge.problem : undefined;
  const title = problem === undefined ? t('badge.title') : t(`badge.problem.${problem}.title`);
  const ways = station.codeCamera ? t('badge.readerOrCode') : t('badge.reader');
  const body = problem === undefined ? ways : t(`badge.problem.${problem}.body`);
  const announce = useAnnounce();
  useEffect(() => announce(`${title}. ${body}`), [announce, title, body]);
  return (
    <Stage
      screen="badge"
      state={problem ?? (badge.kind === 'looking' ? 'looking' : 'waiting')}
      title={title}
      picture={station.codeCamera ? <CodeCamera /> : <Drawing hasProblem={problem !== undefined} />}
      actions={
        <Actions
          between={
            station.trust === 'badge' ? null : (
              <Button look="plain" icon={UserSearch} onPress={leaveBadge}>
                {t('badge.byName')}
              </Button>
            )
          }
        />
      }
    >
      <p className={styles.body}>{body}</p>
      {badge.kind === 'looking' ? (
        <p className={styles.looking} role="status">
          {t('badge.looking')}
        </p>
      ) : null}
      {station.codeCamera ? <p className={styles.note}>{t('badge.camera')}</p> : null}
    </Stage>
  );
}

function Drawing({ hasProblem }: { readonly hasProblem: boolean }) {
  const Icon = hasProblem ? TriangleAlert : IdCard;
  return (
    <div className={styles.ground} data-problem={hasProblem}>
      <Icon className={styles.drawing} aria-hidden="true" strokeWidth={1.1} />
    </div>
  );
}

/** The live picture, mirrored so that a hand finds its way, with a square to hold the code into. */
function CodeCamera() {
  const { t } = useTranslation();
  const { station } = useSnapshot();
  const { control, state } = useCamera(station.preferredCamera);
  const { showBadge } = useActions();
  const video = useRef<HTMLVideoElement>(null);
  const deviceId = state.kind === 'live' ? state.deviceId : undefined;
  useEffect(() => {
    const element = video.current;
    const stream = deviceId === undefined ? undefined : control.stream();
    if (element === null || stream === undefined) return;
    element.srcObject = stream;
    // A rejected play is the element leaving the page.
    element.play().catch(() => undefined);
    const stop = scanCodes(element, { clock: browserClock, startWorker: startCodeWorker }, showBadge);
    return () => {
      stop();
      element.srcObject = null;
    };
  }, [control, deviceId, showBadge]);
  if (state.kind === 'failed') {
    return (
      <div className={styles.ground} data-problem="true">
        <IdCard className={styles.drawing} aria-hidden="true" strokeWidth={1.1} />
        <p className={styles.noCamera} role="status">
          {t('badge.noCamera')}
        </p>
      </div>
    );
  }
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
      <ScanQrCode className={styles.frame} aria-hidden="true" strokeWidth={0.5} />
    </div>
  );
}
