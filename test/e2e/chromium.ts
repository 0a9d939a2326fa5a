import path from 'node:path';

/** Where the fake camera's clip is written before the tests. */
export const clipFile = path.resolve(import.meta.dirname, '../../test-results/portrait.y4m');

/** Quiet, and without a GPU; as root Chromium has no sandbox of its own. */
export const quietArguments: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A fake camera that plays a clip, and a person who allows it. */
export const chromiumArguments: readonly string[] = [
  ...quietArguments,
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];
