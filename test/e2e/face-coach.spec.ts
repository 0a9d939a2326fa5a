import { expect, type Page, test } from '@playwright/test';
import type { FaceBench, FaceBenchWindow } from './harness/face-bench.ts';
import { type HarnessServer, startHarness } from './harness/harness-server.ts';

let server: HarnessServer;
test.beforeAll(async () => {
  server = await startHarness();
});
test.afterAll(() => server.close());

type Bench = FaceBenchWindow['faceBench'];

const seenBy = (page: Page) => page.evaluate(() => ({ ...(window as unknown as { faceBench: Bench }).faceBench.seen }));

/** Waits until `isEnough` was seen, for as long as the test may take: how many frames a second are read says nothing. */
async function untilSeen(page: Page, isEnough: (seen: FaceBench) => boolean): Promise<void> {
  const isOver = async () => {
    const seen = await seenBy(page);
    return seen.fallback !== '' || isEnough(seen);
  };
  await expect.poll(isOver, { timeout: 0 }).toBe(true);
  expect((await seenBy(page)).fallback).toBe('');
}

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
    await page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.start());

    // The portrait of the clip stands far away: 27 of the 640 pixels between the eyes.
    await untilSeen(page, ({ faces, hints }) => faces > 10 && hints.includes('come-closer'));
    expect((await seenBy(page)).eyeGapPx).toBeGreaterThan(24);
    expect((await seenBy(page)).eyeGapPx).toBeLessThan(30);
    expect(await page.evaluate(() => (window as unknown as { faceBench: Bench }).faceBench.readStill())).toBe(true);

    const end = await seenBy(page);
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
    await untilSeen(page, ({ readings }) => readings > 2);
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
