import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { copyFaceFiles } from '../../../build/face-files.ts';
import { createRendererFiles } from '../../../electron/host/renderer-files.ts';

export interface HarnessServer {
  readonly url: string;
  close(): Promise<void>;
}

const pages = ['index.html', 'face.html'];
const outDir = path.resolve(import.meta.dirname, '../../../test-results/harness');

/** Builds the harness, once for all tests that `startHarness`. Never part of the product. */
export async function buildHarness(): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    plugins: [react(), copyFaceFiles()],
    build: {
      outDir,
      emptyOutDir: true,
      chunkSizeWarningLimit: 4000,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: pages.map((page) => path.join(import.meta.dirname, page)) },
    },
  });
}

/** Serves the built harness on 127.0.0.1 as the product does, headers and all. */
export async function startHarness(): Promise<HarnessServer> {
  const answerFile = createRendererFiles(outDir);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    void answerFile(pathname).then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A browser opens connections ahead: for one without a request the server would wait minutes.
      server.closeAllConnections();
      return closed;
    },
  };
}
