import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { forgetDecision, hasDecidedToBeginAnew, takeDecision } from '../../../electron/host/begin-anew.ts';
import { dataFolderBackFailure, dataFolderFailure } from '../../../electron/host/failure.ts';
import { err, ok } from '../../../shared/result.ts';

function terminalDouble() {
  const said: string[] = [];
  return {
    said,
    log: (text: string) => void said.push(text),
    error: (text: string) => void said.push(`error: ${text}`),
  };
}

test('a decision to begin anew is said, holds until a store is open, and ends well', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'begin-anew-'));
  const terminal = terminalDouble();
  expect(hasDecidedToBeginAnew(folder)).toBe(false);
  expect(takeDecision(ok(folder), terminal)).toBe(0);
  expect(terminal.said).toEqual([expect.stringContaining('it stays on the disk')]);
  expect(hasDecidedToBeginAnew(folder)).toBe(true);
  forgetDecision(folder);
  expect(hasDecidedToBeginAnew(folder)).toBe(false);
});

test('a decision about a folder that cannot be used is refused with the failure’s own words and code', () => {
  const terminal = terminalDouble();
  const failure = dataFolderFailure('/gone', Object.assign(new Error('no'), { code: 'EACCES' }));
  expect(takeDecision(err(failure), terminal)).toBe(failure.code);
  expect(terminal.said).toEqual([`error: ${failure.text}`]);
});

test('a data folder that comes back after the start needs a fresh process', () => {
  expect(dataFolderBackFailure('/data')).toMatchObject({
    needsFreshProcess: true,
    text: 'The data folder /data is there again. Start the station anew.',
  });
});
