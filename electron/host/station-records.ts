import type { Clock } from '../ports.ts';
import type { Endings } from './endings.ts';
import { stationExitCodes } from './exit-code.ts';
import type { HandedLog } from './handed-log.ts';
import { type HealthFile, keepHealthFile } from './health-file.ts';
import { createStationLog, logFolder } from './station-log.ts';
import { heedStopRequests } from './stop-request.ts';

interface RecordParts {
  readonly dataFolder: string;
  readonly version: string;
  readonly clock: Clock;
  /** Handed to the data folder's own log from now to the end. */
  readonly log: HandedLog;
  readonly endings: Pick<Endings, 'add'>;
  readonly exitCode: () => number;
  readonly quit: (code: number) => void;
}

/**
 * Opens what a station keeps of itself beside its data, for as long as it runs: its log, and its health, whose last word is the exit
 * code whatever the station ends for. Whoever updates it may ask it to end in an idle moment.
 */
export function keepRecords({ dataFolder, version, clock, log, endings, exitCode, quit }: RecordParts): HealthFile {
  const stationLog = createStationLog(logFolder(dataFolder));
  log.handTo(stationLog);
  endings.add(() => {
    log.info('station.stopped');
    log.handTo(console);
    return stationLog.close();
  });
  const health = keepHealthFile({ dataFolder, version, clock, log });
  endings.add(() => health.stop(exitCode()));
  const stop = () => quit(stationExitCodes.ok);
  endings.add(heedStopRequests({ dataFolder, clock, log, isIdle: health.isIdle, stop }));
  return health;
}
