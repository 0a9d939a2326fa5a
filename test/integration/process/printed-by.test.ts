import { expect, test } from 'vitest';
import { printedWithin } from '../../../electron/process/printed-by.ts';

/** More than the slowest machine takes to start Node: what ends the wait is the tool. */
const longMs = 60_000;
const run = (script: string, limitMs = longMs) => printedWithin(limitMs, process.execPath, '-e', script);

test('of a tool what it prints is told, and nothing of one that fails or is not there', async () => {
  expect(await run('process.stdout.write("E:\\n")')).toBe('E:\n');
  expect(await run('process.stdout.write("half"); process.exitCode = 1')).toBeUndefined();
  expect(await printedWithin(longMs, 'no-tool-of-this-name')).toBeUndefined();
});

test('a tool that never ends is waited for no longer than its limit', async () => {
  expect(await run('setInterval(() => undefined, 1_000)', 200)).toBeUndefined();
});
