import { spawnSync } from 'node:child_process';
import fs, { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFolder, makeFolderDurably, writeFileDurably } from '../../../electron/sealing/durable-file.ts';
import { openKeyFileCipher } from '../../../electron/sealing/key-file-cipher.ts';
import { createSealedFile } from '../../../electron/sealing/sealed-file.ts';
import { createFixedCipher } from '../../fixed-cipher.ts';

/** What Node is asked to do to the disk, in order, with names instead of descriptors; drafts are all called `DRAFT`. */
let calls: string[];
/** The call that fails next, as a full or broken disk makes it. */
let failing: string | undefined;
let folder: string;
const { openSync, writeSync, fsyncSync, renameSync, linkSync } = fs;
const kept = { openSync, writeSync, fsyncSync, renameSync, linkSync };

function nameOf(file: unknown): string {
  const name = path.relative(folder, String(file)) || '.';
  return name.replace(/\.([0-9a-f]{12}\.draft|new)$/, ' DRAFT');
}

function tell(call: string): void {
  calls.push(call);
  if (failing !== undefined && call.startsWith(failing)) throw Object.assign(new Error('EIO'), { code: 'EIO' });
}

/** Node's own functions, with a record of what they were asked: nothing of ours is replaced. */
function watchDisk(): void {
  const names = new Map<number, string>();
  fs.openSync = (file, ...rest) => {
    const descriptor = kept.openSync(file, ...rest);
    names.set(descriptor, nameOf(file));
    return descriptor;
  };
  fs.writeSync = ((descriptor: number, ...rest: [Uint8Array, number]) => {
    tell(`write ${names.get(descriptor)}`);
    return kept.writeSync(descriptor, ...rest);
  }) as typeof fs.writeSync;
  fs.fsyncSync = (descriptor) => {
    tell(`sync ${names.get(descriptor)}`);
    kept.fsyncSync(descriptor);
  };
  fs.renameSync = (from, to) => {
    tell(`rename ${nameOf(from)} to ${nameOf(to)}`);
    kept.renameSync(from, to);
  };
  fs.linkSync = (from, to) => {
    tell(`link ${nameOf(from)} to ${nameOf(to)}`);
    kept.linkSync(from, to);
  };
  syncBuiltinESMExports();
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'durable-file-'));
  calls = [];
  failing = undefined;
  watchDisk();
});
afterEach(() => {
  Object.assign(fs, kept);
  syncBuiltinESMExports();
});

const isWindows = process.platform === 'win32';
/** Windows keeps names in its journal: no folder is synced there. */
const order = (...expected: string[]) => expected.filter((call) => !isWindows || !/^sync (\.|[a-z/]+)$/.test(call));

describe('when a write returns, file and folder are on the disk', () => {
  test('a file replaced', () => {
    writeFileDurably(path.join(folder, 'a'), Buffer.from('one'));
    expect(calls).toEqual(order('write a DRAFT', 'sync a DRAFT', 'rename a DRAFT to a', 'sync .'));
    expect(readFileSync(path.join(folder, 'a'), 'utf8')).toBe('one');
  });
  test('a file of one writer', () => {
    writeFileDurably(path.join(folder, 'a'), Buffer.from('one'), { isSoleWriter: true });
    expect(calls).toEqual(order('write a DRAFT', 'sync a DRAFT', 'rename a DRAFT to a', 'sync .'));
  });
  test('a new key', async () => {
    expect((await openKeyFileCipher(path.join(folder, 'key'))).kind).toBe('ok');
    expect(calls).toEqual(order('write key DRAFT', 'sync key DRAFT', 'link key DRAFT to key', 'sync .'));
  });
  test('a sealed file', async () => {
    const file = path.join(folder, 'cache');
    const cipher = createFixedCipher();
    const sealed = createSealedFile({
      file,
      cipher,
      nowMs: () => 0,
      setsAside: false,
      isUsable: () => true,
      onUnreadable: () => {},
    });
    await sealed.write(Buffer.from('secret'));
    expect(calls).toEqual(order('write cache DRAFT', 'sync cache DRAFT', 'rename cache DRAFT to cache', 'sync .'));
    calls = [];
    await sealed.remove();
    expect(calls).toEqual(order('sync .'));
  });
  test('a file in folders that were not there: each new name is synced in the folder above it', () => {
    writeFileDurably(path.join(folder, 'x', 'y', 'a'), Buffer.from('one'));
    expect(calls.slice(0, isWindows ? 0 : 2)).toEqual(order('sync x', 'sync .'));
    expect(calls.at(-1)).toBe(isWindows ? 'rename x/y/a DRAFT to x/y/a' : 'sync x/y');
    expect(statSync(path.join(folder, 'x')).isDirectory()).toBe(true);
  });
  test('folders that are there are left alone', () => {
    makeFolderDurably(folder);
    expect(calls).toEqual([]);
  });
});

describe('when a write fails, what was there stays, and no draft', () => {
  test.each(['write', 'sync a DRAFT', 'rename'])('at %s', (call) => {
    writeFileSync(path.join(folder, 'a'), 'old');
    calls = [];
    failing = call;
    expect(() => writeFileDurably(path.join(folder, 'a'), Buffer.from('new'))).toThrow('EIO');
    expect(readFileSync(path.join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });
  test('and a folder that cannot be synced is no success', () => {
    if (isWindows) return;
    failing = 'sync .';
    expect(() => writeFileDurably(path.join(folder, 'a'), Buffer.from('new'))).toThrow('EIO');
  });
});

test('a file that is there is kept when asked to, whole and without a draft', () => {
  const file = path.join(folder, 'key');
  writeFileDurably(file, Buffer.from('first'), { keepsPresent: true });
  writeFileDurably(file, Buffer.from('second'), { keepsPresent: true });
  expect(readFileSync(file, 'utf8')).toBe('first');
  expect(readdirSync(folder)).toEqual(['key']);
});

test('what a crash left of a sole writer’s draft is written over', () => {
  writeFileSync(path.join(folder, 'key.new'), 'half a key that is longer than the whole one');
  writeFileDurably(path.join(folder, 'key'), Buffer.from('whole'), { isSoleWriter: true });
  expect(readFileSync(path.join(folder, 'key'), 'utf8')).toBe('whole');
  expect(readdirSync(folder)).toEqual(['key']);
});

test.skipIf(isWindows)('the file has the permissions asked for, owner only otherwise', () => {
  writeFileDurably(path.join(folder, 'a'), Buffer.from('x'));
  writeFileDurably(path.join(folder, 'b'), Buffer.from('x'), { mode: 0o644 });
  expect([statSync(path.join(folder, 'a')).mode & 0o777, statSync(path.join(folder, 'b')).mode & 0o777]).toEqual([
    0o600, 0o644,
  ]);
});

test('a folder is made from the first that is missing, and one that cannot be made is an error at once', () => {
  const deep = path.join(folder, 'a/b/c');
  expect(makeFolder(deep)).toBe(path.join(folder, 'a'));
  expect(makeFolder(deep)).toBeUndefined();
  expect(statSync(deep).isDirectory()).toBe(true);
  writeFileSync(path.join(folder, 'file'), '');
  expect(() => makeFolder(path.join(folder, 'file'))).toThrow(/EEXIST/);
  expect(() => makeFolder(path.join(folder, 'file/below'))).toThrow(/ENOTDIR/);
});

test.skipIf(process.platform !== 'linux')('nor does one that the system lets nobody make keep anybody waiting', () => {
  // In a process of its own: what hangs there is ended.
  const module = path.resolve(import.meta.dirname, '../../../electron/sealing/durable-file.ts');
  const program = `import { makeFolder } from ${JSON.stringify(module)}; makeFolder('/proc/kiosk/data');`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 240_000,
    encoding: 'utf8',
  });
  expect(run.stderr).toContain('ENOENT');
  expect(run.status).toBe(1);
});
