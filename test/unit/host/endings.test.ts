import { expect, test } from 'vitest';
import { createEndings } from '../../../electron/host/endings.ts';

test('what was begun last ends first, one after another, and only once', async () => {
  const said: string[] = [];
  const endings = createEndings(() => said.push('fault'));
  endings.add(() => said.push('log'));
  endings.add(async () => {
    await Promise.resolve();
    said.push('core');
  });
  endings.add(() => said.push('window'));
  await endings.run();
  await endings.run();
  expect(said).toEqual(['window', 'core', 'log']);
});

test('one that fails does not keep the others from their end', async () => {
  const said: unknown[] = [];
  const endings = createEndings((cause) => said.push(cause));
  const broken = new Error('broken');
  endings.add(() => said.push('log'));
  endings.add(() => Promise.reject(broken));
  await endings.run();
  expect(said).toEqual([broken, 'log']);
});
