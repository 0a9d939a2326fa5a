import { type EventName, eventNames } from '../../shared/contract.ts';
import type { Clock, KioskCore } from '../ports.ts';

/** Says something now and then, so that both ends notice a dead connection. */
const heartbeatMs = 15_000;
/** A page that reads slower than this is cut off; it connects again and asks for the state whole. */
const backlogLimitBytes = 1024 * 1024;

/**
 * The contract's events as server-sent events: `data:` lines of JSON `{ name, value }`. The first line sent is a comment,
 * after which nothing is missed. `close` and a reader that goes away both end the subscriptions and the timer.
 */
export function createEventStream(
  core: Pick<KioskCore, 'subscribe'>,
  clock: Pick<Clock, 'setTimer'>,
): { readonly body: ReadableStream<Uint8Array>; close(): void } {
  const encoder = new TextEncoder();
  const releases: (() => void)[] = [];
  let cancelHeartbeat = () => {};
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  function release() {
    cancelHeartbeat();
    for (const unsubscribe of releases.splice(0)) unsubscribe();
    controller = undefined;
  }
  function close() {
    const open = controller;
    release();
    open?.close();
  }
  function send(text: string) {
    if (controller === undefined) return;
    if ((controller.desiredSize ?? 0) <= 0) return close();
    controller.enqueue(encoder.encode(text));
  }
  function beat() {
    cancelHeartbeat = clock.setTimer(heartbeatMs, () => {
      send(':\n\n');
      if (controller !== undefined) beat();
    });
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
        for (const name of eventNames) releases.push(core.subscribe(name, (value) => send(eventText(name, value))));
        send(': open\n\n');
        beat();
      },
      cancel: release,
    },
    { highWaterMark: backlogLimitBytes, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  return { body, close };
}

function eventText(name: EventName, value: unknown): string {
  return `data: ${JSON.stringify({ name, value })}\n\n`;
}
