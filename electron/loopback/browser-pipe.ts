import type { Readable, Writable } from 'node:stream';

/** What the browser is told over its two pipes (`--remote-debugging-pipe`): a private way from the process that started it. */
export interface BrowserPipe {
  /** Lets the page that shows `from` go to `to`. Resolves when it is on its way; rejects when the browser is gone or refuses. */
  lead(from: string, to: string): Promise<void>;
}

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly targetInfo?: Target };
  readonly result?: { readonly sessionId?: string };
  readonly error?: { readonly message: string };
}

/** Messages of the DevTools protocol, each ended with a zero byte, as Chromium's pipes carry them. */
export function createBrowserPipe(toBrowser: Writable, fromBrowser: Readable): BrowserPipe {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(cause: Error): void }>();
  const targetListeners = new Set<(target: Target) => void>();
  let lastId = 0;
  let text = '';

  function end() {
    for (const { reject } of waiting.values()) reject(new Error('the browser is gone'));
    waiting.clear();
  }
  function hear(answer: Answer) {
    const { targetInfo } = answer.params ?? {};
    if (targetInfo !== undefined) for (const listener of targetListeners) listener(targetInfo);
    if (answer.id === undefined) return;
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.error === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(answer.error.message));
  }
  fromBrowser.setEncoding('utf8');
  fromBrowser.on('data', (chunk: string) => {
    const messages = `${text}${chunk}`.split('\0');
    text = messages.pop() ?? '';
    for (const message of messages) hear(JSON.parse(message) as Answer);
  });
  for (const stream of [fromBrowser, toBrowser]) stream.on('error', end).on('close', end);

  function ask(method: string, params: object, sessionId?: string): Promise<Answer> {
    lastId += 1;
    const id = lastId;
    toBrowser.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }
  /** The page may be there already, or come. */
  async function pageAt(url: string): Promise<Target> {
    const found = new Promise<Target>((resolve) => {
      targetListeners.add((target) => {
        if (target.type === 'page' && target.url === url) resolve(target);
      });
    });
    await ask('Target.setDiscoverTargets', { discover: true });
    return found;
  }
  return {
    async lead(from, to) {
      const { targetId } = await pageAt(from);
      const { result } = await ask('Target.attachToTarget', { targetId, flatten: true });
      const sessionId = result?.sessionId;
      await ask('Page.navigate', { url: to }, sessionId);
      await ask('Target.detachFromTarget', { sessionId });
      targetListeners.clear();
      await ask('Target.setDiscoverTargets', { discover: false });
    },
  };
}
