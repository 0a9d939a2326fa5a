import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { connectSheetOf } from '../connecting/connect-sheet.ts';
import type { StationConnection } from '../connecting/connection.ts';
import { isDemoPerson } from '../demo/sample-people.ts';
import type { UploadQueue } from '../queue/upload-queue.ts';
import { type LoadedSettings, loadSettings, settingsFailureText } from '../settings/settings-file.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { HandlerParts } from './handlers/handler-parts.ts';
import type { Succession } from './kiosk-life.ts';
import {
  createStationConnecting,
  rehearsalSettings,
  type StationConnectingParts,
  sheetParts,
} from './station-connecting.ts';

type Connecting = Pick<HandlerParts, 'connection' | 'connectSheet' | 'renewOn' | 'renewAsWritten'>;

interface ConnectStationParts extends Omit<StationConnectingParts, 'settings' | 'probePhotoProcess' | 'leaveDemo'> {
  readonly loaded: LoadedSettings;
  readonly succession?: Succession;
  readonly photoWorker: { probe(): Promise<unknown> };
}

/** Connecting of a running station: what its handlers need of it, and the ways to run on other settings. */
export function connectStation(
  parts: ConnectStationParts,
  { queue, settings }: { readonly queue: UploadQueue; readonly settings: Settings },
): Connecting {
  const { loaded, settingsHome, succession, photoWorker, log } = parts;
  const connectingParts = {
    ...parts,
    settings,
    probePhotoProcess: photoWorker.probe,
    // Invented people are nobody's to photograph at the company's; what is on its way to them ends here.
    leaveDemo: () => queue.withdrawUnsent(({ target }) => isDemoPerson(target.replace(/^user:/, ''))),
  };
  const connection: StationConnection = createStationConnecting(connectingParts);

  async function renewOn(next: LoadedSettings): Promise<Result<Record<string, never>, Failure>> {
    if (succession === undefined) return err({ code: 'not-now' });
    const renewed = await succession.renew(next);
    return renewed.kind === 'ok' ? ok({}) : renewed;
  }

  return {
    connection,
    connectSheet: async () => connectSheetOf(connection, sheetParts(connectingParts)),
    renewOn,
    async renewAsWritten() {
      const rehearsed = rehearsalSettings(connection, connectingParts);
      if (rehearsed !== undefined) return renewOn({ ...loaded, settings: rehearsed });
      const read = loadSettings({ places: [settingsHome.file] });
      if (read.kind === 'ok') return renewOn(read.value);
      log.error('settings.unreadable', { problem: settingsFailureText(read.error) });
      return err({ code: 'not-now' });
    },
  };
}
