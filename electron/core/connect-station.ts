import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { connectSheetOf } from '../connecting/connect-sheet.ts';
import type { StationConnection } from '../connecting/connection.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { type LoadedSettings, loadSettings, settingsFailureText } from '../settings/settings-file.ts';
import type { Settings } from '../settings/settings-schema.ts';
import { recogniseFor } from './connect-endpoints.ts';
import type { EventHub } from './event-hub.ts';
import type { HandlerParts } from './handlers/handler-parts.ts';
import type { Succession } from './kiosk-life.ts';
import { isAtDemo, withdrawDemoPhotos } from './leave-demo.ts';
import {
  createStationConnecting,
  rehearsalSettings,
  type StationConnectingParts,
  sheetParts,
} from './station-connecting.ts';
import { createStationRenewal } from './station-renewal.ts';
import type { TenantAccess } from './tenant-access.ts';

export interface Connecting {
  readonly connecting: Pick<
    HandlerParts,
    'connection' | 'renewal' | 'connectSheet' | 'recognise' | 'renewOn' | 'renewAsWritten'
  >;
  /** Looks at what was begun before, and at the certificate from time to time. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** The last of all, when nothing is saved any more: a station that goes from the demo company to its own takes none of it along. */
  leave(): Promise<void>;
}

/** How often the certificate's end is looked at. */
const tendEveryMs = 6 * 3_600_000;

interface ConnectStationParts extends Omit<StationConnectingParts, 'settings' | 'probePhotoProcess' | 'leaveDemo'> {
  readonly loaded: LoadedSettings;
  readonly succession?: Succession;
  readonly photoWorker: { probe(): Promise<unknown> };
}

interface ConnectRooms {
  readonly queue: UploadQueue;
  readonly settings: Settings;
  readonly access: TenantAccess;
  readonly events: Pick<EventHub, 'emit'>;
}

/** Connecting of a running station: what its handlers need of it, and the ways to run on other settings. */
export function connectStation(
  parts: ConnectStationParts,
  { queue, settings, access, events }: ConnectRooms,
): Connecting {
  const { loaded, settingsHome, succession, photoWorker, log } = parts;
  const connectingParts = {
    ...parts,
    settings,
    isRehearsal: loaded.isRehearsal === true,
    probePhotoProcess: photoWorker.probe,
    leaveDemo: () => withdrawDemoPhotos(queue),
  };
  const connection: StationConnection = createStationConnecting(connectingParts);
  const renewal = createStationRenewal({ ...parts, settings, access, connection });
  connection.onChange((state) => events.emit('connect.changed', { connection: state }));
  renewal.onChange((state) => events.emit('certificate.changed', { renewal: state }));
  let cancelTending = () => {};
  let isClosed = false;
  let isLeavingDemo = false;

  async function tend(): Promise<void> {
    if (settings.connecting.renewsCertificate) await renewal.tend();
    if (!isClosed) cancelTending = parts.clock.setTimer(tendEveryMs, () => void tend());
  }

  async function renewOn(next: LoadedSettings): Promise<Result<Record<string, never>, Failure>> {
    if (succession === undefined) return err({ code: 'not-now' });
    isLeavingDemo = isAtDemo(loaded) && !isAtDemo(next);
    const renewed = await succession.renew(next);
    return renewed.kind === 'ok' ? ok({}) : renewed;
  }

  return {
    async open() {
      await connection.open();
      await renewal.open();
      if (!isClosed) await tend();
    },
    async close() {
      isClosed = true;
      cancelTending();
      await renewal.close();
      await connection.close();
    },
    async leave() {
      if (isLeavingDemo) await withdrawDemoPhotos(queue);
    },
    connecting: {
      connection,
      renewal,
      recognise: (typed) => recogniseFor(typed, connectingParts),
      connectSheet: async () => connectSheetOf(connection, sheetParts(connectingParts)),
      renewOn,
      async renewAsWritten() {
        const rehearsed = rehearsalSettings(connection, connectingParts);
        if (rehearsed !== undefined) return renewOn({ ...loaded, settings: rehearsed, isRehearsal: true });
        const read = loadSettings({ places: [settingsHome.file] });
        if (read.kind === 'ok') return renewOn(read.value);
        log.error('settings.unreadable', { problem: settingsFailureText(read.error) });
        return err({ code: 'not-now' });
      },
    },
  };
}
