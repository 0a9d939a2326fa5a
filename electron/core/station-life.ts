import type { Directory } from '../directory/directory.ts';
import type { DirectoryRefresh } from '../directory/directory-refresh.ts';
import type { FoundPeople } from '../directory/found-people.ts';
import type { FaceReader } from '../face/face-reader.ts';
import type { HotFolder } from '../hot-folder/hot-folder.ts';
import type { OperatorGate } from '../operator/operator-gate.ts';
import type { PhotoWorker } from '../photo/photo-worker.ts';
import type { Log } from '../ports.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import type { Store } from '../storage/store.ts';
import type { Connecting } from './connect-station.ts';
import type { ImportDesk } from './import-desk.ts';
import type { Kiosk } from './kiosk-life.ts';
import type { RosterRooms } from './roster-rooms.ts';
import type { SessionAccountWatch } from './session-account.ts';
import type { SignOut } from './sign-out.ts';
import type { TenantAccess } from './tenant-access.ts';

interface StationLifeParts {
  /** Nobody has said to whom the station belongs. */
  readonly isUnset: boolean;
  readonly log: Log;
  readonly store: Pick<Store, 'close'>;
  readonly queue: Pick<UploadQueue, 'takeUp' | 'start' | 'stop'>;
  readonly directory: Pick<Directory, 'open' | 'close'>;
  readonly directoryRefresh: Pick<DirectoryRefresh, 'close'>;
  readonly found: Pick<FoundPeople, 'forget'>;
  readonly signIn: Pick<TenantAccess['signIn'], 'restore' | 'close'>;
  readonly signOut: Pick<SignOut, 'end'>;
  /** At a self-service station. */
  readonly session: Pick<SessionAccountWatch, 'close'> | undefined;
  readonly rosters: Pick<RosterRooms, 'start' | 'close'>;
  readonly hotFolder: Pick<HotFolder, 'start' | 'close'> | undefined;
  readonly imports: Pick<ImportDesk, 'forget'>;
  readonly operator: Pick<OperatorGate, 'lock' | 'close'>;
  readonly connectingLife: Pick<Connecting, 'open' | 'close' | 'leave'>;
  readonly work: { close(): void };
  readonly endNews: () => void;
  readonly faceReader: Pick<FaceReader, 'close'>;
  readonly photoWorker: Pick<PhotoWorker, 'close'>;
}

/** What starts with a station, what a visit's end means, and in which order everything ends. */
export function createStationLife(parts: StationLifeParts): Pick<Kiosk, 'start' | 'stop' | 'rest'> {
  const { log, queue, directory, signIn, rosters, hotFolder, operator, connectingLife } = parts;
  let isStopped = false;

  function startWork(): void {
    // Nobody has said to whom it belongs: what waits here is a company's, and the demo gets none of it.
    if (!parts.isUnset) {
      queue.start();
      rosters.start();
    }
    hotFolder?.start();
  }

  return {
    start() {
      void connectingLife.open();
      void directory.open();
      void signIn.restore();
      void queue.takeUp().then((taken) => {
        if (taken.kind === 'error') log.error('queue.not-taken-up', { ...taken.error.detail });
        else if (!isStopped) startWork();
      });
    },
    async stop() {
      isStopped = true;
      parts.endNews();
      parts.work.close();
      parts.session?.close();
      parts.directoryRefresh.close();
      directory.close();
      await rosters.close();
      hotFolder?.close();
      operator.close();
      await parts.imports.forget();
      await connectingLife.close();
      await queue.stop();
      await signIn.close();
      await parts.faceReader.close();
      await parts.photoWorker.close();
      await connectingLife.leave();
      parts.store.close();
    },
    rest() {
      operator.lock();
      parts.found.forget();
      if (parts.session === undefined) return;
      const signingOut = queue.takeUp().finally(parts.signOut.end);
      signingOut.catch((cause: unknown) => log.error('sign-in.visit-not-ended', { cause }));
    },
  };
}
