import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const desktop = path.resolve(import.meta.dirname, '../../../electron/desktop');
const fileUrl = (name: string) => JSON.stringify(pathToFileURL(path.join(desktop, name)).href);

test('a main thread that hangs is ended from beside it, with a line in the log', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kiosk-heartbeat-'));
  const logFile = path.join(folder, 'kiosk.log');
  // The worker's clock is made fast, so that a minute of looks is over in moments.
  const fastWorker = path.join(folder, 'worker.mjs');
  writeFileSync(
    fastWorker,
    `const { setInterval } = globalThis;
     globalThis.setInterval = (action) => setInterval(action, 10);
     await import(${fileUrl('heartbeat-worker.ts')});`,
  );
  const main = path.join(folder, 'main.mjs');
  writeFileSync(
    main,
    `import { startHeartbeat } from ${fileUrl('heartbeat.ts')};
     const clock = { setTimer: (_, action) => { const timer = setTimeout(action, 5); return () => clearTimeout(timer); } };
     startHeartbeat({ clock, workerFile: ${JSON.stringify(fastWorker)}, logFile: ${JSON.stringify(logFile)} });
     setTimeout(() => { process.stdout.write('hanging'); for (;;); }, 1500);`,
  );
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  const signal = await new Promise((resolve) => child.once('close', (_code, name) => resolve(name)));
  // It beat for as long as it answered.
  expect(said).toBe('hanging');
  expect(process.platform === 'win32' || signal === 'SIGKILL').toBe(true);
  expect(readFileSync(logFile, 'utf8')).toMatch(/"msg":"main\.hung"/);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
