import { expect, test } from 'vitest';
import { printPage } from '../../../electron/desktop/print-page.ts';

test('a page is printed on the paper of its country, A4 where none is known', async () => {
  const asked: unknown[] = [];
  const contents = {
    printToPDF: async (options: { pageSize?: unknown }) => {
      asked.push(options.pageSize);
      return Buffer.from('%PDF-');
    },
  };
  for (const country of ['US', 'us', 'JP', 'DE', '']) {
    expect(new TextDecoder().decode(await printPage(contents, country))).toBe('%PDF-');
  }
  expect(asked).toEqual(['Letter', 'Letter', 'A4', 'A4', 'A4']);
});
