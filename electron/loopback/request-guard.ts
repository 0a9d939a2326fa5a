/** What a browser says of where a request comes from; absent headers are `undefined`. */
export interface RequestFacts {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`; browsers send it to 127.0.0.1, and no page can change it. */
  readonly fetchSite: string | undefined;
  /** `Sec-Fetch-Mode`. */
  readonly fetchMode: string | undefined;
}

export type RequestVerdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'refused'; readonly reason: 'host' | 'origin' | 'fetch-site' | 'method' };

const allowed: RequestVerdict = { kind: 'allowed' };

/**
 * Whether a request comes from our own page. `file`: the page and its parts, which hold nothing secret. `api`: everything
 * else; only a script of our own page gets there. The session is checked apart from this.
 * - another name for 127.0.0.1 (DNS rebinding) fails on Host;
 * - another site, another port included, fails on Origin or Sec-Fetch-Site;
 * - opening the address by hand, or by the kiosk itself, is a navigation that no site started (`none`).
 */
export function judgeRequest(facts: RequestFacts, ownHost: string, kind: 'file' | 'api'): RequestVerdict {
  if (facts.host !== ownHost) return { kind: 'refused', reason: 'host' };
  if (facts.origin !== undefined && facts.origin !== `http://${ownHost}`) return { kind: 'refused', reason: 'origin' };
  return kind === 'file' ? judgeFile(facts) : judgeApi(facts);
}

function judgeFile({ method, fetchSite, fetchMode }: RequestFacts): RequestVerdict {
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'refused', reason: 'method' };
  if (fetchSite === undefined || fetchSite === 'same-origin') return allowed;
  return fetchSite === 'none' && fetchMode === 'navigate' ? allowed : { kind: 'refused', reason: 'fetch-site' };
}

function judgeApi({ method, origin, fetchSite, fetchMode }: RequestFacts): RequestVerdict {
  if (method !== 'GET' && method !== 'POST') return { kind: 'refused', reason: 'method' };
  if (fetchSite !== 'same-origin' || fetchMode === 'navigate') return { kind: 'refused', reason: 'fetch-site' };
  // Browsers leave Origin out of a same-origin GET, never out of a POST.
  return method === 'POST' && origin === undefined ? { kind: 'refused', reason: 'origin' } : allowed;
}
