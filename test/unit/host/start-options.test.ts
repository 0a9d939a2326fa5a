import { expect, test } from 'vitest';
import { parseStartOptions } from '../../../electron/host/start-options.ts';

test('every documented option is understood', () => {
  const args = ['--config', 'a.json', '--data=d', '--host', 'browser', '--port', '8080', '--no-open'];
  expect(parseStartOptions(args)).toEqual({
    kind: 'ok',
    value: { config: 'a.json', data: 'd', host: 'browser', port: 8080, shouldOpen: false },
  });
});

test('without options the station opens with its defaults', () => {
  expect(parseStartOptions([])).toEqual({ kind: 'ok', value: { shouldOpen: true } });
});

test.each([
  [['--colour', 'red'], '--colour'],
  [['--config'], '--config'],
  [['--host', 'firefox'], 'expected electron or browser, got firefox'],
  [['--port', '70000'], 'expected a number from 0 to 65535, got 70000'],
  [['--port', '1e3'], 'got 1e3'],
  [['--data', ''], 'expected a folder'],
  [['somewhere'], 'somewhere'],
])('%j is refused with a line that names it', (args, words) => {
  expect(parseStartOptions(args)).toMatchObject({ kind: 'error', error: expect.stringContaining(words) });
});
