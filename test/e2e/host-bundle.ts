import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
import { bundledPackages } from '../../build/bundled-packages.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'test-results/hosts');

/** What an end-to-end test starts, by its source. */
const hostScripts = ['electron/browser.ts', 'electron/demo/serve.ts'] as const;
export type HostScript = (typeof hostScripts)[number];

/** Set once the hosts lie there as one file each, for all workers of the run. */
const isBundledKey = 'KIOSK_BUNDLED_HOSTS';

const nameOf = (script: HostScript) => `${path.basename(script, '.ts')}.mjs`;

/** What is to be started: the one file of a host where it was written, its sources elsewhere. */
export function hostFile(script: HostScript): string {
  return process.env[isBundledKey] === undefined ? script : path.join(path.relative(root, folder), nameOf(script));
}

/** A module in the bundle finds what lies beside its source where it lay. */
const ownPlaces: Plugin = {
  name: 'own-places',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(path.join(root, 'electron'))) return undefined;
    return code
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
      .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
      .replaceAll(
        'import.meta.resolve(',
        `((name) => import.meta.resolve(name, ${JSON.stringify(pathToFileURL(id).href)}))(`,
      );
  },
};

/**
 * Writes the hosts as one file each: they are started some forty times, and half of a start from the sources is spent on finding
 * and reading their thousand files. That they start from the sources, as `npm start` does, the integration tests show.
 */
export async function bundleHosts(): Promise<void> {
  for (const script of hostScripts) {
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      plugins: [ownPlaces],
      ssr: { noExternal: bundledPackages() },
      build: {
        ssr: path.join(root, script),
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        target: 'esnext',
        rolldownOptions: { output: { entryFileNames: nameOf(script) } },
      },
    });
  }
  process.env[isBundledKey] = '1';
}
