import type { CameraCondition } from '../../shared/camera-condition.ts';
import type { SignInState } from '../../shared/sign-in-state.ts';
import type { StationHealth } from '../../shared/station-health.ts';
import type { Clock } from '../ports.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';

/** The part of a station's health that its work is. */
export type WorkHealth = Pick<
  StationHealth,
  'needsAttention' | 'waiting' | 'attention' | 'signIn' | 'network' | 'canSave' | 'storageNotice'
> &
  Partial<Pick<StationHealth, 'isUnset' | 'lastConfirmedAt' | 'oldestSavedAt' | 'camera' | 'cameraAt'>> & {
    readonly isSending: boolean;
  };

interface WorkHealthParts {
  readonly queue: Pick<UploadQueue, 'takeUp' | 'summary' | 'list' | 'onJobChanged'>;
  readonly signIn: { state(): SignInState };
  /** Nobody need be signed in while nobody is there. */
  readonly isSelfService: boolean;
  /** No photo without one: picture files may not be chosen. */
  readonly needsCamera: boolean;
  /** In a lobby, and nobody has set it up: it takes nobody's photo. */
  readonly isUnset: boolean;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Follows the queue. `read`: how it stands now; `close` ends the following. */
export function followWork({ queue, signIn, isSelfService, needsCamera, isUnset, clock }: WorkHealthParts): {
  read(): WorkHealth;
  /** What a screen saw of the camera. */
  noteCamera(condition: CameraCondition): void;
  close(): void;
} {
  let confirmedAtMs = 0;
  /** Before that the queue counts nothing, which is not the same as nothing that waits. */
  let isTakenUp = false;
  let camera: { readonly camera: CameraCondition; readonly cameraAt: string } | undefined;
  const iso = (ms: number) => new Date(ms).toISOString();
  const note = ({ state }: { readonly state: { readonly kind: string; readonly confirmedAtMs?: number } }) => {
    confirmedAtMs = Math.max(confirmedAtMs, state.confirmedAtMs ?? 0);
  };
  // What earlier runs confirmed is known once their jobs are taken up.
  void queue.takeUp().then(() => {
    isTakenUp = true;
    queue.list({ offset: 0, limit: Number.MAX_SAFE_INTEGER, filter: 'all' }).jobs.forEach(note);
  });
  const close = queue.onJobChanged(note);
  return {
    close: () => void close(),
    noteCamera(condition) {
      camera = { camera: condition, cameraAt: iso(clock.nowMs()) };
    },
    read() {
      const summary = queue.summary();
      const { kind } = signIn.state();
      const isSignedOut = !isSelfService && (kind === 'needs-attention' || kind === 'signed-out');
      const isBlind = needsCamera && camera !== undefined && camera.camera !== 'works';
      const attention = summary.parked + summary.troubled;
      return {
        needsAttention:
          isUnset || attention > 0 || !summary.canSave || isSignedOut || isBlind || summary.ageAlarm !== 'none',
        ...(isUnset ? { isUnset } : {}),
        ...(isTakenUp ? { waiting: summary.waiting + summary.sending, attention } : {}),
        signIn: kind,
        network: summary.network,
        canSave: summary.canSave,
        storageNotice: summary.storageNotice,
        isSending: summary.sending > 0,
        ...camera,
        ...(confirmedAtMs === 0 ? {} : { lastConfirmedAt: iso(confirmedAtMs) }),
        ...(summary.oldestSavedAtMs === undefined ? {} : { oldestSavedAt: iso(summary.oldestSavedAtMs) }),
      };
    },
  };
}
