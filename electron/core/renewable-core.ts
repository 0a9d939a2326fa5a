import { type EventName, eventNames } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Snapshot } from '../../shared/station.ts';
import type { Log } from '../ports.ts';
import type { LoadedSettings } from '../settings/settings-file.ts';
import type { Kiosk, Succession } from './kiosk-life.ts';

export interface RenewableParts {
  readonly loaded: LoadedSettings;
  readonly open: (loaded: LoadedSettings, succession: Succession) => Promise<Result<Kiosk, Failure>>;
  readonly log: Log;
  /** Neither the new settings nor the former ones could be run on: the host ends, to be started again. */
  readonly onLost: (failure: Failure) => void;
}

type Listener = (value: unknown) => void;

/**
 * A core that can change its settings without its host: the one before ends whole, the next opens on the same data, and who
 * listens hears `station.changed`. Requests that come meanwhile wait for the next one. Hosts and pages keep what they have.
 */
export async function openRenewableCore(parts: RenewableParts): Promise<Result<Kiosk, Failure>> {
  const listeners = new Map<EventName, Set<Listener>>();
  let current: Kiosk;
  let loaded = parts.loaded;
  let hasStarted = false;
  let isStopped = false;
  /** Counted, so that one that comes while there is no core to rest holds for the next. */
  let rests = 0;
  let renewing: Promise<unknown> = Promise.resolve();

  function follow(kiosk: Kiosk): void {
    for (const name of eventNames) {
      kiosk.subscribe(name, (value) => {
        for (const listener of listeners.get(name) ?? []) listener(value);
      });
    }
  }

  async function replace(next: LoadedSettings): Promise<Result<undefined, Failure>> {
    if (isStopped) return err({ code: 'not-now' });
    const restsBefore = rests;
    await current.stop();
    // A lock that came while it stopped holds.
    const isUnlocked = current.isOperator();
    const succession = { isUnlocked, renew };
    const opened = await parts.open(next, succession);
    const kept = opened.kind === 'ok' ? opened : await parts.open(loaded, succession);
    if (kept.kind === 'error') {
      parts.onLost(kept.error);
      return kept;
    }
    current = kept.value;
    if (opened.kind === 'ok') loaded = next;
    follow(current);
    if (hasStarted) current.start();
    if (rests !== restsBefore) current.rest();
    await announce();
    parts.log.info('station.renewed', { isNew: opened.kind === 'ok' });
    return opened.kind === 'ok' ? ok(undefined) : opened;
  }

  async function announce(): Promise<void> {
    const reply = (await current.invoke('station.snapshot', {})) as Result<Snapshot, Failure>;
    if (reply.kind === 'error') return;
    for (const listener of listeners.get('station.changed') ?? []) listener({ snapshot: reply.value });
  }

  function renew(next: LoadedSettings): Promise<Result<undefined, Failure>> {
    const renewed = renewing.then(() => replace(next));
    renewing = renewed.catch(() => undefined);
    return renewed;
  }

  const first = await parts.open(loaded, { isUnlocked: false, renew });
  if (first.kind === 'error') return first;
  current = first.value;
  follow(current);
  return ok({
    async invoke(name, request) {
      await renewing;
      return current.invoke(name, request);
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    start() {
      hasStarted = true;
      current.start();
    },
    async stop() {
      isStopped = true;
      await renewing;
      await current.stop();
    },
    hint: (kind) => current.hint(kind),
    rest() {
      rests += 1;
      current.rest();
    },
    health: () => current.health(),
    isOperator: () => current.isOperator(),
  });
}
