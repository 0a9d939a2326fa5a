import { expect, test } from '@playwright/test';
import type { FaceBenchWindow } from './harness/face-bench.ts';
import { type HarnessServer, startHarness } from './harness/harness-server.ts';

let server: HarnessServer;
test.beforeAll(async () => {
  server = await startHarness();
});
test.afterAll(() => server.close());

type Bench = FaceBenchWindow['faceBench'];

test.describe('the coach in a real browser, under the product’s own policy', () => {
  test('sees the face of the camera, off the main thread, and asks nothing of anybody else', async ({ page }) => {
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.context().on('request', (request) => requests.push(request.url()));
    await page.goto(`${server.url}face.html`);
    const seen = () => page.evaluate(() => ({ ...(window as unknown as { faceBench: Bench }).faceBench.seen }));
    await page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.start());

    await expect.poll(async () => (await seen()).faces, { timeout: 60_000 }).toBeGreaterThan(10);
    // The portrait of the clip stands far away: 27 of the 640 pixels between the eyes.
    expect((await seen()).hints).toContain('come-closer');
    expect((await seen()).eyeGapPx).toBeGreaterThan(24);
    expect((await seen()).eyeGapPx).toBeLessThan(30);
    expect(await page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.readStill())).toBe(true);

    const end = await seen();
    expect(end.fallback).toBe('');
    expect(end.violations).toEqual([]);
    expect(complaints).toEqual([]);
    expect(
      requests.map((url) => new URL(url).origin).filter((origin) => origin !== new URL(server.url).origin),
    ).toEqual([]);
    const names = requests.map((url) => new URL(url).pathname.split('/').at(-1) ?? '');
    expect(names).toContain('blazeface.bin');
    expect(names).toContain('tfjs-backend-wasm-simd.wasm');
    expect(names.filter((name) => /faceres|emotion|gear|antispoof|liveness/.test(name))).toEqual([]);
  });

  test('is quiet after it was stopped', async ({ page }) => {
    await page.goto(`${server.url}face.html`);
    const count = () => page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.seen.readings);
    await page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.start());
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(2);
    const atStop = await page.evaluate(() => {
      const { stop, seen } = (window as unknown as { faceBench: Bench }).faceBench;
      stop();
      return seen.readings;
    });
    // A still is answered after every frame that was on its way.
    await page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.readStill());
    expect(await count()).toBe(atStop);
  });

  test('gives the page itself no right to compile WebAssembly, nor to start any other worker', async ({ page }) => {
    await page.goto(`${server.url}face.html`);
    const refused = await page.evaluate(async () => {
      const empty = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
      const wasm = await WebAssembly.compile(empty).then(
        () => 'compiled',
        (error: Error) => error.name,
      );
      let worker = 'started';
      try {
        new Worker('/assets/other.js');
      } catch (error) {
        worker = (error as Error).name;
      }
      let policy = 'made';
      try {
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy('other', {});
      } catch (error) {
        policy = (error as Error).name;
      }
      return { wasm, worker, policy };
    });
    expect(refused).toEqual({ wasm: 'CompileError', worker: 'TypeError', policy: 'TypeError' });
  });
});
