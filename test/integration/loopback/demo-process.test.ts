import { fork } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { linkDemoProcess } from '../../../electron/demo/demo-link.ts';

function forkNode(script: string, args: string[] = []) {
  const child = fork(path.resolve(import.meta.dirname, '../../..', script), args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  return {
    exited,
    spawn: () => ({
      post: (message: object) => void child.send(message),
      onMessage: (listener: (message: unknown) => void) => void child.on('message', listener),
      onExit: (listener: (code: number) => void) => void exited.then(listener),
      kill: () => void child.kill(),
    }),
  };
}

test('the demo tenant in a process of its own is reached over loopback, follows the rehearsed fault and ends when told', async () => {
  const { spawn, exited } = forkNode('electron/demo/serve.ts', ['--port', '0']);
  const demo = await linkDemoProcess(spawn, fetch);
  expect(demo.tenant.graphUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(demo.directoryUrl ?? '')).status).toBe(200);
  const heard = new Promise((resolve) => {
    const leave = demo.onFault((fault) => {
      leave();
      resolve(fault);
    });
  });
  demo.setFault('throttled');
  expect([await heard, demo.fault()]).toEqual(['throttled', 'throttled']);
  await demo.close();
  expect(await exited).toBe(0);
});

test('a demo process that ends before it is ready is an error, not a wait without end', async () => {
  const { spawn } = forkNode('electron/demo/serve.ts', ['--port', 'none']);
  await expect(linkDemoProcess(spawn, fetch)).rejects.toThrow("the demo tenant's process ended with 2");
});
