import type { CheckLine } from '../../shared/station-check.ts';
import type { Target } from '../../shared/target.ts';
import { runStationCheck, type SharedListProbe } from '../diagnostics/station-check.ts';
import { lookUpHost, probeStorage, probeTls } from '../diagnostics/station-probes.ts';
import { dialectTable } from '../graph/dialects.ts';
import type { Clock } from '../ports.ts';
import type { RosterSync } from '../roster/roster-sync.ts';
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
  /** Rosters that this station shares with others. */
  readonly sync?: Pick<RosterSync, 'shared' | 'exchange' | 'state' | 'share'>;
}

/** Exchanges with each shared list once, and says how to let the station in. */
async function probeSharedLists({ access }: StationDiagnosticsParts, sync: StationDiagnosticsParts['sync']) {
  const probes: SharedListProbe[] = [];
  for (const rosterId of sync?.shared() ?? []) {
    await sync?.exchange(rosterId);
    const place = sync?.share(rosterId);
    const path = `/v1.0/sites/${place?.siteId}/lists/${place?.listId}/permissions`;
    const body = { roles: ['write'], grantedToV2: { application: { id: access.tenant.clientId } } };
    const request = `POST ${access.endpoints.graphUrl}${path} ${JSON.stringify(body)}`;
    probes.push({ list: sync?.state(rosterId)?.list ?? 'unknown', request });
  }
  return probes;
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
    certificateEndsAtMs: async () => (await access.signIn.credential())?.expiresAtMs,
    photoApi: { readMetadata: access.photoApi.readMetadata, getJson: access.getJson },
    mode,
    people: typeof settings.directory.people === 'object' ? 'group' : 'everybody',
    targets: [testTarget?.kind ?? (mode === 'self-service' ? 'me' : 'user')],
    ...(testTarget === undefined ? {} : { testTarget }),
    clock,
    randomId,
    probeStorage: () => probeStorage(dataFolder, settings.queue.freeSpaceFloorMb * megabyte),
    probePhotoProcess,
    ...(parts.sync === undefined ? {} : { probeSharedLists: () => probeSharedLists(parts, parts.sync) }),
    // Inside this process there is no name to resolve and no handshake.
    ...(isEmbedded ? {} : { lookUp: lookUpHost, probeTls }),
  });
}
