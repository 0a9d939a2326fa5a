import path from 'node:path';
import { build } from 'vite';

/**
 * Writes the station process as one file: it is started some hundred times, and under strace each file that it would read is
 * a dozen stops. Resolves with where it lies.
 */
export async function bundleStation(folder: string): Promise<string> {
  const name = 'station-process.mjs';
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(import.meta.dirname, 'station-process.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: { output: { entryFileNames: name } },
    },
  });
  return path.join(folder, name);
}
