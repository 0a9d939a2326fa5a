import type { Work } from './next-work.ts';

/** What is under way. `isOvertaken`: an upload of the same slot began meanwhile, so what is read there may be either photo. */
interface Exchange {
  readonly kind: Work['kind'];
  readonly slot: string;
  readonly end: AbortController;
  readonly quiet: AbortController;
  done: Promise<void>;
  isOvertaken: boolean;
}

/** What stops an exchange. */
export interface ExchangeSignals {
  /** The station stops. */
  readonly signal: AbortSignal;
  /** The service has asked somebody else for quiet: a write that is on its way goes on, and no further request begins. */
  readonly quiet: AbortSignal;
}

/** The uploads and verifications under way, by job. */
export class Exchanges {
  readonly #byJob = new Map<string, Exchange>();

  get size(): number {
    return this.#byJob.size;
  }

  has(jobId: string): boolean {
    return this.#byJob.has(jobId);
  }

  /** Begins one; `run` is called at once. */
  begin(
    jobId: string,
    { kind, slot }: Pick<Exchange, 'kind' | 'slot'>,
    run: (signals: ExchangeSignals) => Promise<void>,
  ): void {
    if (kind === 'upload') {
      for (const other of this.#byJob.values()) other.isOvertaken ||= other.slot === slot;
    }
    const [end, quiet] = [new AbortController(), new AbortController()];
    const exchange: Exchange = { kind, slot, end, quiet, done: Promise.resolve(), isOvertaken: false };
    this.#byJob.set(jobId, exchange);
    exchange.done = run({ signal: end.signal, quiet: quiet.signal });
  }

  /** It has come back. Says whether an upload of the same slot began meanwhile. */
  finish(jobId: string): { readonly isOvertaken: boolean } {
    const isOvertaken = this.#byJob.get(jobId)?.isOvertaken === true;
    this.#byJob.delete(jobId);
    return { isOvertaken };
  }

  /** No exchange begins another request. */
  keepQuiet(): void {
    for (const { quiet } of this.#byJob.values()) quiet.abort();
  }

  /** Ends all, and waits for the uploads: what they left is to be recorded. */
  async stop(): Promise<void> {
    const all = [...this.#byJob.values()];
    for (const { end } of all) end.abort();
    await Promise.all(all.filter(({ kind }) => kind === 'upload').map(({ done }) => done));
  }
}
