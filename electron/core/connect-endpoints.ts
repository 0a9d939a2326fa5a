import { type ConnectCloud, type ConnectPlan, connectClouds, type Recognition } from '../../shared/connection.ts';
import { recogniseCloud } from '../connecting/recognise-cloud.ts';
import { demoBaseUrl } from '../demo/demo-address.ts';
import type { DemoLink } from '../demo/demo-link.ts';
import { cloudTable } from '../graph/clouds.ts';
import type { Clock, Fetch } from '../ports.ts';
import type { Settings } from '../settings/settings-schema.ts';

/** Where a company's authority and Graph are reached. */
export interface Endpoints {
  readonly authority: string;
  readonly graphUrl: string;
}

/** What tells where a cloud is reached. */
export interface EndpointParts {
  readonly settings: Settings;
  /** The demo company, while the station runs on it. */
  readonly demo?: Pick<DemoLink, 'directoryUrl'> | undefined;
}

interface RecognitionParts extends EndpointParts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Before a network outside this machine is used. */
  readonly prepareNetwork?: ((endpoints: Endpoints) => void) | undefined;
}

/** Where a plan's cloud is reached. What only the settings can name, and no longer do, is nowhere: never another cloud. */
export function endpointsOf({ cloud }: ConnectPlan, parts: EndpointParts): Endpoints {
  return endpointsAt(cloud, parts);
}

function endpointsAt(cloud: ConnectCloud, { settings, demo }: EndpointParts): Endpoints {
  if (cloud === 'demo') {
    const rehearsed = settings.tenant === 'demo' ? undefined : settings.tenant.authority;
    const url = demo?.directoryUrl ?? rehearsed ?? demoBaseUrl;
    return { authority: url, graphUrl: url };
  }
  if (cloud === 'own') {
    const named = settings.connecting.authority === undefined ? settings.tenant : settings.connecting;
    const { authority = demoBaseUrl, graphUrl = demoBaseUrl } = named === 'demo' ? {} : named;
    return { authority, graphUrl };
  }
  const row = cloudTable[cloud];
  return { authority: row.authority, graphUrl: row.graphUrl };
}

/** The clouds that this station can be connected to, what the settings name first. */
export function recogniseFor(typed: string, parts: RecognitionParts): Promise<Recognition> {
  const { settings, demo, fetch, clock } = parts;
  const clouds = connectClouds.filter((cloud) => cloud !== 'own' && cloud !== 'demo');
  const near: readonly ConnectCloud[] = [
    ...(settings.connecting.authority === undefined ? [] : (['own'] as const)),
    ...(demo?.directoryUrl === undefined ? [] : (['demo'] as const)),
  ];
  const places = [...near, ...clouds].map((cloud) => ({ cloud, ...endpointsAt(cloud, parts) }));
  const asking: Fetch = (input, init) => {
    const place = places.find(({ authority }) => String(input).startsWith(`${authority}/`));
    if (place !== undefined && place.cloud !== 'demo') parts.prepareNetwork?.(place);
    return fetch(input, init);
  };
  return recogniseCloud(typed, { places, fetch: asking, clock });
}
