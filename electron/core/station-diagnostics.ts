import type { CheckLine } from '../../shared/station-check.ts';
import type { Target } from '../../shared/target.ts';
import { runStationCheck } from '../diagnostics/station-check.ts';
import { lookUpHost, probeStorage, probeTls } from '../diagnostics/station-probes.ts';
import { dialectTable } from '../graph/dialects.ts';
import type { Clock } from '../ports.ts';
import type { Settings } from '../settings/settings-schema.ts';
import type { TenantAccess } from './tenant-access.ts';

interface StationDiagnosticsParts {
  readonly access: TenantAccess;
  readonly settings: Settings;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly randomId: () => string;
  /** Makes a small photo in the photo process. */
  readonly probePhotoProcess: () => Promise<unknown>;
  /** Whose photo is read as a test; absent: whoever the settings make likely. */
  readonly testTarget?: Target;
}

const megabyte = 1024 * 1024;

/** Runs the station check over a station's own parts: the same for the screen and the command line. Never throws. */
export function diagnoseStation(parts: StationDiagnosticsParts): Promise<CheckLine[]> {
  const { access, settings, dataFolder, clock, randomId, probePhotoProcess, testTarget } = parts;
  const { mode } = settings.signIn;
  const isEmbedded = settings.tenant === 'demo';
  return runStationCheck({
    ...access.endpoints,
    tenantId: access.tenant.tenantId,
    api: access.tenant.api,
    apiPrefix: dialectTable[access.tenant.api].prefix,
    fetch: access.fetch,
    getAccessToken: access.signIn.getAccessToken,
    photoApi: { readMetadata: access.photoApi.readMetadata, getJson: access.getJson },
    mode,
    people: typeof settings.directory.people === 'object' ? 'group' : 'everybody',
    targets: [testTarget?.kind ?? (mode === 'self-service' ? 'me' : 'user')],
    ...(testTarget === undefined ? {} : { testTarget }),
    clock,
    randomId,
    probeStorage: () => probeStorage(dataFolder, settings.queue.freeSpaceFloorMb * megabyte),
    probePhotoProcess,
    // Inside this process there is no name to resolve and no handshake.
    ...(isEmbedded ? {} : { lookUp: lookUpHost, probeTls }),
  });
}
