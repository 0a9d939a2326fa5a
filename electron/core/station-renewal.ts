import path from 'node:path';
import { createCertificateRenewal } from '../connecting/certificate-renewal.ts';
import type { StationConnection } from '../connecting/connection.ts';
import { registrationNameOf } from '../connecting/connection-view.ts';
import type { StationRenewal } from '../connecting/renewal-parts.ts';
import { certificateFacts, type MakeKeyPair } from '../connecting/station-certificate.ts';
import { endpointsFor } from '../graph/clouds.ts';
import type { Cipher, Clock, Log } from '../ports.ts';
import type { RealTenant, Settings } from '../settings/settings-schema.ts';
import { administratorClientOf, directoryCalls, openAdministratorAt } from './administrator-sign-in.ts';
import { trialOf } from './station-connecting.ts';
import { createTenantAccess, type TenantAccess } from './tenant-access.ts';

/** What renewing needs of a station, or of the command line. */
export interface StationRenewalParts {
  readonly settings: Settings;
  readonly access: Pick<TenantAccess, 'tenant' | 'signIn' | 'fetch'>;
  readonly connection: Pick<StationConnection, 'record' | 'certificateRenewed'>;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly randomId: () => string;
  readonly cipher: Cipher;
  readonly log: Log;
  /** Absent: new ones of this machine. */
  readonly makeKeyPair?: MakeKeyPair;
}

const certificatePermissions = ['Application.ReadWrite.All'] as const;

/** Graph of the tenant's cloud, also where photos go through the Outlook API. */
function directoryOf({ cloud, api, authority, graphUrl }: RealTenant): { authority: string; graphUrl: string } {
  const isOutlook = api === 'outlook-v2.0' || api === 'outlook-beta';
  return endpointsFor({ cloud, api: 'v1.0', authority, graphUrl: isOutlook ? undefined : graphUrl });
}

/** Whether a station is meant to sign in with a certificate of its own. The demo company's own has a secret that is nobody's. */
export function hasOwnCertificate({ tenant, signIn }: Pick<Settings, 'tenant' | 'signIn'>): boolean {
  return tenant !== 'demo' && signIn.mode === 'application' && signIn.credential === 'certificate';
}

/** Renewal of a station's certificate: the room's machine, with the station's own sign-in and Graph behind it. */
export function createStationRenewal(parts: StationRenewalParts): StationRenewal {
  const { settings, access, connection, clock, randomId } = parts;
  const { tenant, signIn, fetch } = access;
  const endpoints = directoryOf(tenant);
  const { graphUrl } = endpoints;
  return createCertificateRenewal({
    ...parts,
    clientId: tenant.clientId,
    registrationName: registrationNameOf(settings.station.name),
    administratorClient: administratorClientOf(settings),
    async inUse() {
      const facts = hasOwnCertificate(settings) ? await signIn.credential() : undefined;
      const { thumbprintSha256, expiresAtMs: endsAtMs } = facts ?? {};
      return thumbprintSha256 === undefined || endsAtMs === undefined ? undefined : { thumbprintSha256, endsAtMs };
    },
    applicationId() {
      const record = connection.record();
      return record?.clientId === tenant.clientId ? record.applicationId : undefined;
    },
    awaited() {
      const key = connection.record()?.key;
      return key === undefined ? undefined : certificateFacts(key.certificatePem).thumbprintSha256;
    },
    isOwn(thumbprintSha256) {
      const record = connection.record();
      if (record?.clientId !== tenant.clientId || record.certificatePem === undefined) return false;
      return certificateFacts(record.certificatePem).thumbprintSha256 === thumbprintSha256;
    },
    call: directoryCalls({
      ...{ graphUrl, fetch, clock, randomId },
      getAccessToken: (request) => signIn.getAccessToken({ scopes: [`${graphUrl}/.default`], ...request }),
    }),
    prove: signIn.prove,
    openAdministrator: () => openAdministratorAt(endpoints, certificatePermissions, { ...parts, fetch }),
    tryKey: (key) =>
      trialOf(
        createTenantAccess({
          ...{ settings, clock, randomId, fetch },
          ...{ cipher: parts.cipher, log: parts.log },
          dataFolder: path.join(parts.dataFolder, 'connecting'),
          credential: { kind: 'certificate', ...key },
        }),
      ),
    async adopt({ privateKeyPem, certificatePem }) {
      const bytes = Buffer.from(`${privateKeyPem}\n${certificatePem}`);
      const kept = await signIn.provision({ kind: 'file', bytes });
      if (kept.kind === 'ok') await signIn.restore();
      return kept.kind === 'ok';
    },
    onRenewed: (certificatePem) => connection.certificateRenewed(tenant.clientId, certificatePem),
  });
}
