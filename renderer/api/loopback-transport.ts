import { type CommandName, type EventName, eventNames, type Unsubscribe } from '../../shared/contract.ts';
import type { Failure } from '../../shared/error-code.ts';
import { type KioskTransport, replySchema } from '../../shared/kiosk-api.ts';
import { err, type Result } from '../../shared/result.ts';
import { decodeMessage, encodeMessage } from '../../shared/wire.ts';
import { readEvents } from './event-reader.ts';
import { createResync } from './resync.ts';

/** What the transport uses of the page. */
export interface Page {
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The launch secret in the address, taken out of the address and the history; empty when there is none. */
  takeSecret(): string;
  /** The page's own storage: kept over a reload, gone with the window, never shared with another port. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  setTimer(delayMs: number, action: () => void): void;
}

const pageKeyItem = 'kiosk-page-key';
const reconnectDelaysMs = [250, 500, 1000, 2000, 5000] as const;

/**
 * The contract over the browser host's HTTP. Nothing happens before the first call. Commands answer with a `Result`
 * whatever happens to the connection; a broken event stream is opened again and what was missed is said again.
 */
export function createLoopbackTransport(page: Page): KioskTransport {
  const listeners = new Map<EventName, Set<(value: unknown) => void>>(eventNames.map((name) => [name, new Set()]));
  const resync = createResync(invoke, emit);
  let session: Promise<string | undefined> | undefined;
  let hasAsked = false;

  function begin(): Promise<string | undefined> {
    session ??= openSession(page).then((pageKey) => {
      if (pageKey !== undefined) void keepListening(pageKey, 0);
      return pageKey;
    });
    return session;
  }

  async function invoke(name: CommandName, request: unknown): Promise<unknown> {
    const pageKey = await begin();
    hasAsked = true;
    if (pageKey === undefined) return err<Failure>({ code: 'not-allowed', detail: { missing: 'session' } });
    const reply = await post(page, pageKey, name, request);
    if (reply.kind === 'ok') resync.sawJob((reply.value as { job?: unknown } | undefined)?.job);
    return reply;
  }

  function emit(name: EventName, value: unknown) {
    if (name === 'uploads.changed') resync.sawJob((value as { job?: unknown }).job);
    for (const listener of [...(listeners.get(name) ?? [])]) listener(value);
  }

  async function keepListening(pageKey: string, failures: number): Promise<void> {
    let failuresNow = failures + 1;
    try {
      const response = await page.fetch('/api/events', { headers: { 'kiosk-page-key': pageKey } });
      if (response.ok && response.body !== null) {
        failuresNow = 0;
        if (hasAsked) void resync.run();
        await readEvents(response.body, (event) => {
          const { name, value } = event as { name?: EventName; value?: unknown };
          if (name === undefined || !listeners.has(name)) return;
          resync.sawEvent(name, value);
          emit(name, value);
        });
      }
    } catch {
      // The connection broke: the host restarts, or the page was too slow.
    }
    const delayMs = reconnectDelaysMs[Math.min(failuresNow, reconnectDelaysMs.length - 1)] ?? 5000;
    page.setTimer(delayMs, () => void keepListening(pageKey, failuresNow));
  }

  function subscribe(name: EventName, listener: (value: unknown) => void): Unsubscribe {
    // One function may listen twice; each subscription ends by itself.
    const own = (value: unknown) => listener(value);
    listeners.get(name)?.add(own);
    void begin();
    return () => void listeners.get(name)?.delete(own);
  }
  return { invoke, subscribe };
}

async function openSession(page: Page): Promise<string | undefined> {
  const secret = page.takeSecret();
  if (secret !== '') {
    const response = await page.fetch('/api/session', { method: 'POST', body: secret }).catch(() => undefined);
    if (response?.ok) {
      const { pageKey } = (await response.json()) as { pageKey: string };
      page.storage.setItem(pageKeyItem, pageKey);
      return pageKey;
    }
  }
  return page.storage.getItem(pageKeyItem) ?? undefined;
}

async function post(
  page: Page,
  pageKey: string,
  name: CommandName,
  request: unknown,
): Promise<Result<unknown, Failure>> {
  try {
    const response = await page.fetch(`/api/commands/${name}`, {
      method: 'POST',
      headers: { 'kiosk-page-key': pageKey, 'content-type': 'application/octet-stream' },
      body: encodeMessage(request),
    });
    if (response.status === 401) {
      page.storage.removeItem(pageKeyItem);
      return err({ code: 'not-allowed', detail: { missing: 'session' } });
    }
    const message = response.ok ? decodeMessage(new Uint8Array(await response.arrayBuffer())) : err('refused');
    const reply = message.kind === 'ok' ? replySchema.safeParse(message.value) : undefined;
    if (reply?.success === true) return reply.data;
    return err({ code: 'internal', detail: { status: response.status } });
  } catch {
    return err({ code: 'not-now', detail: { missing: 'connection' } });
  }
}
