import { appendFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { beatEveryMs, judgeBeats } from './heartbeat-judge.ts';

/** Runs in a thread of its own beside the main one, and ends the process when that no longer beats. */
const { beats, logFile } = workerData as { readonly beats: Int32Array; readonly logFile: string };
let state = { beats: Atomics.load(beats, 0), missed: 0, isHung: false };

setInterval(() => {
  state = judgeBeats(Atomics.load(beats, 0), state);
  if (!state.isHung) return;
  try {
    const line = { level: 60, time: new Date().toISOString(), msg: 'main.hung' };
    appendFileSync(logFile, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  } finally {
    // Nothing gentler is heard by a thread that hangs. Whoever watches the station starts it again.
    process.kill(process.pid, 'SIGKILL');
  }
}, beatEveryMs);
