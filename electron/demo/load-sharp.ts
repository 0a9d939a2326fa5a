import { createRequire } from 'node:module';
import type { LoadSharp } from './pictures.ts';

/** sharp's own choice of build, for plain Node. */
export const loadInstalledSharp: LoadSharp = async () => (await import('sharp')).default;

/**
 * sharp's WebAssembly build, for Electron on Linux, where the native one brings a second GLib and crashes
 * (sharp's documentation, "Electron and Linux"). The native binding's place in the module cache is given to the
 * WebAssembly one before sharp looks for it.
 */
export const loadWasmSharp: LoadSharp = async () => {
  const require = createRequire(import.meta.url);
  const wasm: unknown = require('@img/sharp-wasm32/sharp.node');
  for (const platform of [`linux-${process.arch}`, `linuxmusl-${process.arch}`]) {
    try {
      const filename = require.resolve(`@img/sharp-${platform}/sharp.node`);
      const place = Object.assign(Object.create(null), {
        id: filename,
        filename,
        loaded: true,
        exports: wasm,
        children: [],
      });
      require.cache[filename] = place;
    } catch {
      // Not installed: sharp falls back to WebAssembly by itself.
    }
  }
  return loadInstalledSharp();
};

/** The build that works in this process. */
export function loadSharpHere(): LoadSharp {
  const isElectronOnLinux = process.versions.electron !== undefined && process.platform === 'linux';
  return isElectronOnLinux ? loadWasmSharp : loadInstalledSharp;
}
