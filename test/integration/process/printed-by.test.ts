import { expect, test } from 'vitest';
import { printedBy } from '../../../electron/process/printed-by.ts';

test('of a tool what it prints is told, and nothing of one that fails or is not there', async () => {
  const run = (script: string) => printedBy(process.execPath, '-e', script);
  expect(await run('process.stdout.write("E:\\n")')).toBe('E:\n');
  expect(await run('process.stdout.write("half"); process.exitCode = 1')).toBeUndefined();
  expect(await printedBy('no-tool-of-this-name')).toBeUndefined();
});
