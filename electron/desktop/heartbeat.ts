import { Worker } from 'node:worker_threads';
import type { Clock } from '../ports.ts';
import { beatEveryMs } from './heartbeat-judge.ts';

/**
 * Beats from the main thread; a thread beside it ends the process (SIGKILL, with a line in the log) after a minute without a
 * beat. Photos that were saved are on the disk. The returned function ends both.
 */
export function startHeartbeat(parts: {
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly workerFile: string;
  readonly logFile: string;
}): () => Promise<unknown> {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(parts.workerFile, { workerData: { beats, logFile: parts.logFile } });
  worker.unref();
  let cancel = () => {};
  const beat = () => {
    Atomics.add(beats, 0, 1);
    cancel = parts.clock.setTimer(beatEveryMs, beat);
  };
  beat();
  return () => {
    cancel();
    return worker.terminate();
  };
}
