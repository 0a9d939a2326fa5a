import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const desktop = path.resolve(import.meta.dirname, '../../../electron/desktop');
const fileUrl = (name: string) => JSON.stringify(pathToFileURL(path.join(desktop, name)).href);

test('a main thread that hangs is ended from beside it, with a line in the log', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-heartbeat-'));
  const logFile = path.join(folder, 'kiosk.log');
  const [watched, hanging] = ['watched', 'hanging'].map((name) => JSON.stringify(path.join(folder, name)));
  // The worker's time is made fast, so that a minute of looks is over in moments. A busy machine may not let the main thread
  // run for as long: until it hangs, there is a look for each of its beats alone.
  const fastWorker = path.join(folder, 'worker.mjs');
  writeFileSync(
    fastWorker,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { workerData } from 'node:worker_threads';
     const { setInterval } = globalThis;
     let [seen, looks] = [0, 0];
     globalThis.setInterval = (action) => setInterval(() => {
       const beats = Atomics.load(workerData.beats, 0);
       if (beats === seen && !existsSync(${hanging})) return;
       seen = beats;
       action();
       looks += 1;
       if (looks === 60) writeFileSync(${watched}, '');
     }, 5);
     await import(${fileUrl('heartbeat-worker.ts')});`,
  );
  const main = path.join(folder, 'main.mjs');
  writeFileSync(
    main,
    `import { existsSync, renameSync } from 'node:fs';
     import { startHeartbeat } from ${fileUrl('heartbeat.ts')};
     const hang = () => {
       process.stdout.write('hanging');
       renameSync(${watched}, ${hanging});
       for (;;);
     };
     const setTimer = (_, action) => {
       const timer = setTimeout(() => (existsSync(${watched}) ? hang() : action()), 5);
       return () => clearTimeout(timer);
     };
     const [workerFile, logFile] = ${JSON.stringify([fastWorker, logFile])};
     startHeartbeat({ clock: { setTimer }, workerFile, logFile });`,
  );
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  const signal = await new Promise((resolve) => child.once('close', (_code, name) => resolve(name)));
  // It was left alone for as long as it beat: twice as many looks as it takes to end one that does not.
  expect(said).toBe('hanging');
  expect(process.platform === 'win32' || signal === 'SIGKILL').toBe(true);
  expect(readFileSync(logFile, 'utf8')).toMatch(/"msg":"main\.hung"/);
  rmSync(folder, { recursive: true, force: true });
});
