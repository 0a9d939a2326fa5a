import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { expect, test } from 'vitest';
import { fuses } from '../../../build/fuses.ts';
import { windowOptions } from '../../../electron/desktop/window-options.ts';
import { contentSecurityPolicy } from '../../../electron/host/renderer-files.ts';
import { mutants } from '../../mutants/mutants.ts';
import { burntFuses, pageOptions, policy, wireMutants, wires } from '../../mutants/wire-mutants.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const isThere = (file: string) => existsSync(path.join(root, file));

test('every mutant can still be made: its text stands exactly once, and its tests are there', () => {
  const stale = mutants.filter(({ file, find, tests }) => {
    const pieces = isThere(file) ? readFileSync(path.join(root, file), 'utf8').split(find) : [];
    return pieces.length !== 2 || !tests.every((name) => isThere(`test/${name}`));
  });
  expect(stale.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

test('every security wire of the shell is cut: each directive, each option of the page, each fuse, each refusal', () => {
  expect(new Set(wireMutants.map(({ wire }) => wire))).toEqual(new Set(wires));
  expect(contentSecurityPolicy).toBe(policy.join('; '));
  const place = { x: 0, y: 0, width: 1, height: 1 };
  const shape = { preload: '', isLocked: true, isPackaged: true, room: place, display: place } as const;
  const options = Object.entries(windowOptions({ ...shape, platform: 'linux' }).webPreferences ?? {});
  // The last two are cut by words of their own.
  const uncut = ['preload', 'partition', 'autoplayPolicy', 'backgroundThrottling', 'devTools', 'disableBlinkFeatures'];
  expect(Object.fromEntries(options.filter(([name]) => !uncut.includes(name)))).toEqual(pageOptions);
  const named = Object.entries(FuseV1Options).filter(([, option]) => typeof option === 'number');
  // Traps of WebAssembly are speed and no wire.
  const burnt = named
    .filter(([name]) => name !== 'WasmTrapHandlers')
    .map(([name, option]) => [name, fuses[option as FuseV1Options]]);
  expect(Object.fromEntries(burnt)).toEqual(burntFuses);
});

test('no two mutants have one name', () => {
  const names = mutants.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
