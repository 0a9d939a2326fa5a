import { type clouds as cloudNames, isSafeUrl, type RealTenant } from '../settings/settings-schema.ts';

type CloudName = (typeof cloudNames)[number];

interface CloudRow {
  readonly name: string;
  readonly graphUrl: string;
  readonly authority: string;
  /** Host of the Outlook User Photo API, where Exchange Online served it. */
  readonly outlookUrl: string;
}

/**
 * The clouds of Microsoft 365. Graph roots and sign-in hosts: Microsoft Graph "National cloud deployments"; the photo
 * update is available in all four ("Update profilePhoto", national cloud support). Outlook hosts: the endpoint lists
 * of each cloud; only outlook.office.com is in the Outlook User Photo reference.
 */
export const cloudTable: Readonly<Record<CloudName, CloudRow>> = {
  global: {
    name: 'Global (and US Government GCC)',
    graphUrl: 'https://graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
    outlookUrl: 'https://outlook.office.com',
  },
  'usgov-l4': {
    name: 'US Government L4 (GCC High)',
    graphUrl: 'https://graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
    outlookUrl: 'https://outlook.office365.us',
  },
  'usgov-l5': {
    name: 'US Government L5 (DoD)',
    graphUrl: 'https://dod-graph.microsoft.us',
    authority: 'https://login.microsoftonline.us',
    outlookUrl: 'https://outlook-dod.office365.us',
  },
  china: {
    name: 'China (21Vianet)',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    outlookUrl: 'https://partner.outlook.cn',
  },
};

/** Where a tenant's photo API and sign-in are, without trailing slashes. */
export interface Endpoints {
  readonly graphUrl: string;
  readonly authority: string;
}

/** A root URL that may carry a token: https, or http on this machine only. Throws on anything else (settings refuse it first). */
export function safeRoot(url: string): string {
  if (!isSafeUrl(url)) throw new Error(`expected an https URL (http only on this machine), got ${JSON.stringify(url)}`);
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

/** The endpoints of a tenant: its cloud's row of the table, or what its settings name explicitly. */
export function endpointsFor(tenant: Pick<RealTenant, 'cloud' | 'api' | 'graphUrl' | 'authority'>): Endpoints {
  const row = cloudTable[tenant.cloud];
  const isOutlook = tenant.api === 'outlook-v2.0' || tenant.api === 'outlook-beta';
  return {
    graphUrl: safeRoot(tenant.graphUrl ?? (isOutlook ? row.outlookUrl : row.graphUrl)),
    authority: safeRoot(tenant.authority ?? row.authority),
  };
}
