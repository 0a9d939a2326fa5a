import { stationExitCodes } from '../host/exit-code.ts';
import type { ProcessAnswer, ProcessAsk } from './child-link.ts';

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** The way to the parent: Electron's `process.parentPort`, or Node's IPC. Ends with the parent. */
function connectParent(onAsk: (ask: ProcessAsk) => void): (answer: unknown) => void {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port !== undefined) {
    port.on('message', ({ data }) => onAsk(data as ProcessAsk));
    return (answer) => port.postMessage(answer);
  }
  process.on('message', (message) => onAsk(message as ProcessAsk));
  process.once('disconnect', () => process.exit(stationExitCodes.ok));
  return (answer) => process.send?.(answer);
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
  const answer = connectParent(({ id, asked }) => {
    last = last.then(async () => {
      answer({ id, answered: await work(await loading, asked as Asked) } satisfies ProcessAnswer<Answered>);
    });
  });
}
