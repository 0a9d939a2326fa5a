import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const builder = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
/** Packages that installers leave out: `!node_modules/{a,b}/**`. */
const leftOut = new Set(
  [...builder.matchAll(/'!node_modules\/\{([^}]+)\}\/\*\*'/g)].flatMap(([, names]) => names?.split(',') ?? []),
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
