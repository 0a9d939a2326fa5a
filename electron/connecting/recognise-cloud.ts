import { type ConnectCloud, type Recognition, recognisableDomain } from '../../shared/connection.ts';
import { jsonOf } from '../http/answer.ts';
import { defaultTimeouts, exchange } from '../http/exchange.ts';
import type { Clock, Fetch } from '../ports.ts';

/** A place where a company's Microsoft 365 may be known. */
export interface CloudPlace {
  readonly cloud: ConnectCloud;
  readonly authority: string;
  readonly graphUrl: string;
}

interface RecogniseParts {
  /** In the order in which they are asked. */
  readonly places: readonly CloudPlace[];
  readonly fetch: Fetch;
  readonly clock: Clock;
}

const answerMs = 10_000;
const answerLimitBytes = 64 * 1024;

/** What a sign-in host says of a domain; `isDod`: of the Department of Defense, whatever Graph it names. */
type Asked =
  | { readonly kind: 'known'; readonly graphHost: string | undefined; readonly isDod: boolean }
  | { readonly kind: 'unknown' | 'silent' };

/**
 * Where a company's Microsoft 365 is, by its domain or an address in it: the OpenID metadata of the domain, which every sign-in host
 * gives to anybody. `msgraph_host` names the cloud (and `tenant_region_sub_scope` the Department of Defense): the worldwide host also
 * knows the tenants of the US Government, and says which of its clouds they are in. Nothing is asked before somebody asks.
 */
export async function recogniseCloud(typed: string, { places, fetch, clock }: RecogniseParts): Promise<Recognition> {
  const domain = recognisableDomain(typed);
  if (domain === undefined) return { kind: 'no-domain' };
  let hasAnswered = false;
  const hosts = new Set<string>();
  for (const place of places) {
    if (hosts.has(place.authority)) continue;
    hosts.add(place.authority);
    const asked = await askAt(place.authority, domain, { fetch, clock });
    if (asked.kind !== 'silent') hasAnswered = true;
    if (asked.kind !== 'known') continue;
    const isHere = asked.graphHost === undefined || isHostOf(place, asked.graphHost);
    const named = isHere ? place : places.find((one) => isHostOf(one, asked.graphHost));
    const found = asked.isDod ? places.find(({ cloud }) => cloud === 'usgov-l5') : named;
    if (found !== undefined) return { kind: 'recognised', cloud: found.cloud, domain };
  }
  return { kind: hasAnswered ? 'unknown' : 'offline' };
}

function isHostOf({ graphUrl }: CloudPlace, host: string | undefined): boolean {
  return new URL(graphUrl).host === host?.toLowerCase();
}

async function askAt(
  authority: string,
  domain: string,
  parts: Pick<RecogniseParts, 'fetch' | 'clock'>,
): Promise<Asked> {
  const url = `${authority}/${encodeURIComponent(domain)}/v2.0/.well-known/openid-configuration`;
  const answered = await exchange(
    { ...parts, timeouts: { ...defaultTimeouts, headersMs: answerMs } },
    { method: 'GET', url, headers: { Accept: 'application/json' }, answerLimitBytes },
  );
  if (answered.kind === 'no-answer') return { kind: 'silent' };
  const { status, body } = answered.answer;
  const json = jsonOf(body) as Readonly<Record<string, unknown>> | null | undefined;
  if (status === 200 && typeof json?.token_endpoint === 'string') {
    const { msgraph_host: host, tenant_region_sub_scope: region } = json;
    return { kind: 'known', graphHost: typeof host === 'string' ? host : undefined, isDod: region === 'DOD' };
  }
  // Entra answers 400 `invalid_tenant` for a domain that it does not know; anything else is no word of Entra's.
  return { kind: (status === 400 || status === 404) && json?.error !== undefined ? 'unknown' : 'silent' };
}
