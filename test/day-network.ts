/** What of the list a station of a shared day reaches, and what it was given of it. */
export interface ListReach {
  /** What of the network it reaches; `pages`: so many pages of the list, and then nothing of it. */
  readonly reach: { list: boolean; photos: boolean; changes: boolean; refusedItem: string; pages?: number | undefined };
  /** Pages of the list that it was given. */
  readonly pages: readonly string[];
  /** Keeps answers of the list to these requests from it until they are let through; what it had asked by then is answered. */
  hold(method: 'GET' | 'POST'): { readonly isWaiting: () => boolean; readonly letThrough: () => void };
}

export interface ListLine extends ListReach {
  readonly fetch: typeof fetch;
}

/** What all stations of a day have in common. */
export interface DayNetwork {
  /** A station's own line to the list. */
  line(): ListLine;
  /** Resolves once nothing is asked and nobody is at work: everybody has finished what can be finished at this moment. */
  quiet(): Promise<void>;
}

/** So many turns after the last work: what an answer sets off begins within them. */
const turnsAtRest = 12;
let looking = 0;

/** How many have given way to the loop in the middle of their work, and go on at its next turn. */
function atWork(): number {
  const turns = process.getActiveResourcesInfo().filter((name) => name === 'Immediate').length;
  // Who looks as well gives way, too.
  return turns - (looking - 1);
}

export function createDayNetwork(): DayNetwork {
  let underWay = 0;

  async function askFor(input: Parameters<typeof fetch>[0], init: RequestInit | undefined): Promise<Response> {
    underWay += 1;
    try {
      const answer = await fetch(input, init);
      const body = await answer.arrayBuffer();
      const isEmpty = answer.status === 204;
      return new Response(isEmpty ? null : body, { status: answer.status, headers: answer.headers });
    } finally {
      underWay -= 1;
    }
  }

  function line(): ListLine {
    const reach: ListReach['reach'] = { list: true, photos: true, changes: true, refusedItem: '' };
    const pages: string[] = [];
    let held: { readonly method: string; readonly until: Promise<void>; isWaiting: boolean } | undefined;

    /** What the list says instead of an answer; throws where it is not reached. */
    function refusalOf(method: string, url: string, isPage: boolean): Response | undefined {
      if (!reach.list || (isPage && reach.pages === 0))
        throw Object.assign(new TypeError('fetch failed'), { code: 'ENETUNREACH' });
      if (isPage && reach.pages !== undefined) reach.pages -= 1;
      const refuse = (code: string) => Response.json({ error: { code } }, { status: 400 });
      if (reach.refusedItem !== '' && method === 'PATCH' && url.includes(`/items/${reach.refusedItem}/`))
        return refuse('invalidRequest');
      return !reach.changes && url.includes('/items/delta') ? refuse('notSupported') : undefined;
    }

    return {
      reach,
      pages,
      hold(method) {
        const { promise: until, resolve } = Promise.withResolvers<void>();
        const holding = { method, until, isWaiting: false };
        held = holding;
        const letThrough = () => {
          held = undefined;
          resolve();
        };
        return { isWaiting: () => holding.isWaiting, letThrough };
      },
      async fetch(input, init) {
        const [method, url] = [init?.method ?? 'GET', String(input)];
        const isPage = method === 'GET' && /\/items(\/delta)?\?/.test(url);
        const refusal = refusalOf(method, url, isPage);
        if (refusal !== undefined) return refusal;
        const answer = await askFor(input, init);
        if (isPage && answer.ok) pages.push(url);
        if (held?.method === method) {
          held.isWaiting = true;
          await held.until;
        }
        return answer;
      },
    };
  }

  async function quiet(): Promise<void> {
    looking += 1;
    for (let still = 0; still < turnsAtRest; still = underWay === 0 && atWork() === 0 ? still + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    looking -= 1;
  }
  return { line, quiet };
}
