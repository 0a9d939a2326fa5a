import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundledPackages } from '../../../build/bundled-packages.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const builder = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
/** Packages and scopes that installers leave out: `!node_modules/{a,b}/**`, `!node_modules/@scope/**`. */
const leftOut = new Set(
  [...builder.matchAll(/'!node_modules\/(?:\{([^}]+)\}|([\w@.-]+))\/\*\*'/g)].flatMap(
    ([, names, name]) => names?.split(',') ?? [name ?? ''],
  ),
);

test('no package that the main process imports is left out of the installers', () => {
  const sources = readdirSync(path.join(root, 'electron'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/^cli(\.ts|[\\/])/.test(file),
  );
  const imported = new Set(
    sources.flatMap((file) => {
      const text = readFileSync(path.join(root, 'electron', file), 'utf8');
      return [...text.matchAll(/(?:from|import\()\s*'((?:@[^/']+\/)?[^./'][^/']*)/g)].map(([, name]) => name ?? '');
    }),
  );
  expect(imported).toContain('sharp');
  expect(imported).toContain('@azure/msal-node');
  expect(leftOut.size).toBeGreaterThan(10);
  // These are in the bundles themselves: test/integration/build/face-build.test.ts reads them.
  for (const name of bundledPackages) imported.delete(name);
  for (const name of imported) {
    expect(leftOut, name).not.toContain(name);
    expect(leftOut, name).not.toContain(name.split('/')[0]);
  }
});

test('Linux ships the WebAssembly build of sharp and not the native one; the other systems the reverse', () => {
  const [shared = '', linux = ''] = builder.split('\nlinux:');
  expect(linux).toContain("'!node_modules/@img/sharp-linux*/**'");
  expect(linux).not.toContain('sharp-wasm32');
  expect(shared.match(/'!node_modules\/@img\/sharp-wasm32\/\*\*'/g)).toHaveLength(1);
  expect(shared).toMatch(/win:[\s\S]*files: &native[\s\S]*mac:[\s\S]*files: \*native/);
});

test('what is bundled is left out of the installers of every system, with what it alone needs', () => {
  const lists = builder.split('\nlinux:');
  expect(lists).toHaveLength(2);
  for (const list of lists) {
    expect(list).toContain("'!node_modules/@tensorflow/**'");
    expect(list).toContain("'!node_modules/{seedrandom,long,node-fetch,whatwg-url,webidl-conversions,tr46}/**'");
  }
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; dependencies?: Record<string, string> }>;
  };
  const onlyBundled = ['seedrandom', 'long', 'node-fetch', 'whatwg-url', 'webidl-conversions', 'tr46'];
  for (const [place, { dev, dependencies = {} }] of Object.entries(lock.packages)) {
    const name = place.replace('node_modules/', '');
    if (dev === true || name.startsWith('@tensorflow/') || onlyBundled.includes(name)) continue;
    expect(
      Object.keys(dependencies).filter((needed) => onlyBundled.includes(needed)),
      place,
    ).toEqual([]);
  }
});

test('the models of faces are copied while building, and their package is not shipped', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  expect(devDependencies).toHaveProperty('@vladmandic/human', '3.3.6');
  expect(dependencies).not.toHaveProperty('@vladmandic/human');
  expect(builder.match(/- out\/\*\*/g)).toHaveLength(2);
});
