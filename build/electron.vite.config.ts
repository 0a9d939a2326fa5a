import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { bundledPackages } from './bundled-packages.ts';
import { copyFaceFiles } from './face-files.ts';

const root = path.resolve(import.meta.dirname, '..');
const out = (name: string) => path.join(root, 'out', name);

/**
 * The bundles in `out/`: the renderer for both hosts, and for Electron the main process, the preload script (one CommonJS
 * file with everything in it, as the sandbox needs), the photo process, the face process and the demo tenant's process. Only
 * sharp stays a package beside the bundles (`bundled-packages.ts`).
 */
export default defineConfig({
  main: {
    build: {
      outDir: out('main'),
      externalizeDeps: { exclude: bundledPackages() },
      rollupOptions: {
        input: {
          boot: path.join(root, 'electron/boot.ts'),
          // An entry, so that it lies beside the others: it finds them from its own place.
          main: path.join(root, 'electron/main.ts'),
          'heartbeat-worker': path.join(root, 'electron/desktop/heartbeat-worker.ts'),
          'face-process': path.join(root, 'electron/face/face-process.ts'),
          'photo-process': path.join(root, 'electron/photo/photo-process.ts'),
          'demo-process': path.join(root, 'electron/demo/serve.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: out('preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: path.join(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    plugins: [react(), copyFaceFiles()],
    build: {
      outDir: out('renderer'),
      emptyOutDir: true,
      // Files, not data: URLs: fonts and scripts come from 'self' only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: path.join(root, 'renderer/index.html') },
    },
  },
});
