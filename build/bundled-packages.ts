import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** What stays a package beside the bundles: its native and WebAssembly parts are files. */
export const keptPackages: readonly string[] = ['sharp', '@img/sharp-wasm32'];

/** Every other package that the app needs while it runs becomes part of the main bundles, as far as it is used. */
export function bundledPackages(): string[] {
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies).filter((name) => !keptPackages.includes(name));
}
