import { fork, spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startProcess } from '../../started-process.ts';

const script = 'electron/demo/serve.ts';
const readyLine = /^demo tenant ready (http:\/\/127\.0\.0\.1:\d+)$/m;

function ended(args: readonly string[]): Promise<{ code: number | null; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, errors }));
  });
}

describe('npm run demo-tenant', () => {
  test('prints where it is, serves there on 127.0.0.1, and ends cleanly', async () => {
    const running = await startProcess(
      script,
      ['--port', '0', '--fault', 'older-photo', '--fault', '503x2'],
      readyLine,
    );
    const response = await fetch(running.ready[1] ?? '');
    expect(await response.text()).toContain('Tidewater Instruments');
    const second = await ended(['--port', new URL(running.ready[1] ?? '').port]);
    expect(second.code).toBe(1);
    expect(second.errors).toContain('EADDRINUSE');
    running.child.kill('SIGTERM');
    expect(await running.exited).toBe(0);
  });

  test.each([
    [['--port', '70000'], "--port: expected a whole number from 0 to 65535, got '70000'"],
    [['--latency-ms', 'soon'], '--latency-ms: expected a whole number'],
    [['--fault', 'gremlins'], "--fault: expected a name that --help lists, got 'gremlins'"],
    [['--photo-source', 'moon'], '--photo-source: expected cloud or onPremises'],
    [['--frobnicate'], '--frobnicate'],
  ])('%j is a mistake that is named', async (args, words) => {
    const { code, errors } = await ended(args);
    expect(code).toBe(2);
    expect(errors).toContain(words);
  });

  test('tells its parent where it is, follows its orders, and ends with it', async () => {
    const child = fork(path.resolve(script), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const news: { kind: string; fault?: string; url?: string; clientId?: string }[] = [];
    const heard = (kind: string, fault?: string) =>
      new Promise<void>((resolve) => {
        const check = (): boolean =>
          news.some((entry) => entry.kind === kind && (fault === undefined || entry.fault === fault));
        if (check()) return resolve();
        child.on('message', () => check() && resolve());
      });
    child.on('message', (message) => news.push(message as (typeof news)[number]));
    const exited = new Promise((resolve) => child.once('exit', resolve));
    await heard('ready');
    expect(news[0]).toMatchObject({ kind: 'ready', tenantId: expect.any(String), clientId: expect.any(String) });
    child.send({ kind: 'nonsense' });
    child.send({ kind: 'set-fault', fault: 'network-off' });
    await heard('fault', 'network-off');
    await expect(fetch(`${news[0]?.url}/v1.0/users`)).rejects.toThrow();
    child.disconnect();
    expect(await exited).toBe(0);
  });
});
