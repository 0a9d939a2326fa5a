import { stationExitCodes } from '../host/exit-code.ts';
import type { ProcessAnswer, ProcessAsk } from './child-link.ts';
import { createSlicedChannel } from './sliced-channel.ts';

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const parentPort = () => (process as { parentPort?: ParentPort }).parentPort;

/** The way to the parent: Electron's `process.parentPort`, or Node's IPC. Ends with the parent. */
function connectParent(onPosted: (posted: unknown) => void): (posted: unknown) => void {
  const port = parentPort();
  if (port !== undefined) {
    port.on('message', ({ data }) => onPosted(data));
    return (posted) => port.postMessage(posted);
  }
  process.on('message', onPosted);
  process.once('disconnect', () => process.exit(stationExitCodes.ok));
  return (posted) => process.send?.(posted);
}

/**
 * Answers the parent's asks one after the other, once `loading` is done. A process whose work rejects is broken: it ends,
 * so that its owner starts a fresh one; it must not linger and answer nothing.
 */
export function serveParent<Tools, Asked, Answered>(
  loading: Promise<Tools>,
  work: (tools: Tools, asked: Asked) => Promise<Answered>,
): void {
  process.on('unhandledRejection', (cause) => {
    console.error(cause);
    process.exit(stationExitCodes.broken);
  });
  let last: Promise<unknown> = loading;
  const post = connectParent((posted) => {
    const whole = channel.receive(posted);
    if (whole === undefined) return;
    const { id, asked } = whole.message as ProcessAsk;
    last = last.then(async () => {
      channel.send({ id, answered: await work(await loading, asked as Asked) } satisfies ProcessAnswer<Answered>);
    });
  });
  // Without Electron's port it is Node's own way, which carries views (`fork-node.ts`).
  const channel = createSlicedChannel(post, parentPort() === undefined);
}
