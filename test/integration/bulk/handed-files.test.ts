import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHandedFiles } from '../../../electron/bulk/handed-files.ts';

let scratch: string;
const warned: string[] = [];
const log = { info: () => undefined, warn: (event: string) => void warned.push(event), error: () => undefined };
beforeEach(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'kiosk-handed-'));
  warned.length = 0;
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const piece = (name: string) => ({ name, modifiedMs: 0, sizeBytes: 3, offset: 0, bytes: new Uint8Array([1, 2, 3]) });

test('a file that is still being kept when everything is erased is not there afterwards, and one that comes next is whole', async () => {
  const handed = createHandedFiles(path.join(scratch, 'handed'), 0, log);
  const before = handed.receive(piece('before.jpg'));
  handed.erase();
  const after = handed.receive(piece('after.jpg'));
  expect(await before).toMatchObject({ kind: 'error', error: { code: 'not-now' } });
  expect(await after).toMatchObject({ kind: 'ok' });
  expect(handed.counts()).toEqual({ files: 1, sizeBytes: 3 });
  expect(await (await handed.open()).read('after.jpg', 3)).toEqual(new Uint8Array([1, 2, 3]));
});

test('a folder that cannot be removed keeps nobody from leaving: what was handed over is forgotten, and the log says so', () => {
  // No file system takes a name of this length.
  const handed = createHandedFiles(path.join(scratch, 'n'.repeat(300)), 0, log);
  handed.erase();
  expect(handed.counts()).toEqual({ files: 0, sizeBytes: 0 });
  expect(warned).toEqual(['import.handed-files-left', 'import.handed-files-left']);
});
