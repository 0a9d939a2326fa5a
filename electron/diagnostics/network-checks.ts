import type { CheckLine } from '../../shared/station-check.ts';
import { isFromService, isHtml, jsonOf } from '../http/answer.ts';
import { defaultTimeouts, exchange } from '../http/exchange.ts';
import type { Clock, Fetch } from '../ports.ts';
import type { Api } from '../settings/settings-schema.ts';
import { attemptWithin, checkLine } from './check-line.ts';

/** What the network checks look at and with. */
export interface NetworkProbes {
  readonly graphUrl: string;
  /** Between the root and a resource: `/v1.0`. */
  readonly apiPrefix: string;
  readonly api: Api;
  readonly authority: string;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly randomId: () => string;
  /** Resolves a host name; rejects when it cannot. Absent where no name is resolved (the embedded demo tenant). */
  readonly lookUp?: (host: string) => Promise<unknown>;
  /** Completes a TLS handshake with the system's trust; rejects with the certificate's error. */
  readonly probeTls?: (host: string, port: number) => Promise<unknown>;
}

const probeMs = 15_000;
const answerLimitBytes = 256 * 1024;
const toleratedSkewMs = 60_000;
/** Assertions and tokens are refused beyond about five minutes (AADSTS700024). */
const refusedSkewMs = 300_000;

function hosts({ graphUrl, authority }: NetworkProbes): URL[] {
  const urls = [new URL(graphUrl), new URL(authority)];
  return urls.filter((url, index) => urls.findIndex((other) => other.host === url.host) === index);
}

function isNumeric(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.startsWith('[');
}

export async function checkNames(probes: NetworkProbes): Promise<CheckLine> {
  const { lookUp, clock } = probes;
  if (lookUp === undefined) return checkLine('name-resolution', 'skipped', 'embedded');
  const names = hosts(probes).filter((url) => !isNumeric(url.hostname));
  if (names.length === 0) return checkLine('name-resolution', 'skipped', 'this-machine');
  for (const { hostname } of names) {
    const found = await attemptWithin(clock, probeMs, () => lookUp(hostname));
    if (found.kind === 'error') {
      return checkLine('name-resolution', 'red', 'not-resolved', { host: hostname, reason: found.reason });
    }
  }
  return checkLine('name-resolution', 'green', 'resolved', { host: names.map((url) => url.hostname).join(', ') });
}

export async function checkTls(probes: NetworkProbes): Promise<CheckLine> {
  const { probeTls, clock } = probes;
  if (probeTls === undefined) return checkLine('tls', 'skipped', 'embedded');
  const secure = hosts(probes).filter((url) => url.protocol === 'https:');
  if (secure.length === 0) return checkLine('tls', 'skipped', 'this-machine');
  for (const url of secure) {
    const port = url.port === '' ? 443 : Number(url.port);
    const shaken = await attemptWithin(clock, probeMs, () => probeTls(url.hostname, port));
    if (shaken.kind === 'error') {
      return checkLine('tls', 'red', 'not-trusted', { host: url.hostname, reason: shaken.reason });
    }
  }
  return checkLine('tls', 'green', 'trusted', { host: secure.map((url) => url.hostname).join(', ') });
}

/** Neither service redirects what is asked here; a venue's sign-in page does. */
function notAnswered(item: 'authority' | 'graph', code: string): CheckLine {
  return code === 'redirected'
    ? checkLine(item, 'red', 'captive-portal')
    : checkLine(item, 'red', 'unreachable', { reason: code });
}

export async function checkAuthority(probes: NetworkProbes): Promise<CheckLine> {
  const { authority, tenantId, fetch, clock } = probes;
  const url = `${authority}/${encodeURIComponent(tenantId)}/v2.0/.well-known/openid-configuration`;
  const answered = await exchange(
    { fetch, clock, timeouts: { ...defaultTimeouts, headersMs: probeMs } },
    { method: 'GET', url, headers: { Accept: 'application/json' }, answerLimitBytes },
  );
  if (answered.kind === 'no-answer') return notAnswered('authority', answered.code);
  const { status, headers, body } = answered.answer;
  const json = jsonOf(body) as { token_endpoint?: unknown } | null | undefined;
  if (status === 200 && typeof json?.token_endpoint === 'string') return checkLine('authority', 'green', 'reachable');
  if (isHtml(headers) || (status >= 300 && status < 400)) return checkLine('authority', 'red', 'captive-portal');
  // Entra answers 400 for a tenant that does not exist.
  if (status === 400 || status === 404) return checkLine('authority', 'red', 'unknown-tenant', { status });
  return checkLine('authority', 'red', 'unexpected-answer', { status });
}

/** Reaches the photo API without a token: its 401 proves the place, and its `Date` tells the clock's error. */
export async function checkGraph(probes: NetworkProbes): Promise<readonly [clock: CheckLine, graph: CheckLine]> {
  const { graphUrl, apiPrefix, fetch, clock, randomId } = probes;
  const clientRequestId = randomId();
  const startMs = clock.nowMs();
  const answered = await exchange(
    { fetch, clock, timeouts: { ...defaultTimeouts, headersMs: probeMs } },
    {
      method: 'GET',
      // Without a token this is answered with 401, by the service itself.
      url: `${graphUrl}${apiPrefix}/me`,
      headers: { Accept: 'application/json', 'client-request-id': clientRequestId },
      answerLimitBytes,
    },
  );
  if (answered.kind === 'no-answer') {
    return [checkLine('clock', 'skipped', 'not-reached'), notAnswered('graph', answered.code)];
  }
  const { answer } = answered;
  const isService = isFromService(answer, clientRequestId) && !isHtml(answer.headers);
  if (!isService) {
    const code = isHtml(answer.headers) || answer.status < 400 ? 'captive-portal' : 'not-the-service';
    return [checkLine('clock', 'skipped', 'not-reached'), checkLine('graph', 'red', code, { status: answer.status })];
  }
  // Half of the round trip is the best guess of when the server wrote its date, which has whole seconds.
  const middleMs = (startMs + answered.headersAtMs) / 2;
  const clockLine = clockLineOf(Date.parse(answer.headers.get('date') ?? ''), middleMs);
  if (answer.status >= 500) return [clockLine, checkLine('graph', 'amber', 'troubled', { status: answer.status })];
  if (answer.status === 404 || answer.status === 405) {
    return [clockLine, checkLine('graph', 'red', 'wrong-path', { status: answer.status })];
  }
  return [clockLine, checkLine('graph', 'green', 'reachable')];
}

function clockLineOf(serverMs: number, stationMs: number): CheckLine {
  if (!Number.isFinite(serverMs)) return checkLine('clock', 'skipped', 'no-date');
  const skewMs = stationMs - serverMs - 500;
  const detail = { skewSeconds: Math.round(Math.abs(skewMs) / 1000) };
  if (Math.abs(skewMs) <= toleratedSkewMs) return checkLine('clock', 'green', 'right', detail);
  const light = Math.abs(skewMs) < refusedSkewMs ? 'amber' : 'red';
  return checkLine('clock', light, skewMs > 0 ? 'fast' : 'slow', detail);
}
