import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { burnFuses, packedProgram } from '../../../build/fuses.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kiosk-fuses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file with a fuse wire as Electron's binaries carry it: sentinel, version, length, one character a fuse. */
function binaryWith(wire: string): string {
  const file = path.join(folder, 'electron');
  const header = Buffer.from([1, wire.length]);
  writeFileSync(
    file,
    Buffer.concat([Buffer.from('before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), header, Buffer.from(`${wire} after`)]),
  );
  return file;
}

test('a packaged runtime cannot be a Node, take options or an inspector, or load another app', async () => {
  const file = binaryWith('101100011');
  await burnFuses(file);
  const wire = await getCurrentFuseWire(file);
  const text = Object.values(FuseV1Options)
    .filter((option) => typeof option === 'number')
    .map((option) => `${FuseV1Options[option]} ${String.fromCharCode(Number(wire[option]))}`);
  expect(text).toEqual([
    'RunAsNode 0',
    'EnableCookieEncryption 1',
    'EnableNodeOptionsEnvironmentVariable 0',
    'EnableNodeCliInspectArguments 0',
    'EnableEmbeddedAsarIntegrityValidation 1',
    'OnlyLoadAppFromAsar 1',
    'LoadBrowserProcessSpecificV8Snapshot 0',
    'GrantFileProtocolExtraPrivileges 0',
    'WasmTrapHandlers 1',
  ]);
});

test('a fuse that nobody has decided makes packaging fail', async () => {
  await expect(burnFuses(binaryWith('1011000110'))).rejects.toThrow();
});

test('the binary is found on every system', () => {
  const packed = { folder: '/out', productFilename: 'Photo Kiosk', executableName: 'photo-kiosk' };
  expect(packedProgram({ ...packed, platform: 'darwin' })).toBe(path.join('/out', 'Photo Kiosk.app'));
  expect(packedProgram({ ...packed, platform: 'win32' })).toBe(path.join('/out', 'Photo Kiosk.exe'));
  expect(packedProgram({ ...packed, platform: 'linux' })).toBe(path.join('/out', 'photo-kiosk'));
});
